import CivilTime
import Engagement
import GRDB
import Ledger

extension SQLiteTransaction {
    /// Returns the entries that `query` asks for, as they count at present.
    func history(_ query: HistoryQuery) throws -> History {
        let entries = try entries(query)
        let state = try state(.everything)
        guard let first = entries.first else { return History([], held: [:], state: state) }
        return History(entries, held: try held(state, since: first.sequence), state: state)
    }

    private func entries(_ query: HistoryQuery) throws -> [Entry] {
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
                SELECT \(Self.columns) FROM entry WHERE \(conditions.joined(separator: " AND "))
                ORDER BY sequence DESC LIMIT ?
                """, arguments: StatementArguments(arguments + [query.last ?? -1]))
        var entries: [Entry] = []
        while let row = try rows.next() { entries.append(try EntryCoding.entry(StoredEntry(row))) }
        return entries.reversed()
    }

    /// Returns the held minutes of the entries from `sequence` on, by id; stops reading when none are left.
    private func held(_ state: State, since sequence: Int) throws -> [String: Minutes] {
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
                try EntryCoding.minutes(row.decode(Int.self, atIndex: 2)), of: try row.decode(String.self, atIndex: 1))
            if minutes > .zero { held[id] = minutes }
        }
        return held
    }
}
