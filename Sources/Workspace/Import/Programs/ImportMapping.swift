package import CivilTime
import Engagement
import FoundationEssentials
import Spreadsheet

/// What columns and names of imported files mean: said once, and remembered in `time-import.csv` of the workbook.
///
/// The file is beside the ledger and not in it: names of other programs are no facts of the engagement, and they are
/// edited freely, in the spreadsheet program that timesheets come from.
package struct ImportMapping: Sendable, Equatable {
    /// What is mapped.
    package enum Field: String, CaseIterable, Sendable {
        case column, person, role, activity
    }

    /// One meaning.
    package struct Item: Sendable, Hashable {
        package let field: Field
        /// The name as the file writes it.
        package let name: String
        /// An id of the contract, a column's name, or `-` for a column that isn't read or rows that are left out.
        package let meaning: String

        package init(field: Field, name: String, meaning: String) {
            (self.field, self.name, self.meaning) = (field, name, meaning)
        }

        /// Reads `activity:Acme / Kickoff=kickoff`.
        package init(parsing text: String) throws(InputError) {
            let hint = "write column, person, role or activity, the name and its meaning: 'person:Dana R.=dana'"
            guard let colon = text.firstIndex(of: ":"), let equals = text.lastIndex(of: "="), colon < equals,
                let field = Field(rawValue: text[..<colon].lowercased())
            else { throw InputError("'\(text)' is not a meaning of a name", hint: hint) }
            let meaning = text[text.index(after: equals)...].drop { $0 == " " }
            guard !meaning.isEmpty else { throw InputError("'\(text)' has no meaning after =", hint: hint) }
            self.init(
                field: field, name: String(text[text.index(after: colon)..<equals]), meaning: String(meaning))
        }
    }

    /// What leaves out a column, or the rows of a name.
    package static let leftOut = "-"
    static let fileName = "time-import.csv"

    private struct Key: Hashable {
        let source: String
        let field: Field
        let name: String
    }

    private var items: [Key: Item] = [:]

    package init() {}

    /// A name as it is compared: in one normal form, in lower case, with single spaces.
    static func key(_ name: String) -> String {
        FormulaGuard.removed(from: name).inNormalForm.lowercased().split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }

    func meaning(of name: String, _ field: Field, _ source: TimeSource?) -> String? {
        items[Key(source: TimeSource.name(source), field: field, name: Self.key(name))]?.meaning
    }

    mutating func add(_ added: [Item], _ source: TimeSource?) {
        for item in added {
            items[Key(source: TimeSource.name(source), field: item.field, name: Self.key(item.name))] = item
        }
    }
}

extension ImportMapping {
    private static let columns = ["source", "field", "name", "means"]
    private static let hint: Hint = "its columns are source, field, name and means; delete the file to begin again"

    /// Reads the text of `time-import.csv`.
    init(_ bytes: [UInt8], path: String) throws(WorkspaceError) {
        let table: CSVTable
        do throws(CSVError) {
            table = try CSVTable(bytes)
        } catch {
            throw WorkspaceError.input(
                "\(path):\(error.line.map { "\($0):" } ?? "") \(error.message)", hint: Hint(error.hint))
        }
        guard let header = table.records.first else { return }
        let names = header.fields.map { Self.key($0.text) }
        guard names.prefix(4).elementsEqual(Self.columns) else {
            throw WorkspaceError.input("\(path):1: the columns are not those of remembered names", hint: Self.hint)
        }
        for record in table.records.dropFirst() {
            let cells = record.fields.map { FormulaGuard.removed(from: $0.text) }
            guard cells.count >= 4, let field = Field(rawValue: cells[1]), !cells[3].isEmpty,
                cells[0] == TimeSource.name(nil) || TimeSource(rawValue: cells[0]) != nil
            else {
                throw WorkspaceError.input("\(path):\(record.line): the line maps no name", hint: Self.hint)
            }
            let item = Item(field: field, name: cells[2], meaning: cells[3])
            items[Key(source: cells[0], field: field, name: Self.key(item.name))] = item
        }
    }

    /// The text of `time-import.csv`, in an order that does not depend on when a name was said.
    var text: String {
        let lines = items.sorted { left, right in
            (left.key.source, left.key.field.rawValue, left.key.name)
                < (right.key.source, right.key.field.rawValue, right.key.name)
        }
        return Sheet(
            name: "Names", columns: Self.columns.map { Sheet.Column($0) },
            rows: lines.map { key, item in
                [.text(key.source), .text(item.field.rawValue), .text(item.name), .text(item.meaning)]
            }
        ).csv()
    }
}

extension Workspace {
    private var mappingPath: String { root + "/" + ImportMapping.fileName }

    private func mappingBytes() throws -> [UInt8]? {
        guard try FileSystem.holds(mappingPath) else { return nil }
        return [UInt8](try Data(contentsOf: URL(filePath: mappingPath)))
    }

    /// What names of imported files mean, as it was remembered.
    func importMapping() throws -> ImportMapping {
        try mappingBytes().map { bytes in try ImportMapping(bytes, path: mappingPath) } ?? ImportMapping()
    }

    /// Remembers meanings for the next import.
    ///
    /// - Returns: Whether the file was changed.
    func remember(_ items: [ImportMapping.Item], _ source: TimeSource?) throws -> Bool {
        guard !items.isEmpty else { return false }
        let before = try mappingBytes()
        let known = try before.map { bytes in try ImportMapping(bytes, path: mappingPath) } ?? ImportMapping()
        var mapping = known
        mapping.add(items, source)
        guard mapping != known else { return false }
        try FileSet([FileSet.File(path: mappingPath, before: before, after: Array(mapping.text.utf8))]).write()
        return true
    }
}
