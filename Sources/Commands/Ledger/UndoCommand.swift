import ArgumentParser
import Engagement
import Ledger
import Reports
import Workspace

struct UndoCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take back the last thing recorded, or the entry that you name.",
        discussion: """
            Nothing is deleted: an entry is appended that voids the other. Undoing an
            undo brings the entry back.

            EXAMPLES
              workbook undo
              workbook undo 3f9a --reason "logged on the wrong day"
            """)

    @Argument(help: "The entry's id, or the beginning of it; by default the last entry that counts.")
    var id: String?
    @Option(help: "Why it is taken back.")
    var reason = ""
    @OptionGroup var writing: WriteOptions
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let workspace = try Workspace.find(common, in: context)
        let author = context.author(writing)
        if let recorded = try workspace.recorded(by: author) {
            context.print("already recorded: \(recorded.event.effect)")
            return .done
        }
        let undone = try await workspace.undo(id, reason: reason, by: author)
        let (entry, receipt) = (undone.entry, undone.receipt)
        let effect =
            undone.isRestored
            ? "restored by undoing \(entry.shortID)"
            : "undid \(entry.shortID): \(entry.event.effect(among: receipt.state.changes))"
        context.report(receipt, effect)
        if let before = undone.before { context.printBudgets(from: before, to: receipt.stateThen) }
        return .done
    }
}
