package import Engagement
import GRDB

/// Something that storage could not do.
///
/// Nothing was recorded unless the message says otherwise.
package struct LedgerFault: Explained, Equatable, Sendable {
    /// What the fault says about the file.
    package enum Kind: Sendable {
        /// The file holds what no ledger holds; trying again does not help.
        case damaged
        /// The file has the new entries, or may have them, although an error came up while they were written.
        case uncertain
        /// Everything else: nothing was changed.
        case other
    }

    package let summary: String
    package let hint: Hint
    package let kind: Kind

    package init(_ summary: String, hint: Hint, kind: Kind = .other) {
        self.summary = summary
        self.hint = hint
        self.kind = kind
    }

    package var explanation: Explanation { Explanation(.storage, summary, hint: hint) }
}

extension LedgerFault {
    /// What was being done, and so what a fault says was not done.
    enum Task: String {
        case reading = ""
        case recording = "not recorded: "
        case backingUp = "not backed up: "
        case merging = "not merged: "
        case restoring = "not restored: "
    }

    /// Runs `body`, turning SQLite's errors into faults that name the file and the remedy.
    static func translating<Value>(
        _ path: String, _ task: Task = .reading, _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw LedgerFault(error, path: path, task)
        } catch is RowDecodingError {
            throw LedgerFault(
                "\(path) is damaged: it holds what no ledger holds",
                hint: "\(.verify) checks the whole file; restore it from a backup", kind: .damaged)
        } catch let failure as FileFailure {
            throw LedgerFault(failure, path: path, task)
        }
    }

    init(_ error: DatabaseError, path: String, _ task: Task) {
        let outcome = task.rawValue
        let message = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init("\(outcome)the disk that holds \(path) is full", hint: "free some space and try again")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                "\(outcome)another program has held \(path) locked for 10 seconds",
                hint: "close what has it open (a database browser in the middle of a change?) and try again")
        case .SQLITE_READONLY, .SQLITE_PERM:
            self.init("\(outcome)\(path) may not be written", hint: "check the rights on the file and its folder")
        case .SQLITE_CANTOPEN:
            self.init(
                "\(outcome)\(path) cannot be opened", hint: "check that its folder exists and may be written")
        case .SQLITE_NOTADB:
            self.init(
                "\(path) is not an SQLite file", hint: "restore it from a backup, or move it away", kind: .damaged)
        case .SQLITE_CORRUPT:
            self.init(
                "\(path) is damaged: \(message)", hint: "restore it from a backup; keep the damaged file",
                kind: .damaged)
        case .SQLITE_INTERRUPT:
            self.init(
                "\(outcome)\(path) takes more work to read than any ledger",
                hint: "restore it from a backup; keep this file", kind: .damaged)
        case .SQLITE_IOERR:
            self.init(
                "\(outcome)\(path) cannot be read or written: \(message)", hint: "check the disk, then try again")
        default:
            self.init("\(outcome)\(path): \(message)", hint: "\(.verify) checks the whole file")
        }
    }

    init(_ failure: FileFailure, path: String, _ task: Task) {
        self =
            failure.isFull
            ? LedgerFault(
                "\(task.rawValue)the disk that holds \(path) is full", hint: "free some space and try again")
            : LedgerFault(
                "\(task.rawValue)\(failure)", hint: "check the disk, and the rights on the file and its folder")
    }
}
