import ArgumentParser
import CivilTime
import Engagement
import Knowledge
import Ledger
import Reports
import Workspace

struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Name what each acceptance criterion rests on, and who saw it.",
        discussion: """
            A document counts at the text that it has now. A runbook proves a criterion
            only if the customer rehearsed it; anything else, if the customer saw it.

            EXAMPLES
              workbook evidence add team-operates-unaided --document RB-001 \\
                  --seen-by ann --side customer
              workbook evidence
              workbook evidence void 3f9a61c2 --reason "the wrong run"
            """,
        subcommands: [ListCommand.self, AddCommand.self, VoidCommand.self], defaultSubcommand: ListCommand.self)

    struct ListCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the evidence of each criterion, and what it is worth.",
            discussion: """
                EXAMPLES
                  workbook evidence list
                  workbook evidence list --json
                """)

        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let trace = try Workspace.find(common, in: context).knowledge().trace()
            if json {
                context.print(try jsonText(trace.criteria.flatMap { $0.evidence.map(EvidenceLine.init) }))
                return .done
            }
            for line in trace.criteria {
                context.print("\(context.paint(line.criterion.id, .bold))  \(line.standing.words)")
                for judged in line.evidence {
                    context.print(
                        lines: wrapped(
                            judged.summary, first: "  \(judged.evidence.shortID)  ", rest: "    ", width: 80))
                }
            }
            context.talk(trace.summary)
            return .done
        }
    }

    struct AddCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Name evidence for a criterion.",
            discussion: """
                EXAMPLES
                  workbook evidence add architecture-decided --document ADR-0001 \\
                      --seen-by ann --side customer
                  workbook evidence add pipeline-runs-end-to-end --job-run \\
                      https://dbc.example.com/jobs/7/runs/42 --seen-by ann --side customer
                """)

        @Argument(help: "The criterion's id.")
        var criterion: String
        @Option(help: ArgumentHelp("A document, at its present text.", valueName: "id"))
        var document: String?
        @Option(help: ArgumentHelp("A rehearsal, by the beginning of its id.", valueName: "id"))
        var rehearsal: String?
        @Option(help: ArgumentHelp("A session that was held, by the beginning of its id.", valueName: "id"))
        var session: String?
        @Option(help: ArgumentHelp("The address of a pull request.", valueName: "address"))
        var pullRequest: String?
        @Option(help: ArgumentHelp("The address of a job's run.", valueName: "address"))
        var jobRun: String?
        @Option(help: ArgumentHelp("The name and version of a model.", valueName: "name"))
        var modelVersion: String?
        @Option(help: ArgumentHelp("The address of a dashboard.", valueName: "address"))
        var dashboard: String?
        @Option(help: ArgumentHelp("Who saw it.", valueName: "name"))
        var seenBy: String
        @Option(help: "Whose people they belong to: customer or supplier.")
        var side: Side
        @Option(help: "The day; today without it.")
        var date: String?
        @Option(help: "What it shows.")
        var note = ""
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        private var subjects: [Workspace.EvidenceInput.Subject] {
            let outside: [(Evidence.Place, String?)] = [
                (.pullRequest, pullRequest), (.jobRun, jobRun), (.modelVersion, modelVersion), (.dashboard, dashboard),
            ]
            return [document.map { .document($0) }, rehearsal.map { .rehearsal($0) }, session.map { .session($0) }]
                .compactMap(\.self)
                + outside.compactMap { place, reference in reference.map { .outside(place, reference: $0) } }
        }

        func validate() throws {
            guard subjects.count == 1 else {
                throw ValidationError(
                    "name one thing: --document, --rehearsal, --session, --pull-request, --job-run, "
                        + "--model-version or --dashboard")
            }
        }

        func run(in context: Context) async throws -> ExitStatus {
            guard let subject = subjects.first else { return .usage }
            var input = Workspace.EvidenceInput(criterion: criterion, subject: subject, seenBy: seenBy, side: side)
            input.seenOn = try date.map { try CivilDate(parsing: $0, today: context.now().date) }
            input.note = note
            let receipt = try await Workspace.find(common, in: context)
                .addEvidence(input, by: context.author(writing))
            context.report(receipt, receipt.entry.event.effect)
            return .done
        }
    }

    struct VoidCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "void", abstract: "Take evidence back, with the reason; it stays in the history.",
            discussion: """
                EXAMPLE
                  workbook evidence void 3f9a61c2 --reason "the wrong run"
                """)

        @Argument(help: "The evidence's id, or the beginning of it.")
        var id: String
        @Option(help: "Why it does not count.")
        var reason: String
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let receipt = try await Workspace.find(common, in: context)
                .voidEvidence(id, reason: reason, by: context.author(writing))
            context.report(receipt, receipt.entry.event.effect)
            return .done
        }
    }
}
