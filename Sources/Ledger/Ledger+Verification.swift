import Engagement
import Fingerprint
import FoundationEssentials
import GRDB

/// What `verify` found.
package struct Verification: Sendable, Equatable {
    /// Something that is not as it was written.
    package struct Fault: Sendable, Equatable, Codable {
        /// The entry's place; nil where the fault is the file's.
        package let sequence: Int?
        package let message: String
    }

    package var entryCount: Int
    /// The last entry's hash: keep it elsewhere, and nobody can rewrite the ledger unseen.
    package var head: String
    package var faults: [Fault]

    package var passes: Bool { faults.isEmpty }
}

extension Ledger {
    /// Re-derives everything: SQLite's own integrity, the schema, each entry's id, hash and link, each
    /// computed column, and that each payload is what its event encodes to.
    ///
    /// A chain proves that nothing was changed behind its head; that the head itself is the true one, only
    /// a copy of its hash kept elsewhere can prove.
    package func verify() throws -> Verification {
        try LedgerFault.translating(path) {
            try queue.read { database in
                var faults = try Self.fileFaults(database)
                var previous = EntryCoding.noHash
                var expected = 1
                let rows = try Row.fetchCursor(
                    database, sql: "SELECT \(EntryCoding.columns) FROM entry ORDER BY sequence")
                while let row = try rows.next() {
                    faults += Self.faults(of: row, expectedSequence: expected, previousHash: previous)
                    previous = row[9]
                    expected = row[0] + 1
                }
                faults += try Self.columnFaults(database)
                faults += try Self.totalFaults(database)
                let last = try Int.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'entry'") ?? 0
                if last != expected - 1 {
                    faults.append(
                        .init(sequence: nil, message: "\(last) entries were written, but \(expected - 1) are there"))
                }
                return Verification(
                    entryCount: expected - 1, head: previous,
                    faults: faults.sorted { ($0.sequence ?? .max) < ($1.sequence ?? .max) })
            }
        }
    }

    private static func fileFaults(_ database: Database) throws -> [Verification.Fault] {
        let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        let schema = try definitions(database)
        let intended = try DatabaseQueue().write { fresh in
            for migration in Schema.migrations { try fresh.execute(sql: migration) }
            return try definitions(fresh)
        }
        let changed = Set(schema.keys).union(intended.keys).filter { schema[$0] != intended[$0] }.sorted()
        return integrity.map { .init(sequence: nil, message: $0) }
            + changed.map { .init(sequence: nil, message: "the definition of \($0) is not the one this program made") }
    }

    private static func definitions(_ database: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        return Dictionary(rows.map { ($0[0] as String, $0[1] as String) }, uniquingKeysWith: { first, _ in first })
    }

    private static func faults(
        of row: Row, expectedSequence: Int, previousHash: String
    ) -> [Verification.Fault] {
        let sequence: Int = row[0]
        var messages: [String] = []
        if sequence != expectedSequence { messages.append("entry \(expectedSequence) is missing") }
        if row[8] as String != previousHash { messages.append("it does not follow the entry before it") }
        if row[1] as String != EntryCoding.id(ofOperation: row[2]) { messages.append("its id is not its operation's") }
        let hash = EntryCoding.hash(
            sequence: sequence, id: row[1], operation: row[2], timestamp: row[3], date: row[4], actor: row[5],
            kind: row[6], payload: row[7], previousHash: row[8])
        if row[9] as String != hash { messages.append("it was changed: its hash does not match what it says") }
        do {
            let entry = try EntryCoding.entry(row)
            if try EntryCoding.payload(of: entry.event) != row[7] as String {
                messages.append("its payload is not in the form that is written")
            }
        } catch {
            messages.append("it cannot be read: \(error)")
        }
        return messages.map { .init(sequence: sequence, message: $0) }
    }

    /// Running totals that are not what the entries add up to.
    private static func totalFaults(_ database: Database) throws -> [Verification.Fault] {
        let kept = "SELECT role, activity, person, date, minutes FROM time_total WHERE minutes <> 0"
        let derived = "SELECT * FROM (\(summing(.everything)) HAVING sum(e.minutes) <> 0)"
        let wrong = try Int.fetchOne(
            database,
            sql: """
                SELECT (SELECT count(*) FROM (SELECT * FROM (\(kept)) EXCEPT SELECT * FROM (\(derived))))
                    + (SELECT count(*) FROM (SELECT * FROM (\(derived)) EXCEPT SELECT * FROM (\(kept))))
                """)
        guard let wrong, wrong > 0 else { return [] }
        return [.init(sequence: nil, message: "\(wrong) running totals are not what the entries add up to")]
    }

    /// Computed columns whose stored bytes disagree with the payload.
    private static func columnFaults(_ database: Database) throws -> [Verification.Fault] {
        let names = ["target", "role", "activity", "prerequisite", "person", "date", "minutes"]
        return try names.flatMap { name in
            try Int.fetchAll(
                database, sql: "SELECT sequence FROM entry WHERE \(name) IS NOT (payload ->> '$.\(name)')"
            ).map { .init(sequence: $0, message: "its column \(name) disagrees with its payload") }
        }
    }
}

extension Ledger {
    /// Copies the ledger to `destination` by SQLite's backup API, verifies the copy, and only then gives
    /// it its name.
    ///
    /// - Throws: `LedgerFault` where the destination exists or the copy does not verify.
    package func backUp(to destination: String) throws {
        guard !FileManager.default.fileExists(atPath: destination) else {
            throw LedgerFault("\(destination) exists already", hint: "name a file that does not")
        }
        let aside = destination + ".part"
        try LedgerFault.translating(aside) {
            try? FileManager.default.removeItem(atPath: aside)
            let copy = try DatabaseQueue(path: aside)
            try queue.backup(to: copy)
            let verification = try Ledger(path: aside, queue: copy).verify()
            try copy.close()
            if let fault = verification.faults.first {
                throw LedgerFault("the backup does not verify: \(fault.message)", hint: "workbook verify")
            }
            try FileManager.default.moveItem(atPath: aside, toPath: destination)
        }
    }
}
