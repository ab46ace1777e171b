import ArgumentParser
import Engagement
import Fingerprint
import FoundationEssentials
import Ledger

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read time from a CSV file.", subcommands: [TimeCommand.self])

    struct TimeCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "time",
            abstract: "Log the time of a CSV file, row by row, under the same rules as `log`.",
            discussion: """
                Columns, in any order: date, person, role, activity, one of minutes, hours or
                duration, and note. What `export time --format csv` wrote is read too.
                Repeating an import records nothing twice. A bad row is named with its line,
                and the others are recorded.

                EXAMPLES
                  workbook import time hours.csv --dry-run
                  workbook import time hours.csv
                """)

        @Argument(help: "The CSV file.")
        var file: String
        @Flag(help: "Say what would be recorded, and record nothing.")
        var dryRun = false
        @Flag(help: "Rows on weekends and holidays are meant.")
        var confirmNonBusinessDay = false
        @Flag(help: "Rows outside the contract's window are meant.")
        var confirmOutsideWindow = false
        @Option(help: ArgumentHelp("Who records this; by default WORKBOOK_ACTOR or your login.", valueName: "name"))
        var by: String?
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let path = WorkbookFolder.absolute(file, in: context)
            guard let data = FileManager.default.contents(atPath: path) else {
                throw FileFault(summary: "\(path) cannot be read", hint: "check the name of the file")
            }
            let folder = try WorkbookFolder.find(common, in: context)
            let rows = try ImportedRow.all(
                in: String(decoding: data, as: UTF8.self), today: context.now().date,
                confirmsNonBusinessDay: confirmNonBusinessDay, confirmsOutsideWindow: confirmOutsideWindow)
            return try record(rows, folder, in: context)
        }

        private func record(_ rows: [ImportedRow], _ folder: WorkbookFolder, in context: Context) throws -> ExitStatus {
            var tally = Tally()
            let contract = try folder.contract()
            let moment = context.now()
            let existing = try Ledger.openExisting(at: folder.ledgerPath)?.entries() ?? []
            var known = Set(existing.map(\.operation)).union(existing.map(\.id))
            let state = State(existing)
            // Opened by the first row that is recorded, once for all of them.
            var ledger: Ledger?
            let clock = ContinuousClock()
            var lastWord = clock.now
            for (index, row) in rows.enumerated() {
                if lastWord.duration(to: clock.now) > .seconds(1) {
                    context.talk("row \(index) of \(rows.count)")
                    lastWord = clock.now
                }
                do {
                    let request = try row.request.get()
                    guard known.insert(row.operation).inserted, !known.contains(row.id ?? "") else {
                        tally.repeated += 1
                        continue
                    }
                    if dryRun {
                        // Each row alone: what an earlier row uses up is not taken into account.
                        _ = try Rules(contract: contract, state: state, today: moment.date).log(request)
                        context.print(
                            "line \(row.line): would record \(request.minutes) of \(request.person) on \(request.date)")
                    } else {
                        let write = Write(
                            operation: row.operation, actor: context.actor(by), moment: moment, contract: contract)
                        let open = try ledger ?? Ledger.open(at: folder.ledgerPath)
                        ledger = open
                        _ = try open.append(write) { state in
                            try Rules(contract: contract, state: state, today: moment.date).log(request)
                        }
                    }
                    tally.recorded += 1
                    tally.minutes += request.minutes
                } catch let fault as InputFault {
                    tally.bad(row.line, fault.summary, fault.hint, context)
                } catch let refusal as Refusal {
                    tally.bad(row.line, refusal.summary, refusal.hint, context)
                }
            }
            let verb = dryRun ? "would record" : "recorded"
            let over = dryRun ? [] : try folder.report(asOf: nil, today: moment.date).budgets.filter { $0.held > .zero }
            context.print(
                "\(verb) \(count(tally.recorded, "row")) (\(tally.minutes)), \(tally.repeated) there already, "
                    + "\(count(tally.refused, "bad row"))")
            for budget in over {
                context.print(
                    "  \(context.paint("held:", .red)) \(budget.held) of \(budget.title) time lies over the cap")
            }
            if tally.refused > 0 { return .findings }
            return tally.recorded > 0 && !over.isEmpty ? .held : .done
        }

        private struct Tally {
            var recorded = 0
            var repeated = 0
            var refused = 0
            var minutes = Minutes.zero

            mutating func bad(_ line: Int, _ summary: String, _ hint: String, _ context: Context) {
                refused += 1
                context.fail("line \(line): \(summary)", hint: hint)
            }
        }
    }
}

/// One row of an imported file: what it asks to log, or why it cannot be read.
struct ImportedRow {
    let line: Int
    /// The id of the entry that was exported to this row, where there is one.
    let id: String?
    /// The same row of the same file always has the same operation, so repeating it is harmless.
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
