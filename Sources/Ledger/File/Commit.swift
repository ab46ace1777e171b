import Engagement
import GRDB

extension Ledger {
    /// Runs `body` in one immediate transaction, when it is this writer's turn; returns what it made when
    /// that is on disk.
    ///
    /// The first transaction makes the file: it is written beside its place and named when it is whole, so that a
    /// process that is killed leaves no empty ledger.
    ///
    /// - Parameters:
    ///   - isDone: Whether the ledger holds what `body` wrote. Asked on a new connection after an error at the commit,
    ///     because SQLite reports one also where the entries are in the file already.
    /// - Throws: `LedgerFault`, which says whether anything was recorded, or what `body` throws.
    func writing<Value>(
        _ task: LedgerFault.Task = .recording, isDone: (Database) throws -> Bool, _ body: (Database) throws -> Value
    ) throws -> Value {
        // Opened before the turn: a migration waits for a turn of its own.
        _ = try connection.file(task)
        return try WriterQueue.turn(at: path) {
            try LedgerFault.translating(path, task) {
                if let queue = try connection.file(task) {
                    UnfinishedFile.removeLeftovers(in: Disk.folder(of: path))
                    return try commit(to: queue, task, isDone: isDone, body)
                }
                if let value = try makeFile(task, body) { return value }
                // Another process made the file meanwhile.
                guard let queue = try connection.file(task) else {
                    throw LedgerFault("\(task.rawValue)\(path) was made and removed again", hint: "try again")
                }
                return try commit(to: queue, task, isDone: isDone, body)
            }
        }
    }

    private func commit<Value>(
        to queue: DatabaseQueue, _ task: LedgerFault.Task, isDone: (Database) throws -> Bool,
        _ body: (Database) throws -> Value
    ) throws -> Value {
        var value: Value?
        do {
            try queue.writeWithoutTransaction { database in
                connection.beginCounting()
                try database.inTransaction(.immediate) {
                    value = try body(database)
                    return .commit
                }
            }
        } catch let error as DatabaseError {
            // Before the commit was tried, nothing is in the file.
            guard value != nil else { throw error }
            try settle(error, task, isDone: isDone)
        }
        guard let value else { throw LedgerFault("\(task.rawValue)nothing was written", hint: "try again") }
        return value
    }

    /// Finds out what is true after a commit that failed; returns if all of it is recorded, and on disk.
    private func settle(
        _ error: DatabaseError, _ task: LedgerFault.Task, isDone: (Database) throws -> Bool
    ) throws {
        let found: Bool
        do {
            found = try connection.reopened().read { database in
                // Compared once more, because a connection reads the file anew.
                _ = try Schema.check(database, path)
                return try isDone(database)
            }
        } catch let asking {
            throw LedgerFault(
                "it is not known whether this was recorded: \(Self.message(error)); then \(path) could not be read: "
                    + Self.message(asking),
                hint: "check the disk, then look before you repeat it: \(.listLastEntries(3))", kind: .uncertain)
        }
        guard found else { throw LedgerFault(error, path: path, task) }
        do {
            try Disk.synchronize(path)
            try Disk.synchronizeFolder(of: path)
        } catch let failure {
            throw Self.unconfirmed(path, failure)
        }
    }

    static func unconfirmed(_ path: String, _ failure: FileFailure) -> LedgerFault {
        LedgerFault(
            "recorded in \(path), but it is unknown whether a power cut would take it back: the disk did not confirm it "
                + "(\(failure))",
            hint: "do not repeat it; check the disk, then look whether it is there: \(.listLastEntries(3))",
            kind: .uncertain)
    }

    private static func message(_ error: any Error) -> String {
        switch error {
        case let error as DatabaseError: error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        case let fault as LedgerFault: fault.summary
        default: "\(error)"
        }
    }

    /// Makes the file with what `body` writes in it; returns nil if another process made it first.
    private func makeFile<Value>(
        _ task: LedgerFault.Task, _ body: (Database) throws -> Value
    ) throws -> Value? {
        let file = try UnfinishedFile(for: path)
        let queue = try DatabaseQueue(path: file.path, configuration: connection.configuration)
        let value = try queue.writeWithoutTransaction { database in
            var value: Value?
            try database.inTransaction(.immediate) {
                try Schema.migrate(database)
                value = try body(database)
                return .commit
            }
            return value
        }
        try queue.close()
        try Self.putAsideJournal(of: path)
        var isNamed = false
        do {
            try file.finish(isNamed: &isNamed)
        } catch let failure {
            if !isNamed, failure.code == FileFailure.exists { return nil }
            guard isNamed else { throw failure }
            throw Self.unconfirmed(path, failure)
        }
        return value
    }

    /// Renames the journal of a ledger that is no longer there: SQLite would play it back into the next file of
    /// the name.
    static func putAsideJournal(of path: String) throws(FileFailure) {
        let journal = path + "-journal"
        guard try Disk.holds(journal), try !Disk.holds(path) else { return }
        let kept = unusedName(path, mark: "journal")
        try Disk.addName(kept + "-journal", to: journal)
        try Disk.remove(journal)
    }
}
