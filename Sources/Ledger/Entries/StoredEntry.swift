import CivilTime
package import Engagement

/// An entry as a store keeps it, its payload to the byte.
///
/// A payload that an older program wrote lacks fields that this one knows, and is hashed as it is.
package struct StoredEntry: Sendable, Equatable {
    package let sequence: Int
    package let id: String
    package let operation: String
    package let recordedAt: String
    package let recordedOn: String
    package let actor: String
    package let kind: String
    package let payload: String
    package let previousHash: String
    package let hash: String

    package init(_ entry: Entry, payload: String) {
        self.init(
            sequence: entry.sequence,
            texts: [
                entry.id, entry.operation, entry.moment.timestamp, entry.moment.date.description, entry.actor,
                entry.event.kind.rawValue, payload, entry.previousHash, entry.hash,
            ])
    }

    /// - Parameter texts: The texts in the order of the properties.
    /// - Precondition: There are nine of them.
    package init(sequence: Int, texts: [String]) {
        precondition(texts.count == 9, "an entry has nine texts")
        self.sequence = sequence
        id = texts[0]
        operation = texts[1]
        recordedAt = texts[2]
        recordedOn = texts[3]
        actor = texts[4]
        kind = texts[5]
        payload = texts[6]
        previousHash = texts[7]
        hash = texts[8]
    }

    /// The texts in the order of the properties.
    package var texts: [String] {
        [id, operation, recordedAt, recordedOn, actor, kind, payload, previousHash, hash]
    }

    /// The hash that the entry should have.
    package var derivedHash: String {
        EntryCoding.hash(
            sequence: sequence, id: id, operation: operation, timestamp: recordedAt, date: recordedOn, actor: actor,
            kind: kind, payload: payload, previousHash: previousHash)
    }
}
