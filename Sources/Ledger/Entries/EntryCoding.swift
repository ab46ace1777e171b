package import CivilTime
package import Engagement
import Fingerprint
import FoundationEssentials

/// Entries to their stored form and back: the one place that knows it.
package enum EntryCoding {
    /// The hash before the first entry.
    package static let noHash = String(repeating: "0", count: 64)

    /// Returns the entry that `event` makes after the one with `previousHash`, and its payload as it is stored.
    package static func entry(
        sequence: Int, operation: String, moment: Moment, actor: String, event: Event, previousHash: String
    ) throws -> (entry: Entry, payload: String) {
        let payload = try payload(of: event)
        let id = id(ofOperation: operation)
        let hash = hash(
            sequence: sequence, id: id, operation: operation, timestamp: moment.timestamp,
            date: moment.date.description, actor: actor, kind: event.kind.rawValue, payload: payload,
            previousHash: previousHash)
        let entry = Entry(
            sequence: sequence, id: id, operation: operation, moment: moment, actor: actor, event: event,
            previousHash: previousHash, hash: hash)
        return (entry, payload)
    }

    /// Returns the id of the entry that records `operation`.
    ///
    /// It depends on the operation alone, so it survives a merge that changes an entry's place.
    static func id(ofOperation operation: String) -> String {
        String(Fingerprint(ofFields: ["workbook/id/v1", operation]).hex.prefix(16))
    }

    static func hash(
        sequence: Int, id: String, operation: String, timestamp: String, date: String, actor: String,
        kind: String, payload: String, previousHash: String
    ) -> String {
        Fingerprint(ofFields: [
            "workbook/entry/v1", String(sequence), id, operation, timestamp, date, actor, kind, payload,
            previousHash,
        ]).hex
    }

    /// Returns the payload of `event` as canonical JSON (sorted keys, no spaces), so the same event always has the same
    /// bytes.
    package static func payload(of event: Event) throws -> String { try canonical(event.payload) }

    /// Returns `event` with every text in Unicode's Normalization Form C, so that SQL, too, sees one spelling of a name.
    static func inNormalForm(_ event: Event) throws -> Event {
        let payload = try payload(of: event)
        let normal = normalForm(ofJSON: payload)
        return normal.utf8.elementsEqual(payload.utf8)
            ? event : try self.event(kind: event.kind.rawValue, payload: normal)
    }

    /// Returns JSON with its texts in Normalization Form C.
    ///
    /// Only what is between two escapes is normalized: in `\n` before an accent, the n is not a letter that the accent
    /// could join.
    private static func normalForm(ofJSON text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        var result = ""
        var run = String.UnicodeScalarView()
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "\\" else {
                run.append(scalar)
                continue
            }
            result += String(run).inNormalForm
            run = String.UnicodeScalarView()
            result.unicodeScalars.append(scalar)
            guard let kind = scalars.next() else { break }
            result.unicodeScalars.append(kind)
            for _ in 0..<(kind == "u" ? 4 : 0) {
                if let digit = scalars.next() { result.unicodeScalars.append(digit) }
            }
        }
        return result + String(run).inNormalForm
    }

    static func canonical(_ value: any Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Decodes an event from its stored kind and payload.
    package static func event(kind: String, payload: String) throws -> Event {
        guard let kind = Event.Kind(rawValue: kind) else {
            throw LedgerError(
                "an entry has the unknown kind '\(kind)'", hint: "\(.verify) names it", kind: .damaged)
        }
        do {
            return try Event(kind, from: JSONPayload(data: Data(payload.utf8)))
        } catch is DecodingError {
            throw LedgerError(
                "an entry of the kind '\(kind.rawValue)' does not say what this program expects of it",
                hint: "another version of workbook wrote it, or it was changed; \(.verify) names it",
                kind: .damaged)
        }
    }

    /// A payload as the ledger stores it.
    private struct JSONPayload: PayloadSource {
        let data: Data

        func payload<Payload: EventPayload>() throws -> Payload {
            try JSONDecoder().decode(Payload.self, from: data)
        }
    }

    /// Returns `count` as minutes.
    ///
    /// - Throws: `LedgerError` if no entries can add up to it.
    package static func minutes(_ count: Int) throws -> Minutes {
        guard Minutes.possible.contains(count) else {
            throw LedgerError(
                "the ledger says \(count) minutes, which no entries add up to",
                hint: "\(.verify) checks the whole file; restore it from a backup", kind: .damaged)
        }
        return Minutes(count)
    }

    /// Decodes an entry.
    ///
    /// - Throws: `LedgerError` if it holds what no entry holds, as in a damaged store.
    package static func entry(_ stored: StoredEntry) throws -> Entry {
        guard let date = CivilDate(iso: stored.recordedOn),
            let moment = Moment(timestamp: stored.recordedAt, date: date)
        else {
            throw LedgerError(
                "entry \(stored.sequence) has no readable date", hint: "\(.verify) checks the whole file",
                kind: .damaged)
        }
        return Entry(
            sequence: stored.sequence, id: stored.id, operation: stored.operation, moment: moment, actor: stored.actor,
            event: try event(kind: stored.kind, payload: stored.payload), previousHash: stored.previousHash,
            hash: stored.hash)
    }
}

extension Moment {
    /// Reads back what `timestamp` wrote: `2026-12-01T09:30:00.000Z`.
    init?(timestamp: String, date: CivilDate) {
        let bytes = Array(timestamp.utf8)
        guard bytes.count == 24, let day = CivilDate(iso: timestamp.prefix(10)),
            [11, 12, 14, 15, 17, 18, 20, 21, 22].allSatisfy({ (0x30...0x39).contains(bytes[$0]) })
        else { return nil }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 48 } }
        let seconds = number(11..<13) * 3600 + number(14..<16) * 60 + number(17..<19)
        self.init(milliseconds: (day.dayNumber * 86_400 + seconds) * 1000 + number(20..<23), date: date)
    }
}
