import GRDB

/// Something that storage could not do.
///
/// Nothing was recorded unless the message says otherwise.
package struct LedgerFault: Error, Equatable, Sendable, CustomStringConvertible {
    package let summary: String
    package let hint: String

    package init(_ summary: String, hint: String) {
        self.summary = summary
        self.hint = hint
    }

    package var description: String { "\(summary)\nhint: \(hint)" }
}

extension LedgerFault {
    /// Runs `body`, turning SQLite's errors into faults that name the file and the remedy.
    static func translating<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw LedgerFault(error, path: path)
        } catch is RowDecodingError {
            throw LedgerFault(
                "\(path) is damaged: it holds what no ledger holds",
                hint: "workbook verify checks the whole file; restore it from a backup")
        }
    }

    private init(_ error: DatabaseError, path: String) {
        let message = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init("not recorded: the disk that holds \(path) is full", hint: "free some space and try again")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                "not recorded: another program has held \(path) locked for 10 seconds",
                hint: "close what has it open (a database browser in the middle of a change?) and try again")
        case .SQLITE_READONLY, .SQLITE_PERM:
            self.init("not recorded: \(path) may not be written", hint: "check the rights on the file and its folder")
        case .SQLITE_CANTOPEN:
            self.init("\(path) cannot be opened", hint: "check that its folder exists and may be written")
        case .SQLITE_NOTADB:
            self.init("\(path) is not an SQLite file", hint: "restore it from a backup, or move it away")
        case .SQLITE_CORRUPT:
            self.init("\(path) is damaged: \(message)", hint: "restore it from a backup; keep the damaged file")
        case .SQLITE_IOERR:
            self.init(
                "not recorded: \(path) cannot be read or written: \(message)", hint: "check the disk, then try again")
        default:
            self.init("\(path): \(message)", hint: "workbook verify checks the whole file")
        }
    }
}
