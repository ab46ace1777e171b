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
    package func verify() throws -> Verification { try reading(Self.verification) }

    static func verification(_ database: Database) throws -> Verification {
        var faults = try fileFaults(database)
        var previous = EntryCoding.noHash
        var count = 0
        let rows = try Row.fetchCursor(
            database, sql: "SELECT \(EntryCoding.columns), \(storedBytes) FROM entry ORDER BY sequence")
        while let row = try rows.next() {
            faults += Self.faults(of: row, expectedSequence: count + 1, previousHash: previous)
            previous = String.fromDatabaseValue(row[9]) ?? ""
            // After a gap, the count goes on from there.
            count = min(max(0, Int.fromDatabaseValue(row[0]) ?? count), Int(Int32.max))
        }
        faults += try columnFaults(database)
        faults += try totalFaults(database)
        faults += try countFaults(database, count)
        return Verification(
            entryCount: count, head: previous, faults: faults.sorted { ($0.sequence ?? .max) < ($1.sequence ?? .max) })
    }

    /// The number of the last entry that was written, as SQLite keeps it.
    private static func countFaults(_ database: Database, _ count: Int) throws -> [Verification.Fault] {
        let kept = try Row.fetchAll(database, sql: "SELECT name, seq FROM sqlite_sequence")
        let isRight = kept.allSatisfy { row in
            String.fromDatabaseValue(row[0]) == "entry" && Int.fromDatabaseValue(row[1]) == count
        }
        guard !isRight || kept.count != (count == 0 ? kept.count : 1) else { return [] }
        let written = kept.first.flatMap { Int.fromDatabaseValue($0[1]) } ?? 0
        return [.init(sequence: nil, message: "\(written) entries were written, but \(count) are there")]
    }

    /// The text columns once more as the bytes that they are: text ends at a zero byte when it is read.
    private static var storedBytes: String {
        EntryCoding.columns.split(separator: ", ").dropFirst().map { "CAST(\($0) AS BLOB)" }.joined(separator: ", ")
    }

    private static func fileFaults(_ database: Database) throws -> [Verification.Fault] {
        // A file that is about to be migrated is held against the schema of its own version.
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        let changed = try Schema.differences(database, version)
        return integrity.map { .init(sequence: nil, message: $0) }
            + changed.map { .init(sequence: nil, message: "the definition of \($0) is not the one this program made") }
    }

    private static func faults(
        of row: Row, expectedSequence: Int, previousHash: String
    ) -> [Verification.Fault] {
        let sequence = Int.fromDatabaseValue(row[0])
        let texts = (1...9).compactMap { String.fromDatabaseValue(row[$0]) }
        let bytes = (10...18).compactMap { Data.fromDatabaseValue(row[$0]) }
        guard let sequence, texts.count == 9, zip(texts, bytes).allSatisfy({ Data($0.utf8) == $1 }), bytes.count == 9
        else { return [.init(sequence: sequence, message: "it holds what no entry holds")] }
        var messages: [String] = []
        if sequence != expectedSequence { messages.append("entry \(expectedSequence) is missing") }
        if texts[7] != previousHash { messages.append("it does not follow the entry before it") }
        if texts[0] != EntryCoding.id(ofOperation: texts[1]) { messages.append("its id is not its operation's") }
        let hash = EntryCoding.hash(
            sequence: sequence, id: texts[0], operation: texts[1], timestamp: texts[2], date: texts[3],
            actor: texts[4], kind: texts[5], payload: texts[6], previousHash: texts[7])
        if texts[8] != hash { messages.append("it was changed: its hash does not match what it says") }
        do {
            let entry = try EntryCoding.entry(row)
            if try !PayloadForm.isWhole(texts[6], of: EntryCoding.payload(of: entry.event)) {
                messages.append("its payload is not in the form that is written")
            }
        } catch {
            messages.append("it cannot be read: \(error)")
        }
        return messages.map { .init(sequence: sequence, message: $0) }
    }

    /// Running totals that are not what the entries add up to.
    private static func totalFaults(_ database: Database) throws -> [Verification.Fault] {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let wrong = try Schema.totals(ofVersion: version).reduce(0) { count, total in
            let derived = summing(total.columns, .everything)
            let wrong = try Int.fetchOne(
                database,
                sql: """
                    SELECT (SELECT count(*) FROM (SELECT * FROM \(total.table) EXCEPT SELECT * FROM (\(derived))))
                        + (SELECT count(*) FROM (SELECT * FROM (\(derived)) EXCEPT SELECT * FROM \(total.table)))
                    """)
            return count + (wrong ?? 0)
        }
        guard wrong > 0 else { return [] }
        return [.init(sequence: nil, message: "\(wrong) running totals are not what the entries add up to")]
    }

    /// Computed columns whose stored bytes disagree with the payload.
    private static func columnFaults(_ database: Database) throws -> [Verification.Fault] {
        let names = ["target", "role", "activity", "prerequisite", "person", "date", "minutes", "corrects"]
        return try names.flatMap { name in
            try Int.fetchAll(
                database, sql: "SELECT sequence FROM entry WHERE \(name) IS NOT (payload ->> '$.\(name)')"
            ).map { .init(sequence: $0, message: "its column \(name) disagrees with its payload") }
        }
    }
}

extension Ledger {
    /// Copies the ledger to `destination` by SQLite's backup API, verifies the copy, and only then gives
    /// it its name; returns when the copy and its name are on disk.
    ///
    /// - Throws: `LedgerFault` if the destination exists or the copy does not verify.
    package func backUp(to destination: String) throws {
        guard let queue = try connection.file() else {
            throw LedgerFault("\(path) does not exist", hint: "the first entry makes it; see \(.recordFirstEntry)")
        }
        try Self.copy(queue, to: destination, connection)
    }

    static func copy(_ queue: DatabaseQueue, to destination: String, _ connection: Connection) throws {
        try LedgerFault.translating(destination, .backingUp) {
            guard try !Disk.holds(destination) else {
                throw LedgerFault("\(destination) exists already", hint: "name a file that does not")
            }
            let file = try UnfinishedFile(for: destination)
            let copy = try DatabaseQueue(path: file.path, configuration: connection.configuration)
            try queue.backup(to: copy)
            let verification = try copy.read { database in
                connection.beginCounting()
                return try Self.verification(database)
            }
            try copy.close()
            if let fault = verification.faults.first {
                throw LedgerFault(
                    "not backed up: the copy does not verify: \(fault.message)", hint: "\(.verify)",
                    kind: .damaged)
            }
            var isNamed = false
            do {
                try file.finish(isNamed: &isNamed)
            } catch let failure {
                guard isNamed else { throw failure }
                throw LedgerFault(
                    "copied to \(destination) and verified, but it is unknown whether a power cut would take it back: "
                        + "the disk did not confirm its name (\(failure))",
                    hint: "check the disk, then make another backup")
            }
        }
    }
}
