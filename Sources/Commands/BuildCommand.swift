import ArgumentParser
import Content
import Engagement
import Publishing

struct BuildCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Build the site into a folder that opens by double click.",
        discussion: """
            The customer edition holds only what is marked for the customer. Nothing is
            written while a link, a heading or a diagram is broken.

            EXAMPLES
              workbook build
              workbook build --edition customer --output ../handover
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "internal (everything) or customer (only what is marked for the customer).")
    var edition = Edition.internal
    @Option(help: ArgumentHelp("The folder to write; by default public in the workbook.", valueName: "dir"))
    var output: String?

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try WorkbookFolder.find(common, in: context)
        let result = try SiteAssembly(folder: folder, context: context).make(edition)
        for diagnostic in result.diagnostics { context.talk(diagnostic.text(in: context)) }
        let errors = result.diagnostics.count { $0.severity == .error }
        guard errors == 0 else {
            context.talk("\(count(errors, "error")); nothing was written")
            return .findings
        }
        let path = output.map { WorkbookFolder.absolute($0, in: context) } ?? folder.root + "/public"
        try SiteFolder(path: path).write(result.site)
        context.print(
            "\(context.paint("built", .green)) the \(edition.rawValue) edition: "
                + "\(count(result.site.files.count, "file")) in \(path)")
        context.print("  open \(path)/index.html")
        return .done
    }
}

extension Edition: ExpressibleByArgument {}
