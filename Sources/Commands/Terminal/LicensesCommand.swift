import ArgumentParser
import Workspace

struct LicensesCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "licenses",
        abstract: "Print the licences and notices of everything that the program is linked with.",
        discussion: """
            EXAMPLES
              workbook licenses
              workbook licenses | grep -i graphviz
            """)

    func run(in context: Context) async throws -> ExitStatus {
        context.printDocument(Workspace.notices)
        return .done
    }
}
