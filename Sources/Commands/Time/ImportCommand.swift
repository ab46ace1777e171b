import ArgumentParser
import CivilTime
import Engagement
import FoundationEssentials
import Ledger
import Reports

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

                Fields are separated by commas, semicolons or tabs; the text is UTF-8, or UTF-16
                with a byte order mark. Dates are 2026-12-16, or as --dates says. Hours are
                1.5, 1,5, 1:30 or 90m.

                A column id, as an export has it, tells rows apart: a row of a known id
                that was edited changes its entry, which is undone and recorded anew. A row
                without an id is its content, so an edited one is a new entry: undo the old.

                EXAMPLES
                  workbook import time hours.csv --dry-run
                  workbook import time hours.csv
                  workbook import time excel.csv --dates dmy --round 15m
                """)

        @Argument(help: "The CSV file.")
        var file: String
        @Flag(help: "Say what would be recorded, and record nothing.")
        var dryRun = false
        @Flag(help: "Rows on weekends and holidays are meant.")
        var confirmNonBusinessDay = false
        @Flag(help: "Rows outside the contract's window are meant.")
        var confirmOutsideWindow = false
        @Flag(help: "Names that are close to a known person's are other people.")
        var confirmNewPerson = false
        @Option(help: "How dates are written: dmy for 16/12/2026, mdy for 12/16/2026, excel for 46372.")
        var dates: WrittenDates?
        @Option(
            help: ArgumentHelp(
                "Round times that are no whole minutes, such as 0.33 hours, to this.", valueName: "duration"))
        var round: String?
        @Option(help: ArgumentHelp("Who records this; by default WORKBOOK_ACTOR or your login.", valueName: "name"))
        var by: String?
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let path = WorkbookFolder.absolute(file, in: context)
            guard let data = FileManager.default.contents(atPath: path) else {
                throw InputFault("\(path) cannot be read", hint: "check the name of the file")
            }
            let folder = try WorkbookFolder.find(common, in: context)
            let reading = ImportedRow.Reading(
                today: context.now().date, confirmsNonBusinessDay: confirmNonBusinessDay,
                confirmsOutsideWindow: confirmOutsideWindow, confirmsNewPerson: confirmNewPerson, dates: dates,
                rounding: try round.map { try Minutes(parsing: $0) })
            let rows = try ImportedRow.all(in: Array(data), path: path, reading)
            return try record(rows, folder, in: context)
        }

        private func record(_ rows: [ImportedRow], _ folder: WorkbookFolder, in context: Context) throws -> ExitStatus {
            var tally = Tally()
            let contract = try folder.contract()
            let moment = context.now()
            let existing = try Ledger.openExisting(at: folder.ledgerPath)?.entries() ?? []
            let state = State(existing)
            var imported = ImportedTime(existing, state: state)
            // Opened by the first row that is recorded, once for all of them.
            var ledger: Ledger?
            // The ledger behind the last row: after "recorded", nothing is read that could fail.
            var last: State?
            let clock = ContinuousClock()
            var lastWord = clock.now
            for (index, row) in rows.enumerated() {
                if lastWord.duration(to: clock.now) > .seconds(1) {
                    context.talk("row \(index) of \(rows.count)")
                    lastWord = clock.now
                }
                do {
                    var request = try row.request.get()
                    // Before the row is compared with entries, which have the person's id.
                    let rules = Rules(contract: contract, state: last ?? state, today: moment.date)
                    if let person = rules.knownPerson(named: request.person), person != request.person {
                        if tally.resolved.insert(request.person).inserted {
                            context.talk("line \(row.line): '\(request.person)' is \(person)")
                        }
                        request.person = person
                    }
                    let change: ImportedTime.Change?
                    let operation: String
                    var twin: Entry?
                    try row.cells.checkDerived(request, known: imported.times(of: row))
                    switch try imported.standing(of: row, request) {
                    case .there:
                        tally.repeated += 1
                        continue
                    case .undone(let undo):
                        tally.undone += 1
                        context.talk(
                            "line \(row.line): the entry of this row was undone; workbook undo \(undo.shortID) brings it back"
                        )
                        continue
                    case .new(let name, let found): (change, operation, twin) = (nil, name, found)
                    case .changed(let found, let name): (change, operation) = (found, name)
                    }
                    request.corrects = try row.corrects.map(imported.entry(corrected:))
                    let open = try dryRun ? nil : ledger ?? Ledger.open(at: folder.ledgerPath)
                    ledger = open
                    if let open {
                        let actor = context.actor(by)
                        func step(
                            _ operation: String, _ decide: @escaping (Rules) throws -> Event
                        ) -> (write: Write, decide: (State) throws -> Event) {
                            let write = Write(operation: operation, actor: actor, moment: moment, contract: contract)
                            return (
                                write,
                                { try decide(Rules(contract: contract, state: $0, today: moment.date, asker: actor)) }
                            )
                        }
                        let undoing = change.map { change in
                            step(operation + "/undo") { try change.undo($0) }
                        }
                        last = try open.append(
                            [undoing].compactMap { $0 } + [step(operation) { try $0.log(request) }]
                        ).last?.state
                    } else {
                        // Each row alone: what an earlier row uses up is not taken into account.
                        _ = try change?.undo(Rules(contract: contract, state: state, today: moment.date))
                        let left = change.map { State(existing + [$0.preview(behind: existing)]) } ?? state
                        _ = try Rules(contract: contract, state: left, today: moment.date).log(request)
                    }
                    if let rounded = row.cells.rounded { context.talk("line \(row.line): \(rounded)") }
                    if let twin {
                        context.talk("line \(row.line): equals entry \(twin.shortID), which was logged by hand")
                        tally.twins += 1
                    }
                    if let change {
                        let verb = dryRun ? "would change" : "changed"
                        context.print("line \(row.line): \(verb) entry \(change.entry.shortID): \(change.text)")
                        tally.changed += 1
                    } else {
                        if dryRun {
                            context.print(
                                "line \(row.line): would record \(request.minutes) of \(request.person) on \(request.date)"
                            )
                        }
                        tally.recorded += 1
                        tally.minutes += request.minutes
                    }
                } catch let fault as InputFault {
                    tally.bad(row.line, fault.explanation, context)
                } catch let refusal as Refusal {
                    tally.bad(row.line, refusal.explanation, context)
                } catch let fault as LedgerFault {
                    throw LedgerFault(
                        "line \(row.line): \(fault.summary); of the rows before it, "
                            + "\(count(tally.recorded + tally.changed, "row")) \(tally.recorded + tally.changed == 1 ? "is" : "are") recorded",
                        hint: "\(fault.hint); repeating the import records nothing twice", kind: fault.kind)
                }
            }
            let verb = dryRun ? "would record" : "recorded"
            let after = last ?? state
            let over =
                dryRun ? [] : contract.roles.map { Budget(role: $0, state: after) }.filter { $0.held > .zero }
            context.print(
                "\(verb) \(count(tally.recorded, "row")) (\(tally.minutes)), \(tally.changed > 0 ? "\(tally.changed) changed, " : "")"
                    + "\(tally.repeated) there already, \(tally.undone > 0 ? "\(tally.undone) undone, " : "")"
                    + "\(count(tally.refused, "bad row"))")
            if tally.twins > 0 {
                let verb = tally.twins == 1 ? "equals an entry" : "equal entries"
                context.print(
                    "  \(count(tally.twins, "row")) \(verb) logged by hand; undo what is there twice: workbook undo ID")
            }
            for budget in over {
                context.print(
                    "  \(context.paint("held:", .red)) \(budget.held) of \(budget.title) time lies over the cap")
            }
            if tally.refused > 0 { return .findings }
            return tally.recorded + tally.changed > 0 && !over.isEmpty ? .held : .done
        }

        private struct Tally {
            var recorded = 0
            var changed = 0
            var repeated = 0
            var undone = 0
            var twins = 0
            var refused = 0
            /// The names that were told to be another name's person.
            var resolved: Set<String> = []
            var minutes = Minutes.zero

            mutating func bad(_ line: Int, _ explanation: Explanation, _ context: Context) {
                refused += 1
                context.fail("line \(line): \(explanation.summary)", hint: explanation.hint)
            }
        }
    }
}

extension WrittenDates: ExpressibleByArgument {}
