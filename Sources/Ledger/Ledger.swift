// Ledger: the append-only record of everything that happened, in one SQLite file.
//
//   Ledger            opens or makes `workbook.sqlite`; every method is one transaction
//     append            decides on the state and writes the entry, under one write lock
//     state, entries    what stands in it, also as it stood on an earlier day
//     verify            re-derives hashes, ids, columns and schema, and names the first bad entry
//     backUp            a copy that was opened and verified before it got its name
//     merging, replace  two copies that went separate ways, brought together; restore
//   Schema            the frozen SQL, version by version, with views that people query
//   EntryCoding       entries to rows and back; the only place that knows the stored form
//   LedgerFault       what storage could not do, and what to do about it
//
// Durable before anything is printed: rollback journal, synchronous=EXTRA, both read back after
// opening. A rollback journal because the write-ahead log of Debian's SQLite can be reset under two
// processes (fixed in 3.51.3), and because a workbook stays one file.

import Engagement
import FoundationEssentials
import GRDB

/// The ledger of one engagement: `workbook.sqlite`.
///
///     let ledger = try Ledger.open(at: "workbook.sqlite")
///     let receipt = try ledger.append(write) { state throws(Refusal) in
///         try Rules(contract: contract, state: state, today: today).log(request)
///     }
///
/// Safe to use from several threads and processes: SQLite's lock is the point where writes queue.
package struct Ledger: Sendable {
    /// Where the file is, for messages.
    package let path: String
    let queue: DatabaseQueue

    /// Opens the ledger at `path`, making it where there is none.
    ///
    /// - Throws: `LedgerFault` where the file is not a ledger, is newer than this program, or cannot be
    ///   opened with the durability that an acknowledged entry needs.
    package static func open(at path: String) throws -> Ledger {
        try LedgerFault.translating(path) {
            let ledger = Ledger(path: path, queue: try DatabaseQueue(path: path, configuration: configuration))
            try ledger.migrate()
            try ledger.checkDurability()
            return ledger
        }
    }

    /// Opens the ledger at `path`, or nil where there is no such file.
    package static func openExisting(at path: String) throws -> Ledger? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        // SQLite takes an empty file for a new database; here it is a ledger that lost its entries.
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        guard size != 0 else {
            throw LedgerFault(
                "\(path) is empty", hint: "restore a backup (workbook restore FILE), or remove the empty file")
        }
        return try open(at: path)
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA synchronous = EXTRA;
                    PRAGMA cell_size_check = ON;
                    PRAGMA mmap_size = 0;
                    """)
        }
        return configuration
    }

    /// Brings the schema up to date, in one transaction that a second process waits for.
    private func migrate() throws {
        guard try queue.read({ try self.schemaVersion($0) }) != Schema.currentVersion else { return }
        try WriterQueue.turn(at: path) {
            // Another process may have migrated while this one waited for its turn.
            let version = try queue.read { try self.schemaVersion($0) }
            guard version != Schema.currentVersion else { return }
            if version > 0 { try backUp(to: Self.unusedName(path, mark: "version-\(version)")) }
            try queue.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    for migration in Schema.migrations[(try self.schemaVersion(database))...] {
                        try database.execute(sql: migration)
                    }
                    try database.execute(
                        sql: """
                            PRAGMA application_id = \(Schema.applicationID);
                            PRAGMA user_version = \(Schema.currentVersion);
                            """)
                    return .commit
                }
            }
        }
    }

    /// The schema version of the file: 0 where it is new and empty.
    private func schemaVersion(_ database: Database) throws -> Int {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        if application == 0, version == 0, tables == 0 { return 0 }
        guard application == Schema.applicationID, version > 0 else {
            throw LedgerFault(
                "\(path) is an SQLite file, but not a workbook's ledger",
                hint: "name another file, or move this one away")
        }
        guard version <= Schema.currentVersion else {
            throw LedgerFault(
                "\(path) was written by a newer workbook (its schema is version \(version), "
                    + "this program knows \(Schema.currentVersion))",
                hint: "install the newer workbook; nothing was changed")
        }
        return version
    }

    /// Reads back what an acknowledged entry relies on: another program may have changed the file's mode.
    private func checkDurability() throws {
        try queue.read { database in
            let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? ""
            let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? 0
            let foreignKeys = try Int.fetchOne(database, sql: "PRAGMA foreign_keys") ?? 0
            guard journal == "delete", synchronous == 3, foreignKeys == 1 else {
                throw LedgerFault(
                    "\(path) opens with journal_mode=\(journal), synchronous=\(synchronous): "
                        + "an entry could be lost after it was acknowledged",
                    hint: "sqlite3 \(path) 'PRAGMA journal_mode=delete'")
            }
        }
    }
}
