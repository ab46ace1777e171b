import ArgumentParser
import Content
import Engagement
import Ledger
import Reports
import Workspace

struct AdoptCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Make a folder of Markdown pages of this workbook.",
        discussion: """
            Finds the title, the id and the kind of each page in what it says: decisions of
            MADR, adr-tools and log4brains with their status, date and successors; runbooks
            by their sections or their folder; everything else is a guide. Front matter of
            other generators is kept: keys that mean the same get their name here, and the
            rest a name that begins with x-. Links to the addresses of a generated site lead
            to files afterwards. Nothing else of a file changes, and every page is internal
            until its front matter says otherwise.

            A folder below content/ is changed in place. Any other is copied to content/,
            with the images and files that its pages show or link to, and stays as it is.
            Adopting a folder again writes only what is new.

            EXAMPLES
              workbook adopt ../platform/docs --dry-run
              workbook adopt ../platform/docs/adr --into decision
              workbook adopt content/guides
            """)

    @Argument(help: "A folder with files that end in .md or .markdown.")
    var folder: String
    @Option(help: ArgumentHelp("Every page is a decision, runbook or guide.", valueName: "kind"))
    var into: DocumentKind?
    @Flag(help: "Show what would change, and write nothing.")
    var dryRun = false
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let workspace = try Workspace.find(common, in: context)
        let request = AdoptionRequest(folder: folder, kind: into, isTrial: dryRun)
        let adopted = try await BlockingThread.run { try workspace.adopt(request) }
        for file in adopted.files where file.isWritten {
            let source = file.source.map { " (from \($0))" } ?? ""
            if !file.changes.isEmpty || file.source == nil {
                context.print(context.paint(file.path, .bold) + source)
            }
            for change in file.changes { context.print("  \(change)") }
        }
        for path in adopted.kept { context.note("\(path) stays as it is: it and its source are not the same") }
        for link in adopted.links { context.note("\(link) is a symbolic link, which is not followed") }
        context.print(lines: summary(adopted, context))
        context.print(lines: remaining(adopted.diagnostics, context))
        return .done
    }

    private func summary(_ adopted: AdoptedFolder, _ context: Context) -> [String] {
        let written = adopted.files.filter(\.isWritten)
        let pages = written.filter { $0.kind != nil }
        guard !written.isEmpty else { return ["nothing to adopt: every page is here already"] }
        let kinds = DocumentKind.allCases.compactMap { kind in
            let number = pages.count { $0.kind == kind }
            return number == 0 ? nil : count(number, kind.rawValue)
        }
        let verb = dryRun ? context.paint("would adopt", .yellow) : context.paint("adopted", .green)
        let others = written.count - pages.count
        let rest = others == 0 ? "" : "; \(count(others, "file")) that they show or link to"
        var lines = ["\(verb) \(count(pages.count, "page")): \(kinds.joined(separator: ", "))\(rest)"]
        if !dryRun, adopted.isInGit { lines.append("  compare: git status content") }
        return lines
    }

    /// What is still wrong, by kind, with the most frequent error first.
    private func remaining(_ diagnostics: [Diagnostic], _ context: Context) -> [String] {
        let report = CheckReport(diagnostics: diagnostics, pageCount: Set(diagnostics.map(\.file)).count, prefix: "")
        guard !diagnostics.isEmpty else { return ["nothing is wrong with them"] }
        let errors = count(report.errors, "error")
        let warnings = count(report.warnings, "warning")
        let rules = Dictionary(grouping: diagnostics) { Kind(severity: $0.severity, rule: $0.rule) }
        let sorted = rules.sorted { one, other in
            let isError = (one.key.severity == .error, other.key.severity == .error)
            if isError.0 != isError.1 { return isError.0 }
            return (other.value.count, one.key.rule.rawValue) < (one.value.count, other.key.rule.rawValue)
        }
        var lines = ["", "TO MEND: \(errors), \(warnings) in \(count(report.pageCount, "page"))"]
        for (kind, found) in sorted {
            let mark = kind.severity == .error ? context.paint("error", .red) : context.paint("warning", .yellow)
            lines.append("  \(found.count) x \(mark) \(kind.rule): \(kind.rule.summary)")
            if let first = found.first {
                let place = first.line.map { "\(first.file):\($0)" } ?? first.file
                lines.append("      such as \(place)")
            }
        }
        return lines + ["  each with its remedy: workbook check"]
    }

    private struct Kind: Hashable {
        let severity: Diagnostic.Severity
        let rule: DiagnosticRule
    }
}

extension DocumentKind: ExpressibleByArgument {}
