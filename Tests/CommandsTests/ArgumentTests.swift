import Commands
import Foundation
import TestSupport
import Testing

/// The program where `/proc`, or a file in it, cannot be read: Swift's own list of arguments is empty there.
@Suite struct ArgumentTests {
    /// Runs a command with a mount namespace of its own, after `preparation`.
    private static func run(
        _ command: [String], after preparation: String, in folder: String
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unshare")
        process.arguments = ["-m", "/bin/sh", "-c", preparation + " && exec \"$0\" \"$@\""] + command
        process.currentDirectoryURL = URL(filePath: folder)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.environment = ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "USER": "tester", "TZ": "UTC"]
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    private static let hideAll = "mount -t tmpfs none /proc"
    private static let hideMaps = "mount --bind /dev/null /proc/$$/maps && mount --bind /dev/null /proc/$$/cmdline"

    /// A user who is not root may not mount, nor may root in most containers.
    private static func mayHide(_ preparation: String) -> Bool {
        (try? run(["true"], after: preparation, in: "/"))?.status == 0
    }

    private func log(_ folder: TemporaryFolder, after preparation: String) throws -> (status: Int32, output: String) {
        try folder.write(ExitStatusTests.contract, to: "content/engagement.yaml")
        return try Self.run(
            [
                try Program.executable.path, "log", "1h", "--role", "data-scientist", "--activity", "kickoff",
                "--person", "a b", "--date", "2026-11-27",
            ], after: preparation, in: folder.path)
    }

    @Test(.enabled(if: mayHide(hideMaps), "this user may not hide files of /proc"))
    func `the arguments arrive where their files cannot be read`() throws {
        let folder = try TemporaryFolder()
        let log = try log(folder, after: Self.hideMaps)
        #expect(log.status == 0)
        #expect(log.output.contains("recorded 1h on Fri 27 Nov 2026: a b"), "\(log.output)")
    }

    @Test(.enabled(if: mayHide(hideAll), "this user may not hide /proc"))
    func `without proc nothing is done, and that is an error`() throws {
        let folder = try TemporaryFolder()
        let log = try log(folder, after: Self.hideAll)
        #expect(log.status == ExitStatus.outside.rawValue)
        #expect(log.output.hasPrefix("error: /proc cannot be read"), "\(log.output)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/workbook.sqlite"))
    }
}
