import Engagement
import GRDB
import Ledger

extension SQLiteLedger {
    /// Runs `body` in one immediate transaction, when it is this writer's turn; returns its value when the
    /// transaction is on disk.
    ///
    /// The first transaction makes the file. It is written beside its place and named when it is whole, so that a
    /// process that is killed leaves no empty ledger.
    ///
    /// - Parameters:
    ///   - isDone: Whether the ledger holds what `body` wrote. Called on a new connection after an error at the commit,
    ///     because SQLite also reports an error if the entries are in the file already.
    /// - Throws: `LedgerError`, which says whether anything was recorded, or what `body` throws.
    func writing<Value>(
        _ task: LedgerError.Task = .recording, isDone: (SQLiteTransaction) throws -> Bool,
        _ body: (SQLiteTransaction) throws -> Value
    ) throws -> Value {
        // Opened before the turn, because a migration waits for its own turn.
        _ = try connection.file(task)
        return try WriterQueue.turn(at: path) {
            try LedgerError.translating(path, task) {
                if let queue = try connection.file(task) {
                    UnfinishedFile.removeLeftovers(in: Disk.folder(of: path))
                    return try commit(to: queue, task, isDone: isDone, body)
                }
                if let value = try makeFile(task, body) { return value }
                // Another process made the file meanwhile.
                guard let queue = try connection.file(task) else {
                    throw LedgerError("\(task.rawValue)\(path) was made and removed again", hint: "try again")
                }
                return try commit(to: queue, task, isDone: isDone, body)
            }
        }
    }

    private func commit<Value>(
        to queue: DatabaseQueue, _ task: LedgerError.Task, isDone: (SQLiteTransaction) throws -> Bool,
        _ body: (SQLiteTransaction) throws -> Value
    ) throws -> Value {
        var value: Value?
        do {
            try queue.writeWithoutTransaction { database in
                connection.beginCounting()
                try database.inTransaction(.immediate) {
                    value = try body(SQLiteTransaction(database: database))
                    return .commit
                }
            }
        } catch let error as DatabaseError {
            // Before the commit was tried, nothing is in the file.
            guard value != nil else { throw error }
            throw truth(after: error, task, isDone: isDone)
        }
        guard let value else { throw LedgerError("\(task.rawValue)nothing was written", hint: "try again") }
        return value
    }

    /// Finds out what is true after a commit that failed.
    ///
    /// Success cannot be reported any more, even if the entries can be read: after a failed fsync Linux may mark the
    /// pages as clean, so a second fsync that succeeds does not prove that they are on the disk.
    private func truth(
        after error: DatabaseError, _ task: LedgerError.Task, isDone: (SQLiteTransaction) throws -> Bool
    ) -> LedgerError {
        let found: Bool
        do {
            found = try connection.newQueue().read { database in
                // Compared once more, because this is a new connection.
                _ = try Schema.check(database, path)
                return try isDone(SQLiteTransaction(database: database))
            }
        } catch let reading {
            return LedgerError(
                "it is not known whether this was recorded: \(Self.message(error)); then \(path) could not be read: "
                    + Self.message(reading),
                hint: "check the disk, then look before you repeat it: \(.listLastEntries(3))", kind: .uncertain)
        }
        guard found else { return LedgerError(error, path: path, task) }
        do {
            try Disk.synchronize(path)
            try Disk.synchronizeFolder(of: path)
        } catch let error {
            return Self.unconfirmed(path, error)
        }
        return LedgerError(
            "recorded in \(path), but the disk failed once while it was written (\(Self.message(error))): "
                + "it is unknown whether a power cut would take it back",
            hint: "do not repeat it; check the disk, then look whether it is there: \(.listLastEntries(3))",
            kind: .uncertain)
    }

    static func unconfirmed(_ path: String, _ error: FileError) -> LedgerError {
        LedgerError(
            "recorded in \(path), but it is unknown whether a power cut would take it back: the disk did not confirm it "
                + "(\(error))",
            hint: "do not repeat it; check the disk, then look whether it is there: \(.listLastEntries(3))",
            kind: .uncertain)
    }

    private static func message(_ error: any Error) -> String {
        switch error {
        case let error as DatabaseError: error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        case let error as LedgerError: error.summary
        default: "\(error)"
        }
    }

    /// Makes the file with what `body` writes in it; returns nil if another process made it first.
    private func makeFile<Value>(
        _ task: LedgerError.Task, _ body: (SQLiteTransaction) throws -> Value
    ) throws -> Value? {
        let file = try UnfinishedFile(for: path)
        let queue = try DatabaseQueue(path: file.path, configuration: connection.configuration)
        let value = try queue.writeWithoutTransaction { database in
            var value: Value?
            try database.inTransaction(.immediate) {
                try Schema.migrate(database)
                value = try body(SQLiteTransaction(database: database))
                return .commit
            }
            return value
        }
        try queue.close()
        try Self.putAsideJournal(of: path)
        var isNamed = false
        do {
            try file.finish(isNamed: &isNamed)
        } catch let error {
            if !isNamed, error.code == FileError.exists { return nil }
            guard isNamed else { throw error }
            throw Self.unconfirmed(path, error)
        }
        return value
    }

    /// Renames the journal of a ledger that is no longer there, because SQLite would play it back into the next file
    /// of the name.
    static func putAsideJournal(of path: String) throws(FileError) {
        let journal = path + "-journal"
        guard try Disk.holds(journal), try !Disk.holds(path) else { return }
        let kept = unusedName(path, mark: "journal")
        try Disk.addName(kept + "-journal", to: journal)
        try Disk.remove(journal)
    }
}
