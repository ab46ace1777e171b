package import CivilTime
package import Engagement
import GRDB

/// The entries that somebody asks for.
package struct HistoryQuery: Sendable {
    /// Any where there is none.
    package var kinds: [Event.Kind] = []
    /// Only time of this person.
    package var person: String?
    /// The first and the last day of recording.
    package var since: CivilDate?
    package var until: CivilDate?
    /// Only so many, the newest.
    package var last: Int?

    package init() {}
}

/// An entry, and what became of it.
package struct HistoryItem: Sendable, Equatable {
    package let entry: Entry
    /// The entry that undid it.
    package let voidedBy: Entry?
    /// As much of its time as lies over the cap now.
    package let held: Minutes
}

/// The entries that somebody asked for, in the ledger's order.
package struct History: Sendable {
    package let items: [HistoryItem]
    /// How many entries the ledger has in all.
    package let entryCount: Int
    /// The change requests that the entries may name.
    package let changes: [ChangeRequest]

    package static let empty = History(items: [], entryCount: 0, changes: [])
}

extension Ledger {
    /// The entries that `query` asks for, as they count at present.
    package func history(_ query: HistoryQuery) throws -> History {
        try reading { database in
            let entries = try Self.entries(database, query)
            let state = try Self.state(database, .everything)
            guard let first = entries.first else {
                return History(items: [], entryCount: state.entryCount, changes: [])
            }
            let held = try Self.held(database, state, since: first.sequence)
            let items = entries.map {
                HistoryItem(entry: $0, voidedBy: state.voided[$0.id], held: held[$0.id] ?? .zero)
            }
            return History(items: items, entryCount: state.entryCount, changes: state.changes)
        }
    }

    private static func entries(_ database: Database, _ query: HistoryQuery) throws -> [Entry] {
        var conditions = ["true"]
        var arguments: [any DatabaseValueConvertible] = []
        func isAny(of values: [String], _ column: String) {
            conditions.append("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))")
            arguments += values
        }
        if !query.kinds.isEmpty { isAny(of: query.kinds.map(\.rawValue), "kind") }
        if let person = query.person {
            // However the name is spelled in Unicode: SQLite compares bytes.
            let spellings = try String.fetchAll(database, sql: "SELECT DISTINCT person FROM time_total")
            isAny(of: [Event.Kind.timeLogged.rawValue], "kind")
            isAny(of: spellings.filter { $0 == person }, "person")
        }
        if let since = query.since {
            conditions.append("recorded_on >= ?")
            arguments.append(since.description)
        }
        if let until = query.until {
            conditions.append("recorded_on <= ?")
            arguments.append(until.description)
        }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(EntryCoding.columns) FROM entry WHERE \(conditions.joined(separator: " AND "))
                ORDER BY sequence DESC LIMIT ?
                """, arguments: StatementArguments(arguments + [query.last ?? -1]))
        var entries: [Entry] = []
        while let row = try rows.next() { entries.append(try EntryCoding.entry(row)) }
        return entries.reversed()
    }

    /// The held minutes of the entries from `sequence` on, by id; reads no further back than there are any.
    private static func held(_ database: Database, _ state: State, since sequence: Int) throws -> [String: Minutes] {
        guard let contract = state.contract else { return [:] }
        var time = HeldTime(state: state, contract: contract)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, role, minutes FROM entry WHERE kind = 'time-logged' AND sequence >= ? ORDER BY sequence DESC
                """, arguments: [sequence])
        var held: [String: Minutes] = [:]
        while !time.isFound, let row = try rows.next() {
            let id = try row.decode(String.self, atIndex: 0)
            guard state.voided[id] == nil else { continue }
            let minutes = time.next(
                try EntryCoding.minutes(row, 2), of: try row.decode(String.self, atIndex: 1))
            if minutes > .zero { held[id] = minutes }
        }
        return held
    }
}
