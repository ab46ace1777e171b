import Engagement
import GRDB
import Ledger

extension SQLiteLedger {
    /// What a restore found at its destination.
    private enum Present {
        case nothing
        case healthy(SQLiteLedger)
        /// The file is damaged for certain, not merely out of reach.
        case damaged
    }

    /// Puts the entries of the backup at `source` in the place of those at `path`.
    ///
    /// The present ledger is kept: as a verified copy or, if it is damaged, as the file that it is. A healthy one is
    /// replaced in one transaction, everything else by a file that is written and verified beside it. So a process
    /// that is killed leaves the old ledger or the new one.
    ///
    /// - Returns: The paths under which the present ledger is kept; none if there was no ledger.
    /// - Throws: `Refusal` if the backup belongs to another engagement than a healthy ledger; `LedgerError` if the
    ///   backup does not verify, or if the present ledger cannot be read or kept. The ledger is as it was then.
    package static func restore(from source: String, to path: String, keptAs stamp: String) throws -> [String] {
        let backup = try openVerified(at: source)
        let (stored, entries) = try backup.reading { (try $0.storedEntries(), try $0.entries(.everything)) }
        guard !stored.isEmpty else { throw LedgerError("\(source) holds no entry", hint: "name another backup") }
        switch try present(path) {
        case .healthy(let ledger):
            let own = try ledger.entries()
            try ForeignEntries.checkRestoring(entries, over: own)
            return [
                try ledger.replaceEntries(with: stored, ifHeadIs: own.last?.hash, .restoring, keptAs: stamp)
            ]
        case .nothing: return try put(stored, at: path, stamp, isDamaged: false)
        case .damaged: return try put(stored, at: path, stamp, isDamaged: true)
        }
    }

    /// Tells what is at `path`.
    ///
    /// - Throws: `LedgerError` if it cannot be told: an error of the disk does not mean that the file is damaged.
    private static func present(_ path: String) throws -> Present {
        do {
            guard let ledger = try SQLiteLedger.openExisting(at: path) else { return .nothing }
            return try ledger.verify().passes ? .healthy(ledger) : .damaged
        } catch let error as LedgerError {
            if error.kind == .damaged { return .damaged }
            throw LedgerError(
                "not restored: the present ledger cannot be read, and is as it was: \(error.summary)",
                hint: "\(error.hint); to put the backup in its place all the same, move \(path) away first")
        }
    }

    /// Writes a new file beside `path`, verifies it, and gives it the name; a damaged file is kept under another.
    private static func put(
        _ entries: [StoredEntry], at path: String, _ stamp: String, isDamaged: Bool
    ) throws -> [String] {
        var kept: [String] = []
        func keep(_ old: String, as new: String) throws(FileError) {
            try Disk.addName(new, to: old)
            kept.append(new)
        }
        do {
            return try LedgerError.translating(path, .restoring) {
                try WriterQueue.turn(at: path) {
                    let file = try UnfinishedFile(for: path)
                    try fill(file.path, with: entries, at: path)
                    var isNamed = false
                    do {
                        if isDamaged {
                            let name = unusedName(path, stamp)
                            try keep(path, as: name)
                            if try Disk.holds(path + "-journal") {
                                // SQLite would play it back into the new file.
                                try keep(path + "-journal", as: name + "-journal")
                                try Disk.remove(path + "-journal")
                            }
                            try Disk.synchronizeFolder(of: path)
                            try file.replace(isNamed: &isNamed)
                        } else {
                            try putAsideJournal(of: path)
                            try file.finish(isNamed: &isNamed)
                        }
                    } catch let error as FileError {
                        if isNamed { throw unconfirmed(path, error) }
                        if let journal = kept.dropFirst().first, (try? Disk.holds(path + "-journal")) == false {
                            // If it cannot have its old name again, the message mentions the other one.
                            try? Disk.addName(path + "-journal", to: journal)
                        }
                        throw error
                    }
                    return kept
                }
            }
        } catch let error as LedgerError where error.kind != .uncertain {
            let copies = kept.isEmpty ? "" : "; it has a second name, \(kept.joined(separator: " and "))"
            throw LedgerError(
                isDamaged ? "\(error.summary); the damaged file is where it was\(copies)" : error.summary,
                hint: error.hint)
        }
    }

    /// Makes a whole ledger of `entries` at `path`, and verifies it.
    private static func fill(_ path: String, with entries: [StoredEntry], at destination: String) throws {
        let connection = Connection(path: destination)
        let queue = try DatabaseQueue(path: path, configuration: connection.configuration)
        try queue.writeWithoutTransaction { database in
            try database.inTransaction(.immediate) {
                try Schema.migrate(database)
                let transaction = SQLiteTransaction(database: database)
                for entry in entries { try transaction.insert(entry) }
                try transaction.requireVerified(.restoring)
                return .commit
            }
        }
        try queue.close()
    }
}
