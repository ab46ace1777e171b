import ArgumentParser
import Content
import Engagement
import Publishing
import Reports
import Workspace

struct BuildCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Build the site into a folder that opens by double click.",
        discussion: """
            The customer edition holds only what is marked for the customer, and is not
            written while there is an error, such as a broken link. The internal edition is
            written, and shows each error on top of the page that it is in; the exit status
            is 1 all the same. --strict writes neither. What protects a reader, such as a
            script in a drawing, is never written. On a terminal, a build that takes longer
            than a second says how far it is.

            In print/ are documents to print: one of everything, and one of each section.
            An edition of more than 300 pages has none; see workbook export pdf.

            EXAMPLES
              workbook build
              workbook build --edition customer --output ../handover
              workbook build --strict
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "internal (everything) or customer (only what is marked for the customer).")
    var edition = Edition.internal
    @Option(help: ArgumentHelp("The folder to write; by default public in the workbook.", valueName: "dir"))
    var output: String?

    @Flag(help: "Write nothing while there is an error, in the internal edition too.")
    var strict = false
    @Option(help: ArgumentHelp("How many threads to use; by default one for each processor.", valueName: "number"))
    var jobs: Int?

    func validate() throws {
        guard jobs.map({ (1...256).contains($0) }) ?? true else { throw ValidationError("--jobs takes 1 to 256") }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try Workspace.find(common, in: context)
        let progress = ProgressLine(in: context)
        defer { progress.end() }
        let workers = (jobs.map(Workers.init) ?? .all).telling(progress.listener)
        let assembly = SiteAssembly(workspace: folder, workers: workers)
        let result = try assembly.make(edition)
        progress.end()
        for diagnostic in result.diagnostics { context.talk(lines: diagnostic.lines(in: context)) }
        let errors = result.diagnostics.count { $0.severity == .error }
        let isRefused = strict || edition == .customer || result.diagnostics.contains(where: \.isFixed)
        guard errors == 0 || !isRefused else {
            context.talk("\(count(errors, "error")); nothing was written")
            return .findings
        }
        let path = output.map { context.absolute($0) } ?? folder.root + "/public"
        let written = try SiteFolder(path: path, workers: assembly.workers).write(result.site)
        progress.end()
        let files = result.site.files.count
        context.print(
            "\(context.paint("built", .green)) the \(edition.rawValue) edition: \(count(files, "file")) in \(path)"
                + (written.count < files ? ", \(written.count) of them new or changed" : ""))
        if let leftover = written.leftover {
            context.talk("note: the site that was there could not be removed; the next build removes \(leftover)")
        }
        context.print("  open \(path)/index.html")
        if errors > 0 { context.talk("\(count(errors, "error")), each shown on its page") }
        Self.keepUntilExit(result)
        return errors > 0 ? .findings : .done
    }

    /// Holds what was built until the process ends, which gives its memory back at once: to free the words of
    /// thousands of pages one by one takes a tenth of the time of building them.
    private static func keepUntilExit(_ result: SiteAssembly.Result) {
        final class Holder {
            let result: SiteAssembly.Result
            init(_ result: SiteAssembly.Result) { self.result = result }
        }
        _ = Unmanaged.passRetained(Holder(result))
    }
}

extension Edition: ExpressibleByArgument {}
