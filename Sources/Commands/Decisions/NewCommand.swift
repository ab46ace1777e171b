import ArgumentParser
import CivilTime
import Workspace

struct NewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin a page: a decision or a runbook.",
        discussion: """
            Writes the page with its front matter and its sections, and prints its path.
            In a terminal, the page is opened in $VISUAL or $EDITOR.

            EXAMPLE
              workbook new decision "Score twice a day"
            """,
        subcommands: [NewDecisionCommand.self, NewRunbookCommand.self])
}

struct NewDecisionCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "decision",
        abstract: "Propose a decision, with the next free number.",
        discussion: """
            What it supersedes or amends is written in both files. The older decision stays
            in force until the new one is accepted.

            EXAMPLES
              workbook new decision "Score twice a day"
              workbook new decision "Retrain weekly" --supersedes ADR-0011
              workbook new decision "Gate by AUC" --supersedes 7 --part "the metric"
            """)

    @Argument(help: "What is decided, in a few words.")
    var title: String
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Decisions that this one replaces: ids, numbers or files.", valueName: "id"))
    var supersedes: [String] = []
    @Option(parsing: .upToNextOption, help: ArgumentHelp("Decisions that this one changes.", valueName: "id"))
    var amends: [String] = []
    @Option(help: ArgumentHelp("The part of the older decision that is replaced.", valueName: "text"))
    var part: String?
    @Option(help: ArgumentHelp("Who answers for it.", valueName: "name"))
    var owner: String?
    @Option(help: "The day of the proposal; by default today.")
    var date: String?
    @Flag(help: "Don't open an editor.")
    var noEdit = false
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard part == nil || !supersedes.isEmpty else { throw ValidationError("--part needs --supersedes") }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let workspace = try Workspace.find(common, in: context)
        let proposal = Workspace.Proposal(
            title: title, date: try context.day(date) ?? context.now().date, owner: owner, supersedes: supersedes,
            amends: amends, part: part)
        let edited = try workspace.propose(proposal)
        let path = edited.paths.first ?? ""
        context.print("\(context.paint("made", .green)) \(path)")
        context.report(edited, undo: nil, after: 1)
        try await context.openEditor(workspace.root + "/" + path, isWanted: !noEdit)
        return .done
    }
}
