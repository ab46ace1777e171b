import Commands
import Content
import Engagement
import Foundation
import Glibc
import TestSupport
import Testing

/// Each exit status, by a real run of the program.
@Suite(.timeLimit(.minutes(30))) struct ExitStatusTests {
    private static let log = [
        "log", "--role", "data-scientist", "--activity", "kickoff", "--person", "dana", "--date", "2026-11-27",
    ]

    /// The folder of each case, its name is what is special about it.
    private func folder(_ kind: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Self.contract, to: "content/engagement.yaml")
        switch kind {
        case "broken link":
            try folder.write(
                "---\nid: home\ntitle: Home\nkind: guide\n---\n\n# Home\n\n[gone](gone.md)\n", to: "content/index.md")
        case "no SQLite": try folder.write("no ledger", to: "workbook.sqlite")
        case "git fails":
            try folder.write("#!/bin/sh\nexit 3\n", to: "bin/git")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/bin/git")
            try folder.write(
                "---\nid: home\ntitle: Home\nkind: guide\nreviewed: 2026-11-02\nwatches: [a.yml]\n---\n\n# Home\n",
                to: "content/index.md")
        default: break
        }
        return folder
    }

    /// A window around every day that this test may run on, and a cap of two hours.
    static let contract = """
        id: x
        title: X
        customer: C
        supplier: S
        window: {start: 2020-01-01, end: 2089-12-31}
        roles:
          - {id: data-scientist, title: Data Scientist, cap: 2h}
        focus-areas:
          - id: a
            title: A
            summary: A
            activities:
              - {id: kickoff, title: Kick off}

        """

    @Test(arguments: [
        (0, "", ["--version"]), (0, "", ["status"]), (0, "", ["help", "log"]),
        (1, "broken link", ["check"]), (1, "broken link", ["build"]),
        (2, "", ["nonsense"]), (2, "", ["log", "x"]), (2, "", ["serve", "--port", "99999"]),
        (3, "", log.map { $0 == "kickoff" ? "none" : $0 } + ["1h"]),
        (4, "", log + ["3h"]),
        (5, "no SQLite", ["status"]), (5, "", ["backup", "no/such/folder.sqlite"]),
        (6, "", ["export", "pdf"]), (6, "git fails", ["check", "--repository", "."]),
    ])
    func `each status has its meaning`(status: Int, kind: String, arguments: [String]) async throws {
        let folder = try folder(kind)
        let program = try RunningProgram(
            arguments, in: folder, environment: ["PATH": kind == "git fails" ? folder.path + "/bin" : "/none"])
        let ended = try await program.end()
        let text = try program.printed()
        #expect(ended == Int32(status), "\(arguments): \(text)")
    }

    @Test func `a port that is taken is outside`() async throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, size)
                _ = listen(descriptor, 1)
                _ = getsockname(descriptor, $0, &size)
            }
        }
        let port = UInt16(bigEndian: address.sin_port)
        let program = try RunningProgram(["serve", "--port", "\(port)"], in: try folder(""))
        #expect(try await program.end() == 6)
    }

    @Test func `an error that no code expects is a bug, and asks to be reported`() async throws {
        struct Unexpected: Error {}
        let terminal = try Terminal()
        let status = terminal.fail(with: Unexpected())
        #expect(status.status == .bug)
        #expect(status.talk.contains("error: this is a bug of workbook 0.1.0"))
        #expect(status.talk.contains("Unexpected"))
        #expect(status.talk.contains("hint: report it with this message"))
    }

    @Test func `the help and the README name each status`() async throws {
        let help = await (try Terminal()).run("--help").output
        let readme = try String(contentsOfFile: Repository.root + "/README.md", encoding: .utf8)
        for status in ExitStatus.allCases {
            #expect(help.contains("  \(status.rawValue) "), "\(status)")
            #expect(readme.contains("\(status.rawValue) "), "\(status)")
        }
    }
}
