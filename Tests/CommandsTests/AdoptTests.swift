import Commands
import Foundation
import TestSupport
import Testing

/// A folder of other people's Markdown becomes pages, is published, and is adopted twice without harm.
@Suite struct AdoptTests {
    private static let files: [(path: String, text: String)] = [
        ("README.md", "# Our docs\n\nSee [the alert](/runbooks/disk/) and ![a picture](images/a.svg).\n"),
        ("runbooks/disk.md", "---\nlayout: alert\n---\n# Disk full\n\n## Meaning\n\nA.\n\n## Impact\n\nB.\n"),
        ("adr/0001-logs.md", "# 1. Logs\n\n## Status\n\nAccepted\n\n## Context\n\nA.\n\n## Decision\n\nB.\n"),
        ("images/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"></svg>"),
        ("unused.txt", "Nobody shows this."), ("node_modules/x/README.md", "# X\n"),
    ]

    private func source() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (path, text) in Self.files { try folder.write(text, to: "wiki/" + path) }
        return folder
    }

    @Test func `a folder is shown, copied with what it shows, built, and not copied twice`() async throws {
        let (terminal, other) = (try Terminal(), try source())
        let trial = await terminal.run("adopt", other.path + "/wiki", "--dry-run")
        #expect(
            trial.status == .done
                && trial.output.contains("would adopt 3 pages: 1 decision, 1 runbook, 1 guide; 1 file"))
        #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/content/wiki"))

        let adopted = await terminal.run("adopt", other.path + "/wiki")
        let shown = trial.output.replacing("would adopt", with: "adopted")
        #expect(adopted.output == shown)
        try expectGolden(adopted.output, "adopt.txt")
        #expect(
            try terminal.folder.read("content/wiki/README.md") == """
                ---
                id: wiki
                title: Our docs
                kind: guide
                ---

                # Our docs

                See [the alert](runbooks/disk.md) and ![a picture](images/a.svg).

                """)
        #expect(try terminal.folder.read("content/wiki/images/a.svg") == Self.files[3].text)
        #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/content/wiki/unused.txt"))
        #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/content/wiki/node_modules"))
        #expect(await terminal.run("check").status == .done)
        #expect(await terminal.run("build").status == .done)
        #expect(try terminal.folder.read("public/wiki/index.html").contains("runbooks/disk/index.html"))

        let again = await terminal.run("adopt", other.path + "/wiki")
        #expect(again.output.hasPrefix("nothing to adopt"))
        // What somebody wrote here since stays, and is named.
        try terminal.folder.write("---\nid: wiki\ntitle: Ours\nkind: guide\n---\n", to: "content/wiki/README.md")
        let kept = await terminal.run("adopt", other.path + "/wiki")
        #expect(kept.talk.contains("content/wiki/README.md stays as it is"))
        #expect(try terminal.folder.read("content/wiki/README.md").contains("title: Ours"))
    }

    @Test func `a folder below content is changed in place, and one of a kind goes where its kind is`() async throws {
        let (terminal, other) = (try Terminal(), try source())
        try terminal.folder.write("# Old\n\nSee [new](new.html).\n", to: "content/guides/old.markdown")
        try terminal.folder.write("# New\n", to: "content/guides/new.md")
        #expect(await terminal.run("check").status == .findings)
        let adopted = await terminal.run("adopt", "content/guides")
        #expect(adopted.status == .done)
        #expect(adopted.output.contains("the file is named old.md"))
        #expect(try terminal.folder.read("content/guides/old.md").hasSuffix("See [new](new.md).\n"))
        #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/content/guides/old.markdown"))
        #expect(await terminal.run("check").status == .done)
        #expect(await terminal.run("adopt", "content/guides").output.hasPrefix("nothing to adopt"))

        let decisions = await terminal.run("adopt", other.path + "/wiki/adr", "--into", "decision")
        #expect(decisions.status == .done)
        // The workbook reads the style of adr-tools in its folder of decisions.
        #expect(try terminal.folder.read("content/decisions/adr/0001-logs.md") == Self.files[2].text)
        #expect(await terminal.run("decision").output.contains("Logs"))
    }

    @Test func `what is no folder of Markdown is refused with a remedy`() async throws {
        let (terminal, other) = (try Terminal(), try TemporaryFolder())
        try other.write("x", to: "texts/a.txt")
        for folder in [other.path + "/texts", other.path + "/none", "."] {
            let refused = await terminal.run("adopt", folder)
            #expect(refused.status != .done && refused.talk.contains("hint:"), "\(folder)")
        }
    }

    @Test func `every diagnostic is explained, and an unknown one is not`() async throws {
        let terminal = try Terminal()
        let all = await terminal.run("explain")
        let names = all.output.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
        #expect(names.count > 80 && names == names.sorted())
        for name in names {
            let one = await terminal.run("explain", name)
            #expect(one.status == .done && (3...4).contains(one.output.split(separator: "\n").count), "\(name)")
        }
        let unknown = await terminal.run("explain", "broken-ancor")
        #expect(unknown.status == .usage && unknown.talk.contains("did you mean 'broken-anchor'?"))
    }
}
