import CivilTime
import Engagement
import Fingerprint
import Foundation
import GRDB
import Ledger
import LedgerFixtures
import LedgerSQLite
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
        let ledger = try SQLiteLedger.open(at: path)
        #expect(try ledger.verify().findings.isEmpty)
        #expect(try ledger.state() == State(ledger.entries()))
        #expect(try ledger.state().minutesByActivity == ["kickoff": Minutes(390), "inference": Minutes(270)])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                == ["workbook.sqlite", "workbook.version-1.sqlite"])
        #expect(try SQLiteLedger.open(at: folder.path + "/workbook.version-1.sqlite").entries() == ledger.entries())
    }

    @Test func `a migrated ledger is written on, and undone, like any other`() throws {
        let ledger = try SQLiteLedger.open(at: path)
        let added = try ledger.append(write("new")) { _ in .time(.fixture(45)) }
        _ = try ledger.append(write("undo")) { _ in .entry(.voided(EntryVoided(target: added.entry.id, reason: ""))) }
        #expect(try ledger.state() == State(ledger.entries()))
        #expect(try ledger.verify().passes)
    }

    @Test func `a ledger of version 1 that was changed by hand is not migrated`() throws {
        try DatabaseQueue(path: path).write {
            try $0.execute(sql: "UPDATE time_total SET minutes = minutes + 1 WHERE person = 'dana'")
        }
        let error = try #require(throws: LedgerError.self) { try SQLiteLedger.open(at: path) }
        #expect(error.summary.contains("running totals"))
        #expect(try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 1)
    }

    @Test func `two that open an old ledger at once migrate it once`() async throws {
        let path = path
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 1...4 { group.addTask { try SQLiteLedger.open(at: path).entries().count } }
            for try await count in group { #expect(count == 13) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }

    @Test func `a contract that was recorded before a field was thought of is read, and verifies`() throws {
        let queue = try DatabaseQueue(path: path)
        let fields = [
            "terms", "notices", "choices", "people", "exclusions", "criteria", "prerequisites", "publication",
            "calendar",
            "objective", "focusAreas[0].activities[0].isOptional", "focusAreas[0].activities[0].summary",
        ]
        try rewriteFirst(queue, "json_remove(payload, \(fields.map { "'$.contract.\($0)'" }.joined(separator: ", ")))")
        try queue.close()
        let ledger = try SQLiteLedger.open(at: path)
        #expect(try ledger.verify().findings.isEmpty)
        let contract = try #require(try ledger.state().contract)
        #expect(contract.roles.map(\.id) == ["data-scientist"])
        #expect(contract.terms.isEmpty && contract.calendar == BusinessCalendar())
        // The same contract, as this program reads it: nothing to record again.
        let count = try ledger.state().entryCount
        _ = try ledger.append(write("next", contract: contract)) { _ in .time(.fixture(5)) }
        #expect(try ledger.state().entryCount == count + 1)
    }

    @Test func `a payload with an unknown field does not verify`() throws {
        let queue = try DatabaseQueue(path: path)
        try rewriteFirst(queue, "json_set(payload, '$.contract.extra', 1)")
        try queue.close()
        #expect(throws: LedgerError.self) { try SQLiteLedger.open(at: path) }
    }

    /// Puts another payload into the first entry, as if it had been written so, with every hash after it.
    private func rewriteFirst(_ queue: DatabaseQueue, _ payload: String) throws {
        try queue.writeWithoutTransaction { database in
            let triggers = try Row.fetchAll(
                database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
            for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger[0] as String)") }
            try database.execute(sql: "UPDATE entry SET payload = \(payload) WHERE sequence = 1")
            var previous = String(repeating: "0", count: 64)
            for row in try Row.fetchAll(database, sql: "SELECT * FROM entry ORDER BY sequence") {
                let columns = ["id", "operation", "recorded_at", "recorded_on", "actor", "kind", "payload"]
                let texts: [String] = columns.map { row[$0] }
                let sequence: Int = row["sequence"]
                let hash = Fingerprint(ofFields: ["workbook/entry/v1", String(sequence)] + texts + [previous]).hex
                try database.execute(
                    sql: "UPDATE entry SET previous_hash = ?, hash = ? WHERE sequence = ?",
                    arguments: [previous, hash, sequence])
                previous = hash
            }
            for trigger in triggers { try database.execute(sql: trigger[1]) }
        }
    }
}
