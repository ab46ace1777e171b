import CivilTime
import Engagement
import Fingerprint
import Spreadsheet

/// One row of an imported file: what it asks to log, or why it cannot be read.
struct ImportedRow {
    /// How the cells of a file are read.
    struct Reading {
        var today: CivilDate
        var confirmsNonBusinessDay = false
        var confirmsOutsideWindow = false
        var confirmsNewPerson = false
        /// How dates are written that are not ISO 8601, if the importer named a form.
        var dates: WrittenDates?
        /// What times are rounded to that are no whole minutes, or nil to refuse them.
        var rounding: Minutes?
    }

    let line: Int
    /// The id that the file gives the row: that of its entry if it was exported.
    let id: String?
    /// Derived from everything in the row: the same row always has the same.
    let operation: String
    /// The operation under which earlier versions recorded the row, whose names were not in one normal form.
    let formerOperation: String
    /// The id of the entry that the row corrects.
    let corrects: String?
    let cells: ImportedCells
    let request: Result<Rules.TimeRequest, WorkspaceError>

    private static let columns: Set<String> = [
        "id", "date", "week", "person", "role", "activity", "minutes", "hours", "duration", "days", "held minutes",
        "note", "corrects", "recorded by", "worked on", "late reason",
    ]

    /// - Throws: `WorkspaceError` if the file is not CSV, or has no header that can be read.
    static func all(in bytes: [UInt8], path: String, _ reading: Reading) throws(WorkspaceError) -> [ImportedRow] {
        let table: CSVTable
        do throws(CSVError) {
            table = try CSVTable(bytes)
        } catch {
            let place = [error.line, error.column].compactMap { $0.map { ":\($0)" } }.joined()
            throw WorkspaceError.input("\(path)\(place): \(error.message)", hint: Hint(error.hint))
        }
        let names = try header(of: table)
        var seen: [[String]: Int] = [:]
        return table.records.dropFirst().map { record in
            let fields = record.fields.map { $0.text.inNormalForm }
            // Two equal rows are two entries; which of them comes first tells them apart.
            let occurrence = seen[fields, default: 0]
            seen[fields] = occurrence + 1
            func operation(_ fields: [String]) -> String {
                "import/\(Fingerprint(ofFields: names + fields + [String(occurrence)]).hex)"
            }
            var cells = ImportedCells(names: names, record: record)
            let request = Result { () throws(WorkspaceError) in try cells.request(reading) }
            return ImportedRow(
                line: record.line, id: cells.text("id"), operation: operation(fields),
                formerOperation: operation(record.fields.map(\.text)), corrects: cells.text("corrects"),
                cells: cells, request: request)
        }
    }

    /// The character that `header` has between the names of columns, if there is one.
    private static func separator(in header: String) -> Character? {
        Set(header).subtracting(" ").sorted().first { character in
            !character.isLetter && header.split(separator: character).count { columns.contains(String($0)) } > 1
        }
    }

    private static func header(of table: CSVTable) throws(WorkspaceError) -> [String] {
        guard let header = table.records.first else {
            throw WorkspaceError.input(
                "the file is empty", hint: "the first line names the columns: date,person,role,activity,minutes,note")
        }
        let names = header.fields.map { $0.text.lowercased().split(separator: " ").joined(separator: " ") }
        if let unknown = names.first(where: { !columns.contains($0) }) {
            if names.count == 1, let separator = separator(in: unknown) {
                throw WorkspaceError.input(
                    "the columns are separated by '\(separator)'",
                    hint: "separate them by commas, semicolons or tabs, or write a first line sep=\(separator)")
            }
            let near = nearest(to: unknown, among: columns.sorted()).map { "did you mean '\($0)'? " } ?? ""
            let known = "known: \(abridged(columns.sorted()))"
            let separators = names.count == 1 ? "columns are separated by commas, semicolons or tabs; " : ""
            throw WorkspaceError.input("'\(unknown.prefix(60))' is not a column", hint: "\(near)\(separators)\(known)")
        }
        if let index = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
            throw WorkspaceError.input(
                "the column '\(names[index])' is there twice", hint: "remove one of the two, or rename it to note")
        }
        for name in ["date", "role", "activity"] where !names.contains(name) {
            throw WorkspaceError.input("the column '\(name)' is missing", hint: "name it in the first line of the file")
        }
        return names
    }
}

/// How dates are written in a file, besides ISO 8601.
package enum WrittenDates: String, CaseIterable, Sendable {
    /// `16/12/2026`, `16.12.2026`.
    case dmy
    /// `12/16/2026`.
    case mdy
    /// A spreadsheet's day number: 46372 is 16 December 2026.
    case excel

    func date(_ text: String) -> CivilDate? {
        if self == .excel {
            // Day 60 is 29 February 1900, which Excel has and the calendar does not.
            guard let serial = Int(text), (61...2_958_465).contains(serial) else { return nil }
            return CivilDate(1899, 12, 30).adding(days: serial)
        }
        let parts = text.split(omittingEmptySubsequences: false) { "/.-".contains($0) }
        guard parts.count == 3, parts[2].utf8.count == 4, let first = Int(parts[0]), let second = Int(parts[1]),
            parts[0].utf8.count <= 2, parts[1].utf8.count <= 2
        else { return nil }
        let (day, month) = self == .dmy ? (first, second) : (second, first)
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return CivilDate(iso: "\(parts[2])-\(padded(month))-\(padded(day))")
    }
}
