import Foundation
import TestSupport
import Testing

/// A shell in which examples run as a reader types them: the built program on the PATH, and a clock that is set.
///
/// A stand-in for WeasyPrint is on the PATH too, because printing the documents takes a minute; PDFTests uses the
/// real one.
struct ReaderShell {
    let folder: TemporaryFolder
    /// The folder that the next command starts in, as `cd` left it.
    private(set) var directory: String
    /// The local time at which the next command starts, as `2026-12-02 09:30:00`.
    var clock: String

    struct Result {
        let status: Int32
        let output: String
        let talk: String
    }

    /// - Parameter clock: The local time at which the first command starts, as `2026-12-02 09:30:00`.
    init(clock: String) throws {
        folder = try TemporaryFolder()
        directory = folder.path + "/work"
        self.clock = clock
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try folder.write(
            "#!/bin/sh\nfor last; do :; done\nprintf '%%PDF-1.7 /Type /Page ' > \"$last\"\n", to: "bin/weasyprint")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: folder.path + "/bin/weasyprint")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/bin/workbook", withDestinationPath: try Program.executable.path)
    }

    /// Runs a command, and keeps the folder that it ends in for the next one.
    mutating func run(_ command: String) throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "faketime", "-m", "--exclude-monotonic", clock, "bash", "-c",
            "set -o pipefail\n\(command)\nstatus=$?\npwd > '\(folder.path)/directory'\nexit $status",
        ]
        process.currentDirectoryURL = URL(filePath: directory)
        process.environment = [
            "PATH": folder.path + "/bin:/usr/bin:/bin", "HOME": folder.path + "/home", "TZ": "UTC", "USER": "tester",
            "LC_ALL": "C.UTF-8",
        ]
        let (output, talk) = (folder.path + "/output", folder.path + "/talk")
        for path in [output, talk] { #expect(FileManager.default.createFile(atPath: path, contents: nil)) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: talk))
        try process.run()
        process.waitUntilExit()
        if let ended = try? folder.read("directory") { directory = ended.trimmingCharacters(in: .newlines) }
        return Result(
            status: process.terminationStatus, output: try folder.read("output"), talk: try folder.read("talk"))
    }

    /// Starts `workbook serve` at a free port, waits until it answers, stops it, and returns its exit status.
    func serve(_ command: String) async throws -> Int32? {
        let words = command.split(separator: " ").dropFirst().map(String.init)
        let program = try RunningProgram(["--directory", directory] + words + ["--port", "0"], in: folder)
        _ = try await program.wait(for: /tracker  http/)
        kill(program.identifier, SIGTERM)
        return try await program.end()
    }
}

extension String {
    /// The commands of shell text: a line each, together with the lines that a backslash joins to it.
    var shellCommands: [String] {
        var commands: [String] = []
        var isContinued = false
        for line in split(separator: "\n") {
            let text = line.trimmingCharacters(in: .whitespaces)
            if isContinued { commands[commands.count - 1] += "\n" + text } else { commands.append(text) }
            isContinued = text.hasSuffix("\\")
        }
        return commands
    }
}
