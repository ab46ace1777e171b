import ArgumentParser
import Content
import Engagement

struct CheckCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the contract and every document; report each fault with file and line.",
        discussion: """
            Reads the contract, the front matter, links, headings, diagrams and the
            marks of internal parts, for both editions. The exit status is 1 where
            anything is wrong.

            EXAMPLES
              workbook check
              workbook check --strict
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Count warnings as errors.")
    var strict = false
    @Flag(help: "Print JSON instead of text.")
    var json = false

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try WorkbookFolder.find(common, in: context)
        let assembly = SiteAssembly(folder: folder, context: context)
        var diagnostics: [Diagnostic]
        var pages = 0
        do {
            let results = try Edition.allCases.map { try assembly.make($0) }
            diagnostics = Set(results.flatMap(\.diagnostics)).sorted()
            pages = results.first?.content.pages.count ?? 0
        } catch let fault as FaultyContent {
            diagnostics = fault.diagnostics
        }
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        if json {
            context.print(try jsonText(diagnostics))
        } else {
            for diagnostic in diagnostics { context.print(diagnostic.text(in: context)) }
            let summary = "\(count(pages, "page")): \(count(errors, "error")), \(count(warnings, "warning"))"
            context.talk(errors + warnings == 0 ? context.paint(summary, .green) : summary)
        }
        return errors > 0 || (strict && warnings > 0) ? .findings : .done
    }
}
