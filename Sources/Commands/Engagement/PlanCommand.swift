import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan time by role, person and week, and sessions; compare plan, used, held and forecast.",
        discussion: """
            EXAMPLES
              workbook plan set 4d --role data-scientist --person dana --week 2026-W49
              workbook plan
              workbook plan session add "Handover of the runbooks" --date 2026-12-16 \\
                  --start 14:00 --duration 2h --activity enable-team
            """,
        subcommands: [ShowCommand.self, SetCommand.self, SessionCommand.self], defaultSubcommand: ShowCommand.self)

    struct SetCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Set how much of a role a person works in a week; 0h takes it back.",
            discussion: """
                EXAMPLES
                  workbook plan set 4d --role data-scientist --person dana --week 2026-W51
                  workbook plan set 0h --role data-scientist --person dana --week 2026-W51
                """)

        @Argument(help: "How long: 4d, 2d 4h.")
        var duration: [String]
        @Option(help: "The role.")
        var role: String
        @Option(help: ArgumentHelp("Who works.", valueName: "name"))
        var person: String
        @Option(help: ArgumentHelp("The week: 2026-W49, or a date in it.", valueName: "week"))
        var week: String
        @Flag(help: "The person is new, although the name is close to a known one.")
        var confirmNewPerson = false
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let minutes = try Minutes(parsing: duration.joined(separator: " "))
            let monday = try CivilDate(parsingWeek: week, today: context.now().date)
            var replaced: Minutes?
            var planned = person
            let receipt = try await Workspace.find(common, in: context).append(writing, in: context) { rules in
                let event = try rules.setPlan(
                    role: role, person: person, week: monday, minutes: minutes, confirmsNewPerson: confirmNewPerson)
                if case .plan(let plan) = event {
                    planned = plan.person
                    replaced =
                        rules.state.plan[.init(role: plan.role, person: plan.person, week: plan.week)]
                }
                return event
            }
            let before = replaced.map { ", it was \($0)" } ?? ""
            context.report(
                receipt, "planned \(minutes) for \(planned), \(role), in \(monday.isoWeek) (from \(monday))\(before)")
            context.note(receipt.state, of: [.planOverCap], about: role)
            return .done
        }
    }

    struct ShowCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the plan week by week, beside what was worked.",
            discussion: """
                EXAMPLES
                  workbook plan show
                  workbook plan show --json
                """)

        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let folder = try Workspace.find(common, in: context)
            let snapshot = try folder.snapshot()
            let report = try folder.report(of: snapshot, asOf: nil)
            let lines = PlanLine.all(state: snapshot.state)
            if json {
                context.print(try jsonText(lines))
                return .done
            }
            context.print(
                context.paint(
                    "\(padded("WEEK", -10))\(padded("PERSON", -16))\(padded("ROLE", -18))\(padded("PLANNED", 12))\(padded("WORKED", 12))",
                    .bold))
            for line in lines {
                context.print(
                    "\(padded(line.week, -10))\(fitted(line.person, 15)) \(fitted(line.role, 17)) "
                        + "\(padded(line.plannedMinutes.description, 12))\(padded(line.workedMinutes.description, 12))")
            }
            for budget in report.budgets {
                let forecast = report.forecasts[budget.role]?.atCompletionText ?? "not enough data"
                context.print(
                    lines: wrapped(
                        "\(budget.title): plan \(budget.planned), used \(budget.used), held \(budget.held), "
                            + "remaining \(budget.remaining), forecast \(forecast)",
                        first: "", rest: "  ", width: 80))
            }
            return .done
        }
    }
}
