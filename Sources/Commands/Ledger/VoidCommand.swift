import ArgumentParser
import Engagement
import Ledger
import Reports
import Workspace

struct VoidCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "void",
        abstract: "Take one entry out of every figure, with the reason; it stays in the history.",
        discussion: """
            EXAMPLE
              workbook void 3f9a61c2 --reason "logged on the wrong engagement"
            """)

    @Argument(help: "The entry's id, or the beginning of it.")
    var id: String
    @Option(help: "Why it does not count.")
    var reason: String
    @OptionGroup var writing: WriteOptions
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try Workspace.find(common, in: context)
        let ledger = try folder.ledger()
        let entry = try ledger.entry(withPrefix: id)
        let subject = try ledger.undoSubject(of: entry)
        var before: State?
        let receipt = try await folder.append(writing, in: context) { rules in
            before = rules.state
            guard entry.event.kind != .entryVoided, entry.event.kind != .entryRestored else {
                throw Refusal(
                    rule: .voidUndo, "entry \(entry.shortID) is itself an undo",
                    hint: "to take an undo back: workbook undo \(entry.shortID)")
            }
            return try rules.undo(subject, reason: reason)
        }
        context.report(receipt, "voided \(entry.shortID): \(entry.event.effect(among: receipt.state.changes))")
        if let before { context.printBudgets(from: before, to: receipt.stateThen) }
        return .done
    }
}
