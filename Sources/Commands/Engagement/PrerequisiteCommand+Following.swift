import ArgumentParser
import CivilTime
import Engagement
import Reports
import Workspace

extension PrerequisiteCommand {
    struct BlockCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "block", abstract: "Note what keeps the customer from assuring a prerequisite.",
            discussion: """
                EXAMPLE
                  workbook prerequisite block environment-access \\
                      --reason "VPN account missing, infrastructure-team"
                """)

        @Argument(help: "The prerequisite's id.")
        var id: String
        @Option(help: "What it waits for, and for whom.")
        var reason: String
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            try await context.record(writing, common, "the prerequisite \(id) is blocked: \(reason)") {
                try $0.blockPrerequisite(id, reason: reason)
            }
        }
    }

    struct ReopenCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen", abstract: "Open a prerequisite again that turned out not to hold.",
            discussion: """
                EXAMPLE
                  workbook prerequisite reopen environment-access \\
                      --reason "the service principal was removed"
                """)

        @Argument(help: "The prerequisite's id.")
        var id: String
        @Option(help: "Why it does not hold.")
        var reason: String
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            try await context.record(writing, common, "the prerequisite \(id) is open again: \(reason)") {
                try $0.reopenPrerequisite(id, reason: reason)
            }
        }
    }

    struct RemindersCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "reminders",
            abstract: "List what is owed by whom: overdue, and due in the next days.",
            discussion: """
                EXAMPLE
                  workbook prerequisite reminders --days 10
                """)

        @Option(help: ArgumentHelp("How many days to look ahead.", valueName: "number"))
        var days = 7
        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard (0...3660).contains(days) else { throw ValidationError("--days takes a number from 0 to 3660") }
        }

        func run(in context: Context) async throws -> ExitStatus {
            let report = try Workspace.find(common, in: context).report()
            let lines = report.json(spelling: CommandSpelling.spell).prerequisites.list.filter {
                $0.state.isOwed && $0.due <= report.asOf.adding(days: days)
            }
            if json {
                context.print(try jsonText(lines))
                return .done
            }
            for (owner, owed) in Dictionary(grouping: lines, by: \.owner).sorted(by: { $0.key < $1.key }) {
                context.print(context.paint(owner, .bold))
                for line in owed.sorted(by: { $0.due < $1.due }) {
                    let when = line.isOverdue ? context.paint("overdue since \(line.due)", .red) : "due \(line.due)"
                    context.print("  \(when)  \(line.id)")
                    context.print(lines: wrapped(line.title, first: "    ", rest: "    ", width: 80))
                }
            }
            if lines.isEmpty { context.talk("nothing is due in the next \(count(days, "day"))") }
            return .done
        }
    }

    struct DelaysCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "delays",
            abstract: "Show the business days lost while a prerequisite was overdue, and who owed it.",
            discussion: """
                Computed from the entries that settled each prerequisite, never typed. A day
                on which one party owed two prerequisites counts once for that party.

                EXAMPLES
                  workbook prerequisite delays
                  workbook prerequisite delays --as-of 2026-12-11
                """)

        @Option(help: ArgumentHelp("As it stood at the end of this day.", valueName: "date"))
        var asOf: String?
        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let today = context.now().date
            let day = try ReportDay.parsing(asOf, today: today)
            let report = try Workspace.find(common, in: context).report(asOf: day)
            let delays = DelayLines(report)
            if json {
                context.print(try jsonText(delays))
                return .done
            }
            for line in delays.prerequisites {
                context.print(
                    "\(context.paint(line.prerequisite, .bold))  \(count(line.businessDays, "business day")), \(line.party)"
                )
                for interval in line.intervals {
                    let end = interval.endedBy.map { "settled by entry \($0.prefix(8))" } ?? "still owed"
                    context.print(
                        "  \(interval.from) to \(interval.through)  \(count(interval.businessDays, "business day")), \(end)"
                    )
                }
            }
            for party in delays.parties {
                context.print("\(party.party): \(count(party.businessDays, "business day")) lost")
            }
            if delays.prerequisites.isEmpty { context.talk("no prerequisite has been overdue") }
            return .done
        }
    }
}
