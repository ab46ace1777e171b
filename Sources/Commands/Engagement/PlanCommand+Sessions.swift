import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

extension PlanCommand {
    struct SessionCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "session",
            abstract: "Plan the sessions of the knowledge transfer, day by day.",
            discussion: """
                What is planned appears in the status report of the week before, and in the
                calendar that `export plan --format ics` writes: at its hour in the contract's
                time zone (`calendar: time-zone:`), or as a day if it has no hour. A session
                that is moved or cancelled keeps its identity there, so calendars that have it
                are corrected.

                EXAMPLES
                  workbook plan session add "Handover of the runbooks" --date 2026-12-16 \\
                      --start 14:00 --duration 2h --activity enable-team --attendees piet "A. Sponsor"
                  workbook plan session
                  workbook plan session move 3f9a61c2 --date 2026-12-17 --start 10:00
                  workbook plan session cancel 3f9a61c2 --reason "moved to January"
                """,
            subcommands: [
                ListCommand.self, AddCommand.self, MoveCommand.self, CancelCommand.self, HeldCommand.self,
            ],
            defaultSubcommand: ListCommand.self)

        struct ListCommand: WorkbookCommand {
            static let configuration = CommandConfiguration(
                commandName: "list", abstract: "List the sessions in order, cancelled ones included.",
                discussion: """
                    EXAMPLES
                      workbook plan session list
                      workbook plan session list --json
                    """)

            @Flag(help: "Print JSON instead of text.")
            var json = false
            @OptionGroup var common: CommonOptions

            func run(in context: Context) async throws -> ExitStatus {
                let sessions = try Workspace.find(common, in: context).state().sessions.inOrder
                if json {
                    context.print(try jsonText(sessions.map(SessionLine.init)))
                    return .done
                }
                for session in sessions {
                    let held = session.held.map { " (held by \($0.teacher))" } ?? ""
                    let note = session.cancellation.map { " (cancelled: \($0))" } ?? held
                    let lines = wrapped(
                        "\(session.summary)\(note)", first: "\(session.shortID)  ", rest: "    ", width: 80)
                    context.print(lines: lines)
                }
                if sessions.isEmpty { context.talk("no session is planned") }
                return .done
            }
        }

        struct AddCommand: WorkbookCommand {
            static let configuration = CommandConfiguration(
                commandName: "add", abstract: "Plan a session.",
                discussion: """
                    EXAMPLES
                      workbook plan session add "Handover of the runbooks" --date 2026-12-16 \\
                          --start 14:00 --duration 2h --activity enable-team
                      workbook plan session add "Questions" --date 2026-12-17 \\
                          --activity enable-team --attendees piet "A. Sponsor"
                    """)

            @Argument(help: "What it is about.")
            var title: String
            @Option(help: "The day.")
            var date: String
            @Option(help: "The activity that it belongs to.")
            var activity: String
            @Option(help: ArgumentHelp("When it begins: 14:00; without, it is of the day.", valueName: "time"))
            var start: String?
            @Option(help: "How long it takes: 2h; an hour where only the start is given.")
            var duration: String?
            @Option(parsing: .upToNextOption, help: ArgumentHelp("Who comes.", valueName: "name"))
            var attendees: [String] = []
            @OptionGroup var writing: WriteOptions
            @OptionGroup var common: CommonOptions

            func run(in context: Context) async throws -> ExitStatus {
                let time = try start.map(clockTime)
                let minutes = try duration.map { try Minutes(parsing: $0) }
                let request = SessionPlanned(
                    title: title, activity: activity, date: try CivilDate(parsing: date, today: context.now().date),
                    start: time, minutes: minutes ?? (time == nil ? nil : .hours(1)), attendees: attendees)
                var notes: [Note] = []
                let receipt = try await Workspace.find(common, in: context).append(writing, in: context) { rules in
                    notes = rules.notes(on: request)
                    return try rules.planSession(request)
                }
                let session = receipt.state.sessions.first { $0.id == receipt.entry.id }
                context.report(receipt, "session \(receipt.entry.shortID), \(session?.summary ?? title)")
                for note in notes { context.note(note.message) }
                return .done
            }
        }

        struct MoveCommand: WorkbookCommand {
            static let configuration = CommandConfiguration(
                commandName: "move", abstract: "Move a session to another day or hour.",
                discussion: """
                    EXAMPLE
                      workbook plan session move 3f9a61c2 --date 2026-12-17 --start 10:00
                    """)

            @Argument(help: "Its id, or the beginning of it.")
            var id: String
            @Option(help: "The new day; without, it stays on its day.")
            var date: String?
            @Option(help: ArgumentHelp("When it begins: 14:00.", valueName: "time"))
            var start: String?
            @Option(help: "How long it takes: 2h.")
            var duration: String?
            @OptionGroup var writing: WriteOptions
            @OptionGroup var common: CommonOptions

            func run(in context: Context) async throws -> ExitStatus {
                let today = context.now().date
                let day = try date.map { try CivilDate(parsing: $0, today: today) }
                let time = try start.map(clockTime)
                let minutes = try duration.map { try Minutes(parsing: $0) }
                var notes: [Note] = []
                let receipt = try await Workspace.find(common, in: context).append(writing, in: context) { rules in
                    let event = try rules.moveSession(id, to: day, start: time, minutes: minutes)
                    if case .session(.planned(let session)) = event { notes = rules.notes(on: session) }
                    return event
                }
                guard case .session(.planned(let planned)) = receipt.entry.event,
                    let session = receipt.state.sessions.first(where: { $0.id == planned.moves })
                else { return .done }
                context.report(receipt, "session \(session.shortID) is now \(session.summary)")
                for note in notes { context.note(note.message) }
                return .done
            }
        }

        struct CancelCommand: WorkbookCommand {
            static let configuration = CommandConfiguration(
                commandName: "cancel", abstract: "Take a session out of the plan.",
                discussion: """
                    EXAMPLE
                      workbook plan session cancel 3f9a61c2 --reason "moved to January"
                    """)

            @Argument(help: "Its id, or the beginning of it.")
            var id: String
            @Option(help: "Why it does not take place.")
            var reason: String
            @OptionGroup var writing: WriteOptions
            @OptionGroup var common: CommonOptions

            func run(in context: Context) async throws -> ExitStatus {
                let receipt = try await Workspace.find(common, in: context)
                    .append(writing, in: context) { try $0.cancelSession(id, reason: reason) }
                let session = receipt.state.sessions.first { $0.isCancelled && $0.id.hasPrefix(id.lowercased()) }
                context.report(receipt, "cancelled the session \(session?.shortID ?? id): \(reason)")
                return .done
            }
        }
    }
}

private func clockTime(_ text: String) throws -> ClockTime {
    guard let time = ClockTime(text) else {
        throw InputError("'\(text)' is not a time of a day", hint: "write --start 14:00")
    }
    return time
}
