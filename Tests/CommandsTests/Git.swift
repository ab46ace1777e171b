import Foundation
import Testing

/// Runs git in `folder`, as Ann and at noon of `date`, without the settings of this machine.
func git(_ arguments: String..., in folder: String, on date: String = "2026-11-03") throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-c", "user.name=Ann", "-c", "user.email=ann@example.com"] + arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder,
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_DATE": date + "T12:00:00Z", "GIT_COMMITTER_DATE": date + "T12:00:00Z",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "git \(arguments)")
}
