import Commands
import Foundation
import TestSupport
import Testing

/// `check --fix` corrects what has one right answer, shows it, and leaves every other byte.
@Suite struct MendingTests {
    private static func page(_ id: String, _ body: String, _ more: String = "") -> String {
        "---\nid: \(id)\ntitle: \(id)\nkind: guide\n\(more)---\n\n\(body)\n"
    }

    private static let faulty =
        "\u{FEFF}---\r\ntitle: Faulty\r\nkind: guide\r\n---\r\n\r\n# Faulty  \r\n"
        + "See [steps](#Step-By-Step), [b](b.html#The-Way-back), [c](old/c.md) `[c](old/c.md)`, [d](/was/d.html),\t\r\n"
        + "[twin](gone/twin.md), [nothing](gone/never.md) and [status](../engagement/status/index.html).\r\n\r\n"
        + "[Step](runbook.md#STEP-1)\r\n\r\n"
        + "## Step by step"

    private func workbook() throws -> Terminal {
        let terminal = try Terminal()
        let pages = [
            "index.md": Self.page(
                "home", "[a](guides/a.md) [b](guides/b.md) [x](x/twin.md) [y](y/twin.md) [d](guides/d.md)"),
            "guides/a.md": Self.faulty,
            "guides/b.md": Self.page("b", "## The way back\n\n[c](deep/c.md) [folder](/guides/) [a](/guides/a.md)"),
            "guides/deep/c.md": Self.page("c", "Text."), "guides/d.md": Self.page("d", "Text.", "aliases: [was/d]\n"),
            "guides/runbook.md": "---\nid: RB-001\ntitle: R\nkind: runbook\n---\n\n## Procedure\n\n1. **Do it.**\n",
            "x/twin.md": Self.page("twin-x", "Text."), "y/twin.md": Self.page("twin-y", "Text."),
        ]
        for (path, text) in pages { try terminal.folder.write(text, to: "content/" + path) }
        return terminal
    }

    /// With the byte order mark, which reading a text drops.
    private func bytes(of path: String, _ terminal: Terminal) throws -> Data {
        try Data(contentsOf: URL(filePath: terminal.folder.path + "/" + path))
    }

    @Test func `what has one answer is mended, the other bytes stay, and a check finds none of it`() async throws {
        let terminal = try workbook()
        let before = await terminal.run("check")
        for rule in ["byte-order-mark", "missing-key", "broken-link"] { #expect(before.output.contains("[\(rule)]")) }
        let trial = await terminal.run("check", "--fix", "--dry-run")
        #expect(trial.output.contains("would mend 1 page: 7 changes"), "\(trial.output)")
        #expect(try bytes(of: "content/guides/a.md", terminal) == Data(Self.faulty.utf8))

        let fixed = await terminal.run("check", "--fix")
        #expect(fixed.output.contains("mended 1 page: 7 changes"))
        for change in [
            "the byte order mark is removed", "id: a", "#Step-By-Step is #step-by-step",
            "b.html#The-Way-back is b.md#the-way-back", "old/c.md is deep/c.md", "/was/d.html is d.md",
            "runbook.md#STEP-1 is runbook.md#step-1",
        ] { #expect(fixed.output.contains("  \(change)\n"), "\(change)") }
        let mended = [
            ("\u{FEFF}---\r\n", "---\r\nid: a\r\n"), ("#Step-By-Step", "#step-by-step"),
            ("b.html#The-Way-back", "b.md#the-way-back"), ("[c](old/c.md) `", "[c](deep/c.md) `"),
            ("/was/d.html", "d.md"), ("#STEP-1", "#step-1"),
        ]
        let expected = mended.reduce(Self.faulty) { $0.replacing($1.0, with: $1.1) }
        #expect(try bytes(of: "content/guides/a.md", terminal) == Data(expected.utf8))

        let after = await terminal.run("check", "--fix", "--json")
        #expect(after.talk.contains("nothing to mend"))
        for rule in ["byte-order-mark", "missing-key", "anchor-case"] { #expect(!after.output.contains(rule)) }
        // What may mean two pages, or none, stays.
        #expect(after.output.contains("gone/twin.md") && after.output.contains("gone/never.md"))
        #expect(after.output.components(separatedBy: "broken-link").count == 3, "\(after.output)")
        #expect(await terminal.run("check", "--dry-run").status == .usage)
    }

    @Test func `without a contract nothing is mended`() async throws {
        let terminal = try workbook()
        try terminal.folder.write("id: [\n", to: "content/engagement.yaml")
        #expect(await terminal.run("check", "--fix").status == .findings)
        #expect(try bytes(of: "content/guides/a.md", terminal) == Data(Self.faulty.utf8))
    }
}
