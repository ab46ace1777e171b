import Engagement
import GRDB
import Ledger

extension Schema {
    /// Returns the schema version of a file, after comparing its schema with the one of that version.
    ///
    /// - Throws: `LedgerError` if another program, or a newer version of this one, made the file.
    static func check(_ database: Database, _ path: String) throws -> Int {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard application == applicationID, version > 0 else {
            throw LedgerError(
                "\(path) is an SQLite file, but not a workbook's ledger",
                hint: "name another file, or move this one away")
        }
        guard version <= currentVersion else {
            throw LedgerError(
                "\(path) was written by a newer workbook (its schema is version \(version), "
                    + "this program knows \(currentVersion))",
                hint: "install the newer workbook; nothing was changed")
        }
        let changed = try differences(database, version)
        guard changed.isEmpty else {
            throw LedgerError(
                "\(path) has another schema than a ledger: \(abridged(changed, atMost: 3))",
                hint: "restore it from a backup; or, if another program added these, drop them with sqlite3",
                kind: .damaged)
        }
        return version
    }

    /// Returns the tables, indexes, triggers and views that are not what this program made.
    static func differences(_ database: Database, _ version: Int) throws -> [String] {
        guard intended.indices.contains(version - 1) else { return ["version \(version)"] }
        let found = try definitions(database)
        let own = intended[version - 1]
        return Set(found.keys).union(own.keys).filter { found[$0] != own[$0] }.sorted()
    }

    /// The definitions in a database of each version.
    private static let intended: [[String: [String]]] = (1...currentVersion).map { version in
        let made = try? DatabaseQueue().write { database in
            for migration in migrations.prefix(version) { try database.execute(sql: migration) }
            return try definitions(database)
        }
        guard let made else { preconditionFailure("the schema of version \(version) cannot be made") }
        return made
    }

    /// Returns the definition of every table, index, trigger and view, to the byte.
    private static func definitions(_ database: Database) throws -> [String: [String]] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT ifnull(type || ' ' || name, '?'), hex(name) || hex(tbl_name) || '=' || ifnull(hex(sql), '')
                FROM sqlite_schema ORDER BY 1, 2
                """)
        return Dictionary(
            try rows.map { (try $0.decode(String.self, atIndex: 0), [try $0.decode(String.self, atIndex: 1)]) },
            uniquingKeysWith: +)
    }
}
