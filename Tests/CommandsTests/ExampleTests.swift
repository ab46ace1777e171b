import Foundation
import TestSupport
import Testing

/// The worked example as `make start` shows it: the repository's pages, with the ledger that Tests/example.sh writes.
@Suite struct ExampleTests {
    @Test(.timeLimit(.minutes(30))) func `the worked example is a finished engagement`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "example-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: URL(filePath: Repository.root + "/content"), to: folder.appending(path: "content"))
        try writeLedger(in: folder)

        let status = try Program.output(of: ["status"], in: folder.path)
        #expect(status.contains("0h left of 14d"))
        #expect(status.contains("0h left of 2d"))
        #expect(status.contains("PREREQUISITES  0 open, 7 confirmed, 0 waived"))
        #expect(status.contains("9 of 9 required are done"))
        #expect(status.contains("8 of 8 criteria proven at this revision"))
        let gaps = try Program.output(of: ["gaps"], in: folder.path)
        #expect(gaps.contains("2 of 2 roles without held time"))
        #expect(gaps.contains("3 of 4 entries of the risk register closed"))
        let trace = try Program.output(of: ["trace"], in: folder.path)
        #expect(trace.components(separatedBy: "sign-off   accepted").count - 1 == 8)
        #expect(try Program.output(of: ["prerequisite", "delays"], in: folder.path).contains("1 business day lost"))
        #expect(try Program.output(of: ["verify"], in: folder.path).contains("verified: "))
    }

    private func writeLedger(in folder: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [Repository.root + "/Tests/example.sh", folder.path]
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["WORKBOOK": try Program.executable.path]
        ) { $1 }
        process.standardOutput = FileHandle.nullDevice
        let messages = Pipe()
        process.standardError = messages
        try process.run()
        let text = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(text)")
    }
}
