import Engagement
import Foundation
import Ledger
import LedgerFixtures
import LedgerSQLite
import TestSupport
import Testing

/// What a process says about a write whose system calls fail is true.
@Suite(.serialized) struct CommitTests {
    private static let canTrace: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["strace", "-o", "/dev/null", "true"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    @Test(
        .enabled(if: canTrace, "strace injects the errors"),
        arguments: [false, true], ["fdatasync,fsync", "unlink", "link,linkat"])
    func `an error at any call of a write is told as what it did`(isFirst: Bool, calls: String) throws {
        var met = 0
        for number in 1...8 {
            let folder = try TemporaryFolder()
            let path = folder.path + "/workbook.sqlite"
            if isFirst {
                // LedgerStress takes the contract from the ledger, so its first entry is a restore's.
                _ = try makeLedger(at: folder.path + "/backup.sqlite")
            } else {
                _ = try makeLedger(at: path)
            }
            let inject =
                "exec strace -f -y -o '\(folder.path)/trace' -e trace=\(calls),unlink -e inject=\(calls):error=EIO:when=\(number) \"$0\" \"$@\""
            let arguments =
                isFirst ? ["restore", path, folder.path + "/backup.sqlite", "0"] : ["append", path, "writer", "1"]
            let outcome = try StressProcess(arguments, after: inject).outcome()
            let trace = try folder.read("trace")
            guard trace.contains("INJECTED") else { break }
            met += 1
            let isThere: Bool
            if isFirst {
                isThere = try SQLiteLedger.openExisting(at: path)?.entries().isEmpty == false
                // A ledger without an entry is worse than none.
                #expect(isThere || !FileManager.default.fileExists(atPath: path))
            } else {
                isThere = try SQLiteLedger.open(at: path).entry(ofOperation: "writer-1") != nil
            }
            #expect(isThere || outcome.acknowledged.isEmpty, "\(calls) \(number): \(outcome.talk)")
            #expect(outcome.status != 0 || !hitsCommit(trace), "\(trace)")
            if outcome.status != 0 {
                let saysNothing = outcome.talk.contains("not recorded") || outcome.talk.contains("not restored")
                #expect(saysNothing != isThere, "\(calls) \(number): \(outcome.talk)")
                #expect(!isThere || outcome.talk.contains("a power cut would take it back"), "\(outcome.talk)")
            }
        }
        #expect(met > 0 || calls == "link,linkat")
    }

    /// Whether the injected error concerns what makes an entry durable: the sync of the ledger itself, or that of its
    /// folder after the journal was removed.
    ///
    /// After a failed fsync Linux may drop the pages, and a second fsync that succeeds proves nothing.
    private func hitsCommit(_ trace: String) -> Bool {
        let lines = trace.split(separator: "\n")
        guard let index = lines.firstIndex(where: { $0.contains("INJECTED") }), lines[index].contains("sync(") else {
            return false
        }
        return lines[index].contains("/workbook.sqlite>") || lines[..<index].contains { $0.contains("-journal\"") }
    }
}
