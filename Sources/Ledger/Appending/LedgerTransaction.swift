package import CivilTime
package import Engagement

/// The steps that a store offers inside one write transaction.
///
/// How an event is decided on, hashed and recorded is written once, over these.
package protocol LedgerTransaction {
    /// Returns what the entries inside `extent` add up to.
    func state(_ extent: Extent) throws -> State

    /// Returns the entry that recorded `operation`, or nil if none did.
    func entry(ofOperation operation: String) throws -> Entry?

    /// Returns the time of recording of the last entry as it is stored, or nil if there is no entry.
    func lastTimestamp() throws -> String?

    /// Returns the entries that log, undo or restore time between two days, in the ledger's order.
    func timeEntries(from first: CivilDate, through last: CivilDate) throws -> [TimeEntry]

    /// Adds a row after the last one.
    func insert(_ entry: StoredEntry) throws
}

/// An entry that logs, undoes or restores time, as far as the closing of a week asks.
package struct TimeEntry: Sendable {
    package let id: String
    /// The time entry that this one undoes or restores; nil if it logs time itself.
    package let target: String?
    /// Whether it undoes its target.
    package let isUndo: Bool

    package init(id: String, target: String?, isUndo: Bool) {
        self.id = id
        self.target = target
        self.isUndo = isUndo
    }
}
