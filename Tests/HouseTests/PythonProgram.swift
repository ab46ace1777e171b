import Foundation
import TestSupport
import Testing

/// A Python program of Tests, run by the interpreter that `make python` made.
struct PythonProgram {
    /// Below Tests: `site/test_pages.py`.
    let path: String
    var arguments: [String] = []

    private static let interpreter =
        ProcessInfo.processInfo.environment["WORKBOOK_PYTHON"] ?? Repository.root + "/.build/python/bin/python3"

    /// Runs the program, and returns what it printed; records that as an issue if the program fails.
    ///
    /// Waits without holding a thread: there are as many as cores, and the other tests need them.
    @discardableResult
    func run(location: SourceLocation = #_sourceLocation) async throws -> String {
        guard FileManager.default.isExecutableFile(atPath: Self.interpreter) else {
            Issue.record(
                "\(Self.interpreter) is missing; make it with: make python", sourceLocation: location)
            return ""
        }
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let log = URL(filePath: folder.path + "/log.txt")
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        let process = Process()
        process.executableURL = URL(filePath: Self.interpreter)
        process.arguments = ["-B", "-W", "ignore", "\(Repository.root)/Tests/\(path)"] + arguments
        process.currentDirectoryURL = URL(filePath: Repository.root)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try await withCheckedThrowingContinuation { (waiting: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in waiting.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                waiting.resume(throwing: error)
            }
        }
        let printed = String(decoding: try Data(contentsOf: log), as: UTF8.self)
        guard process.terminationReason != .exit || process.terminationStatus != 0 else { return printed }
        Issue.record("\(path) failed:\n\(printed)", sourceLocation: location)
        return printed
    }
}
