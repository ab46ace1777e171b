import Engagement
import Foundation
import Ledger
import LedgerSQLite
import TestSupport
import Testing

/// Kills the real program while it writes.
@Suite struct KillTests {
    @Test func `after 200 kills every acknowledged entry is there and the ledger verifies`() async throws {
        let terminal = try Terminal()
        let executable = try Program.executable
        let path = terminal.folder.path
        var random = SeededGenerator(seed: 20_261_201)
        var acknowledged: [String] = []
        var kills = 0
        // A process that is killed before it opens the file proves little, so the delays cover the whole life of
        // one. How long that is depends on the machine and on what else it does: after a process that was too
        // slow the next ones get more time, after one that was done in time they get less.
        var longest = try await run(executable, in: path, operation: "first", killAfter: nil).seconds
        acknowledged.append("first")
        var attempt = 0
        while kills < 200 || acknowledged.count <= 20, attempt < 20_000 {
            attempt += 1
            let operation = "attempt-\(attempt)"
            let delay = Double.random(in: 0...1, using: &random) * longest
            let result = try await run(executable, in: path, operation: operation, killAfter: delay)
            if result.isAcknowledged { acknowledged.append(operation) }
            if result.isKilled { kills += 1 }
            longest *= result.isKilled ? 1.05 : 0.8
        }
        #expect(kills >= 200)
        let ledger = try SQLiteLedger.open(at: path + "/workbook.sqlite")
        let operations = Set(try ledger.entries().map(\.operation))
        #expect(Set(acknowledged).subtracting(operations).isEmpty)
        #expect(acknowledged.count > 20)
        let verification = try ledger.verify()
        #expect(verification.passes, "\(verification.findings)")
    }

    private struct Outcome {
        let isAcknowledged: Bool
        let isKilled: Bool
        let seconds: Double
    }

    private func run(
        _ executable: URL, in folder: String, operation: String, killAfter delay: Double?
    ) async throws -> Outcome {
        let process = Process()
        process.executableURL = executable
        process.arguments = [
            "--directory", folder, "log", "1m", "--role", "data-scientist", "--activity", "kickoff", "--person",
            operation, "--date", "2026-12-01", "--operation", operation,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let clock = ContinuousClock()
        let start = clock.now
        try process.run()
        if let delay {
            try await Task.sleep(for: .seconds(delay))
            kill(process.processIdentifier, SIGKILL)
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let elapsed = start.duration(to: clock.now)
        return Outcome(
            isAcknowledged: text.contains("recorded 1m"),
            isKilled: process.terminationReason == .uncaughtSignal,
            seconds: Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds))
    }
}
