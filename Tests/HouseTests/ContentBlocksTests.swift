import Foundation
import TestSupport
import Testing

/// The code blocks of the shipped pages are real: they parse, and what they ask of MLflow works.
///
/// The checks are Python programs in Tests/content, since the parsers and MLflow are Python's.
@Suite(.serialized) struct ContentBlocksTests {
    private static let interpreter =
        ProcessInfo.processInfo.environment["WORKBOOK_PYTHON"] ?? Repository.root + "/.build/python/bin/python3"

    /// Runs a program of Tests/content; records what it printed where it fails.
    private func run(_ program: String, location: SourceLocation = #_sourceLocation) throws {
        guard FileManager.default.isExecutableFile(atPath: Self.interpreter) else {
            Issue.record(
                "\(Self.interpreter) is missing; make it with: make python", sourceLocation: location)
            return
        }
        let process = Process()
        process.executableURL = URL(filePath: Self.interpreter)
        process.arguments = ["-B", "-W", "ignore", "\(Repository.root)/Tests/content/\(program)"]
        process.currentDirectoryURL = URL(filePath: Repository.root)
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let printed = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationReason != .exit || process.terminationStatus != 0 else { return }
        Issue.record("\(program) failed:\n\(printed)", sourceLocation: location)
    }

    @Test(.timeLimit(.minutes(1))) func `the check of the code blocks finds what is wrong`() throws {
        try run("test_check_blocks.py")
    }

    @Test(.timeLimit(.minutes(1))) func `every code block of the pages parses in its language`() throws {
        try run("check_blocks.py")
    }

    // The program ends itself after three minutes, and its server after five.
    @Test(.timeLimit(.minutes(5))) func `what the pages do with MLflow works against a real MLflow server`() throws {
        try run("test_mlflow.py")
    }
}
