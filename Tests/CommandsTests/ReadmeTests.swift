import Foundation
import TestSupport
import Testing

/// The README, typed in from top to bottom by a reader.
@Suite struct ReadmeTests {
    /// A fenced block of the README.
    private struct Block {
        let language: String
        let text: String
    }

    private static func blocks() throws -> [Block] {
        let readme = try String(contentsOfFile: Repository.root + "/README.md", encoding: .utf8)
        return readme.matches(of: /(?ms)^```([a-z]+)\n(.*?)^```$/).map {
            Block(language: String($0.output.1), text: String($0.output.2))
        }
    }

    @Test func `every command of the README works in the order of the page`() async throws {
        var shell = try ReaderShell(clock: "2026-12-02 09:30:00")
        var lastOutput = ""
        var count = 0
        for block in try Self.blocks() {
            if block.language == "text" {
                #expect(Self.withoutIDs(lastOutput) == Self.withoutIDs(block.text))
                continue
            }
            guard block.language == "bash" else { continue }
            for command in block.text.shellCommands where !Self.builds(command) {
                count += 1
                if Self.serves(command) {
                    #expect(try await shell.serve("workbook serve") == 0)
                } else {
                    let result = try shell.run(command)
                    #expect(result.status == 0, "\(command)\n\(result.output)\(result.talk)")
                    lastOutput = result.output
                }
            }
        }
        #expect(count > 15)
    }

    /// Builds, installs or tests the program from its sources.
    private static func builds(_ command: String) -> Bool { command.hasPrefix("make ") }

    /// Runs until it is stopped.
    private static func serves(_ command: String) -> Bool { command.hasPrefix("workbook serve") }

    private static func withoutIDs(_ output: String) -> String { output.replacing(/undo [0-9a-f]{8}/, with: "undo ID") }
}
