import CivilTime
import Engagement
import Spreadsheet

/// The rows of a program's table.
struct SourceTable {
    private let columns: SourceColumns
    private let indices: [String: Int]
    private let source: TimeSource
    private let step: Minutes?
    private var form: SourceValues.DateForm = .known(nil)

    /// - Throws: `WorkspaceError` if the header is not the program's.
    static func rows(
        of table: CSVTable, from source: TimeSource, _ reading: ImportedRow.Reading
    ) throws(WorkspaceError) -> [SourceRow] {
        guard let columns = SourceColumns.columns(of: source) else { return [] }
        guard let header = table.records.first else {
            throw WorkspaceError.input("the file is empty", hint: "export \(source.export) from \(source.title)")
        }
        var reader = try SourceTable(header, columns, source, reading)
        let records = table.records.dropFirst()
        reader.form = SourceValues.form(
            of: records.map { reader.text(reader.columns.date, $0) }, named: reading.dates)
        return records.map { reader.row($0) }
    }

    private init(
        _ header: CSVTable.Record, _ columns: SourceColumns, _ source: TimeSource, _ reading: ImportedRow.Reading
    ) throws(WorkspaceError) {
        var columns = columns
        var indices: [String: Int] = [:]
        for (index, field) in header.fields.enumerated() {
            let name = ImportMapping.key(field.text)
            // A heading that is there twice is read where it is first.
            if indices[name] == nil { indices[name] = index }
            if let target = reading.mapping.meaning(of: field.text, .column, source), target != ImportMapping.leftOut {
                columns.read(name, as: target)
            }
        }
        if let other = SourceColumns.source(of: Array(indices.keys)), other != source {
            throw WorkspaceError.input(
                "the file is not what \(source.title) exports: it looks like an export of \(other.title)",
                hint: "name the program that wrote it: \(.give(.source))")
        }
        if let missing = columns.missing(in: Set(indices.keys)) {
            throw WorkspaceError.input(
                "the file is not what \(source.title) exports: the column '\(missing.column)' is missing",
                hint: "export \(source.export), or say which column it is: "
                    + "\(.mapName(field: "column", name: "NAME", meaning: missing.target))")
        }
        (self.columns, self.indices, self.source, step) = (columns, indices, source, reading.rounding)
    }

    /// The first cell that isn't empty.
    private func field(_ names: [String], _ record: CSVTable.Record) -> CSVTable.Field? {
        let fields = names.compactMap { name in
            indices[name].flatMap { record.fields.indices.contains($0) ? record.fields[$0] : nil }
        }
        return fields.first { !Self.trimmed($0.text).isEmpty } ?? fields.first
    }

    private func text(_ names: [String], _ record: CSVTable.Record) -> String {
        field(names, record).map { Self.trimmed(FormulaGuard.removed(from: $0.text)) } ?? ""
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    private func place(_ names: [String], _ record: CSVTable.Record) -> String {
        guard let found = field(names, record) else { return names.first ?? "" }
        return "\(names.first { indices[$0] != nil } ?? "cell"), column \(found.column)"
    }

    private func row(_ record: CSVTable.Record) -> SourceRow {
        let day = text(columns.date, record)
        let start = text(columns.start, record)
        let written = text(columns.duration, record) + (source == .hledger ? text(["commodity"], record) : "")
        let seconds = SourceValues.seconds(written) ?? (written.isEmpty ? between(record) : nil)
        let date = SourceValues.date(day, form)
        return SourceRow(
            line: record.line, id: Self.known(text(columns.id, record)), day: day,
            date: date.map { .success($0) } ?? .failure(SourceRow.badDate(day, at: place(columns.date, record), form)),
            start: SourceValues.clock(start).map(String.init) ?? start, duration: written,
            length: SourceRow.length(seconds, written: written, at: place(columns.duration, record), step: step),
            people: names(columns.person, record, separator: " "), roles: tags(columns.role, record),
            work: work(record), note: note(record))
    }

    private static func known(_ text: String) -> String? { text.isEmpty ? nil : text }

    /// The seconds from the row's beginning to its end.
    private func between(_ record: CSVTable.Record) -> Int? {
        guard let start = SourceValues.clock(text(columns.start, record)),
            let end = SourceValues.clock(text(columns.end, record))
        else { return nil }
        let first = SourceValues.date(text(columns.date, record), form)
        let last = SourceValues.date(text(columns.endDate, record), form)
        if let first, let last, (0...7).contains(first.days(until: last)) {
            let seconds = first.days(until: last) * 86_400 + end - start
            return seconds >= 0 ? seconds : nil
        }
        return end >= start ? end - start : end + 86_400 - start
    }

    private func names(_ groups: [[String]], _ record: CSVTable.Record, separator: String) -> [String] {
        var found: [String] = []
        for group in groups {
            let name = group.map { text([$0], record) }.filter { !$0.isEmpty }.joined(separator: separator)
            if !name.isEmpty, !found.contains(name) { found.append(name) }
        }
        return found
    }

    private func tags(_ columns: [String], _ record: CSVTable.Record) -> [String] {
        columns.flatMap { text([$0], record).split(separator: ",").map { Self.trimmed(String($0)) } }
            .filter { !$0.isEmpty }
    }

    private func work(_ record: CSVTable.Record) -> [String] {
        let names = names(columns.work, record, separator: " / ")
        if source == .hledger { return names.flatMap(HledgerFile.names(ofAccount:)) }
        return names + tags(columns.tags, record).filter { !names.contains($0) }
    }

    private func note(_ record: CSVTable.Record) -> String {
        guard source == .hledger else { return text(columns.note, record) }
        return HledgerFile.note(columns.note.map { text([$0], record) })
    }
}
