import Engagement
import GRDB
import Ledger

extension LedgerError {
    /// Runs `body`, turning SQLite's errors into ones that name the file and the remedy.
    static func translating<Value>(
        _ path: String, _ task: Task = .reading, _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw LedgerError(error, path: path, task)
        } catch is RowDecodingError {
            throw LedgerError(
                "\(path) is damaged: it holds what no ledger holds",
                hint: "\(.verify) checks the whole file; restore it from a backup", kind: .damaged)
        } catch let error as FileError {
            throw LedgerError(error, path: path, task)
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

    init(_ error: FileError, path: String, _ task: Task) {
        self =
            error.isFull
            ? LedgerError(
                "\(task.rawValue)the disk that holds \(path) is full", hint: "free some space and try again")
            : LedgerError(
                "\(task.rawValue)\(error)", hint: "check the disk, and the rights on the file and its folder")
    }
}
