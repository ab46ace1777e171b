package import CivilTime
package import Engagement

/// What the ledger held at one moment: a report, page or export made from it agrees with itself.
package struct Snapshot: Sendable {
    /// What the entries add up to, including the contract that was recorded last.
    package let state: State
    /// Every entry in order; empty unless the reader asked for them.
    package let entries: [Entry]

    package init(state: State, entries: [Entry]) {
        self.state = state
        self.entries = entries
    }

    /// What a reader gets if there is no ledger yet.
    package static let empty = Snapshot(state: State([]), entries: [])
}

extension LedgerStore {
    package func snapshot(asOf day: CivilDate? = nil) throws -> Snapshot {
        try snapshot(asOf: day, withEntries: false)
    }

    package func snapshot(withEntries: Bool) throws -> Snapshot {
        try snapshot(asOf: nil, withEntries: withEntries)
    }

    /// Returns what the entries add up to, or added up to at the end of `day`.
    package func state(asOf day: CivilDate? = nil) throws -> State { try snapshot(asOf: day).state }

    /// Returns every entry in order.
    package func entries() throws -> [Entry] { try entries(asOf: nil) }
}
