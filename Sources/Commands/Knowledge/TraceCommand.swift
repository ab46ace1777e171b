import ArgumentParser
import CivilTime
import Engagement
import Knowledge
import Reports
import Spreadsheet
import Workspace

struct TraceCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Show what each criterion rests on: activities, documents, rehearsals, evidence, sign-off.",
        discussion: """
            EXAMPLES
              workbook trace
              workbook trace --edition customer
              workbook trace --csv > trace.csv
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "internal (everything) or customer (only what the customer sees).")
    var edition = Edition.internal
    @Flag(help: "Print JSON instead of text.")
    var json = false
    @Flag(help: "Print CSV, a line for each piece of evidence.")
    var csv = false

    func validate() throws {
        guard !json || !csv else { throw ValidationError("use either --json or --csv") }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let knowledge = try Workspace.find(common, in: context).knowledge()
        let trace = knowledge.trace(edition)
        if json {
            let proof = Proof(knowledge.state, documents: knowledge.documents)
            context.print(try jsonText(TraceReport(trace) { proof.standing(of: $0) }))
        } else if csv {
            context.printDocument(trace.sheet.csv())
        } else {
            for line in trace.criteria { context.print(lines: lines(of: line, on: trace.asOf, in: context)) }
            context.print(trace.summary)
            context.print(trace.runbookSummary)
        }
        return .done
    }

    private func lines(of line: Trace.CriterionLine, on day: CivilDate, in context: Context) -> [String] {
        func field(_ name: String, _ text: String) -> [String] {
            text.isEmpty ? [] : wrapped(text, first: "  \(padded(name, -11))", rest: "             ", width: 80)
        }
        let mark = line.standing == .proven ? context.paint(line.standing.words, .green) : line.standing.words
        let rehearsed = line.runbooks.count { $0.standing == .proven }
        let runbooks = abridged(line.runbooks.map { "\($0.document.id) (\($0.words))" }, atMost: 8)
        let answer = line.answer.map { answer in
            let signOff = line.signOff?.given
            let reason = answer.reason.isEmpty ? "" : ": \(answer.reason)"
            return
                "\(answer.outcome.words) by \(signOff?.signer ?? "") on \(signOff?.signedOn.description ?? "")\(reason)"
        }
        return ["\(context.paint(line.criterion.id, .bold))  \(mark)"]
            + wrapped(line.criterion.title, first: "  ", rest: "  ", width: 80)
            + field("activities", line.activities.map { "\($0.id) (\($0.standing))" }.joined(separator: ", "))
            + field("decisions", abridged(line.decisions.map(\.id), atMost: 8))
            + field(
                "runbooks",
                line.runbooks.isEmpty
                    ? "" : "\(rehearsed) of \(line.runbooks.count) rehearsed by the customer: \(runbooks)")
            + line.evidence.flatMap { field("evidence", "\($0.evidence.shortID) \($0.summary)") }
            + field("sign-off", answer ?? "")
            + line.conditions.flatMap { condition in
                field(
                    "condition",
                    "\(condition.label) \(condition.named.text) (\(condition.named.owner), \(condition.standing(on: day)))"
                )
            }
    }
}
