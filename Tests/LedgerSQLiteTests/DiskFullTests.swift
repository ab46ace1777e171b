import Engagement
import Foundation
import Ledger
import LedgerFixtures
import LedgerSQLite
import TestSupport
import Testing

/// A disk that has no room left: nothing is said to be recorded that is not, and nothing old is lost.
@Suite(.serialized) struct DiskFullTests {
    @Test(arguments: [100, 128, 160, 200, 256])
    func `a file that may not grow further keeps every acknowledged entry`(kilobytes: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/workbook.sqlite"
        let ledger = try makeLedger(at: path)
        for number in 1...20 {
            _ = try ledger.append(write("old \(number)")) { _ in .time(.fixture(1)) }
        }
        let old = try ledger.entries()
        // bash counts in units of 1024 bytes. Without the trap, the signal would end the process.
        let limit = "trap '' XFSZ; ulimit -f \(kilobytes)"
        let outcome = try StressProcess(["append", path, "new", "5000"], after: limit).outcome()
        #expect(outcome.status == 5)
        #expect(outcome.talk.contains("not recorded"), "\(outcome.talk)")
        try expectIntact(path, old: old, outcome)
    }

    @Test func `a process that the limit's signal ends has acknowledged nothing that is not there`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/workbook.sqlite"
        let old = try makeLedger(at: path).entries()
        let outcome = try StressProcess(["append", path, "new", "5000"], after: "ulimit -f 150").outcome()
        #expect(outcome.wasKilled || outcome.status == 5)
        try expectIntact(path, old: old, outcome)
    }

    @Test(
        .enabled(
            if: geteuid() == 0 && SmallDisk.canBeMounted, "mounting a small tmpfs needs root and the right to mount"),
        arguments: [160, 256, 400])
    func `a full disk keeps every acknowledged entry`(kilobytes: Int) throws {
        let disk = try SmallDisk(kilobytes: kilobytes)
        let path = disk.path + "/workbook.sqlite"
        let old = try makeLedger(at: path).entries()
        let outcome = try StressProcess(["append", path, "new", "5000"]).outcome()
        #expect(outcome.status == 5)
        #expect(outcome.talk.contains("is full"), "\(outcome.talk)")
        // A second try fails as well, and says so.
        let again = try StressProcess(["append", path, "again", "50"]).outcome()
        #expect(again.status == 5)
        try expectIntact(path, old: old, outcome, again)
        // With room again, the operation that failed is recorded, once.
        let file = try FileManager.default.attributesOfItem(atPath: path)
        #expect((file[.size] as? Int ?? 0) <= kilobytes * 1024)
        try disk.resize(kilobytes: 2048)
        let failed = "new-\(outcome.acknowledged.count + 1)"
        for isRepeat in [false, true] {
            let receipt = try SQLiteLedger.open(at: path).append(write(failed)) { _ in .time(.fixture(1)) }
            #expect(receipt.isRepeat == isRepeat)
        }
    }

    /// Everything acknowledged is there, nothing else is but at most one entry that was under way, and all
    /// that was there before still is.
    private func expectIntact(_ path: String, old: [Entry], _ outcomes: StressProcess.Outcome...) throws {
        let ledger = try SQLiteLedger.open(at: path)
        let entries = try ledger.entries()
        #expect(Array(entries.prefix(old.count)) == old)
        let acknowledged = outcomes.flatMap(\.acknowledged)
        #expect(outcomes.first?.acknowledged.isEmpty == false)
        #expect(entries.dropFirst(old.count).map(\.operation) == acknowledged)
        let verification = try ledger.verify()
        #expect(verification.passes, "\(verification.findings)")
    }
}
