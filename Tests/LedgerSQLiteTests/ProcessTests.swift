import CivilTime
import Engagement
import Foundation
import Ledger
import LedgerFixtures
import LedgerSQLite
import TestSupport
import Testing

/// Many processes on one ledger, and processes that are killed.
@Suite(.serialized) struct ProcessTests {
    @Test func `64 processes with 200 operations each lose nothing and double nothing`() async throws {
        let folder = try MemoryFolder()
        let path = folder.path + "/workbook.sqlite"
        let ledger = try makeLedger(at: path)
        let processes = try (1...64).map { try StressProcess(["repeat", path, "process\($0)", "200"]) }
        var acknowledged: [String] = []
        for process in processes {
            let outcome = process.outcome()
            #expect(outcome.status == 0, "\(outcome.talk)")
            acknowledged += outcome.acknowledged
            // Twenty of its own, and those of the shared ones that another process had written.
            #expect(outcome.acknowledged.count + outcome.repeated.count == 240)
        }
        // Each operation was acknowledged as new by exactly one process, however many wrote it.
        let expected =
            (1...64).flatMap { process in (1...200).map { "process\(process)-\($0)" } }
            + (1...20).map { "shared-\($0 * 10)" }
        let isOnce = acknowledged.sorted() == expected.sorted()
        #expect(isOnce, "\(acknowledged.count) acknowledged, \(Set(acknowledged).count) different")
        let isThere = try ledger.entries().dropFirst().map(\.operation).sorted() == expected.sorted()
        #expect(isThere)
        #expect(try ledger.state().minutesByRole["data-scientist"] == Minutes(expected.count))
        let verification = try ledger.verify()
        #expect(verification.passes, "\(verification.findings)")
    }

    @Test func `after 1000 kills in the middle of writing every acknowledged entry is there`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/workbook.sqlite"
        let ledger = try makeLedger(at: path)
        var acknowledged: Set<String> = []
        // Two processes at a time, so that one recovers what the other one's death left.
        for round in 1...10 {
            acknowledged.formUnion(
                try await withThrowingTaskGroup(of: [String].self) { group in
                    for writer in 1...2 {
                        group.addTask { try Self.kill(50, writing: "round\(round)-writer\(writer)", to: path) }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                })
            let verification = try ledger.verify()
            #expect(verification.passes, "after \(round * 100) kills: \(verification.findings)")
            let operations = try ledger.entries().map(\.operation)
            #expect(acknowledged.subtracting(operations).isEmpty)
            #expect(Set(operations).count == operations.count)
        }
        // Nine in ten were waited for until they had acknowledged an entry.
        #expect(acknowledged.count >= 900)
        // A journal that was not yet worth rolling back goes with the next write.
        _ = try ledger.append(write("after the kills")) { _ in .time(.fixture(1)) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["workbook.sqlite"])
    }

    /// Starts and kills a process `count` times; returns what they acknowledged.
    private static func kill(_ count: Int, writing name: String, to path: String) throws -> [String] {
        var random = SeededGenerator(seed: UInt64(name.utf8.reduce(0) { $0 &* 31 &+ Int($1) }.magnitude))
        var acknowledged: [String] = []
        for run in 1...count {
            var process = try StressProcess(["append", path, "\(name)-run\(run)", "0"])
            // One in ten dies while it starts and opens the file, the others while they write.
            if run.isMultiple(of: 10) {
                Thread.sleep(forTimeInterval: Double.random(in: 0...0.03, using: &random))
            } else {
                process.waitForWriting()
                Thread.sleep(forTimeInterval: Double.random(in: 0...0.02, using: &random))
            }
            process.kill()
            let outcome = process.outcome()
            #expect(outcome.wasKilled, "\(outcome.talk)")
            acknowledged += outcome.acknowledged
        }
        return acknowledged
    }
}
