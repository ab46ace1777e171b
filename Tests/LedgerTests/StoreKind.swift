import Engagement
import Foundation
import GRDB
import Ledger
import LedgerFixtures
import LedgerSQLite

/// Each kind of store that keeps the promise of `LedgerStore`; every test of this target runs for each.
enum StoreKind: CaseIterable, Sendable {
    case sqlite

    /// Returns ledgers of this kind, kept apart by names.
    ///
    /// - Parameter folder: A folder that belongs to the test and is removed after it.
    func stores(in folder: String) -> any Stores {
        switch self {
        case .sqlite: SQLiteStores(folder: folder)
        }
    }
}

/// Ledgers of one kind, for one test.
protocol Stores: Sendable {
    /// Opens the ledger with this name on a connection of its own, as another process would.
    func open(_ name: String) throws -> any LedgerStore

    /// Opens the copy that a backup made.
    func openBackup(_ path: String) throws -> any LedgerStore

    /// Copies a ledger with everything in it, as it is copied to another machine.
    func copy(_ name: String, to other: String) throws

    /// Changes what is stored without asking the store, as someone with access to its database would.
    func tamper(_ change: Tampering, with name: String) throws
}

/// A change that no store makes.
enum Tampering {
    /// Puts a text into a column of an entry.
    case set(_ column: String, to: String, sequence: Int)
    /// Removes entries.
    case delete(ClosedRange<Int>)
    /// Lets two entries change places.
    case exchange(Int, Int)
}

extension Stores {
    func open() throws -> any LedgerStore { try open("own") }

    /// Makes a ledger that has the fixture's contract and no other entry.
    func make(_ name: String = "own") throws -> any LedgerStore {
        let ledger = try open(name)
        try ledger.record(write("contract"))
        return ledger
    }
}

/// Each ledger is a file of its own.
private struct SQLiteStores: Stores {
    let folder: String

    private func path(_ name: String) -> String { "\(folder)/\(name).sqlite" }

    func open(_ name: String) throws -> any LedgerStore { try SQLiteLedger.open(at: path(name)) }

    func openBackup(_ path: String) throws -> any LedgerStore { try SQLiteLedger.open(at: path) }

    func copy(_ name: String, to other: String) throws {
        try FileManager.default.copyItem(atPath: path(name), toPath: path(other))
    }

    func tamper(_ change: Tampering, with name: String) throws {
        try DatabaseQueue(path: path(name)).writeWithoutTransaction { database in
            let triggers = try Row.fetchAll(
                database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
            for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger[0] as String)") }
            switch change {
            case .set(let column, let text, let sequence):
                try database.execute(
                    sql: "UPDATE entry SET \(column) = ? WHERE sequence = ?", arguments: [text, sequence])
            case .delete(let sequences):
                try database.execute(
                    sql: "DELETE FROM entry WHERE sequence BETWEEN ? AND ?",
                    arguments: [sequences.lowerBound, sequences.upperBound])
            case .exchange(let first, let second):
                for (from, to) in [(first, 1000), (second, first), (1000, second)] {
                    try database.execute(
                        sql: "UPDATE entry SET sequence = ? WHERE sequence = ?", arguments: [to, from])
                }
            }
            // The triggers are put back, so that only the tampering is left to find.
            for trigger in triggers { try database.execute(sql: trigger[1]) }
        }
    }
}
