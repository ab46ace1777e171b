internal import Archive
import CivilTime
internal import XMLReading

/// Reads a sheet of an XLSX file (ECMA-376) as the table that the same sheet would be as CSV.
///
/// Dates are `2026-12-01`, durations `1:30:00`, numbers as short as they can be. Rows after the totals that hold a note
/// are no rows, and neither are the totals: a row of labels and formulas `SUM` or `SUBTOTAL`. The sheet is the one that
/// is called `Time`, or the first that is not hidden.
///
/// The file comes from anywhere: what is decompressed and what is parsed is limited, and no formula is computed.
struct XLSXTable {
    /// The most bytes of one file in the archive; a timesheet of 10,000 rows has about 3 MB.
    static let byteLimit = 8 << 20
    /// The most columns that are read.
    static let columnLimit = 256

    /// Whether bytes begin like a ZIP file.
    static func isXLSX(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

    private let contents: ZIPContents
    private var strings: [String] = []
    private var formats = XLSXFormats()

    static func records(of bytes: [UInt8]) throws(CSVError) -> [CSVTable.Record] {
        do throws(ZIPContents.Refusal) {
            let contents = try ZIPContents(bytes)
            return try XLSXTable(contents).records()
        } catch {
            throw Self.error(of: error)
        }
    }

    private init(_ contents: ZIPContents) { self.contents = contents }

    private static func error(of refusal: ZIPContents.Refusal) -> CSVError {
        let (message, hint) =
            switch refusal {
            case .encrypted: ("the spreadsheet is encrypted", "save it without a password")
            case .tooLarge: ("the spreadsheet is too large", "split it, or save it as CSV UTF-8")
            case .unreadable: ("the file is not an XLSX spreadsheet", "save it as XLSX or CSV UTF-8")
            case .damaged: ("the spreadsheet is damaged", "save it again in the spreadsheet program")
            }
        return CSVError(line: nil, column: nil, message: message, hint: hint)
    }

    private func xml(_ path: String) throws(ZIPContents.Refusal) -> XMLElement? {
        guard let bytes = try contents.file(path, limit: Self.byteLimit) else { return nil }
        do throws(XMLRefusal) {
            return try XMLReader.read(bytes)
        } catch {
            throw error.what.hasPrefix("more than") ? .tooLarge : .damaged
        }
    }

    private func records() throws(ZIPContents.Refusal) -> [CSVTable.Record] {
        guard let book = try xml("xl/workbook.xml") else { throw .unreadable }
        var reader = self
        let properties = book.first("workbookPr")
        reader.formats.countsFrom1904 = ["1", "true"].contains(properties?.value("date1904"))
        if let styles = try xml("xl/styles.xml") { reader.formats.read(styles) }
        reader.strings = try xml("xl/sharedStrings.xml")?.all("si").map(Self.text) ?? []
        guard let sheet = try xml(try path(of: book)) else { throw .unreadable }
        return reader.records(of: sheet)
    }

    /// The path of the sheet that is read.
    private func path(of book: XMLElement) throws(ZIPContents.Refusal) -> String {
        let sheets = book.first("sheets")?.all("sheet") ?? []
        let visible = sheets.filter { ($0.value("state") ?? "visible") == "visible" }
        guard let sheet = visible.first(where: { $0.value("name") == "Time" }) ?? visible.first,
            let id = sheet.attributes.first(where: { $0.name.local == "id" && !$0.name.namespace.isEmpty })?.value,
            let relations = try xml("xl/_rels/workbook.xml.rels"),
            let target = relations.all("Relationship").first(where: { $0.value("Id") == id })?.value("Target")
        else { throw .unreadable }
        return target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    }

    /// The text of a string, without how Asian characters are spoken.
    private static func text(_ element: XMLElement) -> String {
        let runs = element.all("r").isEmpty ? [element] : element.all("r")
        return unescaped(runs.flatMap { $0.all("t") }.map(\.text).joined())
    }

    /// `_x000D_` is the character U+000D.
    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            if index + 6 < scalars.count, scalars[index] == "_", scalars[index + 1] == "x", scalars[index + 6] == "_",
                let value = UInt32(String(String.UnicodeScalarView(scalars[(index + 2)..<(index + 6)])), radix: 16),
                let scalar = Unicode.Scalar(value)
            {
                result.append(scalar)
                index += 7
            } else {
                result.append(scalars[index])
                index += 1
            }
        }
        return String(result)
    }
}

