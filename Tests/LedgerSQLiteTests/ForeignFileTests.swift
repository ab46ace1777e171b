import CivilTime
import Engagement
import Foundation
import GRDB
import Ledger
import LedgerFixtures
import LedgerSQLite
import TestSupport
import Testing

/// Files from elsewhere that are made to be endless, or hold impossible numbers.
@Suite struct ForeignFileTests {
    private let folder: MemoryFolder
    private var path: String { folder.path + "/own.sqlite" }
    private var other: String { folder.path + "/other.sqlite" }

    init() throws {
        folder = try MemoryFolder()
        let ledger = try makeLedger(at: path)
        _ = try ledger.append(write("time")) { _ in .time(.fixture(60)) }
        try FileManager.default.copyItem(atPath: path, toPath: other)
    }

    /// The smallest hostile files have a query that never ends, in the place of a table, a view or a trigger.
    @Test(arguments: [
        """
        ALTER TABLE entry RENAME TO e2;
        CREATE VIEW entry AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
        SELECT x sequence, 'a' id, 'o' operation, '2026-01-01T00:00:00.000Z' recorded_at, '2026-01-01' recorded_on,
            'a' actor, 'time-logged' kind, '{}' payload, '0' previous_hash, '0' hash, null target, 'r' role,
            'a' activity, null prerequisite, 'p' person, '2026-01-01' date, 1 minutes, null corrects FROM c;
        """,
        """
        DROP TABLE time_total;
        CREATE VIEW time_total AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
        SELECT 'r' role, 'p' person, '2026-01-01' date, x minutes FROM c;
        """,
        """
        CREATE TRIGGER endless BEFORE INSERT ON entry BEGIN
            SELECT count(*) FROM (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c);
        END;
        """,
    ])
    func `an endless view or trigger is refused by every way in, and never runs`(sql: String) throws {
        try DatabaseQueue(path: other).writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA legacy_alter_table = ON")
            try database.execute(sql: sql)
        }
        func expectRefused(_ body: () throws -> Void) throws {
            let error = try #require(throws: LedgerError.self, performing: body)
            #expect(error.summary.contains("another schema"), "\(error)")
        }
        try expectRefused { _ = try SQLiteLedger.open(at: other) }
        try expectRefused { _ = try SQLiteLedger.openExisting(at: other) }
        try expectRefused {
            _ = try SQLiteLedger.restore(
                from: other, to: folder.path + "/new.sqlite", keptAs: "2026-12-01T09:30:00.000Z")
        }
        try expectRefused { _ = try SQLiteLedger.restore(from: other, to: path, keptAs: "2026-12-01T09:30:00.000Z") }
    }

    @Test func `a number that no ledger comes to is an error, wherever it is`() throws {
        let numbers = [Int.min, Int.max, 100_000_000_000_000_000]
        for (table, column) in [("time_total", "person"), ("activity_total", "activity")] {
            for number in numbers {
                let copy = folder.path + "/\(UUID().uuidString).sqlite"
                try FileManager.default.copyItem(atPath: other, toPath: copy)
                try DatabaseQueue(path: copy).write {
                    try $0.execute(sql: "UPDATE \(table) SET minutes = \(number) WHERE \(column) <> ''")
                }
                let error = try #require(throws: LedgerError.self) { try SQLiteLedger.open(at: copy).state() }
                #expect(error.kind == .damaged)
            }
        }
    }
}
