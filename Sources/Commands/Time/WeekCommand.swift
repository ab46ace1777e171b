import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

struct WeekCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "week",
        abstract: "Submit, close or reopen a week; a closed week is locked.",
        discussion: """
            Time of a closed week cannot change. A correction is a new entry in an open
            week that names the old one: workbook log -2h ... --corrects ID. Forgotten time
            is recorded late, in an open week: workbook log 2h ... --late REASON

            Closing needs a confirmation while business days of the week are to come, or
            somebody with time in it has not submitted. Time that changes after a
            submission makes the submission lapse.

            EXAMPLES
              workbook week submit 2026-W49 --person dana
              workbook week close 2026-W49
              workbook week
            """,
        subcommands: [ListCommand.self, SubmitCommand.self, CloseCommand.self, ReopenCommand.self],
        defaultSubcommand: ListCommand.self)

    struct ListCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the weeks with their time, who submitted, and who closed them.",
            discussion: """
                EXAMPLES
                  workbook week list
                  workbook week list --json
                """)

        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let lines = WeekLine.all(state: try Workspace.find(common, in: context).state())
            if json {
                context.print(try jsonText(lines))
                return .done
            }
            for line in lines {
                let submitted =
                    line.submittedBy.isEmpty ? "" : ", submitted by \(line.submittedBy.joined(separator: ", "))"
                let lapsed =
                    line.lapsedFor.isEmpty
                    ? "" : ", changed since submitted by \(line.lapsedFor.joined(separator: ", "))"
                let closed = line.closedBy.map { ", closed by \($0)" } ?? ", open"
                context.print(
                    "\(context.paint(line.week, .bold))  from \(line.monday)  \(line.minutes)\(submitted)\(lapsed)\(closed)"
                )
            }
            if lines.isEmpty { context.talk("nothing is logged yet") }
            return .done
        }
    }

    struct SubmitCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "submit", abstract: "Say that a person's week is complete.",
            discussion: """
                EXAMPLE
                  workbook week submit 2026-W49 --person dana
                """)

        @Argument(help: "The week: 2026-W49, or a date in it.")
        var week: String
        @Option(help: ArgumentHelp("Whose week; by default whoever records it.", valueName: "name"))
        var person: String?
        @Flag(help: "The person is new, although the name is close to a known one.")
        var confirmNewPerson = false
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let monday = try CivilDate(parsingWeek: week, today: context.now().date)
            var name = person ?? context.actor(writing.by)
            let receipt = try await Workspace.find(common, in: context).append(writing, in: context) { rules in
                try rules.submitWeek(of: name, monday, confirmsNewPerson: confirmNewPerson)
            }
            // The rules may have resolved the name.
            if case .week(.submitted(let submission)) = receipt.entry.event { name = submission.person }
            context.report(receipt, "\(name) submitted \(monday.isoWeek) (from \(monday))")
            return .done
        }
    }

    struct CloseCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "close", abstract: "Lock a week: its time is final.",
            discussion: """
                Needs a confirmation while business days of the week are to come, or a person
                with time in it has not submitted.

                EXAMPLES
                  workbook week close 2026-W49
                  workbook week close 2026-W51 --confirm-incomplete
                """)

        @Argument(help: "The week: 2026-W49, or a date in it.")
        var week: String
        @Flag(help: "Submissions are missing or the week is not over, and that is meant.")
        var confirmIncomplete = false
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let today = context.now().date
            let monday = try CivilDate(parsingWeek: week, today: today)
            let name = context.actor(writing.by)
            var missing: [String] = []
            let receipt = try await Workspace.find(common, in: context)
                .append(writing, in: context) { rules in
                    missing = rules.incompleteness(ofWeekOf: monday)
                    return try rules.closeWeek(monday, by: name, confirmsIncomplete: confirmIncomplete)
                }
            context.report(receipt, "closed \(monday.isoWeek) (from \(monday)); \(name) may reopen it")
            if !receipt.isRepeat { for reason in missing { context.note(reason) } }
            if today.monday == monday, let contract = receipt.stateThen.contract {
                let rules = Rules(contract: contract, state: receipt.stateThen, today: today)
                context.print("  corrections and late time count on \(rules.firstOpenDay(of: name).spelled)")
            }
            return .done
        }
    }

    struct ReopenCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen", abstract: "Open a closed week again; only who closed it may.",
            discussion: """
                EXAMPLE
                  workbook week reopen 2026-W49 --reason "a day was logged twice"
                """)

        @Argument(help: "The week: 2026-W49, or a date in it.")
        var week: String
        @Option(help: "Why it is opened again.")
        var reason: String
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let monday = try CivilDate(parsingWeek: week, today: context.now().date)
            let name = context.actor(writing.by)
            return try await context.record(writing, common, "reopened \(monday.isoWeek): \(reason)") {
                try $0.reopenWeek(monday, by: name, reason: reason)
            }
        }
    }
}
