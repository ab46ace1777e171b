import CivilTime
import Engagement
package import Ledger
import LedgerSQLite

/// The only place that knows which store keeps a workbook's ledger.
extension Workspace {
    /// Opens the ledger; if there is none, the first entry makes it.
    package func openLedger() throws -> any LedgerStore { try SQLiteLedger.open(at: ledgerPath) }

    /// Opens the ledger, or returns nil if nothing was recorded yet.
    package func existingLedger() throws -> (any LedgerStore)? { try SQLiteLedger.openExisting(at: ledgerPath) }

    /// Opens the ledger, which has to exist.
    package func ledger() throws -> any LedgerStore {
        guard let ledger = try existingLedger() else {
            throw LedgerError(
                "\(ledgerPath) does not exist", hint: "the first entry makes it; see \(.recordFirstEntry)")
        }
        return ledger
    }

    /// Opens a copy of a ledger, or a backup of one, at an absolute path.
    package static func copyOfLedger(at path: String) throws -> any LedgerStore {
        guard let ledger = try SQLiteLedger.openExisting(at: path) else {
            throw WorkspaceError.input("\(path) does not exist", hint: "name a ledger or a backup of one")
        }
        return ledger
    }

    /// Puts the backup at `source`, an absolute path, in the place of the ledger.
    ///
    /// - Returns: The paths under which the ledger that was there is kept.
    package func restoreLedger(from source: String) throws -> [String] {
        guard try FileSystem.holds(source) else {
            throw WorkspaceError.input("\(source) does not exist", hint: "name a ledger or a backup of one")
        }
        return try SQLiteLedger.restore(
            from: source, to: ledgerPath, keptAs: surroundings.now().timestamp)
    }
}
