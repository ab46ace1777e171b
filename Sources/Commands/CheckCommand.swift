import ArgumentParser
import Content
import Engagement
import Publishing

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
        let folder = try WorkbookFolder.find(common, in: context)
        let (diagnostics, pageCount) = try check(folder, in: context)
        let report = CheckReport(
            diagnostics: diagnostics, pageCount: pageCount, prefix: GitRepository.prefix(of: folder.root))
        let format = json ? .json : format ?? .text
        switch format {
        case .text: for diagnostic in report.diagnostics { context.print(lines: diagnostic.lines(in: context)) }
        case .json: context.print(try jsonText(report.diagnostics))
        case .sarif:
            context.print(try jsonText(SARIFLog(report, toolVersion: RootCommand.configuration.version)))
        case .github: context.print(lines: report.github)
        }
        if format == .text || format == .github {
            context.talk(diagnostics.isEmpty ? context.paint(report.summary, .green) : report.summary)
        }
        return report.errors > 0 || (strict && report.warnings > 0) ? .findings : .done
    }

    /// Everything that is wrong, and how many pages were read.
    private func check(_ folder: WorkbookFolder, in context: Context) throws -> ([Diagnostic], pageCount: Int) {
        let assembly = SiteAssembly(folder: folder, context: context)
        do {
            let results = try Edition.allCases.map { try assembly.make($0) }
            guard let first = results.first, let contract = first.content.contract else { return ([], 0) }
            let pages = first.content.pages
            let reviews = Reviews(contract)
            let watched = WatchedRepository(directory: repository, folder: folder, context: context)
            let found =
                results.flatMap(\.diagnostics) + reviews.due(pages, today: try assembly.today())
                + (try watched.diagnostics(Watches(pages, reviews: reviews)))
            return (Set(found).sorted(), pages.count)
        } catch let fault as FaultyContent {
            return (fault.diagnostics, 0)
        }
    }
}

extension CheckReport.Format: ExpressibleByArgument {}
