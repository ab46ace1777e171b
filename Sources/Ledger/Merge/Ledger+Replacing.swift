import Engagement
import FoundationEssentials
import GRDB

extension Ledger {
    /// What this ledger and the copy at `otherPath` make together.
    ///
    /// - Throws: `Refusal` if the copy belongs to another engagement or holds what no rule allows; `LedgerFault` if it
    ///   does not verify, or disagrees about an operation.
    package func merging(_ otherPath: String) throws -> Merge {
        try Merge(entries(), with: Self.verified(otherPath).entries())
    }

    /// Writes a merge into the ledger, in one transaction, after a backup.
    ///
    /// - Returns: The path of the backup.
    /// - Throws: `LedgerFault` if somebody wrote since the merge was made; nothing is changed then.
    package static func replace(_ path: String, with merge: Merge, keptAs stamp: String) throws -> String {
        let ledger = try Ledger.open(at: path)
        let rows = try merge.entries.map { StoredRow($0, payload: try EntryCoding.payload(of: $0.event)) }
        return try ledger.replaceEntries(with: rows, ifHeadIs: merge.base, .merging, keptAs: stamp)
    }

    /// Where a restore found what was there.
    private enum Present {
        case nothing
        case healthy(Ledger)
        /// The file is damaged for certain, and is not merely out of reach.
        case damaged
    }

    /// Puts the entries of the backup at `source` in the place of those at `path`.
    ///
    /// The present ledger is kept: as a verified copy, or, if it is damaged, as the file that it is. A healthy one is
    /// replaced in one transaction, and everything else by a file that is written and verified beside it: a process
    /// that is killed leaves the old ledger or the new one.
    ///
    /// - Returns: The paths under which it is kept; none if there was no ledger.
    /// - Throws: `Refusal` if the backup belongs to another engagement than a healthy ledger; `LedgerFault` if the
    ///   backup does not verify, or if the present ledger cannot be read or kept. The ledger is as it was then.
    package static func restore(from source: String, to path: String, keptAs stamp: String) throws -> [String] {
        let backup = try verified(source)
        let (rows, entries) = try backup.reading { (try StoredRow.all($0), try Self.entries($0, .everything)) }
        guard !rows.isEmpty else { throw LedgerFault("\(source) holds no entry", hint: "name another backup") }
        switch try present(path) {
        case .healthy(let ledger):
            let own = try ledger.entries()
            if !own.isEmpty { try ForeignEntries.checkEngagement(of: own, and: entries) }
            let known = Set(own.map(\.hash))
            try ForeignEntries(entries.filter { !known.contains($0.hash) }, among: own + entries).check()
            return [
                try ledger.replaceEntries(with: rows, ifHeadIs: own.last?.hash, .restoring, keptAs: stamp)
            ]
        case .nothing: return try put(rows, at: path, stamp, isDamaged: false)
        case .damaged: return try put(rows, at: path, stamp, isDamaged: true)
        }
    }

    /// - Throws: `LedgerFault` if it cannot be told: an error of the disk is no damage of the file.
    private static func present(_ path: String) throws -> Present {
        do {
            guard let ledger = try Ledger.openExisting(at: path) else { return .nothing }
            return try ledger.verify().passes ? .healthy(ledger) : .damaged
        } catch let fault as LedgerFault {
            if fault.kind == .damaged { return .damaged }
            throw LedgerFault(
                "not restored: the present ledger cannot be read, and is as it was: \(fault.summary)",
                hint: "\(fault.hint); to put the backup in its place all the same, move \(path) away first")
        }
    }

