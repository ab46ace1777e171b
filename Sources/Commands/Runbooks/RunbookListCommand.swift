import ArgumentParser
import Content
import Engagement
import Knowledge
import Reports
import Workspace

struct RunbookListCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the runbooks: steps, parameters, owner, and what is proven of them.",
        discussion: """
            EXAMPLES
              workbook runbook list
              workbook runbook list --json
            """)

    @Flag(help: "Print JSON instead of text.")
    var json = false
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let knowledge = try Workspace.find(common, in: context).knowledge()
        let trace = knowledge.trace()
        let pages = Dictionary(knowledge.content.pages.map { ($0.frontMatter.id, $0) }) { first, _ in first }
        let lines = trace.runbooks.compactMap { line -> (summary: RunbookSummary, words: String)? in
            guard let page = pages[line.document.id], let runbook = Runbook(page) else { return nil }
            return (RunbookSummary(runbook, owner: page.frontMatter.owner, line), line.words)
        }
        if json {
            context.print(try jsonText(lines.map(\.summary)))
            return .done
        }
        for (runbook, words) in lines {
            context.print(lines: wrapped("\(runbook.title)", first: "\(runbook.id)  ", rest: "    ", width: 80))
            var facts = ["\(count(runbook.steps, "step")), \(count(runbook.commands, "command"))"]
            if !runbook.parameters.isEmpty { facts.append("parameters " + runbook.parameters.joined(separator: ", ")) }
            facts += [runbook.owner ?? "no owner", words]
            context.print(lines: wrapped(facts.joined(separator: "; "), first: "  ", rest: "    ", width: 80))
        }
        context.talk(trace.runbookSummary)
        return .done
    }
}
