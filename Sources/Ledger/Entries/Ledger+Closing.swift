import CivilTime
import Engagement
import GRDB

extension Ledger {
    /// The event with what the ledger knows: the closing of a week names the week's entries.
    ///
    /// So a merge can tell the time that the closing counted from time that came in later.
    static func complete(_ event: Event, _ database: Database) throws -> Event {
        guard case .week(.closed(var closing)) = event else { return event }
        let sunday = closing.week.adding(days: 6)
        let rows = try Row.fetchAll(
            database,
            sql: """
                WITH time AS (
                    SELECT id, sequence FROM entry
                    WHERE kind = 'time-logged' AND date BETWEEN ? AND ?)
                SELECT id, sequence, NULL AS target, NULL AS kind FROM time
                UNION ALL
                SELECT entry.id, entry.sequence, entry.target, entry.kind
                FROM entry JOIN time ON entry.target = time.id
                WHERE entry.kind IN ('entry-voided', 'entry-restored')
                ORDER BY sequence
                """, arguments: [closing.week.description, sunday.description])
        var counted: [String] = []
        var disregarded: [String] = []
        var isVoided: [String: Bool] = [:]
        for row in rows {
            guard let target = try row.decode(String?.self, atIndex: 2) else { continue }
            isVoided[target] = try row.decode(String?.self, atIndex: 3) == Event.Kind.entryVoided.rawValue
        }
        for row in rows {
            let id = try row.decode(String.self, atIndex: 0)
            let isTime = try row.decode(String?.self, atIndex: 2) == nil
            if isTime, isVoided[id] != true { counted.append(id) } else { disregarded.append(id) }
        }
        closing.counted = counted
        closing.disregarded = disregarded
        return .week(.closed(closing))
    }
}
