import Foundation
import TestSupport
import Testing

/// A Python program of Tests, run by the interpreter that `make python` made.
struct PythonProgram {
    /// Below Tests: `site/test_pages.py`.
    let path: String

    private static let interpreter =
        ProcessInfo.processInfo.environment["WORKBOOK_PYTHON"] ?? Repository.root + "/.build/python/bin/python3"

    /// Runs the program; records what it printed where it fails.
    func run(location: SourceLocation = #_sourceLocation) throws {
        guard FileManager.default.isExecutableFile(atPath: Self.interpreter) else {
            Issue.record(
                "\(Self.interpreter) is missing; make it with: make python", sourceLocation: location)
            return
        }
        let process = Process()
        process.executableURL = URL(filePath: Self.interpreter)
        process.arguments = ["-B", "-W", "ignore", "\(Repository.root)/Tests/\(path)"]
        process.currentDirectoryURL = URL(filePath: Repository.root)
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let printed = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationReason != .exit || process.terminationStatus != 0 else { return }
        Issue.record("\(path) failed:\n\(printed)", sourceLocation: location)
    }
}
