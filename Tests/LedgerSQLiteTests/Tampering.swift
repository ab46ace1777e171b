import Foundation
import GRDB
import TestSupport

/// One change to a ledger's file, made with SQLite or with a hexadecimal editor, not with Workbook.
struct Tampering {
    enum Kind: Int, CaseIterable {
        case column = 1
        case deletion, forgery, exchange, total, schema, version, sequence, bytes

        /// How many of them.
        var count: Int {
            switch self {
            case .column: 250
            case .deletion, .forgery: 80
            case .exchange: 60
            case .total: 80
            case .schema: 70
            case .version: 40
            case .sequence: 40
            case .bytes: 300
            }
        }
    }

    let kind: Kind
    let path: String
    /// The statements that made the triggers, which are put back, so that only the tampering is left to find.
    let triggers: [String]
    /// What was done.
    private(set) var account = ""

    private static let columns = [
        "sequence", "id", "operation", "recorded_at", "recorded_on", "actor", "kind", "payload", "previous_hash",
        "hash",
    ]

    init(kind: Kind, path: String, triggers: [String]) {
        self.kind = kind
        self.path = path
        self.triggers = triggers
    }

    /// Does it.
    ///
    /// - Throws: What SQLite has against it.
    mutating func apply(_ random: inout SeededGenerator) throws {
        switch kind {
        case .bytes: try flipBytes(&random)
        case .schema: try execute(pick(Self.schemaChanges, &random), restoringTriggers: false)
        default: try execute(statement(&random))
        }
    }

    /// Runs `sql` with the triggers out of the way and nothing checked.
    mutating func execute(_ sql: String, restoringTriggers: Bool = true) throws {
        account = sql
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = OFF; PRAGMA ignore_check_constraints = ON")
            guard restoringTriggers else { return try database.execute(sql: "PRAGMA writable_schema = ON; " + sql) }
            let names = try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            for name in names { try database.execute(sql: "DROP TRIGGER \(name)") }
            try database.execute(sql: sql)
            for trigger in triggers { try database.execute(sql: trigger) }
        }
        try queue.close()
    }

    private func pick<Value>(_ values: [Value], _ random: inout SeededGenerator) -> Value {
        values[Int.random(in: values.indices, using: &random)]
    }

    private func number(_ range: ClosedRange<Int>, _ random: inout SeededGenerator) -> Int {
        Int.random(in: range, using: &random)
    }

    private func hex(_ count: Int, _ random: inout SeededGenerator) -> String {
        String((0..<count).map { _ in pick(Array("0123456789abcdef"), &random) })
    }
}

extension Tampering {
    private func statement(_ random: inout SeededGenerator) -> String {
        switch kind {
        case .column: changedColumn(&random)
        case .deletion: deletion(&random)
        case .forgery: forgery(&random)
        case .exchange: exchange(&random)
        case .total: changedTotal(&random)
        case .version: changedVersion(&random)
        case .sequence, .schema, .bytes: changedSequence(&random)
        }
    }

    private func changedColumn(_ random: inout SeededGenerator) -> String {
        let column = pick(Self.columns, &random)
        let row = number(1...34, &random)
        let place = number(1...70, &random)
        let value = pick(
            [
                "\(column) || ' '", "\(column) || char(0)", "\(column) || char(0) || 'more'",
                "CAST(\(column) || x'ff' AS TEXT)", "upper(\(column))", "replace(\(column), '1', '2')",
                "replace(\(column), 'a', 'e')",
                "substr(\(column), 1, \(place)) || 'x' || substr(\(column), \(place + 2))",
                "substr(\(column), 1, length(\(column)) - 1)",
                "CAST(replace(CAST(\(column) AS BLOB), x'efbfbd', x'f09f98') AS TEXT)",
                "(SELECT \(column) FROM entry WHERE sequence = \(number(1...34, &random)))", "''", "'9'",
                "-\(row)", "\(row) + 100", "9223372036854775807", "CAST(\(column) AS BLOB)", "NULL",
            ], &random)
        return "UPDATE entry SET \(column) = \(value) WHERE sequence = \(row) AND \(column) IS NOT \(value)"
            + "; SELECT iif(changes() = 0, json('nothing changed'), 1)"
    }

    private func deletion(_ random: inout SeededGenerator) -> String {
        let row = number(1...34, &random)
        return pick(
            [
                "DELETE FROM entry WHERE sequence = \(row)", "DELETE FROM entry WHERE sequence = 1",
                "DELETE FROM entry WHERE sequence > \(row)", "DELETE FROM entry WHERE sequence < \(row + 1)",
                "DELETE FROM entry", "DELETE FROM entry WHERE sequence % \(number(2...9, &random)) = 0",
                // Closing the gap, so that no number is missing.
                "DELETE FROM entry WHERE sequence = \(row); "
                    + "UPDATE entry SET sequence = -(sequence - 1) WHERE sequence > \(row); "
                    + "UPDATE entry SET sequence = -sequence WHERE sequence < 0; "
                    + "UPDATE sqlite_sequence SET seq = seq - 1",
            ], &random)
    }

    private func forgery(_ random: inout SeededGenerator) -> String {
        let place = pick(["(SELECT max(sequence) + 1 FROM entry)", "0", "-1", "100", "9223372036854775807"], &random)
        let previous = pick(
            ["(SELECT hash FROM entry ORDER BY sequence DESC LIMIT 1)", "'\(hex(64, &random))'"], &random)
        let model = number(2...34, &random)
        return """
            INSERT INTO entry (\(Self.columns.joined(separator: ", ")))
            SELECT \(place), '\(hex(16, &random))', 'forged \(number(1...99, &random))', recorded_at, recorded_on, actor,
                kind, payload, \(previous), '\(hex(64, &random))' FROM entry WHERE sequence = \(model)
            """
    }

