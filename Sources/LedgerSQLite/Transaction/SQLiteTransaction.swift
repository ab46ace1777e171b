import CivilTime
import Engagement
import GRDB
import Ledger

/// Reads and appends inside one transaction.
struct SQLiteTransaction: LedgerTransaction {
    let database: Database

    /// The columns of a `StoredEntry`, in its order.
    static let columns =
        "sequence, id, operation, recorded_at, recorded_on, actor, kind, payload, previous_hash, hash"

    func entry(ofOperation operation: String) throws -> Entry? {
        try Row.fetchOne(
            database.cachedStatement(sql: "SELECT \(Self.columns) FROM entry WHERE operation = ?"),
            arguments: [operation]
        ).map { try EntryCoding.entry(StoredEntry($0)) }
    }

    func lastTimestamp() throws -> String? {
        try String.fetchOne(database, sql: "SELECT recorded_at FROM entry ORDER BY sequence DESC LIMIT 1")
    }

    /// Returns the hash of the last entry, or nil if there is none.
    func head() throws -> String? {
        try String.fetchOne(database, sql: "SELECT hash FROM entry ORDER BY sequence DESC LIMIT 1")
    }

    func timeEntries(from first: CivilDate, through last: CivilDate) throws -> [TimeEntry] {
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
                """, arguments: [first.description, last.description])
        return try rows.map { row in
            TimeEntry(
                id: try row.decode(String.self, atIndex: 0), target: try row.decode(String?.self, atIndex: 2),
                isUndo: try row.decode(String?.self, atIndex: 3) == Event.Kind.entryVoided.rawValue)
        }
    }

    func insert(_ entry: StoredEntry) throws {
        try database.execute(
            sql: "INSERT INTO entry (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: StatementArguments([entry.sequence] as [any DatabaseValueConvertible] + entry.texts))
    }

    /// Returns every row in the ledger's order, without decoding its payload.
    func storedEntries() throws -> [StoredEntry] {
        let rows = try Row.fetchCursor(database, sql: "SELECT \(Self.columns) FROM entry ORDER BY sequence")
        var all: [StoredEntry] = []
        while let row = try rows.next() { all.append(try StoredEntry(row)) }
        return all
    }
}

extension StoredEntry {
    /// Reads the columns of `SQLiteTransaction.columns`.
    ///
    /// - Throws: `RowDecodingError` if a column does not hold what is stored, as in a damaged file.
    init(_ row: Row) throws {
        self.init(
            sequence: try row.decode(Int.self, atIndex: 0),
            texts: try (1...9).map { try row.decode(String.self, atIndex: $0) })
    }
}
