import Engagement
import FoundationEssentials
import GRDB

extension Ledger {
    /// What this ledger and the copy at `otherPath` make together.
    ///
    /// - Throws: `LedgerFault` where the copy does not verify, or disagrees about an operation.
    package func merging(_ otherPath: String) throws -> Merge {
        let other = try Self.verified(otherPath)
        return try Merge(entries(), with: other.entries())
    }

    /// Writes a merge into the ledger, in one transaction, after a backup.
    ///
    /// - Returns: The path of the backup.
    /// - Throws: `LedgerFault` where somebody wrote since the merge was made; nothing is changed then.
    package static func replace(_ path: String, with merge: Merge, keptAs stamp: String) throws -> String {
        let ledger = try Ledger.open(at: path)
        let kept = try ledger.keep(stamp)
        try ledger.replaceEntries(with: merge.entries) { state in
            guard state.lastHash == merge.base else {
                throw LedgerFault("somebody wrote to \(path) meanwhile", hint: "run the command again")
            }
        }
        return kept
    }

    /// Puts the entries of the backup at `source` in the place of those at `path`.
    ///
    /// The present ledger is kept: as a verified copy, or, where it is damaged, as the file that it is.
    ///
    /// - Returns: The path under which it is kept; nil where there was no ledger.
    package static func restore(from source: String, to path: String, keptAs stamp: String) throws -> String? {
        let entries = try verified(source).entries()
        guard !entries.isEmpty else {
            throw LedgerFault("\(source) holds no entry", hint: "name another backup")
        }
        guard FileManager.default.fileExists(atPath: path) else {
            try Ledger.open(at: path).replaceEntries(with: entries)
            return nil
        }
        if let ledger = try? Ledger.openExisting(at: path), let kept = try? ledger.keep(stamp) {
            let head = try verified(kept).state().lastHash
            try ledger.replaceEntries(with: entries) { state in
                guard state.lastHash == head else {
                    throw LedgerFault("somebody wrote to \(path) meanwhile", hint: "run the command again")
                }
            }
            return kept
        }
        // What cannot be opened or does not verify is put aside untouched.
        let kept = unusedName(path, stamp)
        try FileManager.default.moveItem(atPath: path, toPath: kept)
        try Ledger.open(at: path).replaceEntries(with: entries)
        return kept
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

    /// Backs up the ledger beside itself.
    private func keep(_ stamp: String) throws -> String {
        let kept = Self.unusedName(path, stamp)
        try backUp(to: kept)
        return kept
    }

    /// A name beside the ledger that no file has, by the time: `workbook.2026-12-01T09-30-00Z.sqlite`.
    private static func unusedName(_ path: String, _ stamp: String) -> String {
        unusedName(path, mark: stamp.prefix(19).replacing(":", with: "-") + "Z")
    }

    static func unusedName(_ path: String, mark: String) -> String {
        let stem = path.hasSuffix(".sqlite") ? String(path.dropLast(7)) : path
        let name = "\(stem).\(mark)"
        guard FileManager.default.fileExists(atPath: name + ".sqlite") else { return name + ".sqlite" }
        // A second one of the same mark.
        return "\(name)-\(UUID().uuidString.prefix(8).lowercased()).sqlite"
    }

    /// Writes `entries` in place of all there are: the one way in which entries ever go, and only with a
    /// verified copy of them beside the file.
    ///
    /// - Parameter check: Called with the state that is about to go; throws where it must not.
    private func replaceEntries(with entries: [Entry], check: (State) throws -> Void = { _ in }) throws {
        try writing { database in
            try check(Self.state(database, .everything))
            let guards = try Row.fetchAll(
                database, sql: "SELECT name, sql FROM sqlite_schema WHERE name = 'entry_is_never_deleted'")
            for guardian in guards { try database.execute(sql: "DROP TRIGGER \(guardian[0] as String)") }
            try database.execute(sql: "DELETE FROM entry; DELETE FROM sqlite_sequence WHERE name = 'entry'")
            for total in Schema.totals(ofVersion: Schema.currentVersion) {
                try database.execute(sql: "DELETE FROM \(total.table)")
            }
            for guardian in guards { try database.execute(sql: guardian[1]) }
            for entry in entries {
                try Self.insert(entry, payload: try EntryCoding.payload(of: entry.event), in: database)
            }
        }
    }
}
