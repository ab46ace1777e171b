import Engagement
import FoundationEssentials
import GRDB
import Ledger

extension SQLiteLedger {
    /// Copies the ledger to `destination` by SQLite's backup API, verifies the copy, and only then gives
    /// it its name; returns when the copy and its name are on disk.
    package func backUp(to destination: String) throws {
        guard let queue = try connection.file() else {
            throw LedgerError("\(path) does not exist", hint: "the first entry makes it; see \(.recordFirstEntry)")
        }
        try Self.copy(queue, to: destination, connection)
    }

    static func copy(_ queue: DatabaseQueue, to destination: String, _ connection: Connection) throws {
        try LedgerError.translating(destination, .backingUp) {
            guard try !Disk.holds(destination) else {
                throw LedgerError("\(destination) exists already", hint: "name a file that does not")
            }
            let file = try UnfinishedFile(for: destination)
            let copy = try DatabaseQueue(path: file.path, configuration: connection.configuration)
            try connection.takingTurnIfRefused { try queue.backup(to: copy) }
            let verification = try copy.read { database in
                connection.beginCounting()
                return try SQLiteTransaction(database: database).verification()
            }
            try copy.close()
            if let finding = verification.findings.first {
                throw LedgerError(
                    "not backed up: the copy does not verify: \(finding.message)", hint: "\(.verify)",
                    kind: .damaged)
            }
            var isNamed = false
            do {
                try file.finish(isNamed: &isNamed)
            } catch let error {
                guard isNamed else { throw error }
                throw LedgerError(
                    "copied to \(destination) and verified, but it is unknown whether a power cut would take it back: "
                        + "the disk did not confirm its name (\(error))",
                    hint: "check the disk, then make another backup")
            }
        }
    }

    /// Returns a name beside the ledger that no file has, by the time: `workbook.2026-12-01T09-30-00Z.sqlite`.
    static func unusedName(_ path: String, _ stamp: String) -> String {
        unusedName(path, mark: stamp.prefix(19).replacing(":", with: "-") + "Z")
    }

    static func unusedName(_ path: String, mark: String) -> String {
        let stem = path.hasSuffix(".sqlite") ? String(path.dropLast(7)) : path
        let name = "\(stem).\(mark)"
        // If the system does not say whether the name is taken, use it: making the file fails then, and says why.
        guard (try? Disk.holds(name + ".sqlite")) == true else { return name + ".sqlite" }
        // A second one of the same mark.
        return "\(name)-\(UUID().uuidString.prefix(8).lowercased()).sqlite"
    }
}
