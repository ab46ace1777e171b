import CivilTime
import Engagement
import GRDB
import Ledger

extension Extent {
    /// The SQL condition for the entries inside, of a table that the query calls `name`.
    func condition(on name: String) -> String {
        switch self {
        case .everything: "true"
        case .recorded(let date): "\(name).recorded_on <= '\(date)'"
        case .before(let sequence): "\(name).sequence < \(sequence)"
        }
    }
}

extension SQLiteTransaction {
    /// Returns the first entries whose id begins with `prefix`.
    func entries(withIDPrefix prefix: String, limit: Int) throws -> [Entry] {
        try Row.fetchAll(
            database, sql: "SELECT \(Self.columns) FROM entry WHERE id GLOB ? ORDER BY sequence LIMIT ?",
            arguments: [prefix + "*", limit]
        ).map { try EntryCoding.entry(StoredEntry($0)) }
    }

    /// Returns the entries inside `extent` for which `condition` holds, in order.
    func entries(_ extent: Extent, where condition: String = "true") throws -> [Entry] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(Self.columns) FROM entry
                WHERE \(extent.condition(on: "entry")) AND \(condition) ORDER BY sequence
                """)
        let rows = try Row.fetchCursor(statement)
        var entries: [Entry] = []
        while let row = try rows.next() { entries.append(try EntryCoding.entry(StoredEntry(row))) }
        return entries
    }

    func state(_ extent: Extent) throws -> State {
        let head = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT sequence, hash FROM entry WHERE \(extent.condition(on: "entry"))
                    ORDER BY sequence DESC LIMIT 1
                    """))
        let others = try entries(extent, where: "kind <> 'time-logged'")
        // The plus keeps SQLite from walking every time entry by the index on kinds.
        let corrections = try entries(
            extent,
            where: """
                +kind = 'time-logged' AND sequence IN (
                    SELECT sequence FROM entry WHERE corrects IS NOT NULL
                    UNION ALL
                    SELECT t.sequence FROM entry c JOIN entry t ON t.id = c.corrects WHERE c.corrects IS NOT NULL)
                """)
        // Entries are in order, but for a day's end that a wrong clock put in the middle.
        return State(
            entries: (others + corrections).sorted { $0.sequence < $1.sequence },
            totals: try totals(extent), minutesByActivity: try minutesByActivity(extent),
            entryCount: head?[0] ?? 0, lastHash: head?[1])
    }

    /// Returns the time that counts: from the running totals or, for an earlier point, from the entries.
    private func totals(_ extent: Extent) throws -> [TimeTotal] {
        let source =
            if case .everything = extent { "time_total" } else { "(\(Self.summing("role, person, date", extent)))" }
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: "SELECT role, person, date, minutes FROM \(source) WHERE minutes <> 0 ORDER BY 1, 2, 3"))
        var totals: [TimeTotal] = []
        while let row = try rows.next() {
            func text(_ index: Int) throws -> String { try row.decode(String.self, atIndex: index) }
            guard let date = CivilDate(iso: try text(2)) else { continue }
            totals.append(
                TimeTotal(
                    role: try text(0), person: try text(1), date: date,
                    minutes: try EntryCoding.minutes(row.decode(Int.self, atIndex: 3))))
        }
        return totals
    }

    private func minutesByActivity(_ extent: Extent) throws -> [String: Minutes] {
        let source = if case .everything = extent { "activity_total" } else { "(\(Self.summing("activity", extent)))" }
        let rows = try Row.fetchCursor(database.cachedStatement(sql: "SELECT activity, minutes FROM \(source)"))
        var sums: [String: Minutes] = [:]
        while let row = try rows.next() {
            let minutes = try EntryCoding.minutes(row.decode(Int.self, atIndex: 1))
            sums[try row.decode(String.self, atIndex: 0), default: .zero] += minutes
        }
        return sums
    }

    /// Returns SQL for the totals by `columns`, summed from the entries; zero if all the time is voided.
    static func summing(_ columns: String, _ extent: Extent) -> String {
        """
        SELECT \(columns), sum(iif(id IN (
            SELECT target FROM (
                SELECT target, kind, max(sequence) FROM entry
                WHERE target IS NOT NULL AND \(extent.condition(on: "entry")) GROUP BY target)
            WHERE kind = 'entry-voided'), 0, minutes)) AS minutes
        FROM entry WHERE kind = 'time-logged' AND \(extent.condition(on: "entry"))
        GROUP BY \(columns)
        """
    }
}
