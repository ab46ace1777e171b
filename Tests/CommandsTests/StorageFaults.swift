import Commands
import Foundation
import GRDB
import TestSupport
import Testing

/// A ledger that storage has something against, in every way that a command line can meet.
struct StorageFaults {
    private let terminal: Terminal
    private var path: String { terminal.folder.path + "/workbook.sqlite" }
    private let log = "log 1h --role data-scientist --activity kickoff --person dana"

    init() throws {
        terminal = try Terminal()
    }

    func transcript() async throws -> String {
        _ = await terminal.transcript(Array(repeating: log, count: 3))
        let whole = try Data(contentsOf: URL(filePath: path))
        var text = ""
        func meet(_ what: String, _ lines: [String], _ damage: (inout Data) throws -> Void) async throws {
            var bytes = whole
            try damage(&bytes)
            try bytes.write(to: URL(filePath: path))
            text += "# \(what)\n\n"
            text += await terminal.transcript(lines)
        }
        // Bytes 60 to 63 are the schema's version, 68 to 71 the application's mark, both big-endian.
        try await meet("a newer workbook's file", ["status", log]) { $0[63] = 99 }
        try await meet("another program's file", ["status", log]) { $0[68] = 0 }
        try await meet("a file that is no database", ["status", log, "verify"]) {
            $0 = Data(String(repeating: "not a database\n", count: 100).utf8)
        }
        try await meet("a file that was cut off", ["verify", "backup copy.sqlite"]) { $0 = $0.prefix($0.count / 2) }
        try await meet("an empty file", ["status", "restore workbook.sqlite"]) { $0 = Data() }
        try await meet("an entry that was changed", []) { _ in }
        try tamper("UPDATE entry SET payload = replace(payload, '60', '600') WHERE sequence = 2")
        text += await terminal.transcript(["verify", "merge workbook.sqlite", "backup copy.sqlite"])
        try await meet("a ledger that another program holds", []) { _ in }
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        text += await terminal.transcript([log])
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        return text
    }

    /// Changes an entry behind the triggers' back.
    private func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            let guards = try Row.fetchAll(
                database, sql: "SELECT name, sql FROM sqlite_schema WHERE name = 'entry_is_never_changed'")
            for row in guards { try database.execute(sql: "DROP TRIGGER \(row[0] as String)") }
            try database.execute(sql: sql)
            for row in guards { try database.execute(sql: row[1]) }
        }
        try queue.close()
    }
}

@Suite struct ReadOnlyTests {
    @Test(.enabled(if: geteuid() != 0, "root writes anywhere"))
    func `a folder that may not be written says so`() async throws {
        let terminal = try Terminal()
        let manager = FileManager.default
        try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: terminal.folder.path)
        defer { try? manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: terminal.folder.path) }
        let result = await terminal.run("log", "1h", "--role", "data-scientist", "--activity", "kickoff")
        #expect(result.status == .storage)
        #expect(result.talk.contains("workbook.sqlite cannot be opened"))
    }
}
