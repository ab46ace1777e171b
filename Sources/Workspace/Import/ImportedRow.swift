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
        /// What names and columns mean that are not those of Workbook.
        var mapping = ImportMapping()
        /// Who worked, and in which role, for rows that do not say.
        var person: String?
        var role: String?
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
    /// Why the row is left out; nil if it is not.
    var leftOut: String?
    /// A name that is matched with nothing in the contract.
    var missing: UnmatchedName?

    private static let columns: Set<String> = [
        "id", "date", "week", "person", "role", "activity", "minutes", "hours", "duration", "days", "held minutes",
        "note", "corrects", "recorded by", "worked on", "late reason",
    ]

    /// - Throws: `WorkspaceError` if the file is not CSV, or has no header that can be read.
    static func all(in table: CSVTable, _ reading: Reading) throws(WorkspaceError) -> [ImportedRow] {
        let names = try header(of: table, reading)
        // What is mapped to "-" is not read, and does not tell rows apart.
        let isRead = names.map { !$0.isEmpty }
        let readNames = names.filter { !$0.isEmpty }
        var seen: [[String]: Int] = [:]
        return table.records.dropFirst().map { record in
            let read = record.fields.indices.filter { $0 >= isRead.count || isRead[$0] }
            let texts = read.map { record.fields[$0].text }
            let fields = texts.map(\.inNormalForm)
            // Two equal rows are two entries; which of them comes first tells them apart.
            let occurrence = seen[fields, default: 0]
            seen[fields] = occurrence + 1
            func operation(_ fields: [String]) -> String {
                "import/\(Fingerprint(ofFields: readNames + fields + [String(occurrence)]).hex)"
            }
            var cells = ImportedCells(names: names, record: record)
            let request = Result { () throws(WorkspaceError) in try cells.request(reading) }
            return ImportedRow(
                line: record.line, id: cells.text("id"), operation: operation(fields),
                formerOperation: operation(texts), corrects: cells.text("corrects"),
                cells: cells, request: request, leftOut: cells.leftOut(by: reading.mapping))
        }
    }

    /// The character that `header` has between the names of columns, if there is one.
    private static func separator(in header: String) -> Character? {
        Set(header).subtracting(" ").sorted().first { character in
            !character.isLetter && header.split(separator: character).count { columns.contains(String($0)) } > 1
        }
    }

    private static func header(of table: CSVTable, _ reading: Reading) throws(WorkspaceError) -> [String] {
        guard let header = table.records.first else {
            throw WorkspaceError.input(
                "the file is empty", hint: "the first line names the columns: date,person,role,activity,minutes,note")
        }
        let names = header.fields.map { field in
            let meaning = reading.mapping.meaning(of: field.text, .column, nil)
            if meaning == ImportMapping.leftOut { return "" }
            return (meaning ?? field.text).lowercased().split(separator: " ").joined(separator: " ")
        }
        if let unknown = names.first(where: { !$0.isEmpty && !columns.contains($0) }) {
            if let source = SourceColumns.source(of: names) {
                throw WorkspaceError.input(
                    "'\(unknown.prefix(60))' is not a column; the file looks like an export of \(source.title)",
                    hint: "name the program that wrote it: \(.give(.source))")
            }
            if names.count == 1, let separator = separator(in: unknown) {
                throw WorkspaceError.input(
                    "the columns are separated by '\(separator)'",
                    hint: "separate them by commas, semicolons or tabs, or write a first line sep=\(separator)")
            }
            let near = nearest(to: unknown, among: columns.sorted()).map { "did you mean '\($0)'? " } ?? ""
            let known = "known: \(abridged(columns.sorted()))"
            let separators = names.count == 1 ? "columns are separated by commas, semicolons or tabs; " : ""
            let action = Remedy.mapName(
                field: "column", name: String(unknown.prefix(60)), meaning: ImportMapping.leftOut)
            let mapped: Hint = names.count == 1 ? "" : "; to leave a column unread: \(action)"
            throw WorkspaceError.input(
                "'\(unknown.prefix(60))' is not a column", hint: "\(near)\(separators)\(known)\(mapped)")
        }
        if let index = names.indices.first(where: { !names[$0].isEmpty && names[..<$0].contains(names[$0]) }) {
            throw WorkspaceError.input(
                "the column '\(names[index])' is there twice", hint: "remove one of the two, or rename it to note")
        }
        for name in ["date", "role", "activity"] where !names.contains(name) && (name != "role" || reading.role == nil)
        {
            throw WorkspaceError.input("the column '\(name)' is missing", hint: "name it in the first line of the file")
        }
        return names
    }
}

extension ImportedRow {
    /// A row of another program's file, with the contract's names.
    ///
    /// - Parameters:
    ///   - identity: What finds the row again in a later export.
    ///   - occurrence: How many rows before it have the same identity.
    ///   - missing: A name that matches nothing.
    init(
        _ row: SourceRow, source: TimeSource, identity: [String], occurrence: Int, leftOut: String?,
        names: (person: String, role: String, activity: String), missing: UnmatchedName?, _ reading: Reading
    ) {
        let mark = Fingerprint(ofFields: identity + (row.id == nil ? [String(occurrence)] : [])).hex
        line = row.line
        id = row.id == nil ? nil : "\(source.rawValue)-\(mark)"
        operation = "import/\(mark)"
        formerOperation = operation
        corrects = nil
        cells = ImportedCells(
            [
                "date": row.day, "person": names.person.isEmpty ? row.people.first ?? "" : names.person,
                "role": names.role, "activity": names.activity.isEmpty ? row.work.first ?? "" : names.activity,
                "duration": row.duration, "note": row.note,
            ], line: row.line, rounded: (try? row.length.get())?.rounded)
        request = Result { () throws(WorkspaceError) in
            Rules.TimeRequest(
                role: names.role, activity: names.activity, person: names.person, date: try row.date.get(),
                minutes: try row.length.get().minutes, note: FormulaGuard.afterExport(row.note).inNormalForm,
                confirmsNonBusinessDay: reading.confirmsNonBusinessDay,
                confirmsOutsideWindow: reading.confirmsOutsideWindow, confirmsNewPerson: reading.confirmsNewPerson)
        }
        self.leftOut = leftOut
        self.missing = leftOut == nil ? missing : nil
    }
}