    /// Writes a new file beside `path`, verifies it, and gives it the name; a damaged file is kept under another.
    private static func put(
        _ rows: [StoredRow], at path: String, _ stamp: String, isDamaged: Bool
    ) throws -> [String] {
        var kept: [String] = []
        func keep(_ old: String, as new: String) throws(FileFailure) {
            try Disk.addName(new, to: old)
            kept.append(new)
        }
        do {
            return try LedgerFault.translating(path, .restoring) {
                try WriterQueue.turn(at: path) {
                    let file = try UnfinishedFile(for: path)
                    try fill(file.path, with: rows, at: path)
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
                    } catch let failure as FileFailure {
                        if isNamed { throw unconfirmed(path, failure) }
                        if let journal = kept.dropFirst().first, (try? Disk.holds(path + "-journal")) == false {
                            // Where it cannot have its old name again, the message names the other one.
                            try? Disk.addName(path + "-journal", to: journal)
                        }
                        throw failure
                    }
                    return kept
                }
            }
        } catch let fault as LedgerFault where fault.kind != .uncertain {
            let copies = kept.isEmpty ? "" : "; it has a second name, \(kept.joined(separator: " and "))"
            throw LedgerFault(
                isDamaged ? "\(fault.summary); the damaged file is where it was\(copies)" : fault.summary,
                hint: fault.hint)
        }
    }

    /// Makes a whole ledger of `rows` at `path`, and verifies it.
    private static func fill(_ path: String, with rows: [StoredRow], at destination: String) throws {
        let connection = Connection(path: destination)
        let queue = try DatabaseQueue(path: path, configuration: connection.configuration)
        try queue.writeWithoutTransaction { database in
            try database.inTransaction(.immediate) {
                try Schema.migrate(database)
                for row in rows { try row.insert(in: database) }
                try check(verification(database), .restoring)
                return .commit
            }
        }
        try queue.close()
    }

    private static func check(_ verification: Verification, _ task: LedgerFault.Task) throws {
        guard let fault = verification.faults.first else { return }
        let place = fault.sequence.map { "entry \($0): " } ?? ""
        throw LedgerFault(
            "\(task.rawValue)what was written does not verify: \(place)\(fault.message)", hint: "use another copy")
    }

    private static func verified(_ path: String) throws -> Ledger {
        guard let ledger = try Ledger.openExisting(at: path) else {
            throw LedgerFault("\(path) does not exist", hint: "name a ledger or a backup of one")
        }
        if let fault = try ledger.verify().faults.first {
            let place = fault.sequence.map { "entry \($0): " } ?? ""
            throw LedgerFault("\(path) does not verify: \(place)\(fault.message)", hint: "use another copy")
        }
        return ledger
    }

    /// A name beside the ledger that no file has, by the time: `workbook.2026-12-01T09-30-00Z.sqlite`.
    private static func unusedName(_ path: String, _ stamp: String) -> String {
        unusedName(path, mark: stamp.prefix(19).replacing(":", with: "-") + "Z")
    }

    static func unusedName(_ path: String, mark: String) -> String {
        let stem = path.hasSuffix(".sqlite") ? String(path.dropLast(7)) : path
        let name = "\(stem).\(mark)"
        // A name that cannot be asked about is not taken; making the file fails then, and says why.
        guard (try? Disk.holds(name + ".sqlite")) == true else { return name + ".sqlite" }
        // A second one of the same mark.
        return "\(name)-\(UUID().uuidString.prefix(8).lowercased()).sqlite"
    }

    /// Writes `rows` in place of all entries, in one transaction: the one way in which entries ever go, and only with
    /// a verified copy of them beside the file.
    ///
    /// - Parameter head: The hash of the last entry that was there when the decision was made.
    /// - Returns: The path of the copy.
    private func replaceEntries(
        with rows: [StoredRow], ifHeadIs head: String?, _ task: LedgerFault.Task, keptAs stamp: String
    ) throws -> String {
        let kept = Self.unusedName(path, stamp)
        do {
            try backUp(to: kept)
        } catch let fault as LedgerFault {
            throw LedgerFault(
                "\(task.rawValue)\(path) is as it was, because no copy of it could be kept: \(fault.summary)",
                hint: fault.hint)
        }
        do {
            try writing(task, isDone: { try Self.head($0) == rows.last?.hash }) { database in
                guard try Self.head(database) == head else {
                    throw LedgerFault(
                        "\(task.rawValue)somebody wrote to \(path) meanwhile", hint: "run the command again")
                }
                try Self.exchangeEntries(for: rows, in: database)
                try Self.check(Self.verification(database), task)
            }
        } catch let fault as LedgerFault {
            let state =
                fault.kind == .uncertain ? "the ledger that was there" : "\(path) is as it was, and a copy of it"
            throw LedgerFault("\(fault.summary); \(state) is kept as \(kept)", hint: fault.hint, kind: fault.kind)
        }
        return kept
    }

    private static func exchangeEntries(for rows: [StoredRow], in database: Database) throws {
        let guards = try Row.fetchAll(
            database, sql: "SELECT name, sql FROM sqlite_schema WHERE name = 'entry_is_never_deleted'")
        for guardian in guards { try database.execute(sql: "DROP TRIGGER \(guardian[0] as String)") }
        try database.execute(sql: "DELETE FROM entry; DELETE FROM sqlite_sequence WHERE name = 'entry'")
        for total in Schema.totals(ofVersion: Schema.currentVersion) {
            try database.execute(sql: "DELETE FROM \(total.table)")
        }
        for guardian in guards { try database.execute(sql: guardian[1]) }
        for row in rows { try row.insert(in: database) }
    }
}
