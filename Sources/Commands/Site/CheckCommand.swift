import ArgumentParser
import Processes
import Reports
import Workspace

struct CheckCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the contract and every document; report each fault with file and line.",
        discussion: """
            Reads the contract, the front matter, links, headings, images, diagrams,
            templates and the marks of internal parts, for both editions. Warns of pages
            that nobody owns, finds or has read for too long, and of files named by
            `watches:` that changed since their page was reviewed: in the git work tree
            of the solution that --repository names. The exit status is 1 where anything
            is wrong.

            EXAMPLES
              workbook check
              workbook check --strict --repository ../churn-mlops
              workbook check --format github          # in a step of GitHub Actions
              workbook check --format sarif > workbook.sarif
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Count warnings as errors.")
    var strict = false
    @Option(help: "text, json, sarif (for code scanning) or github (marks in the log of GitHub Actions).")
    var format: CheckReport.Format?
    @Flag(help: "The same as --format json.")
    var json = false
    @Option(
        help: ArgumentHelp(
            "The git work tree that `watches:` speaks of; by default the workbook's own.", valueName: "dir"))
    var repository: String?

    func validate() throws {
        guard !json || format ?? .json == .json else { throw ValidationError("--json and --format name two forms") }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try Workspace.find(common, in: context)
        let checked = try await folder.check(repository: repository) { reason in
            context.talk(lines: [
                "`watches:` was not compared: \(reason)", "  name the solution's work tree with --repository DIR",
            ])
        }
        let report = CheckReport(
            diagnostics: checked.diagnostics, pageCount: checked.pageCount,
            prefix: GitRepository.prefix(of: folder.root))
        let format = json ? .json : format ?? .text
        switch format {
        case .text: for diagnostic in report.diagnostics { context.print(lines: diagnostic.lines(in: context)) }
        case .json: context.print(try jsonText(report.diagnostics))
        case .sarif:
            context.print(try jsonText(SARIFLog(report, toolVersion: RootCommand.configuration.version)))
        case .github: context.print(lines: report.github)
        }
        if format == .text || format == .github {
            context.talk(report.diagnostics.isEmpty ? context.paint(report.summary, .green) : report.summary)
        }
        if report.errors > 0 || (strict && report.warnings > 0) { return .findings }
        // Told after what was found: the pages were checked all the same.
        if let outside = checked.outside { throw outside }
        return .done
    }
}

extension CheckReport.Format: ExpressibleByArgument {}
