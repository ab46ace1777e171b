import Engagement
import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

/// A ledger that an older program wrote, kept as the SQL that it was: twelve writes, two of them undone.
@Suite struct MigrationTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/workbook.sqlite" }

    init() throws {
        folder = try TemporaryFolder()
        let dump = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/version-1.sql")
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: String(contentsOf: dump, encoding: .utf8)) }
        try queue.close()
    }

    @Test func `a ledger of version 1 adds up to the same, verifies, and is kept beside`() throws {
        let ledger = try Ledger.open(at: path)
        #expect(try ledger.verify().faults.isEmpty)
        #expect(try ledger.state() == State(ledger.entries()))
        #expect(try ledger.state().minutesByActivity == ["kickoff": Minutes(390), "inference": Minutes(270)])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                == ["workbook.sqlite", "workbook.version-1.sqlite"])
        #expect(try Ledger.open(at: folder.path + "/workbook.version-1.sqlite").entries() == ledger.entries())
    }

    @Test func `a migrated ledger is written on, and undone, like any other`() throws {
        let ledger = try Ledger.open(at: path)
        let added = try ledger.append(write("new")) { _ in .timeLogged(.fixture(45)) }
        _ = try ledger.append(write("undo")) { _ in .entryVoided(EntryVoided(target: added.entry.id, reason: "")) }
        #expect(try ledger.state() == State(ledger.entries()))
        #expect(try ledger.verify().passes)
    }

    @Test func `a ledger of version 1 that was changed by hand is not migrated`() throws {
        try DatabaseQueue(path: path).write {
            try $0.execute(sql: "UPDATE time_total SET minutes = minutes + 1 WHERE person = 'dana'")
        }
        let fault = try #require(throws: LedgerFault.self) { try Ledger.open(at: path) }
        #expect(fault.summary.contains("running totals"))
        #expect(try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 1)
    }

    @Test func `two that open an old ledger at once migrate it once`() async throws {
        let path = path
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 1...4 { group.addTask { try Ledger.open(at: path).entries().count } }
            for try await count in group { #expect(count == 13) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }
}
