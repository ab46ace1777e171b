import Foundation
import Glibc
import TestSupport
import Testing

/// The real program, running until a test or a signal ends it.
///
/// Waiting blocks no thread of the tests.
final class RunningProgram {
    private let process = Process()
    /// Kept for as long as the program runs in it.
    private let folder: TemporaryFolder
    private let output: URL

    init(_ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]) throws {
        self.folder = folder
        output = URL(filePath: folder.path + "/output-\(UUID().uuidString)")
        #expect(FileManager.default.createFile(atPath: output.path, contents: nil))
        process.executableURL = try Program.executable
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.environment = ["TZ": "UTC", "USER": "tester"].merging(environment) { _, given in given }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    var identifier: pid_t { process.processIdentifier }

    /// What it printed so far.
    func printed() throws -> String { try String(contentsOf: output, encoding: .utf8) }

    /// Waits until the output matches.
    func wait<Match>(for pattern: Regex<Match>) async throws -> Match {
        while true {
            let isRunning = process.isRunning
            let text = try printed()
            if let match = text.firstMatch(of: pattern) { return match.output }
            try #require(isRunning, "it ended: \(text)")
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Waits for the end, and returns the exit status, or nil if a signal ended it.
    func end() async throws -> Int32? {
        while process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
        return process.terminationReason == .exit ? process.terminationStatus : nil
    }
}
