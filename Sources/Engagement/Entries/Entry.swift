package import CivilTime

/// One line of the ledger: an event, who recorded it and when, and its place in the chain.
///
/// Entries are never changed or deleted. A correction is an entry that voids an entry.
package struct Entry: Sendable, Equatable {
    /// Counted from 1, without a gap.
    package let sequence: Int
    /// Sixteen hexadecimal digits derived from `operation`: stable, and short prefixes work.
    package let id: String
    /// Made by whoever asked for the write; the same operation is recorded at most once.
    package let operation: String
    package let moment: Moment
    /// The person or program that recorded it.
    package let actor: String
    package let event: Event
    /// SHA-256 of the entry before, in hexadecimal; 64 zeros for the first.
    package let previousHash: String
    /// SHA-256 over everything above, in hexadecimal.
    package let hash: String

    package init(
        sequence: Int, id: String, operation: String, moment: Moment, actor: String, event: Event,
        previousHash: String, hash: String
    ) {
        self.sequence = sequence
        self.id = id
        self.operation = operation
        self.moment = moment
        self.actor = actor
        self.event = event
        self.previousHash = previousHash
        self.hash = hash
    }

    /// As much of the id as people need to read and type.
    package var shortID: String { String(id.prefix(8)) }

    /// The id as tables show it: `e-3f9a61c2...`.
    ///
    /// About one id in a thousand is digits alone, or digits around an e, which a spreadsheet program turns into a number
    /// and stores as one.
    package var exportedID: String { Self.exported(id) }

    package static func exported(_ id: String) -> String { "e-" + id }

    /// The id that a table shows as `text`; ids without the mark are those of older exports.
    package static func id(exported text: String) -> String {
        text.hasPrefix("e-") ? String(text.dropFirst(2)) : text
    }
}
