import CivilTime
import Engagement
import Foundation
import GRDB
import Ledger
import LedgerFixtures
import LedgerSQLite
import TestSupport
import Testing

/// What the file itself promises to other programs that open it.
@Suite struct FileTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/workbook.sqlite" }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `the journal is a rollback journal, so one file is the whole ledger`() throws {
        let ledger = try SQLiteLedger.open(at: path)
        _ = try ledger.append(write("a")) { _ in .time(.fixture(60)) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["workbook.sqlite"])
    }

    @Test func `a file whose journal mode was changed is refused with the remedy`() throws {
        _ = try makeLedger(at: path)
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        let error = try #require(throws: LedgerError.self) { try SQLiteLedger.open(at: path) }
        #expect(error.hint.words.contains("journal_mode=delete"))
    }

    @Test func `a newer file, another program's file and no SQLite file are refused and left alone`() throws {
        _ = try makeLedger(at: path)
        try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        #expect(
            try #require(throws: LedgerError.self) { try SQLiteLedger.open(at: path) }.summary.contains(
                "newer workbook"))

        let other = folder.path + "/other.sqlite"
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE song (title TEXT)") }
        #expect(
            try #require(throws: LedgerError.self) { try SQLiteLedger.open(at: other) }.summary.contains(
                "not a workbook"))

        try folder.write("this is text, and long enough to be taken for a header", to: "text.sqlite")
        #expect(throws: LedgerError.self) { try SQLiteLedger.open(at: folder.path + "/text.sqlite") }
        #expect(try folder.read("text.sqlite").hasPrefix("this is text"))
    }

    @Test func `entries cannot be changed or deleted, or put out of order`() throws {
        let ledger = try SQLiteLedger.open(at: path)
        _ = try ledger.append(write("a")) { _ in .time(.fixture(60)) }
        let queue = try DatabaseQueue(path: path)
        for sql in [
            "UPDATE entry SET actor = 'somebody'", "DELETE FROM entry", "DELETE FROM entry WHERE sequence = 2",
            "INSERT OR REPLACE INTO entry (sequence, id, operation, recorded_at, recorded_on, actor, kind, payload, "
                + "previous_hash, hash) SELECT sequence, id, operation, recorded_at, recorded_on, 'somebody', kind, "
                + "payload, previous_hash, hash FROM entry WHERE sequence = 2",
        ] {
            #expect(throws: DatabaseError.self, "\(sql)") { try queue.write { try $0.execute(sql: sql) } }
        }
        #expect(try ledger.verify().passes)
    }

    @Test func `the views show what the report shows`() throws {
        let ledger = try SQLiteLedger.open(at: path)
        _ = try ledger.append(write("a")) { _ in .time(.fixture(900, role: "project-manager")) }
        let voided = try ledger.append(write("b")) { _ in .time(.fixture(500)) }
        _ = try ledger.append(write("c")) { _ in
            .time(.fixture(100, role: "project-manager", activity: "inference"))
        }
        _ = try ledger.append(write("d")) { _ in .entry(.voided(EntryVoided(target: voided.entry.id, reason: ""))) }
        _ = try ledger.append(write("e")) { _ in
            .prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "pipeline", evidence: "x")))
        }
        _ = try ledger.append(write("f")) { _ in .activity(.started(ActivityStarted(activity: "kickoff"))) }
        _ = try ledger.append(write("g")) { _ in
            .session(.planned(SessionPlanned(title: "Day", activity: "kickoff", date: CivilDate(2026, 12, 7))))
        }
        let report = StatusReport(contract: .fixture, state: try ledger.state(), asOf: CivilDate(2026, 12, 1))
        try DatabaseQueue(path: path).read { database in
            let budgets = try Row.fetchAll(database, sql: "SELECT * FROM budget")
            #expect(budgets.map { $0["role"] as String } == report.budgets.map(\.role))
            #expect(budgets.map { $0["used_minutes"] as Int } == report.budgets.map(\.used.count))
            #expect(budgets.map { $0["held_minutes"] as Int } == report.budgets.map(\.held.count))
            #expect(budgets.map { $0["remaining_minutes"] as Int } == report.budgets.map(\.remaining.count))
            let prerequisites = try Row.fetchAll(database, sql: "SELECT * FROM prerequisite")
            #expect(prerequisites.map { $0["state"] as String } == report.prerequisites.map(\.state.rawValue))
            let activities = try Row.fetchAll(database, sql: "SELECT * FROM activity")
            #expect(activities.map { $0["state"] as String } == report.activities.map(\.state.rawValue))
            #expect(activities.map { $0["used_minutes"] as Int } == report.activities.map(\.worked.count))
            #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM time_entry WHERE is_voided") == 1)
        }
    }
}
