import Engagement
import Fingerprint
import FoundationEssentials
import GRDB

/// Entries to rows and back: the one place that knows the stored form.
enum EntryCoding {
    /// The hash before the first entry.
    static let noHash = String(repeating: "0", count: 64)

    /// The entry that `event` makes behind `previousHash`.
    static func entry(
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

    /// An id hangs on the operation alone, so it survives a merge that changes an entry's place.
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

    /// Canonical JSON: sorted keys, no spaces.
    ///
    /// The same event always makes the same bytes.
    static func payload(of event: Event) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data =
            switch event {
            case .contractRecorded(let event): try encoder.encode(event)
            case .timeLogged(let event): try encoder.encode(event)
            case .prerequisiteConfirmed(let event): try encoder.encode(event)
            case .prerequisiteWaived(let event): try encoder.encode(event)
            case .activityStarted(let event): try encoder.encode(event)
            case .activityDone(let event): try encoder.encode(event)
            case .activityDropped(let event): try encoder.encode(event)
            case .entryVoided(let event): try encoder.encode(event)
            case .entryRestored(let event): try encoder.encode(event)
            }
        return String(decoding: data, as: UTF8.self)
    }

    static func event(kind: String, payload: String) throws -> Event {
        let decoder = JSONDecoder()
        let data = Data(payload.utf8)
        func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.decode(type, from: data) }
        switch Event.Kind(rawValue: kind) {
        case .contractRecorded: return .contractRecorded(try decoded(ContractRecorded.self))
        case .timeLogged: return .timeLogged(try decoded(TimeLogged.self))
        case .prerequisiteConfirmed: return .prerequisiteConfirmed(try decoded(PrerequisiteConfirmed.self))
        case .prerequisiteWaived: return .prerequisiteWaived(try decoded(PrerequisiteWaived.self))
        case .activityStarted: return .activityStarted(try decoded(ActivityStarted.self))
        case .activityDone: return .activityDone(try decoded(ActivityDone.self))
        case .activityDropped: return .activityDropped(try decoded(ActivityDropped.self))
        case .entryVoided: return .entryVoided(try decoded(EntryVoided.self))
        case .entryRestored: return .entryRestored(try decoded(EntryRestored.self))
        case nil: throw LedgerFault("an entry has the unknown kind '\(kind)'", hint: "workbook verify names it")
        }
    }

    /// The columns that `entry(_:)` reads, in its order.
    static let columns =
        "sequence, id, operation, recorded_at, recorded_on, actor, kind, payload, previous_hash, hash"

    static func entry(_ row: Row) throws -> Entry {
        let timestamp: String = row[3]
        let date: String = row[4]
        guard let date = CivilDate(iso: date), let moment = Moment(timestamp: timestamp, date: date) else {
            throw LedgerFault(
                "entry \(row[0] as Int) has no readable date", hint: "workbook verify checks the whole file")
        }
        return Entry(
            sequence: row[0], id: row[1], operation: row[2], moment: moment, actor: row[5],
            event: try event(kind: row[6], payload: row[7]), previousHash: row[8], hash: row[9])
    }
}

extension Moment {
    /// Reads back what `timestamp` wrote: `2026-12-01T09:30:00.000Z`.
    init?(timestamp: String, date: CivilDate) {
        let bytes = Array(timestamp.utf8)
        guard bytes.count == 24, let day = CivilDate(iso: timestamp.prefix(10)) else { return nil }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 48 } }
        let seconds = number(11..<13) * 3600 + number(14..<16) * 60 + number(17..<19)
        self.init(milliseconds: (day.dayNumber * 86_400 + seconds) * 1000 + number(20..<23), date: date)
    }
}
