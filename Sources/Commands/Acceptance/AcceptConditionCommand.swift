import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

struct AcceptListCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the customer's last answer to each criterion, and its conditions.",
        discussion: """
            EXAMPLES
              workbook accept list
              workbook accept list --json
            """)

    @Flag(help: "Print JSON instead of text.")
    var json = false
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let report = try Workspace.find(common, in: context).report()
        if json {
            context.print(try jsonText(AcceptanceReport(report)))
            return .done
        }
        for criterion in report.contract.criteria {
            guard let (signOff, answer) = report.state.acceptance.answer(to: criterion.id) else {
                context.print("\(context.paint(criterion.id, .bold))  not answered")
                continue
            }
            let reason = answer.reason.isEmpty ? "" : ": \(answer.reason)"
            let words = answer.outcome == .rejected ? context.paint(answer.outcome.words, .red) : answer.outcome.words
            context.print("\(context.paint(criterion.id, .bold))  \(words)")
            context.print(
                lines: wrapped(
                    "\(signOff.given.signer), \(signOff.given.signerRole), on \(signOff.given.signedOn)\(reason)",
                    first: "  ", rest: "    ", width: 80))
            for condition in report.conditions where condition.criterion == criterion.id {
                context.print(lines: condition.lines(on: report.asOf, indent: "  "))
            }
        }
        context.talk(report.acceptance?.words ?? "the customer has answered no criterion")
        return .done
    }
}

struct AcceptConditionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "condition",
        abstract: "Keep the conditions under which the customer accepted.",
        discussion: """
            A condition is open until somebody records what shows that it is met. A later
            answer to the same criterion replaces the conditions of the earlier one.

            EXAMPLES
              workbook accept condition met 3f9a61c2.1 --by ann --evidence "Deputy named"
              workbook accept condition
            """,
        subcommands: [ListCommand.self, MetCommand.self], defaultSubcommand: ListCommand.self)

    struct ListCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the conditions, what is open first.",
            discussion: """
                EXAMPLES
                  workbook accept condition list
                  workbook accept condition list --json
                """)

        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let report = try Workspace.find(common, in: context).report()
            let conditions = report.conditions
            if json {
                context.print(try jsonText(conditions.map { ConditionLine($0, on: report.asOf) }))
                return .done
            }
            for condition in conditions {
                context.print(lines: condition.lines(on: report.asOf, indent: ""))
                context.print("    of \(condition.criterion)")
            }
            let met = conditions.count { !$0.isOpen }
            context.talk(
                conditions.isEmpty ? "the acceptance has no conditions" : "\(met) of \(conditions.count) conditions met"
            )
            return .done
        }
    }

    struct MetCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "met", abstract: "Record that a condition is met, and what shows it.",
            discussion: """
                EXAMPLES
                  workbook accept condition met 3f9a61c2.1 --by ann --evidence "Deputy named"
                  workbook accept condition met 3f9a --by ann --evidence "Mail" --date yesterday
                """)

        @Argument(help: "Its label; the number may be left out if there is only one.")
        var id: String
        @Option(
            help: ArgumentHelp(
                "Who saw that it is met; who records it comes from WORKBOOK_ACTOR or your login.", valueName: "name"))
        var by: String
        @Option(help: "What shows it.")
        var evidence: String
        @Option(help: ArgumentHelp("The day on which it was met; by default today.", valueName: "date"))
        var date: String?
        @Option(help: .operation)
        var operation: String?
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let day = try date.map { try CivilDate(parsing: $0, today: context.now().date) }
            let receipt = try await Workspace.find(common, in: context).meetCondition(
                id, seenBy: by, evidence: evidence, on: day, by: context.author(operation: operation))
            context.report(receipt, receipt.entry.event.effect)
            return .done
        }
    }
}

extension AcceptanceCondition {
    /// `6ae0b523.1  Name a deputy (ann, due 2027-01-15)`, and what shows that it is met.
    fileprivate func lines(on day: CivilDate, indent: String) -> [String] {
        let shown = meeting.map { "; \($0.seenBy) saw it: \($0.evidence)" } ?? ""
        return wrapped(
            "\(named.text) (\(named.owner), \(standing(on: day)))\(shown)", first: "\(indent)\(label)  ",
            rest: indent + "    ", width: 80)
    }
}
