// LedgerSQLite: the promise of `LedgerStore`, kept in one SQLite file.
//
//   SQLiteLedger       opens `workbook.sqlite`; each method is one transaction
//     +Backup            a copy that was verified before it got its name
//     +Restoring         puts a backup in the place of whatever is there
//     +Replacing         exchanges every entry, for a merge or a restore
//     +Commit            one transaction, and what is true after one that failed
//   Transaction/       reads, appends and verifies inside a transaction; the only place with queries
//   Schema/            the frozen SQL, version by version, with views that people query
//   File/              the open file, files that get their name when they are whole, the queue of writers
//
// Success is reported only after data is durable: rollback journal and synchronous=EXTRA, both read back after opening.
// A rollback journal because the write-ahead log of Debian's SQLite can be reset under two processes (fixed in 3.51.3),
// and because a workbook stays one file.

package import CivilTime
package import Engagement
import GRDB
package import Ledger

/// The ledger of one engagement: `workbook.sqlite`.
///
/// Safe to use from several threads and processes. Writers take turns by SQLite's lock.
package struct SQLiteLedger: LedgerStore {
    let connection: Connection

    var path: String { connection.path }

    package var location: String { path }

    /// Opens the ledger at `path`; if there is no file, the first entry makes it.
    ///
    /// - Throws: `LedgerError` if the file is not a ledger, is newer than this program, or cannot be
    ///   opened with the durability that an acknowledged entry needs.
    package static func open(at path: String) throws -> SQLiteLedger {
        let ledger = SQLiteLedger(connection: Connection(path: path))
        _ = try ledger.connection.file(.recording)
        return ledger
    }

    /// Opens the ledger at `path`, or returns nil if there is no such file.
    package static func openExisting(at path: String) throws -> SQLiteLedger? {
        let ledger = SQLiteLedger(connection: Connection(path: path))
        return try ledger.connection.file() == nil ? nil : ledger
    }

    /// Opens the ledger that a person named, which has to exist and to verify.
    static func openVerified(at path: String) throws -> SQLiteLedger {
        guard let ledger = try SQLiteLedger.openExisting(at: path) else {
            throw LedgerError("\(path) does not exist", hint: "name a ledger or a backup of one")
        }
        try ledger.requireVerified()
        return ledger
    }

    package func snapshot(asOf day: CivilDate?, withEntries: Bool) throws -> Snapshot {
        try reading { transaction in
            let extent = Extent(asOf: day)
            return Snapshot(
                state: try transaction.state(extent), entries: withEntries ? try transaction.entries(extent) : [])
        }
    }

    package func entries(asOf day: CivilDate?) throws -> [Entry] {
        try reading { try $0.entries(Extent(asOf: day)) }
    }

    package func entries(withIDPrefix prefix: String, limit: Int) throws -> [Entry] {
        try reading { try $0.entries(withIDPrefix: prefix, limit: limit) }
    }

    package func entry(ofOperation operation: String) throws -> Entry? {
        try reading { try $0.entry(ofOperation: operation) }
    }

    package func history(_ query: HistoryQuery) throws -> History { try reading { try $0.history(query) } }

    package func verify() throws -> Verification { try reading { try $0.verification() } }

    package func append(_ steps: [WriteStep]) throws -> [Receipt] {
        try writing(isDone: { try $0.holds(steps.map(\.write.operation)) }) { try $0.append(steps) }
    }

    package func record(_ write: Write) throws {
        // An operation that recorded nothing left no trace, so the contract itself is compared.
        try writing(isDone: { try $0.state(.everything).contract == write.contract }) { try $0.record(write) }
    }

    /// Appends events without asking a rule, in one transaction: for the large ledgers of benchmarks.
    package func appendUndecided(_ writes: some Sequence<(Write, Event)>) throws {
        var lastHash = EntryCoding.noHash
        try writing(isDone: { try $0.head() == lastHash }) { transaction in
            let state = try transaction.state(.everything)
            var sequence = state.entryCount
            lastHash = state.lastHash ?? EntryCoding.noHash
            for (write, event) in writes {
                sequence += 1
                let (entry, payload) = try EntryCoding.entry(
                    sequence: sequence, operation: write.operation, moment: write.moment, actor: write.actor,
                    event: event, previousHash: lastHash)
                try transaction.insert(StoredEntry(entry, payload: payload))
                lastHash = entry.hash
            }
        }
    }

    /// Runs `body` in one read transaction.
    func reading<Value>(_ body: (SQLiteTransaction) throws -> Value) throws -> Value {
        try LedgerError.translating(path) {
            let queue = try connection.readable()
            return try connection.read(queue) { database in
                connection.beginCounting()
                return try body(SQLiteTransaction(database: database))
            }
        }
    }
}
