import CivilTime
import Content
import Engagement
import Foundation
import TestSupport
import Testing

@testable import Commands

/// What `check` finds, in each of its forms, held against files that people read in review.
@Suite struct CheckTests {
    private static let contract = """
        id: x
        title: X
        customer: C
        supplier: S
        window: {start: 2026-08-03, end: 2026-08-28}
        """

    private func page(_ matter: String, _ body: String = "Text.") -> String { "---\n\(matter)\n---\n\n\(body)\n" }

    /// A workbook that breaks each of the rules of upkeep, of images and of templates once.
    private func faulty() throws -> Terminal {
        let terminal = try Terminal(makesWorkbook: false)
        terminal.setToday(CivilDate(2026, 12, 1))
        terminal.setEnvironment("PATH", ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
        let folder = terminal.folder
        try folder.write(Self.contract, to: "content/engagement.yaml")
        try folder.write(
            page("id: home\ntitle: Home\nkind: guide\naudience: customer", "[a](guides/a.md) [r](runbooks/r.md)"),
            to: "content/index.md")
        try folder.write(
            page(
                "id: a\ntitle: Same\nkind: guide\naudience: customer\nreview_in: 1 month",
                "![w](wide.svg) ![p](photo.png) ![t](text.png) ![g](wide.gif)\n\n![n](gone.png)"),
            to: "content/guides/a.md")
        try folder.write(page("id: b\ntitle: Same\nkind: guide\naudience: customer"), to: "content/guides/b,100%.md")
        try folder.write(
            page("id: i\ntitle: Guides\nkind: guide\ntriggers: [x]", "[a](a.md)"), to: "content/guides/index.md")
        try folder.write(
            page(
                "id: r\ntitle: R\nkind: runbook\naudience: customer\nreviewed: 2026-11-02\n"
                    + "watches: [jobs/train.yml, jobs/gone.yml]",
                ["Meaning", "Impact", "Diagnosis", "Mitigation", "Verification", "Rollback", "Escalation", "Follow-up"]
                    .map { "## \($0)\n\nText.\n" }.joined(separator: "\n")),
            to: "content/runbooks/r.md")
        try folder.write("<svg width=\"5000\" height=\"1\"><script/></svg>", to: "content/guides/wide.svg")
        try folder.write("GIF89a\u{1}\0\u{1}\0\0\0\0;", to: "content/guides/photo.png")
        try folder.write("no image", to: "content/guides/text.png")
        try folder.write("GIF89a\u{7F}\u{10}\u{1}\0\0\0\0;", to: "content/guides/wide.gif")
        try folder.write("{{{crumbs}}}\n<h1>{{titel}}</h1>\n{{> crads}}\n", to: "site/templates/section.mustache")
        return terminal
    }

    /// A repository of the solution, with a change before the review and one after it.
    private func solution(in folder: TemporaryFolder) throws {
        try folder.write("a\n", to: "solution/jobs/train.yml")
        try git("init", "-q", "-b", "main", ".", in: folder.path + "/solution")
        for (text, subject, date) in [
            ("b\n", "Begin", "2026-11-01"), ("c\n", "Train on spot, \"cheaper\"", "2026-11-03"),
        ] {
            try folder.write(text, to: "solution/jobs/train.yml")
            try git("add", "-A", in: folder.path + "/solution")
            try git("commit", "-q", "-m", subject, in: folder.path + "/solution", on: date)
        }
    }

    @Test(arguments: ["text", "json", "sarif", "github"])
    func `everything that is found, in each form`(format: String) async throws {
        let terminal = try faulty()
        try solution(in: terminal.folder)
        let text = await terminal.transcript(["check --format \(format) --repository solution"])
        try expectGolden(text, "check-\(format).txt")
    }

    @Test func `a file is named from the top of the repository that the workbook is in`() async throws {
        let terminal = try faulty()
        let nested = terminal.folder.path + "/team a/churn"
        try FileManager.default.createDirectory(atPath: nested, withIntermediateDirectories: true)
        for part in ["content", "site"] {
            try FileManager.default.moveItem(atPath: "\(terminal.folder.path)/\(part)", toPath: "\(nested)/\(part)")
        }
        try git("init", "-q", ".", in: terminal.folder.path)
        let github = await terminal.run("-C", "team a/churn", "check", "--format", "github")
        #expect(github.output.contains("file=team a/churn/content/guides/a.md,line=11,title=missing-image::"))
        let sarif = await terminal.run("-C", "team a/churn", "check", "--format", "sarif")
        #expect(sarif.output.contains("\"uri\" : \"team%20a/churn/content/guides/a.md\""))
    }

    @Test func `the SARIF has what the standard requires`() async throws {
        let terminal = try faulty()
        let output = await terminal.run("check", "--format", "sarif").output
        let log = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["name"] as? String == "workbook")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count > 8)
        for rule in rules {
            for key in ["shortDescription", "help"] {
                #expect(((rule[key] as? [String: Any])?["text"] as? String)?.isEmpty == false)
            }
        }
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
            #expect(["error", "warning"].contains(result["level"] as? String))
            #expect(((result["message"] as? [String: Any])?["text"] as? String)?.isEmpty == false)
            let location = try #require((result["locations"] as? [[String: Any]])?.first)
            let place = try #require(location["physicalLocation"] as? [String: Any])
            let uri = try #require((place["artifactLocation"] as? [String: Any])?["uri"] as? String)
            #expect(!uri.hasPrefix("/") && URL(string: uri) != nil)
            if let region = place["region"] as? [String: Any] { #expect((region["startLine"] as? Int ?? 0) >= 1) }
        }
    }

    @Test func `two forms at once are a question`() async throws {
        let terminal = try faulty()
        #expect(await terminal.run("check", "--json", "--format", "sarif").status == .usage)
        let short = await terminal.run("check", "--json")
        #expect(await terminal.run("check", "--format", "json").output == short.output)
    }

    @Test func `what cannot be compared is said once, and is no finding`() async throws {
        let terminal = try faulty()
        let alone = await terminal.run("check")
        #expect(
            alone.talk.contains(
                "is in no git work tree that git trusts\n  name the solution's work tree with --repository DIR\n"))
        #expect(!alone.output.contains("watched"))
        let named = await terminal.run("check", "--repository", "nowhere")
        #expect(named.status == .usage)
        #expect(named.talk.contains("hint: name a git work tree with --repository DIR"))
        try git("init", "-q", ".", in: terminal.folder.path)
        let own = await terminal.run("check")
        #expect(own.talk.contains("the workbook's own repository has none of the watched files"))
    }

    @Test func `a clone without its history is not compared`() async throws {
        let terminal = try faulty()
        try solution(in: terminal.folder)
        try git(
            "clone", "-q", "--depth", "1", "file://" + terminal.folder.path + "/solution", "shallow",
            in: terminal.folder.path)
        let result = await terminal.run("check", "--repository", "shallow")
        #expect(result.talk.contains("is a shallow clone"))
        #expect(!result.output.contains("watched-change"))
        #expect(result.output.contains("watched-path-missing"))
    }

    @Test func `a template with a misspelt name stops the build`() async throws {
        let terminal = try Terminal()
        try terminal.folder.write("<h1>{{titel}}</h1>", to: "site/templates/section.mustache")
        let build = await terminal.run("build")
        #expect(build.status == .findings)
        #expect(
            build.talk.contains("site/templates/section.mustache:1: error: the page has nothing called 'titel' here"))
        #expect(await terminal.run("check").status == .findings)
    }

    @Test func `a git that fails is an error of its own, after what was found`() async throws {
        let terminal = try faulty()
        try solution(in: terminal.folder)
        try terminal.folder.write("#!/bin/sh\necho 'fatal: broken' >&2\nexit 3\n", to: "bin/git")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: terminal.folder.path + "/bin/git")
        terminal.setEnvironment("PATH", terminal.folder.path + "/bin")
        let result = await terminal.run("check", "--repository", "solution")
        #expect(result.output.contains("error:"))
        #expect(result.status == .findings)
        for (path, message) in [("bin", "git rev-parse failed: fatal: broken"), ("none", "git is not installed")] {
            let clean = try Terminal()
            try clean.folder.write(Self.watching, to: "content/index.md")
            clean.setEnvironment("PATH", terminal.folder.path + "/" + path)
            let result = await clean.run("check", "--repository", terminal.folder.path + "/solution")
            #expect(result.status == .outside, "\(result.output)")
            #expect(result.talk.contains(message))
        }
    }

    private static let watching = """
        ---
        id: home
        title: Home
        kind: guide
        audience: customer
        reviewed: 2026-11-02
        watches: [a.yml]
        ---

        # Home

        Hello.

        """
}
