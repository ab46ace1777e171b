package import CivilTime
package import Engagement

/// Which entries a reader asks for.
package struct HistoryQuery: Sendable {
    /// Only entries of these kinds; all kinds if there is none.
    package var kinds: [Event.Kind] = []
    /// Only time of this person.
    package var person: String?
    /// The first day of recording.
    package var since: CivilDate?
    /// The last day of recording.
    package var until: CivilDate?
    /// At most this many entries, the newest.
    package var last: Int?

    package init() {}
}

/// An entry, and what became of it.
package struct HistoryItem: Sendable, Equatable {
    package let entry: Entry
    /// The entry that undid it.
    package let voidedBy: Entry?
    /// How much of its time is over the cap now.
    package let held: Minutes

    package init(entry: Entry, voidedBy: Entry?, held: Minutes) {
        self.entry = entry
        self.voidedBy = voidedBy
        self.held = held
    }
}

/// The entries that a query asks for, in the ledger's order.
package struct History: Sendable {
    package let items: [HistoryItem]
    /// How many entries the ledger has in all.
    package let entryCount: Int
    /// The change requests that the entries may name.
    package let changes: [ChangeRequest]

    /// Puts together `entries` and what became of them.
    ///
    /// - Parameter held: The held minutes by the entry's id.
    package init(_ entries: [Entry], held: [String: Minutes], state: State) {
        items = entries.map { HistoryItem(entry: $0, voidedBy: state.voided[$0.id], held: held[$0.id] ?? .zero) }
        entryCount = state.entryCount
        changes = state.changes
    }

    /// What a reader gets if there is no ledger yet.
    package static let empty = History([], held: [:], state: State([]))
}
