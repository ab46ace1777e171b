import FoundationEssentials
import GRDB
import Ledger

extension SQLiteTransaction {
    /// Checks SQLite's own integrity, the schema, the chain, each computed column and each running total.
    func verification() throws -> Verification {
        let ofFile = try fileFindings()
        var chain = ChainVerification()
        let rows = try Row.fetchCursor(
            database, sql: "SELECT \(Self.columns), \(Self.storedBytes) FROM entry ORDER BY sequence")
        while let row = try rows.next() {
            if let stored = Self.wholeEntry(row) {
                chain.check(stored)
            } else {
                chain.noteUnreadable(
                    sequence: Int.fromDatabaseValue(row[0]), hash: String.fromDatabaseValue(row[9]))
            }
        }
        return Verification(
            chain, ofFile + (try columnFindings()) + (try totalFindings()) + (try countFindings(chain.count)))
    }

    /// The text columns once more as bytes, because text ends at a zero byte when it is read.
    private static var storedBytes: String {
        columns.split(separator: ", ").dropFirst().map { "CAST(\($0) AS BLOB)" }.joined(separator: ", ")
    }

    /// Returns the entry in `row`, or nil if the columns hold more or something else than their texts.
    private static func wholeEntry(_ row: Row) -> StoredEntry? {
        let texts = (1...9).compactMap { String.fromDatabaseValue(row[$0]) }
        let bytes = (10...18).compactMap { Data.fromDatabaseValue(row[$0]) }
        guard let sequence = Int.fromDatabaseValue(row[0]), texts.count == 9, bytes.count == 9,
            zip(texts, bytes).allSatisfy({ Data($0.utf8) == $1 })
        else { return nil }
        return StoredEntry(sequence: sequence, texts: texts)
    }

    /// Compares the number of the last entry that was written, as SQLite keeps it, with `count`.
    private func countFindings(_ count: Int) throws -> [Verification.Finding] {
        let kept = try Row.fetchAll(database, sql: "SELECT name, seq FROM sqlite_sequence")
        let isRight = kept.allSatisfy { row in
            String.fromDatabaseValue(row[0]) == "entry" && Int.fromDatabaseValue(row[1]) == count
        }
        guard !isRight || kept.count != (count == 0 ? kept.count : 1) else { return [] }
        let written = kept.first.flatMap { Int.fromDatabaseValue($0[1]) } ?? 0
        return [.init("\(written) entries were written, but \(count) are there")]
    }

    private func fileFindings() throws -> [Verification.Finding] {
        // A file that is about to be migrated has the schema of its version.
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        let changed = try Schema.differences(database, version)
        return integrity.map { .init($0) }
            + changed.map { .init("the definition of \($0) is not the one this program made") }
    }

    /// Finds running totals that are not what the entries add up to.
    private func totalFindings() throws -> [Verification.Finding] {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let wrong = try Schema.totals(ofVersion: version).reduce(0) { count, total in
            let derived = Self.summing(total.columns, .everything)
            let wrong = try Int.fetchOne(
                database,
                sql: """
                    SELECT (SELECT count(*) FROM (SELECT * FROM \(total.table) EXCEPT SELECT * FROM (\(derived))))
                        + (SELECT count(*) FROM (SELECT * FROM (\(derived)) EXCEPT SELECT * FROM \(total.table)))
                    """)
            return count + (wrong ?? 0)
        }
        guard wrong > 0 else { return [] }
        return [.init("\(wrong) running totals are not what the entries add up to")]
    }

    /// Finds computed columns whose stored bytes disagree with the payload.
    private func columnFindings() throws -> [Verification.Finding] {
        let names = ["target", "role", "activity", "prerequisite", "person", "date", "minutes", "corrects"]
        return try names.flatMap { name in
            try Int.fetchAll(
                database, sql: "SELECT sequence FROM entry WHERE \(name) IS NOT (payload ->> '$.\(name)')"
            ).map { .init(sequence: $0, "its column \(name) disagrees with its payload") }
        }
    }
}
