import Engagement
import Fingerprint

/// One row of an imported file: what it asks to log, or why it cannot be read.
struct ImportedRow {
    let line: Int
    /// What the file calls the row; the id of its entry, where it was exported.
    let id: String?
    /// Made of everything that the row says: the same row always has the same.
    let operation: String
    let request: Result<Rules.TimeRequest, InputFault>

    private static let columns: Set<String> = [
        "id", "date", "week", "person", "role", "activity", "minutes", "hours", "duration", "days", "held minutes",
        "note",
        "corrects", "recorded by",
    ]

    /// - Throws: `InputFault` where the file has no header that can be read.
    static func all(
        in text: String, today: CivilDate, confirmsNonBusinessDay: Bool, confirmsOutsideWindow: Bool
    ) throws -> [ImportedRow] {
        let records = try CSVReader.records(in: text)
        guard let header = records.first else {
            throw InputFault(
                "the file is empty", hint: "the first line names the columns: date,person,role,activity,minutes,note")
        }
        let names = header.fields.map { $0.lowercased().split(separator: " ").joined(separator: " ") }
        if let unknown = names.first(where: { !columns.contains($0) }) {
            let near = nearest(to: unknown, among: columns.sorted()).map { "did you mean '\($0)'? " } ?? ""
            throw InputFault(
                "'\(unknown)' is not a column", hint: "\(near)known: \(columns.sorted().joined(separator: ", "))")
        }
        for name in ["date", "role", "activity"] where !names.contains(name) {
            throw InputFault("the column '\(name)' is missing", hint: "the first line names the columns")
        }
        var seen: [[String]: Int] = [:]
        return records.dropFirst().map { record in
            var values: [String: String] = [:]
            for (name, value) in zip(names, record.fields) { values[name] = unneutralized(value) }
            // Two equal rows are two entries; which of them comes first tells them apart.
            let occurrence = seen[record.fields, default: 0]
            seen[record.fields] = occurrence + 1
            let id = values["id"].flatMap { $0.isEmpty ? nil : $0 }
            let fingerprint = Fingerprint(ofFields: names + record.fields + [String(occurrence)]).hex
            let request = Result { () throws(InputFault) in
                guard record.fields.count <= names.count else {
                    throw InputFault(
                        "the row has more fields than the header", hint: "quote a field that holds a comma")
                }
                return try Self.request(values, today: today, confirmsNonBusinessDay, confirmsOutsideWindow)
            }
            return ImportedRow(line: record.line, id: id, operation: "import/\(fingerprint)", request: request)
        }
    }

    private static func request(
        _ values: [String: String], today: CivilDate, _ confirmsNonBusinessDay: Bool, _ confirmsOutsideWindow: Bool
    ) throws(InputFault) -> Rules.TimeRequest {
        guard (values["corrects"] ?? "").isEmpty else {
            throw InputFault(
                "a correction of a closed week is not imported", hint: "log it: workbook log ... --corrects ID")
        }
        return Rules.TimeRequest(
            role: values["role"] ?? "", activity: values["activity"] ?? "", person: values["person"] ?? "",
            date: try CivilDate(parsing: values["date"] ?? "", today: today), minutes: try minutes(values),
            note: values["note"] ?? "", confirmsNonBusinessDay: confirmsNonBusinessDay,
            confirmsOutsideWindow: confirmsOutsideWindow)
    }

    private static func minutes(_ values: [String: String]) throws(InputFault) -> Minutes {
        if let text = values["minutes"], !text.isEmpty { return try Minutes(parsing: text + "m") }
        if let text = values["hours"], !text.isEmpty { return try Minutes(parsing: text + "h") }
        return try Minutes(parsing: values["duration"] ?? "")
    }

    /// Takes off the apostrophe that an export put before what looked like a formula.
    private static func unneutralized(_ text: String) -> String {
        guard text.first == "'", let next = text.dropFirst().first, "=+-@\t\r".contains(next) else { return text }
        return String(text.dropFirst())
    }
}
