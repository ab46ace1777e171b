import CSQLiteGuard
import Engagement
import FoundationEssentials
import GRDB
import Ledger
import Synchronization

/// The open file of a ledger, or the path at which the first entry makes one.
///
/// A file is used only after its schema was compared, byte for byte, with the one that this program writes. Until
/// then no statement uses its tables, views and triggers, because a foreign view may never end. (SQLite's own
/// `trusted_schema=OFF` does not help: SQLite 3.40 then refuses the `->>` of our own computed columns.)
final class Connection: Sendable {
    /// The limit of one transaction: some minutes of work, and more than any ledger needs.
    static let stepsOfTransaction = 4_000_000_000

    let path: String
    /// How long, in seconds, SQLite asks for its lock again before it refuses.
    private let patience: Double
    private let steps = Steps()
    private let state = Mutex<DatabaseQueue?>(nil)
    private let empty = Mutex<DatabaseQueue?>(nil)

    init(path: String, patience: Double = 10) {
        self.path = path
        self.patience = patience
    }

    /// Returns the open file, or nil if there is none.
    ///
    /// - Throws: `LedgerError` if the file is not a ledger, is newer than this program, or cannot be opened with the
    ///   durability that an acknowledged entry needs.
    func file(_ task: LedgerError.Task = .reading) throws -> DatabaseQueue? {
        try state.withLock { open in
            if let queue = open { return queue }
            return try LedgerError.translating(path, task) {
                guard let size = try Disk.size(of: path) else { return nil }
                // SQLite takes an empty file for a new database; here it is a ledger that lost its entries.
                guard size > 0 else {
                    throw LedgerError(
                        "\(path) is empty", hint: "restore a backup (\(.restore)), or remove the empty file",
                        kind: .damaged)
                }
                let queue = try newQueue()
                try prepare(queue)
                open = queue
                return queue
            }
        }
    }

    /// Returns the file that a reader reads, or an empty ledger in memory if there is no file.
    func readable() throws -> DatabaseQueue {
        if let queue = try file() { return queue }
        return try empty.withLock { made in
            if let queue = made { return queue }
            let queue = try DatabaseQueue()
            try queue.write { try Schema.migrate($0) }
            made = queue
            return queue
        }
    }

    /// Runs `body` in one read transaction.
    ///
    /// SQLite's lock is not fair to a reader while one writer follows another: it asks at moments at which the file is
    /// always taken, and is refused in the end. Such a reader then waits for its turn among the writers.
    func read<Value>(_ queue: DatabaseQueue, _ body: (Database) throws -> Value) throws -> Value {
        try takingTurnIfRefused { try queue.read(body) }
    }

    /// Runs `body`, which reads the file, again in its turn among the writers if SQLite refuses it.
    func takingTurnIfRefused<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return try WriterQueue.turn(at: path, body)
        }
    }

    /// Opens the file, or opens it a second time, as another process would.
    func newQueue() throws -> DatabaseQueue {
        // Setting up a connection reads the file's header.
        try takingTurnIfRefused { try DatabaseQueue(path: path, configuration: configuration) }
    }

    var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.foreignKeysEnabled = true
        // The closure keeps the counter alive while the connection counts with it.
        configuration.prepareDatabase { [steps] database in
            guard let connection = database.sqliteConnection,
                sqlite_guard(connection, steps.left) == 0
            else { throw DatabaseError(resultCode: .SQLITE_ERROR, message: "SQLite cannot be set up") }
            try database.execute(
                sql: """
                    PRAGMA synchronous = EXTRA;
                    PRAGMA cell_size_check = ON;
                    PRAGMA mmap_size = 0;
                    """)
        }
        return configuration
    }

    /// Starts to count the work of a transaction.
    func beginCounting() { steps.left.pointee = Int64(Self.stepsOfTransaction) }

    private func prepare(_ queue: DatabaseQueue) throws {
        let version = try read(queue) { try Schema.check($0, path) }
        if version < Schema.currentVersion { try migrate(queue) }
        try read(queue, checkDurability)
    }

    /// Brings the schema up to date, in one transaction that a second process waits for.
    private func migrate(_ queue: DatabaseQueue) throws {
        try WriterQueue.turn(at: path) {
            // Another process may have migrated while this one waited for its turn.
            let version = try queue.read { try Schema.check($0, path) }
            guard version < Schema.currentVersion else { return }
            try SQLiteLedger.copy(queue, to: SQLiteLedger.unusedName(path, mark: "version-\(version)"), self)
            try queue.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    try Schema.migrate(database, from: Schema.check(database, path))
                    return .commit
                }
            }
        }
    }

    /// Reads back the settings that an acknowledged entry relies on, because another program may have changed the mode.
    private func checkDurability(_ database: Database) throws {
        let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? ""
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? 0
        let foreignKeys = try Int.fetchOne(database, sql: "PRAGMA foreign_keys") ?? 0
        guard journal == "delete", synchronous == 3, foreignKeys == 1 else {
            throw LedgerError(
                "\(path) opens with journal_mode=\(journal), synchronous=\(synchronous): "
                    + "an entry could be lost after it was acknowledged",
                hint: "sqlite3 \(path) 'PRAGMA journal_mode=delete'")
        }
    }

    /// How many steps of SQLite's virtual machine a transaction has left.
    private final class Steps: @unchecked Sendable {
        // Only the connection's own queue counts, and it runs one statement at a time.
        let left = UnsafeMutablePointer<Int64>.allocate(capacity: 1)
        init() { left.initialize(to: Int64(Connection.stepsOfTransaction)) }
        deinit { left.deallocate() }
    }
}
