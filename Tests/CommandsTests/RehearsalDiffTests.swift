import Commands
import Foundation
import TestSupport
import Testing

@Suite struct RehearsalDiffTests {
    private static let runbook =
        "---\nid: RB-001\ntitle: Restart\nkind: runbook\naudience: customer\n---\n# Restart\n\n1. Stop it.\n2. Wait.\n"

    private static let rehearsal = [
        "rehearse", "RB-001", "--level", "unaided", "--by", "ann", "--side", "customer", "--result", "passed",
        "--minutes", "25",
    ]

    private func terminal() throws -> Terminal {
        let terminal = try Terminal()
        terminal.setEnvironment("PATH", ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
        try terminal.folder.write(Self.runbook, to: "content/runbooks/restart.md")
        return terminal
    }

    private func commit(_ terminal: Terminal, _ subject: String, on date: String) throws {
        try git("add", "content", in: terminal.folder.path, on: date)
        try git("commit", "-q", "-m", subject, in: terminal.folder.path, on: date)
    }

    @Test func `what changed since a rehearsal is found in git by its fingerprint, also after a rename`() async throws {
        let terminal = try terminal()
        let folder = terminal.folder
        #expect(await terminal.run("rehearse", "diff", "RB-001").status == .refused)
        try git("init", "-q", in: folder.path)
        try commit(terminal, "Write the runbook", on: "2026-11-03")
        #expect(await terminal.run(Self.rehearsal).status == .done)
        #expect(
            await terminal.run("rehearse", "diff", "RB-001").talk.contains("has not changed since ann rehearsed it"))
        try git("mv", "content/runbooks/restart.md", "content/runbooks/stop.md", in: folder.path)
        try commit(terminal, "Rename it", on: "2026-11-04")
        try folder.write(
            Self.runbook.replacing("2. Wait.", with: "2. Wait a minute."), to: "content/runbooks/stop.md")
        let diff = await terminal.run("rehearse", "diff", "rb-001")
        #expect(diff.status == .done)
        #expect(diff.talk.contains("has changed since ann rehearsed it on 2026-12-01; compared with commit "))
        #expect(diff.talk.contains(" of 2026-11-04"))
        #expect(diff.output == " # Restart\n \n 1. Stop it.\n-2. Wait.\n+2. Wait a minute.\n")
        let json = await terminal.run("rehearse", "diff", "RB-001", "--json").output
        #expect(json.contains("\"+2. Wait a minute.\"") && json.contains("\"isChanged\" : true"))
    }

    @Test func `a text that git does not have is said to be missing`() async throws {
        let terminal = try terminal()
        #expect(await terminal.run(Self.rehearsal).status == .done)
        try terminal.folder.write(Self.runbook + "3. Start it.\n", to: "content/runbooks/restart.md")
        let without = await terminal.run("rehearse", "diff", "RB-001")
        #expect(without.status == .done && without.output.isEmpty)
        #expect(without.talk.contains("what changed can't be shown"))
        try git("init", "-q", in: terminal.folder.path)
        try commit(terminal, "Begin", on: "2026-12-02")
        let unknown = await terminal.run("rehearse", "diff", "RB-001").talk
        #expect(unknown.contains("no commit of content/runbooks/restart.md has the text that was rehearsed"))
    }
}
