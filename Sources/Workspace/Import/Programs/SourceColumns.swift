import Engagement

/// How a program's CSV names its columns: for each thing, the names in order of preference, in lower case.
struct SourceColumns {
    var date: [String]
    var start: [String] = []
    var endDate: [String] = []
    var end: [String] = []
    var duration: [String]
    /// Names of a person; the columns of each are joined by a space.
    var person: [[String]]
    var role: [String] = []
    /// Names of what was worked on, the most specific first; the columns of each are joined by a slash.
    var work: [[String]]
    /// Columns with several names, separated by commas.
    var tags: [String] = []
    var note: [String]
    var id: [String] = []

    /// - Returns: Nil for a program that exports no table.
    static func columns(of source: TimeSource) -> SourceColumns? {
        switch source {
        case .toggl:
            SourceColumns(
                date: ["start date"], start: ["start time"], endDate: ["end date", "stop date"],
                end: ["end time", "stop time"], duration: ["duration"], person: [["user"], ["member"], ["email"]],
                work: [["project", "task"], ["task"], ["project"], ["client"]], tags: ["tags"], note: ["description"])
        case .clockify:
            SourceColumns(
                date: ["start date", "date"], start: ["start time"], endDate: ["end date"], end: ["end time"],
                duration: ["duration (h)", "duration (decimal)", "time (h)", "time (decimal)"],
                person: [["user"], ["email"]], work: [["project", "task"], ["task"], ["project"], ["client"]],
                tags: ["tags"], note: ["description"])
        case .harvest:
            SourceColumns(
                date: ["date"], duration: ["hours"],
                person: [["first name", "last name"], ["email"], ["employee id"]],
                role: ["roles"], work: [["project", "task"], ["task"], ["project code"], ["project"], ["client"]],
                note: ["notes"])
        case .kimai:
            SourceColumns(
                date: ["date"], start: ["from", "begin"], end: ["to", "end"], duration: ["duration"],
                person: [["name"], ["user"], ["username"], ["e-mail"], ["email"]],
                work: [["project", "activity"], ["activity"], ["project"], ["customer"]], tags: ["tags"],
                note: ["description"], id: ["id"])
        case .tempo:
            SourceColumns(
                date: ["work date"], duration: ["hours"], person: [["full name"], ["username"]],
                work: [
                    ["issue key"], ["issue summary"], ["activity name"], ["account name"], ["account key"],
                    ["project name"], ["project key"],
                ], note: ["work description"], id: ["tempo worklog id", "worklog id", "jira worklog id"])
        case .hledger:
            // The amount stands for the duration; parentheses of the account are removed.
            SourceColumns(
                date: ["date"], duration: ["amount"], person: [], work: [["account"]],
                note: ["description", "comment", "posting-comment"])
        case .timewarrior: nil
        }
    }

    /// What a column may be said to hold with `--map column:NAME=...`.
    static let targets = ["date", "start", "end", "hours", "person", "role", "activity", "note", "id"]

    /// Reads one more column, or another one, for what `target` names.
    mutating func read(_ column: String, as target: String) {
        switch target {
        case "date": date = [column]
        case "start": start = [column]
        case "end": end = [column]
        case "hours": duration = [column]
        case "person": person.insert([column], at: 0)
        case "role": role.insert(column, at: 0)
        case "activity": work.insert([column], at: 0)
        case "note": note = [column]
        case "id": id = [column]
        default: break
        }
    }

    /// What a header lacks to be read, in the words of `targets`; nil if nothing.
    func missing(in names: Set<String>) -> (target: String, column: String)? {
        func has(_ columns: [String]) -> Bool { columns.contains(where: names.contains) }
        if !has(date) { return ("date", date.first ?? "date") }
        if !has(duration), !(has(start) && has(end)) { return ("hours", duration.first ?? "duration") }
        if !work.contains(where: has) { return ("activity", work.first?.last ?? "project") }
        return nil
    }

    /// The program that wrote a header, if its columns are all there and they are not those of a file of Workbook's own.
    static func source(of names: [String]) -> TimeSource? {
        let names = Set(names)
        let marks: [(TimeSource, [String])] = [
            (.clockify, ["start date", "duration (h)"]), (.toggl, ["start date", "start time", "duration"]),
            (.harvest, ["project code", "task", "hours"]), (.tempo, ["issue key", "hours", "work date"]),
            (.kimai, ["customer", "project", "activity", "duration"]), (.hledger, ["txnidx", "account", "amount"]),
        ]
        return marks.first { $0.1.allSatisfy(names.contains) }?.0
    }
}
