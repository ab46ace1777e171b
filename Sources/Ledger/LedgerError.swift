package import Engagement

/// Something that storage could not do.
///
/// Nothing was recorded unless the message says otherwise.
package struct LedgerError: Explained, Equatable, Sendable {
    /// What the error says about the store.
    package enum Kind: Sendable {
        /// The store holds what no ledger holds; trying again does not help.
        case damaged
        /// The store has the new entries, or may have them, although an error came up while they were written.
        case uncertain
        /// Everything else: nothing was changed.
        case other
    }

    /// What the store was doing, and so what an error says was not done.
    package enum Task: String, Sendable {
        case reading = ""
        case recording = "not recorded: "
        case backingUp = "not backed up: "
        case merging = "not merged: "
        case restoring = "not restored: "
    }

    package let summary: String
    package let hint: Hint
    package let kind: Kind

    package init(_ summary: String, hint: Hint, kind: Kind = .other) {
        self.summary = summary
        self.hint = hint
        self.kind = kind
    }

    package var explanation: Explanation { Explanation(.storage, summary, hint: hint) }
}
