import CivilTime
import Engagement
import Foundation
import GRDB
import Ledger
import LedgerFixtures
import LedgerSQLite
import TestSupport
import Testing

/// Changes a ledger without asking it, a thousand times.
@Suite struct TamperTests {
    private let folder: MemoryFolder
    private let original: String
    private let triggers: [String]

    init() throws {
        folder = try MemoryFolder()
        original = folder.path + "/original.sqlite"
        let ledger = try makeLedger(at: original)
        try fillWithEverything(ledger)
        triggers = try DatabaseQueue(path: original).read {
            try String.fetchAll($0, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
        }
    }

    @Test(arguments: Tampering.Kind.allCases)
    func `every tampering is caught by opening or verifying`(kind: Tampering.Kind) throws {
        var random = SeededGenerator(seed: UInt64(kind.rawValue))
        let before = try #require(dump(original))
        var caught = 0
        var attempts = 0
        while caught < kind.count {
            attempts += 1
            guard attempts < kind.count * 40 else { break }
            let path = folder.path + "/\(kind)-\(attempts).sqlite"
            try FileManager.default.copyItem(atPath: original, toPath: path)
            defer { try? FileManager.default.removeItem(atPath: path) }
            var tampering = Tampering(kind: kind, path: path, triggers: triggers)
            // Some would break a rule of the tables, and SQLite refuses them.
            guard (try? tampering.apply(&random)) != nil else { continue }
            if isCaught(path) {
                caught += 1
            } else {
                // Where nothing stored changed, as in the unused part of a page, there is nothing to catch.
                let isUnchanged = dump(path) == before
                #expect(isUnchanged, "not caught: \(tampering.account)")
            }
        }
        #expect(caught == kind.count, "only \(caught) of \(attempts) attempts changed anything")
    }

    @Test func `the tamperings are a thousand`() {
        #expect(Tampering.Kind.allCases.reduce(0) { $0 + $1.count } == 1000)
    }

    @Test func `a tail that is cut off with every trace of it shows in the head that was kept elsewhere`() throws {
        let head = try SQLiteLedger.open(at: original).verify().head
        var tampering = Tampering(kind: .deletion, path: original, triggers: triggers)
        try tampering.execute(
            """
            DELETE FROM entry WHERE sequence = (SELECT max(sequence) FROM entry);
            UPDATE sqlite_sequence SET seq = (SELECT max(sequence) FROM entry);
            UPDATE time_total SET minutes = minutes - 8 WHERE person = 'pat';
            UPDATE activity_total SET minutes = minutes - 8 WHERE activity = 'kickoff';
            """)
        let verification = try SQLiteLedger.open(at: original).verify()
        #expect(verification.passes)
        #expect(verification.head != head)
    }

    private func isCaught(_ path: String) -> Bool {
        guard let verification = try? SQLiteLedger.open(at: path).verify() else { return true }
        return !verification.passes
    }

    /// Everything that is stored, byte for byte; nil where it cannot be read.
    private func dump(_ path: String) -> [String]? {
        var configuration = Configuration()
        configuration.readonly = true
        return try? DatabaseQueue(path: path, configuration: configuration).read { database in
            var lines = try ["application_id", "user_version", "encoding"].map {
                try Row.fetchAll(database, sql: "PRAGMA \($0)").description
            }
            let tables = ["sqlite_schema", "sqlite_sequence", "entry", "time_total", "activity_total"]
            for table in tables {
                let columns = try Row.fetchAll(database, sql: "PRAGMA table_xinfo(\(table))").compactMap { row in
                    let name: String? = row[1]
                    return name == "rootpage" ? nil : name
                }
                let all = columns.map { "typeof(\"\($0)\") || hex(\"\($0)\")" }.joined(separator: " || ',' || ")
                lines += try Row.fetchAll(database, sql: "SELECT \(all) FROM \(table) NOT INDEXED").map(\.description)
            }
            // Triggers that were put back stand in another order.
            return lines.sorted()
        }
    }
}
