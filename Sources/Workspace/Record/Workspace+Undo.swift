package import Engagement
package import Ledger

/// What an undo did.
package struct Undone: Sendable {
    /// The entry that was taken back.
    package let entry: Entry
    package let receipt: Receipt
    package let before: State?

    /// Whether the undo brought an entry back, because it undid an undo.
    package var isRestored: Bool { receipt.entry.event.kind == .entryRestored }
}

extension Workspace {
    /// Takes back an entry, or the last one that counts.
    ///
    /// - Parameter id: The beginning of the entry's id; nil for the last entry.
    package func undo(_ id: String? = nil, reason: String = "", by author: Author) async throws -> Undone {
        guard let ledger = try existingLedger() else { throw Self.nothingToUndo }
        let entry = try id.map { try ledger.entry(withPrefix: $0) } ?? Self.last(in: ledger)
        let subject = try ledger.undoSubject(of: entry)
        var before: State?
        let receipt = try await record(by: author) { rules in
            before = rules.state
            return try rules.undo(subject, reason: reason)
        }
        return Undone(entry: entry, receipt: receipt, before: before)
    }

    /// Returns the entry that an earlier request with the author's operation id recorded, or nil.
    package func recorded(by author: Author) throws -> Entry? {
        guard let operation = author.operation else { return nil }
        return try existingLedger()?.entry(ofOperation: operation)
    }

    /// The newest entry that counts and isn't itself an undo.
    private static func last(in ledger: any LedgerStore) throws -> Entry {
        let entries = try ledger.entries()
        let state = State(entries)
        let last = entries.last { entry in
            switch entry.event {
            case .contract, .entry: false
            default: state.voided[entry.id] == nil
            }
        }
        guard let last else { throw nothingToUndo }
        return last
    }

    static var nothingToUndo: Refusal {
        Refusal(
            rule: .nothingToUndo, "there is nothing to undo", hint: "\(.listEntries(nil)) lists what was recorded")
    }
}
