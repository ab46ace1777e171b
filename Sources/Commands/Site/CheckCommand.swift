import ArgumentParser
import Content
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
            of the solution that --repository names. The exit status is 1 if there is an
            error.

            content/workbook.yaml makes a diagnostic an error, a warning or off, by path:

              severities:
                content/wiki/**:
                  broken-anchor: warning
                  missing-owner: off

            --fix corrects what has one right answer, and shows each change: anchors in
            other letters, addresses that end in .html, links to pages that moved and have
            a unique name, missing ids, byte order marks. It changes nothing else.

            A baseline accepts what is there today: with --baseline, only what is not in it
            is reported. What protects the customer is never lowered and never accepted.

            EXAMPLES
              workbook check
              workbook check --strict --repository ../churn-mlops
              workbook check --fix --dry-run
              workbook check --baseline baseline.json --write-baseline
              workbook check --baseline baseline.json --strict
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

    @Option(help: ArgumentHelp("Report only what this file doesn't accept.", valueName: "file"))
    var baseline: String?
    @Flag(help: "Write everything that is found to the file of --baseline, and report nothing.")
    var writeBaseline = false

    @Flag(help: "Correct what has one right answer first, and show what changed.")
    var fix = false
    @Flag(help: "With --fix: show what would change, and write nothing.")
    var dryRun = false

    func validate() throws {
        guard !dryRun || fix else { throw ValidationError("--dry-run shows what --fix would change: add --fix") }
        guard !json || format ?? .json == .json else { throw ValidationError("use either --json or --format") }
        guard !writeBaseline || baseline != nil else {
            throw ValidationError("--write-baseline needs the file to write: --baseline FILE")
        }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try Workspace.find(common, in: context)
        if fix { try mend(folder, in: context) }
        let checked = try await folder.check(repository: repository) { reason in
            context.talk(lines: [
                "`watches:` was not compared: \(reason)", "  name the solution's work tree with --repository DIR",
            ])
        }
        let compared = try compared(checked.diagnostics, in: context)
        let report = CheckReport(
            diagnostics: compared.new, pageCount: checked.pageCount,
            prefix: GitRepository.prefix(of: folder.root))
        let format = json ? .json : format ?? .text
        switch format {
        case .text: for diagnostic in report.diagnostics { context.print(lines: diagnostic.lines(in: context)) }
        case .json: context.print(try jsonText(report.diagnostics))
        case .sarif:
            context.print(try jsonText(SARIFLog(report.lines, toolVersion: RootCommand.configuration.version)))
        case .github: context.print(lines: report.github)
        }
        if format == .text || format == .github {
            context.talk(report.diagnostics.isEmpty ? context.paint(report.summary, .green) : report.summary)
        }
        if compared.accepted > 0 { context.talk("  the baseline accepts \(compared.accepted) more") }
        if compared.gone > 0 {
            context.talk("  \(compared.gone) of the baseline are gone; --write-baseline forgets them")
        }
        if report.errors > 0 || (strict && report.warnings > 0) { return .findings }
        // Told after what was found: the pages were checked all the same.
        if let outside = checked.outside { throw outside }
        return .done
    }

    /// Mends the pages, and shows each change on standard error if standard output is for a program.
    private func mend(_ folder: Workspace, in context: Context) throws {
        let files: [Mending.File]
        do {
            files = try folder.mend(isTrial: dryRun)
        } catch is InvalidContent {
            // The check that follows reports what is wrong with the contract.
            return
        }
        var lines: [String] = []
        for file in files {
            lines.append(context.paint("content/" + file.path, .bold))
            lines += file.changes.map { "  " + $0 }
        }
        let changes = count(files.reduce(0) { $0 + $1.changes.count }, "change")
        let verb = dryRun ? context.paint("would mend", .yellow) : context.paint("mended", .green)
        lines.append(files.isEmpty ? "nothing to mend" : "\(verb) \(count(files.count, "page")): \(changes)")
        if json || format ?? .text != .text {
            context.talk(lines: lines)
        } else {
            context.print(lines: lines)
        }
    }

    /// Compares with the baseline, which is written first if that is asked for.
    private func compared(_ diagnostics: [Diagnostic], in context: Context) throws -> Baseline.Comparison {
        guard let file = baseline else { return Baseline(of: []).compared(with: diagnostics) }
        guard writeBaseline else {
            return try Baseline.read(file, in: context.surroundings).compared(with: diagnostics)
        }
        let written = Baseline(of: diagnostics)
        try written.write(to: file, in: context.surroundings)
        context.talk("wrote \(context.absolute(file)): \(count(written.count, "diagnostic")) accepted")
        return written.compared(with: diagnostics)
    }
}

extension CheckReport.Format: ExpressibleByArgument {}
