import Commands
import Foundation
import TestSupport
import Testing

/// The program in a place without `/proc`, where Swift's own list of arguments is empty.
@Suite struct ArgumentTests {
    /// Runs a command with a mount namespace of its own, where `/proc` is an empty folder.
    private static func run(_ command: [String], in folder: String) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unshare")
        process.arguments = ["-m", "/bin/sh", "-c", "mount -t tmpfs none /proc && exec \"$0\" \"$@\""] + command
        process.currentDirectoryURL = URL(filePath: folder)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.environment = ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "USER": "tester", "TZ": "UTC"]
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    /// A user who is not root may not mount, nor may root in most containers.
    static let mayHideProc = (try? run(["true"], in: "/"))?.status == 0

    @Test(.enabled(if: mayHideProc, "this user may not hide /proc"))
    func `the arguments arrive in a place without proc`() throws {
        let folder = try TemporaryFolder()
        try folder.write(ExitStatusTests.contract, to: "content/engagement.yaml")
        let program = try Program.executable.path
        let log = try Self.run(
            [
                program, "log", "1h", "--role", "data-scientist", "--activity", "kickoff", "--person", "a b", "--date",
                "2026-11-27",
            ], in: folder.path)
        #expect(log.status == 0)
        #expect(log.output.contains("recorded 1h"), "\(log.output)")
        let version = try Self.run([program, "--version"], in: folder.path)
        #expect(version.output == "0.1.0\n" && version.status == 0)
        let wrong = try Self.run([program, "nonsense"], in: folder.path)
        #expect(wrong.status == ExitStatus.usage.rawValue)
    }
}
