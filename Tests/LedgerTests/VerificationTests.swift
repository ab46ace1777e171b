import Engagement
import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

@Suite struct VerificationTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/workbook.sqlite" }

    init() throws {
        folder = try TemporaryFolder()
        let ledger = try Ledger.open(at: path)
        for number in 1...20 {
            _ = try ledger.append(write("operation \(number)")) { _ in .time(.fixture(number)) }
        }
    }

    /// Changes the file behind the triggers' back, as somebody with the file and sqlite3 would.
    private func tamper(_ sql: String) throws {
        try DatabaseQueue(path: path).writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    DROP TRIGGER entry_joins_the_chain; DROP TRIGGER entry_is_never_changed;
                    DROP TRIGGER entry_is_never_deleted;
                    """)
            try database.execute(sql: sql)
            // Put the triggers back, so that only the tampering itself is left to find.
            let donor = folder.path + "/donor.sqlite"
            if !FileManager.default.fileExists(atPath: donor) { _ = try makeLedger(at: donor) }
            let triggers = try DatabaseQueue(path: donor).read {
                try String.fetchAll(
                    $0,
                    sql: """
                        SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'entry%' ORDER BY rowid
                        """)
            }
            for trigger in triggers { try database.execute(sql: trigger) }
        }
    }

    @Test func `an untouched ledger verifies and names its head`() throws {
        let ledger = try Ledger.open(at: path)
        let verification = try ledger.verify()
        #expect(verification.passes, "\(verification.faults)")
        #expect(verification.entryCount == 21)
        #expect(try verification.head == ledger.entries().last?.hash)
    }

    @Test(arguments: [
        "UPDATE entry SET payload = replace(payload, '\"minutes\":7', '\"minutes\":9') WHERE sequence = 8",
        "UPDATE entry SET actor = 'somebody' WHERE sequence = 8",
        "UPDATE entry SET recorded_on = '2026-12-02' WHERE sequence = 8",
        "UPDATE entry SET recorded_at = '2026-12-01T09:30:00.001Z' WHERE sequence = 8",
        "UPDATE entry SET operation = 'another' WHERE sequence = 8",
        "UPDATE entry SET kind = 'activity-done' WHERE sequence = 8",
        "UPDATE entry SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE sequence = 8",
        "UPDATE entry SET id = '0123456789abcdef' WHERE sequence = 8",
    ])
    func `a changed entry is named`(sql: String) throws {
        try tamper(sql)
        let verification = try Ledger.open(at: path).verify()
        #expect(verification.faults.first?.sequence == 8, "\(verification.faults)")
    }

    @Test func `a missing entry is named, in the middle as at the end`() throws {
        try tamper("DELETE FROM entry WHERE sequence = 8")
        #expect(try Ledger.open(at: path).verify().faults.first?.message == "entry 8 is missing")
        try tamper("DELETE FROM entry WHERE sequence >= 20")
        #expect(try Ledger.open(at: path).verify().faults.contains { $0.message.contains("21 entries were written") })
    }

    @Test func `two entries that change places are named`() throws {
        try tamper(
            """
            UPDATE entry SET sequence = 1000 WHERE sequence = 8;
            UPDATE entry SET sequence = 8 WHERE sequence = 9;
            UPDATE entry SET sequence = 9 WHERE sequence = 1000;
            """)
        #expect(try Ledger.open(at: path).verify().faults.first?.sequence == 8)
    }

    @Test(arguments: ["DROP TRIGGER entry_is_never_deleted", "CREATE VIEW mine AS SELECT 1", "DROP VIEW history"])
    func `a file with another schema is refused before anything of it runs`(sql: String) throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        let fault = try #require(throws: LedgerFault.self) { try Ledger.open(at: path) }
        #expect(fault.kind == .damaged)
        #expect(fault.summary.contains(sql.split(separator: " ")[2]), "\(fault)")
    }
}
