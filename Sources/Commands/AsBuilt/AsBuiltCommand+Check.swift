import ArgumentParser
import Content
import Engagement
import Reports
import Workspace

extension AsBuiltCommand {
    struct CheckCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Report what bites in the repository, and where the inventory is out of date.",
            discussion: """
                Each finding has its file and line, why it matters, and the page that explains
                it. Paths are those of the customer's repository. What the platform would
                refuse, and a difference from the inventory, is an error; the exit status is 1
                then. Code of the workbook's pages is compared with the inventory, too: a job,
                table, model, schedule, group, secret or target that it doesn't have is a
                warning at the line of the page.

                EXAMPLES
                  workbook as-built check --bundle ../churn-mlops
                  workbook as-built check --bundle ../churn-mlops --format sarif > as-built.sarif
                """)

        @OptionGroup var sources: SourceOptions
        @Flag(help: "Count warnings as errors.")
        var strict = false
        @Option(help: "text, json, sarif (for code scanning) or github (marks in the log of GitHub Actions).")
        var format: CheckReport.Format?
        @Flag(help: "The same as --format json.")
        var json = false
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard !json || format ?? .json == .json else { throw ValidationError("use either --json or --format") }
        }

        func run(in context: Context) async throws -> ExitStatus {
            let format = json ? .json : format ?? .text
            let found = try await Workspace.find(common, in: context).checkAsBuilt(sources.request)
            switch format {
            case .text: for line in found.lines { context.print(lines: line.lines(in: context)) }
            case .json: context.print(try jsonText(found.lines))
            case .sarif:
                context.print(try jsonText(SARIFLog(found.lines, toolVersion: RootCommand.configuration.version)))
            case .github: context.print(lines: found.lines.map(\.github))
            }
            if format == .text || format == .github {
                let summary = "\(count(found.errors, "error")), \(count(found.warnings, "warning"))"
                context.talk(found.lines.isEmpty ? context.paint(summary, .green) : summary)
                if !found.isCompared {
                    context.note("there is no inventory to compare with; workbook as-built read makes it")
                }
            }
            let status = try told(found.failures, in: context)
            return found.errors > 0 || (strict && found.warnings > 0) ? .findings : status
        }
    }
}
