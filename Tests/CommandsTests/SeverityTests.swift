import Commands
import Foundation
import TestSupport
import Testing

/// A workbook chooses what is an error, accepts what is there today, and shows what is wrong where it is.
@Suite struct SeverityTests {
    private static let page = """
        ---
        id: overview
        title: Overview
        kind: guide
        ---

        # Overview

        See [the steps](#steps) and [the plan](plan.md).

        """

    private func workbook(_ settings: String = "") throws -> Terminal {
        let terminal = try Terminal()
        try terminal.folder.write(
            "---\nid: home\ntitle: Home\nkind: guide\n---\n\n[a](guides/overview.md)\n", to: "content/index.md")
        try terminal.folder.write(Self.page, to: "content/guides/overview.md")
        if !settings.isEmpty { try terminal.folder.write(settings, to: "content/workbook.yaml") }
        return terminal
    }

    @Test func `a diagnostic is an error, a warning or off, by its path`() async throws {
        let plain = await (try workbook()).run("check")
        #expect(plain.status == .findings && plain.output.contains("error: content/guides/overview.md has no heading"))
        let settings = """
            severities:
              content/**:
                broken-anchor: off
                broken-link: warning
                unspoken-activity: off
              content/guides/:
                broken-anchor: warning
              content/elsewhere/*:
                broken-link: error

            """
        let terminal = try workbook(settings)
        let lowered = await terminal.run("check")
        #expect(lowered.status == .done)
        #expect(lowered.output.contains("overview.md:9: warning: content/guides/overview.md has no heading '#steps'"))
        #expect(lowered.output.contains("overview.md:9: warning: there is no page content/guides/plan.md"))
        #expect(plain.output.contains("[unspoken-activity]") && !lowered.output.contains("[unspoken-activity]"))
        #expect(await terminal.run("check", "--strict").status == .findings)
        #expect(await terminal.run("build").status == .done)
        try terminal.folder.write(settings.replacing("elsewhere/*", with: "guides/o*"), to: "content/workbook.yaml")
        #expect(await terminal.run("check").status == .findings)
        #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/public/workbook.yaml"))
    }

    @Test func `what protects the customer stays an error, and the refusal says so`() async throws {
        let terminal = try workbook("severities:\n  content/**:\n    internal-marks: off\n    page-limits: off\n")
        try terminal.folder.write(Self.page + "<!-- internal -->\n", to: "content/guides/overview.md")
        let checked = await terminal.run("check")
        #expect(checked.output.contains("workbook.yaml:3: error: internal-marks can't be off: it protects"))
        #expect(checked.output.contains("workbook.yaml:4: error: page-limits can't be off: something is left out"))
        #expect(checked.output.contains("[internal-marks]"))
        // The contract can't be read half, whatever the settings say.
        let broken = try workbook("severities:\n  content/**:\n    unknown-key: off\n")
        let contract = try broken.folder.read("content/engagement.yaml")
        try broken.folder.write(contract + "\nunheard-of: 1\n", to: "content/engagement.yaml")
        #expect(await broken.run("check").output.contains("error: the contract has no key 'unheard-of'"))
    }

    @Test func `a baseline accepts what is there, and fails on what is new`() async throws {
        let terminal = try workbook()
        #expect(await terminal.run("check", "--write-baseline").status == .usage)
        let missing = await terminal.run("check", "--baseline", "base.json")
        #expect(missing.status == .usage && missing.talk.contains("--write-baseline"))
        let written = await terminal.run("check", "--baseline", "base.json", "--write-baseline")
        #expect(written.status == .done && written.output.isEmpty, "\(written.output)")
        let accepted = await terminal.run("check", "--baseline", "base.json", "--strict")
        #expect(accepted.status == .done && accepted.output.isEmpty, "\(accepted.output)")
        #expect(accepted.talk.contains("the baseline accepts"))
        // Lines that move are nothing new; a second link of the same kind is.
        let moved = Self.page.replacing("See [the", with: "Read this first.\n\nSee [the")
        try terminal.folder.write(moved, to: "content/guides/overview.md")
        #expect(await terminal.run("check", "--baseline", "base.json").status == .done)
        try terminal.folder.write(moved + "\n[again](#steps)\n", to: "content/guides/overview.md")
        let new = await terminal.run("check", "--baseline", "base.json")
        #expect(new.status == .findings)
        #expect(new.output.split(separator: "\n").count == 2 && new.output.contains("overview.md:13: error:"))
        try terminal.folder.write(
            Self.page.replacing("(#steps)", with: "(#overview)"), to: "content/guides/overview.md")
        #expect(await terminal.run("check", "--baseline", "base.json").talk.contains("1 of the baseline are gone"))
    }

    @Test func `a baseline never accepts what protects the customer`() async throws {
        let terminal = try workbook()
        try terminal.folder.write(Self.page + "<!-- internal -->\n", to: "content/guides/overview.md")
        let written = await terminal.run("check", "--baseline", "base.json", "--write-baseline")
        #expect(written.status == .findings && written.output.contains("[internal-marks]"))
        #expect(!(try terminal.folder.read("base.json").contains("internal-marks")))
    }

    @Test func `the internal edition shows its errors on their pages, and the customer's is not written`() async throws
    {
        let terminal = try workbook()
        try terminal.folder.write("Text without front matter.\n", to: "content/guides/lost.md")
        let built = await terminal.run("build")
        #expect(built.status == .findings && built.talk.contains("3 errors, each shown on its page"))
        let page = try terminal.folder.read("public/guides/overview/index.html")
        #expect(page.contains("<p class=\"alert-title\">2 errors</p>"))
        #expect(
            page.contains("content/guides/overview.md has no heading &#39;#steps&#39;")
                || page.contains("has no heading '#steps'"))
        #expect(try terminal.folder.read("public/index.html").contains("the page has no front matter"))
        let sums = Process()
        sums.executableURL = URL(filePath: "/usr/bin/sha256sum")
        sums.arguments = ["--quiet", "--check", "manifest.sha256"]
        sums.currentDirectoryURL = URL(filePath: terminal.folder.path + "/public")
        try sums.run()
        sums.waitUntilExit()
        #expect(sums.terminationStatus == 0)

        for arguments in [["--strict"], ["--edition", "customer"]] {
            let refused = await terminal.run(["build", "--output", "other"] + arguments)
            #expect(refused.status == .findings && refused.talk.contains("nothing was written"))
            #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/other"))
        }
        // A drawing with a script is in no edition.
        try terminal.folder.write(Self.page + "\n![x](x.svg)\n", to: "content/guides/overview.md")
        try terminal.folder.write("<svg width=\"1\" height=\"1\"><script/></svg>", to: "content/guides/x.svg")
        let hostile = await terminal.run("build", "--output", "other")
        #expect(hostile.status == .findings && hostile.talk.contains("nothing was written"))
    }
}
