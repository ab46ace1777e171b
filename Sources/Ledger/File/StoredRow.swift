import CivilTime
import Engagement
import GRDB

/// An entry as it is stored, its payload to the byte: an older payload lacks fields that this program knows, and is
/// hashed as it is.
struct StoredRow {
    private let values: StatementArguments
    let hash: String

    init(_ entry: Entry, payload: String) {
        hash = entry.hash
        values = [
            entry.sequence, entry.id, entry.operation, entry.moment.timestamp, entry.moment.date.description,
            entry.actor, entry.event.kind.rawValue, payload, entry.previousHash, entry.hash,
        ]
    }

    private init(_ row: Row) throws {
        func text(_ index: Int) throws -> String { try row.decode(String.self, atIndex: index) }
        hash = try text(9)
        values = [
            try row.decode(Int.self, atIndex: 0), try text(1), try text(2), try text(3), try text(4), try text(5),
            try text(6), try text(7), try text(8), hash,
        ]
    }

    /// Every row in the ledger's order.
    static func all(_ database: Database) throws -> [StoredRow] {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT \(EntryCoding.columns) FROM entry ORDER BY sequence")
        var all: [StoredRow] = []
        while let row = try rows.next() { all.append(try StoredRow(row)) }
        return all
    }

    func insert(in database: Database) throws {
        try database.execute(
            sql: "INSERT INTO entry (\(EntryCoding.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", arguments: values)
    }
}
