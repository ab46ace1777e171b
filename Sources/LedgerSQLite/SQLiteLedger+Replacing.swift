import Engagement
import GRDB
package import Ledger

extension SQLiteLedger {
    package func replace(with merge: Merge, keptAs stamp: String) throws -> String {
        let entries = try merge.entries.map { StoredEntry($0, payload: try EntryCoding.payload(of: $0.event)) }
        return try replaceEntries(with: entries, ifHeadIs: merge.base, .merging, keptAs: stamp)
    }

    /// Writes `entries` in place of all that are there, in one transaction.
    ///
    /// This is the only way in which entries are ever deleted, and only with a verified copy of them beside the file.
    ///
    /// - Parameter head: The hash of the last entry that was there when the decision was made.
    /// - Returns: The path of the copy.
    func replaceEntries(
        with entries: [StoredEntry], ifHeadIs head: String?, _ task: LedgerError.Task, keptAs stamp: String
    ) throws -> String {
        let kept = Self.unusedName(path, stamp)
        do {
            try backUp(to: kept)
        } catch let error as LedgerError {
            throw LedgerError(
                "\(task.rawValue)\(path) is as it was, because no copy of it could be kept: \(error.summary)",
                hint: error.hint)
        }
        do {
            try writing(task, isDone: { try $0.head() == entries.last?.hash }) { transaction in
                guard try transaction.head() == head else {
                    throw LedgerError(
                        "\(task.rawValue)another process wrote to \(path) meanwhile", hint: "run the command again")
                }
                try transaction.exchangeEntries(for: entries)
                try transaction.requireVerified(task)
            }
        } catch let error as LedgerError {
            let state =
                error.kind == .uncertain ? "the ledger that was there" : "\(path) is as it was, and a copy of it"
            throw LedgerError("\(error.summary); \(state) is kept as \(kept)", hint: error.hint, kind: error.kind)
        }
        return kept
    }
}

extension SQLiteTransaction {
    fileprivate func exchangeEntries(for entries: [StoredEntry]) throws {
        let guards = try Row.fetchAll(
            database, sql: "SELECT name, sql FROM sqlite_schema WHERE name = 'entry_is_never_deleted'")
        for guardian in guards { try database.execute(sql: "DROP TRIGGER \(guardian[0] as String)") }
        try database.execute(sql: "DELETE FROM entry; DELETE FROM sqlite_sequence WHERE name = 'entry'")
        for total in Schema.totals(ofVersion: Schema.currentVersion) {
            try database.execute(sql: "DELETE FROM \(total.table)")
        }
        for guardian in guards { try database.execute(sql: guardian[1]) }
        for entry in entries { try insert(entry) }
    }

    /// - Throws: `LedgerError` if what this transaction wrote does not verify.
    func requireVerified(_ task: LedgerError.Task) throws {
        guard let finding = try verification().findings.first else { return }
        throw LedgerError(
            "\(task.rawValue)what was written does not verify: \(finding.text)", hint: "use another copy")
    }
}
