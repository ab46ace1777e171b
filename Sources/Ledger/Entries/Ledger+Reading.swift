package import CivilTime
package import Engagement
import GRDB

/// How far into the ledger somebody looks.
enum Extent {
    case everything
    /// What was recorded by the end of a day.
    case recorded(by: CivilDate)
    /// What stood before an entry.
    case before(sequence: Int)

    /// The SQL that holds for the entries inside, written for the table `name`.
    func condition(on name: String) -> String {
        switch self {
        case .everything: "true"
        case .recorded(let date): "\(name).recorded_on <= '\(date)'"
        case .before(let sequence): "\(name).sequence < \(sequence)"
        }
    }
}

/// What the ledger held at one moment: a report, page or export made from it agrees with itself.
package struct Snapshot: Sendable {
    /// What the entries add up to, the contract as last recorded among it.
    package let state: State
    /// Every entry in order; empty unless they were asked for.
    package let entries: [Entry]

    /// What is read where there is no ledger yet.
    package static let empty = Snapshot(state: State([]), entries: [])
}

extension Ledger {
    /// Every entry in order, or those that were recorded by the end of `asOf`.
    package func entries(asOf: CivilDate? = nil) throws -> [Entry] {
        try reading { try Self.entries($0, Self.extent(asOf)) }
    }

    /// What the entries add up to, or added up to at the end of `asOf`.
    package func state(asOf: CivilDate? = nil) throws -> State { try snapshot(asOf: asOf).state }

    /// Reads the ledger as it is, or as it was at the end of `asOf`, in one transaction.
    ///
    /// The present state is read from running totals, so it takes as long for a hundred thousand entries
    /// as for a hundred; `verify` holds the totals against the entries.
    ///
    /// - Parameter withEntries: Whether the entries are wanted too; their reading takes longer the more there are.
    package func snapshot(asOf: CivilDate? = nil, withEntries: Bool = false) throws -> Snapshot {
        try reading { database in
            let extent = Self.extent(asOf)
            return Snapshot(
                state: try Self.state(database, extent), entries: withEntries ? try Self.entries(database, extent) : [])
        }
    }

    private static func extent(_ asOf: CivilDate?) -> Extent {
        asOf.map { .recorded(by: $0) } ?? .everything
    }

    /// The entry whose id begins with `prefix`.
    ///
    /// - Throws: `Refusal` where none does, or more than one.
    package func entry(withPrefix prefix: String) throws -> Entry {
        let typed = Entry.id(exported: prefix.lowercased())
        let wanted = typed.filter { $0.isASCII && $0.isHexDigit }
        func unknown() -> Refusal {
            Refusal(rule: .unknownEntry, "no entry has the id '\(prefix)'", hint: "\(.listEntries(nil)) lists the ids")
        }
        guard wanted.count >= 2, wanted.count == typed.count else { throw unknown() }
        let matches = try reading { database in
            try Row.fetchAll(
                database,
                sql: "SELECT \(EntryCoding.columns) FROM entry WHERE id GLOB ? ORDER BY sequence",
                arguments: [wanted + "*"]
            ).map(EntryCoding.entry)
        }
        guard let match = matches.first else { throw unknown() }
        guard matches.count == 1 else {
            throw Refusal(
                rule: .ambiguousEntry, "several entries have ids that begin with '\(prefix)'",
                hint: "say more of it: \(abridged(matches.map(\.shortID), atMost: 4))")
        }
        return match
    }

    /// What undoing `entry` is about: the entry that an undo voided or restored, and what that one corrects.
    package func undoSubject(of entry: Entry) throws -> Rules.UndoSubject {
        var affected = entry
        switch entry.event {
        case .entry(.voided(let event)): affected = try self.entry(withPrefix: event.target)
        case .entry(.restored(let event)): affected = try self.entry(withPrefix: event.target)
        default: break
        }
        guard case .time(let time) = affected.event, let corrected = time.corrects else {
            return Rules.UndoSubject(entry: entry, affected: affected)
        }
        return Rules.UndoSubject(entry: entry, affected: affected, corrected: try self.entry(withPrefix: corrected))
    }

    /// The entry that recorded `operation`, if one did.
    package func entry(ofOperation operation: String) throws -> Entry? {
        try reading { database in
            try Row.fetchOne(
                database, sql: "SELECT \(EntryCoding.columns) FROM entry WHERE operation = ?",
                arguments: [operation]
            ).map(EntryCoding.entry)
        }
    }

    /// The hash of the last entry, or nil if there is none.
    static func head(_ database: Database) throws -> String? {
        try String.fetchOne(database, sql: "SELECT hash FROM entry ORDER BY sequence DESC LIMIT 1")
    }

    static func entries(_ database: Database, _ extent: Extent, where condition: String = "true") throws -> [Entry] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT \(EntryCoding.columns) FROM entry
                WHERE \(extent.condition(on: "entry")) AND \(condition) ORDER BY sequence
                """)
        let rows = try Row.fetchCursor(statement)
        var entries: [Entry] = []
        while let row = try rows.next() { entries.append(try EntryCoding.entry(row)) }
        return entries
    }

    static func state(_ database: Database, _ extent: Extent) throws -> State {
        let head = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT sequence, hash FROM entry WHERE \(extent.condition(on: "entry"))
                    ORDER BY sequence DESC LIMIT 1
                    """))
        let others = try entries(database, extent, where: "kind <> 'time-logged'")
        // The plus keeps SQLite from walking every time entry by the index on kinds.
        let corrections = try entries(
            database, extent,
            where: """
                +kind = 'time-logged' AND sequence IN (
                    SELECT sequence FROM entry WHERE corrects IS NOT NULL
                    UNION ALL
                    SELECT t.sequence FROM entry c JOIN entry t ON t.id = c.corrects WHERE c.corrects IS NOT NULL)
                """)
        // Entries are in order, but for a day's end that a wrong clock put in the middle.
        return State(
            entries: (others + corrections).sorted { $0.sequence < $1.sequence },
            totals: try totals(database, extent), minutesByActivity: try minutesByActivity(database, extent),
            entryCount: head?[0] ?? 0, lastHash: head?[1])
    }

    /// The time that counts: from the running totals, or, for an earlier point, from the entries.
    private static func totals(_ database: Database, _ extent: Extent) throws -> [TimeTotal] {
        let source = if case .everything = extent { "time_total" } else { "(\(summing("role, person, date", extent)))" }
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: "SELECT role, person, date, minutes FROM \(source) WHERE minutes <> 0 ORDER BY 1, 2, 3"))
        var totals: [TimeTotal] = []
        while let row = try rows.next() {
            func text(_ index: Int) throws -> String { try row.decode(String.self, atIndex: index) }
            guard let date = CivilDate(iso: try text(2)) else { continue }
            totals.append(
                TimeTotal(role: try text(0), person: try text(1), date: date, minutes: try EntryCoding.minutes(row, 3)))
        }
        return totals
    }

    private static func minutesByActivity(_ database: Database, _ extent: Extent) throws -> [String: Minutes] {
        let source = if case .everything = extent { "activity_total" } else { "(\(summing("activity", extent)))" }
        let rows = try Row.fetchCursor(database.cachedStatement(sql: "SELECT activity, minutes FROM \(source)"))
        var sums: [String: Minutes] = [:]
        while let row = try rows.next() {
            let minutes = try EntryCoding.minutes(row, 1)
            sums[try row.decode(String.self, atIndex: 0), default: .zero] += minutes
        }
        return sums
    }

    /// Totals by `columns` as the entries themselves make them; zero where all the time is voided.
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