extension XLSXTable {
    /// A cell as text, and what the row's kind depends on.
    private struct Cell {
        var text: String
        var isSum = false
        var isNumber = false
    }

    private func records(of sheet: XMLElement) -> [CSVTable.Record] {
        var records: [CSVTable.Record] = []
        var number = 0
        var isAfterTotals = false
        for row in sheet.first("sheetData")?.all("row") ?? [] {
            number = row.value("r").flatMap { Int($0) } ?? number + 1
            let cells = cells(of: row)
            let filled = cells.filter { !$0.text.isEmpty }
            if filled.isEmpty { continue }
            if Self.isTotals(filled) {
                isAfterTotals = true
                continue
            }
            // A note below the table.
            if isAfterTotals, filled.count == 1 { continue }
            let line = number
            records.append(
                CSVTable.Record(
                    line: line,
                    fields: cells.enumerated().map { index, cell in
                        CSVTable.Field(text: cell.text, line: line, column: index + 1)
                    }))
        }
        return records
    }

    /// Whether a row is labels and sums; our own export of no rows has zeros for sums.
    private static func isTotals(_ cells: [Cell]) -> Bool {
        if cells.contains(where: \.isSum) { return cells.allSatisfy { $0.isSum || !$0.isNumber } }
        return cells.first?.text == "Total" && cells.count > 1
            && cells.dropFirst().allSatisfy { $0.isNumber && $0.text == "0" }
    }

    private func cells(of row: XMLElement) -> [Cell] {
        var cells: [Cell] = []
        for element in row.all("c") {
            let index = element.value("r").flatMap(Self.column) ?? cells.count
            // A reader that goes back would overwrite what it read.
            guard index < Self.columnLimit, index >= cells.count else { continue }
            cells += [Cell](repeating: Cell(text: ""), count: index - cells.count)
            cells.append(cell(element))
        }
        while cells.last?.text.isEmpty == true { cells.removeLast() }
        return cells
    }

    /// The number from 0 of the column of `AB12`.
    private static func column(_ reference: String) -> Int? {
        let letters = reference.utf8.prefix { (0x41...0x5A).contains($0) }
        guard (1...3).contains(letters.count) else { return nil }
        return letters.reduce(0) { $0 * 26 + Int($1) - 0x40 } - 1
    }

    private func cell(_ element: XMLElement) -> Cell {
        let value = element.first("v")?.text ?? ""
        let formula = element.first("f")?.text.uppercased() ?? ""
        let isSum = formula.hasPrefix("SUM(") || formula.hasPrefix("SUBTOTAL(")
        switch element.value("t") ?? "n" {
        case "s":
            let index = Int(value) ?? -1
            return Cell(text: guarded(strings.indices.contains(index) ? strings[index] : ""))
        case "inlineStr": return Cell(text: guarded(element.first("is").map(Self.text) ?? ""))
        case "n":
            let style = element.value("s").flatMap { Int($0) } ?? 0
            return Cell(text: formats.text(value, style: style), isSum: isSum, isNumber: !value.isEmpty)
        case "d": return Cell(text: value)
        default: return Cell(text: guarded(Self.unescaped(value)))
        }
    }

    /// The text as an export to CSV writes it, whose apostrophe every reader of the table removes.
    private func guarded(_ text: String) -> String { FormulaGuard.added(to: text.replacing("\r\n", with: "\n")) }
}

extension XMLElement {
    func all(_ name: String) -> [XMLElement] {
        children.compactMap { child in
            if case .element(let element) = child, element.name.local == name { element } else { nil }
        }
    }

    func first(_ name: String) -> XMLElement? { all(name).first }

    /// The value of an attribute without a namespace.
    func value(_ name: String) -> String? {
        attributes.first { $0.name.local == name && $0.name.namespace.isEmpty }?.value
    }
}
