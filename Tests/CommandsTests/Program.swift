import Foundation
import TestSupport
import Testing

/// The program that was built with these tests, run as a process of its own.
enum Program {
    static var executable: URL {
        get throws {
            let candidates = [
                URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent(),
                Bundle.main.bundleURL.deletingLastPathComponent(), URL(filePath: Repository.root + "/.build/debug"),
            ].map { $0.appending(path: "workbook") }
            return try #require(candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) })
        }
    }

    /// What it prints.
    static func output(
        of arguments: [String], in folder: String, zone: String = "UTC", environment: [String: String] = [:]
    )
        throws -> String
    {
        let process = Process()
        process.executableURL = try executable
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = environment.merging(["TZ": zone, "USER": "tester"]) { given, _ in given }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
