import ArgumentParser
import Engagement
import Ledger
import Reports

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
        let folder = try WorkbookFolder.find(common, in: context)
        guard let ledger = try Ledger.openExisting(at: folder.ledgerPath) else { throw Self.nothing }
        if let operation = writing.operation, let recorded = try ledger.entry(ofOperation: operation) {
            context.print("already recorded: \(recorded.event.effect)")
            return .done
        }
        let entry = try id.map { try ledger.entry(withPrefix: $0) } ?? Self.last(in: ledger)
        let subject = try ledger.undoSubject(of: entry)
        var before: State?
        let receipt = try folder.append(writing, in: context) { rules in
            before = rules.state
            return try rules.undo(subject, reason: reason)
        }
        let changes = receipt.state.changes
        let effect =
            receipt.entry.event.kind == .entryRestored
            ? "restored by undoing \(entry.shortID)" : "undid \(entry.shortID): \(entry.event.effect(among: changes))"
        context.report(receipt, effect)
        if let before { context.printBudgets(from: before, to: receipt.stateThen) }
        return .done
    }

    /// The newest entry that counts and is not itself an undo.
    private static func last(in ledger: Ledger) throws -> Entry {
        let entries = try ledger.entries()
        let state = State(entries)
        let last = entries.last { entry in
            switch entry.event {
            case .contract, .entry: false
            default: state.voided[entry.id] == nil
            }
        }
        guard let last else { throw nothing }
        return last
    }

    private static var nothing: Refusal {
        Refusal(
            rule: .nothingToUndo, "there is nothing to undo",
            hint: "workbook history lists what was recorded")
    }
}
