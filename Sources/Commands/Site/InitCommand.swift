import ArgumentParser
import CivilTime
import Engagement
import Workspace

struct InitCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new engagement from the shipped one, or an empty one.",
        discussion: """
            EXAMPLES
              workbook init northwind --customer "Northwind Telecom" --start 2026-11-30
              workbook init other --blank
            """)

    @Argument(help: ArgumentHelp("The folder to make; it must be empty or not exist.", valueName: "dir"))
    var folder: String
    @Option(help: ArgumentHelp("The customer's name.", valueName: "name"))
    var customer: String?
    @Option(help: ArgumentHelp("The first day; the window keeps the contract's length.", valueName: "date"))
    var start: String?
    @Option(
        help: ArgumentHelp(
            "The time zone of the hours of sessions: Europe/Berlin; without, this machine's.", valueName: "zone"))
    var timeZone: String?
    @Flag(help: "Begin with an empty contract instead of the MLOps advisory service.")
    var blank = false

    func run(in context: Context) async throws -> ExitStatus {
        let today = context.now().date
        let beginning = Beginning(
            customer: customer, start: try start.map { try CivilDate(parsing: $0, today: today) }, timeZone: timeZone,
            isBlank: blank)
        let workspace = try Workspace.make(folder, beginning, in: context.surroundings)
        let contract = try workspace.contract()
        context.print(
            "\(context.paint("made", .green)) \(workspace.root): \(contract.title) for \(contract.customer), "
                + "\(contract.window.start.spelled) to \(contract.window.end.spelled)")
        context.print("  next: cd \(folder), read content/engagement.yaml, then `workbook`, `workbook serve`")
        return .done
    }
}
