import Engagement
import Foundation
import Ledger
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
            _ = try ledger.append(write("old \(number)")) { _ in .timeLogged(.fixture(1)) }
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
        .enabled(if: geteuid() == 0 && Disk.canBeMounted, "mounting a small tmpfs needs root and the right to mount"),
        arguments: [160, 256, 400])
    func `a full disk keeps every acknowledged entry`(kilobytes: Int) throws {
        let disk = try Disk(kilobytes: kilobytes)
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
            let receipt = try Ledger.open(at: path).append(write(failed)) { _ in .timeLogged(.fixture(1)) }
            #expect(receipt.isRepeat == isRepeat)
        }
    }

    /// Everything acknowledged is there, nothing else is but at most one entry that was under way, and all
    /// that was there before still is.
    private func expectIntact(_ path: String, old: [Entry], _ outcomes: StressProcess.Outcome...) throws {
        let ledger = try Ledger.open(at: path)
        let entries = try ledger.entries()
        #expect(Array(entries.prefix(old.count)) == old)
        let acknowledged = outcomes.flatMap(\.acknowledged)
        #expect(outcomes.first?.acknowledged.isEmpty == false)
        #expect(entries.dropFirst(old.count).map(\.operation) == acknowledged)
        let verification = try ledger.verify()
        #expect(verification.passes, "\(verification.faults)")
    }
}

/// A small file system in memory.
private final class Disk: Sendable {
    let path: String

    static let canBeMounted: Bool = (try? Disk(kilobytes: 64)) != nil

    init(kilobytes: Int) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "workbook-disk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        do {
            try Self.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    deinit {
        try? Self.run("umount", "--lazy", path)
        try? FileManager.default.removeItem(atPath: path)
    }

    func resize(kilobytes: Int) throws {
        try Self.run("mount", "-o", "remount,size=\(kilobytes)k", path)
    }

    private struct Failure: Error {}

    private static func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
    }
}
