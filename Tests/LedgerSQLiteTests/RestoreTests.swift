import Engagement
import Foundation
import GRDB
import Ledger
import LedgerFixtures
import LedgerSQLite
import TestSupport
import Testing

/// A restore leaves the ledger that was there, or the one of the backup.
@Suite(.serialized) struct RestoreTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/workbook.sqlite" }
    private var backup: String { folder.path + "/backup.sqlite" }

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A ledger with `count` entries of time, and a backup of it before the last one.
    @discardableResult
    private func makeBackup(_ count: Int = 5) throws -> SQLiteLedger {
        let ledger = try makeLedger(at: path)
        for number in 1...count {
            if number == count { try ledger.backUp(to: backup) }
            _ = try ledger.append(write("operation \(number)")) { _ in .time(.fixture(number)) }
        }
        return ledger
    }

    private func restore() throws -> [String] {
        try SQLiteLedger.restore(from: backup, to: path, keptAs: "2026-12-01T09:30:00.000Z")
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test func `a healthy ledger is kept as a copy, and what has it open sees the backup's entries`() throws {
        let ledger = try makeBackup()
        let old = try ledger.entries()
        let kept = try #require(try restore().first)
        #expect(try SQLiteLedger.open(at: kept).entries() == old)
        #expect(try ledger.entries() == Array(old.dropLast()))
        #expect(try ledger.verify().passes)
        #expect(try names() == ["backup.sqlite", "workbook.2026-12-01T09-30-00Z.sqlite", "workbook.sqlite"])
    }

    @Test(.enabled(if: geteuid() == 0 && SmallDisk.canBeMounted, "mounting a small tmpfs needs root"))
    func `on a full disk the healthy ledger stays, and the message says so`() throws {
        let disk = try SmallDisk(kilobytes: 2048)
        let path = disk.path + "/workbook.sqlite"
        let ledger = try makeLedger(at: path)
        _ = try ledger.append(write("a")) { _ in .time(.fixture(1)) }
        try ledger.backUp(to: backup)
        _ = try ledger.append(write("b")) { _ in .time(.fixture(2)) }
        let old = try ledger.entries()
        try Data(count: 16_384).write(to: URL(filePath: disk.path + "/fill"))
        let fill = try FileHandle(forWritingTo: URL(filePath: disk.path + "/fill"))
        try fill.seekToEnd()
        while (try? fill.write(contentsOf: Data(count: 4096))) != nil {}
        let error = try #require(throws: LedgerError.self) {
            try SQLiteLedger.restore(from: backup, to: path, keptAs: "2026-12-01T09:30:00.000Z")
        }
        #expect(error.summary.contains("is as it was") && error.summary.contains("is full"), "\(error)")
        #expect(try SQLiteLedger.open(at: path).entries() == old)
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path).sorted() == ["fill", "workbook.sqlite"])
    }

    @Test func `a damaged ledger is kept as the file that it is`() throws {
        let ledger = try makeBackup()
        let old = try ledger.entries()
        let damaged = Data("this is no database, but long enough to be taken for one".utf8)
        try damaged.write(to: URL(filePath: path))
        let kept = try restore()
        #expect(kept.map { URL(filePath: $0).lastPathComponent } == ["workbook.2026-12-01T09-30-00Z.sqlite"])
        #expect(try Data(contentsOf: URL(filePath: kept[0])) == damaged)
        #expect(try SQLiteLedger.open(at: path).entries() == Array(old.dropLast()))
        #expect(try !names().contains { $0.hasSuffix(".part") })
    }

    @Test func `a ledger that cannot be read is not taken for a damaged one`() throws {
        try makeBackup()
        // A newer program's file is whole, and not this program's to replace.
        try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        let bytes = try Data(contentsOf: URL(filePath: path))
        let error = try #require(throws: LedgerError.self) { try restore() }
        #expect(error.summary.contains("newer workbook") && error.summary.contains("is as it was"))
        #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
        #expect(try names() == ["backup.sqlite", "workbook.sqlite"])
    }

    @Test func `a restore makes a ledger where there is none, and a journal without one is put aside`() throws {
        let ledger = try makeBackup()
        let old = try Array(ledger.entries().dropLast())
        try FileManager.default.removeItem(atPath: path)
        try Data("a journal".utf8).write(to: URL(filePath: path + "-journal"))
        #expect(try restore().isEmpty)
        #expect(try SQLiteLedger.open(at: path).entries() == old)
        #expect(try names() == ["backup.sqlite", "workbook.journal.sqlite-journal", "workbook.sqlite"])
    }

    @Test func `a backup of another engagement does not replace a healthy ledger`() throws {
        try makeBackup()
        var other = Contract.fixture
        other.customer = "Another"
        let foreign = try SQLiteLedger.open(at: folder.path + "/other.sqlite")
        try foreign.record(write("other", contract: other))
        let refusal = try #require(throws: Refusal.self) {
            try SQLiteLedger.restore(from: foreign.location, to: path, keptAs: "2026-12-01T09:30:00.000Z")
        }
        #expect(refusal.rule == .anotherEngagement)
        #expect(try SQLiteLedger.open(at: path).entries().count == 6)
        #expect(try names() == ["backup.sqlite", "other.sqlite", "workbook.sqlite"])
    }

    @Test func `a payload that an older program wrote is restored to the byte`() throws {
        let dump = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/version-1.sql")
        let queue = try DatabaseQueue(path: backup)
        try queue.writeWithoutTransaction { try $0.execute(sql: String(contentsOf: dump, encoding: .utf8)) }
        try queue.close()
        _ = try restore()
        func payloads(_ path: String) throws -> [String] {
            try DatabaseQueue(path: path).read { try String.fetchAll($0, sql: "SELECT payload FROM entry") }
        }
        #expect(try payloads(path) == payloads(backup))
        #expect(try SQLiteLedger.open(at: path).verify().findings.isEmpty)
    }

    @Test func `what a killed process left is removed by the next write, and what another one writes is not`() throws {
        let ledger = try makeLedger(at: path)
        let head = Data("SQLite format 3\0 and so on".utf8)
        let leftovers = [
            "workbook.sqlite.0123abcd.part", "workbook.sqlite.0123abcd.part-journal", "workbook.sqlite.part",
        ]
        for name in leftovers + ["busy.sqlite.0123abcd.part"] {
            try head.write(to: URL(filePath: folder.path + "/" + name))
        }
        // A person's own file, whatever its name.
        try folder.write("my notes", to: "notes.0123abcd.part")
        let lock = open(folder.path + "/busy.sqlite.0123abcd.part", O_RDONLY)
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        _ = try ledger.append(write("a")) { _ in .time(.fixture(1)) }
        #expect(try names() == ["busy.sqlite.0123abcd.part", "notes.0123abcd.part", "workbook.sqlite"])
        close(lock)
        _ = try ledger.append(write("b")) { _ in .time(.fixture(1)) }
        #expect(try names() == ["notes.0123abcd.part", "workbook.sqlite"])
    }

    @Test func `a first write that is refused leaves no file`() throws {
        let ledger = try SQLiteLedger.open(at: path)
        #expect(throws: Refusal.self) {
            try ledger.append(write("a")) { _ in throw Refusal(rule: .badId, "no", hint: "") }
        }
        #expect(try names().isEmpty)
        #expect(try ledger.entries().isEmpty)
    }
}
