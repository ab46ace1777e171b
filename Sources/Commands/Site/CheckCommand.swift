import ArgumentParser
import Content
import Engagement
import Processes
import Publishing
import Reports

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
        let (diagnostics, pageCount, outside) = try await check(folder, in: context)
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
        if report.errors > 0 || (strict && report.warnings > 0) { return .findings }
        // Told after what was found: the pages were checked all the same.
        if let outside { throw outside }
        return .done
    }

    /// Returns everything that is wrong, how many pages were read, and what could not be compared.
    private func check(
        _ folder: WorkbookFolder, in context: Context
    ) async throws -> ([Diagnostic], pageCount: Int, OutsideError?) {
        let assembly = SiteAssembly(folder: folder, context: context)
        do {
            let results = try Edition.allCases.map { try assembly.make($0) }
            guard let first = results.first, let contract = first.content.contract else { return ([], 0, nil) }
            let pages = first.content.pages
            let reviews = Reviews(contract)
            let watched = WatchedRepository(directory: repository, folder: folder, context: context)
            var found = results.flatMap(\.diagnostics) + reviews.due(pages, today: try assembly.today())
            var outside: OutsideError?
            do {
                found += try await watched.diagnostics(Watches(pages, reviews: reviews))
            } catch let error as OutsideError {
                outside = error
            }
            return (Set(found).sorted(), pages.count, outside)
        } catch let fault as FaultyContent {
            return (fault.diagnostics, 0, nil)
        }
    }
}

extension CheckReport.Format: ExpressibleByArgument {}
