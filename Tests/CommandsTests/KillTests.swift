import Engagement
import Foundation
import Ledger
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
        // A process that is killed before it opens the file proves little, so the delays cover the whole
        // life of one, which is measured first.
        let alone = try await run(executable, in: path, operation: "first", killAfter: nil)
        acknowledged.append("first")
        var attempt = 0
        while kills < 200, attempt < 2000 {
            attempt += 1
            let operation = "attempt-\(attempt)"
            let delay = Double.random(in: 0...1.2, using: &random) * alone.seconds
            let result = try await run(executable, in: path, operation: operation, killAfter: delay)
            if result.isAcknowledged { acknowledged.append(operation) }
            if result.isKilled { kills += 1 }
        }
        #expect(kills == 200)
        let ledger = try Ledger.open(at: path + "/workbook.sqlite")
        let operations = Set(try ledger.entries().map(\.operation))
        #expect(Set(acknowledged).subtracting(operations).isEmpty)
        #expect(acknowledged.count > 10)
        let verification = try ledger.verify()
        #expect(verification.passes, "\(verification.faults)")
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
