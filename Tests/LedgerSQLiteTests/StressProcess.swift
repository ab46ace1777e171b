import Engagement
import Foundation
import Ledger
import LedgerFixtures
import LedgerSQLite
import TestSupport
import Testing

/// A running `LedgerStress`: another process that writes to a ledger.
struct StressProcess {
    /// How it ended, and what it said.
    struct Outcome {
        /// The operations that it acknowledged as new, in order.
        let acknowledged: [String]
        /// The operations that it found recorded already.
        let repeated: [String]
        let talk: String
        let status: Int32
        let wasKilled: Bool
    }

    private static var executable: URL {
        get throws {
            let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            let candidates = [
                beside, Bundle.main.bundleURL.deletingLastPathComponent(),
                URL(filePath: Repository.root + "/.build/debug"),
            ].map { $0.appending(path: "LedgerStress") }
            return try #require(candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) })
        }
    }

    private let process = Process()
    private let output = Pipe()
    private let talk = Pipe()
    /// What was read of the output before the end.
    private var read = Data()

    /// Starts `LedgerStress ARGUMENTS`, in a shell after `prefix` if one is given.
    init(_ arguments: [String], after prefix: String? = nil) throws {
        process.executableURL = try Self.executable
        process.arguments = arguments
        if let prefix {
            let path = try Self.executable.path
            process.executableURL = URL(filePath: "/bin/bash")
            process.arguments = ["-c", prefix + "; exec \"$0\" \"$@\"", path] + arguments
        }
        process.standardOutput = output
        process.standardError = talk
        try process.run()
    }

    /// Waits for the first acknowledgement, or the end.
    mutating func waitForWriting() {
        read += output.fileHandleForReading.availableData
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
    }

    /// Reads to the end, and waits for it.
    consuming func outcome() -> Outcome {
        read += output.fileHandleForReading.readDataToEndOfFile()
        let said = talk.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        // A kill can cut the last line short; the part of a line says nothing.
        let lines = String(decoding: read, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().map(String.init)
        return Outcome(
            acknowledged: lines.filter { !$0.hasPrefix("again ") },
            repeated: lines.filter { $0.hasPrefix("again ") }.map { String($0.dropFirst(6)) },
            talk: String(decoding: said, as: UTF8.self), status: process.terminationStatus,
            wasKilled: process.terminationReason == .uncaughtSignal)
    }
}

/// Makes a ledger that has the fixture's contract and no other entry.
func makeLedger(at path: String) throws -> SQLiteLedger {
    let ledger = try SQLiteLedger.open(at: path)
    try ledger.record(write("contract"))
    return ledger
}
