// Ledger: the append-only record of everything that happened, in one SQLite file.
//
//   Ledger            opens `workbook.sqlite`; every method is one transaction
//     append            decides on the state and writes the entry, under one write lock
//     snapshot, state   what stands in it, also as it stood on an earlier day
//     verify            re-derives hashes, ids, columns and schema, and names the first bad entry
//     backUp            a copy that was opened and verified before it got its name
//     merging, replace  two copies that went separate ways, brought together; restore
//   Connection        the open file: its schema is compared before anything else is read
//   Commit            one transaction, and what is true after one that failed
//   UnfinishedFile    a file that gets its name when it is whole; Disk, FileFailure
//   Schema            the frozen SQL, version by version, with views that people query
//   EntryCoding       entries to rows and back; the only place that knows the stored form
//   ForeignEntries    the rules that the entries of another copy must have passed
//   LedgerFault       what storage could not do, and what to do about it
//
// Durable before anything is printed: rollback journal, synchronous=EXTRA, both read back after
// opening. A rollback journal because the write-ahead log of Debian's SQLite can be reset under two
// processes (fixed in 3.51.3), and because a workbook stays one file.

import Engagement
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
    package var path: String { connection.path }
    let connection: Connection

    /// Opens the ledger at `path`; if there is no file, the first entry makes it.
    ///
    /// - Throws: `LedgerFault` if the file is not a ledger, is newer than this program, or cannot be
    ///   opened with the durability that an acknowledged entry needs.
    package static func open(at path: String) throws -> Ledger {
        let ledger = Ledger(connection: Connection(path: path))
        _ = try ledger.connection.file(.recording)
        return ledger
    }

    /// Opens the ledger at `path`, or returns nil if there is no such file.
    package static func openExisting(at path: String) throws -> Ledger? {
        let ledger = Ledger(connection: Connection(path: path))
        return try ledger.connection.file() == nil ? nil : ledger
    }

    /// Runs `body` in one read transaction.
    func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try LedgerFault.translating(path) {
            let queue = try connection.readable()
            return try queue.read { database in
                connection.beginCounting()
                return try body(database)
            }
        }
    }
}