    private func exchange(_ random: inout SeededGenerator) -> String {
        let first = number(1...34, &random)
        let second = number(1...34, &random)
        guard first != second else { return exchange(&random) }
        let column = pick(["sequence", "payload", "actor", "recorded_at", "hash", "operation"], &random)
        guard column != "sequence" else {
            return "UPDATE entry SET sequence = -1 WHERE sequence = \(first); "
                + "UPDATE entry SET sequence = \(first) WHERE sequence = \(second); "
                + "UPDATE entry SET sequence = \(second) WHERE sequence = -1"
        }
        return """
            CREATE TEMP TABLE kept AS SELECT sequence, \(column) AS value FROM entry;
            UPDATE entry SET \(column) = 'between' WHERE sequence = \(first);
            UPDATE entry SET \(column) = (SELECT value FROM kept WHERE sequence = \(first)) WHERE sequence = \(second);
            UPDATE entry SET \(column) = (SELECT value FROM kept WHERE sequence = \(second)) WHERE sequence = \(first);
            """
    }

    private func changedTotal(_ random: inout SeededGenerator) -> String {
        let row =
            "(role, person, date) = (SELECT role, person, date FROM time_total "
            + "LIMIT 1 OFFSET \(number(0...6, &random)))"
        return pick(
            [
                "UPDATE time_total SET minutes = minutes + \(number(1...60, &random)) WHERE \(row)",
                "UPDATE time_total SET minutes = 0 WHERE \(row) AND minutes <> 0",
                "UPDATE time_total SET person = 'somebody' WHERE \(row)",
                "UPDATE time_total SET date = date || char(0) WHERE \(row)",
                "UPDATE time_total SET role = 'project-manager' WHERE \(row)", "DELETE FROM time_total WHERE \(row)",
                "INSERT INTO time_total VALUES ('r\(number(1...9, &random))', 'p', '2026-12-01', 0)",
                "INSERT INTO time_total VALUES ('data-scientist', 'x', '2026-12-01', 7)",
                "DELETE FROM time_total", "DELETE FROM activity_total WHERE activity = 'kickoff'",
                "UPDATE activity_total SET minutes = minutes + \(number(1...60, &random))",
                "UPDATE activity_total SET activity = 'inferenc' WHERE activity = 'inference'",
                "INSERT INTO activity_total VALUES ('a\(number(1...9, &random))', 0)",
            ], &random)
    }

    private func changedVersion(_ random: inout SeededGenerator) -> String {
        "PRAGMA \(pick(["user_version", "application_id"], &random)) = "
            + "\(pick([0, -1, 2, number(2...100_000, &random), Int(Int32.min), Int(Int32.max)], &random))"
    }

    private func changedSequence(_ random: inout SeededGenerator) -> String {
        pick(
            [
                "UPDATE sqlite_sequence SET seq = \(number(35...99, &random))", "UPDATE sqlite_sequence SET seq = 1",
                "DELETE FROM sqlite_sequence",
                "INSERT INTO sqlite_sequence VALUES ('entry', \(number(1...99, &random)))",
                "INSERT INTO sqlite_sequence VALUES ('time_total', 1)", "UPDATE sqlite_sequence SET name = 'other'",
                "UPDATE sqlite_sequence SET seq = 'many'",
            ], &random)
    }

    private static let schemaChanges = [
        "DROP TRIGGER entry_is_never_changed", "DROP TRIGGER entry_joins_the_chain", "DROP VIEW budget",
        "DROP TRIGGER time_logged_is_totalled", "DROP INDEX entry_target", "CREATE TABLE extra (x)",
        "DROP VIEW budget; CREATE VIEW budget AS SELECT 'data-scientist' AS role, 0 AS used_minutes",
        "CREATE VIEW extra AS SELECT 1", "CREATE INDEX extra ON entry (actor)", "ANALYZE",
        "CREATE TRIGGER extra AFTER INSERT ON entry BEGIN DELETE FROM time_total; END",
        "DROP TRIGGER entry_is_never_deleted; CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry "
            + "WHEN false BEGIN SELECT 1; END",
        "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'entry'",
        "UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '') WHERE name = 'time_total'",
        "UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'history'",
        "UPDATE sqlite_schema SET sql = sql || char(0) || 'x' WHERE name = 'history'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'ABORT', 'IGNORE') WHERE name = 'entry_is_never_changed'",
        "UPDATE sqlite_schema SET tbl_name = 'entry' WHERE name = 'budget'",
        "UPDATE sqlite_schema SET name = 'budgets' WHERE name = 'budget'",
        "DELETE FROM sqlite_schema WHERE name = 'sqlite_autoindex_entry_1'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'minutes + excluded', 'minutes - excluded') WHERE type = 'trigger'",
        "ALTER TABLE time_total ADD COLUMN extra TEXT", "ALTER TABLE entry RENAME COLUMN actor TO who",
    ]

    /// Changes one to four bytes anywhere in the file.
    private mutating func flipBytes(_ random: inout SeededGenerator) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        for _ in 1...number(1...4, &random) {
            let place = number(0...(bytes.count - 1), &random)
            let flipped = UInt8(number(1...255, &random))
            bytes[place] ^= flipped
            account += "byte \(place) ^ \(flipped) "
        }
        try bytes.write(to: URL(filePath: path))
    }
}
