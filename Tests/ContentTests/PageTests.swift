import Content
import Engagement
import Foundation
import Markdown
import TestSupport
import Testing

@Suite struct PageTests {
    private let contract = """
        id: x
        title: X
        customer: C
        supplier: S
        window: {start: 2026-11-30, end: 2026-12-24}
        focus-areas:
          - id: strategy
            title: Strategy
            activities: [{id: kickoff, title: Kick off}]
        """

    private func read(_ pages: [String: String]) -> ContentFolder {
        ContentFolder(
            files: [("engagement.yaml", Array(contract.utf8))] + pages.map { ($0.key, Array($0.value.utf8)) })
    }

    private func page(_ frontMatter: String, _ body: String = "Text.") -> ContentFolder {
        read(["page.md": "---\n\(frontMatter)\n---\n\n\(body)\n"])
    }

    private let minimal = "id: a\ntitle: A\nkind: guide"

    private func rules(_ folder: ContentFolder) -> [String] { folder.diagnostics.map(\.rule) }

    @Test func `a page that says nothing about its audience is internal`() throws {
        #expect(try #require(page(minimal).pages.first).frontMatter.audience == .internal)
    }

    @Test func `every key of the front matter is read`() throws {
        let folder = page(
            """
            id: ADR-0001
            title: "Promote code: always"
            description: One sentence.
            kind: decision
            audience: customer
            owner: data-scientist
            activities: [kickoff]
            criteria: []
            watches: [a.yml, b.yml]
            review_in: 6 months
            status: accepted
            implementation: not-started
            date: 2026-12-01
            decision-makers: [ann, bob]
            consulted: cid
            informed: []
            supersedes: [ADR-0000]
            amends: []
            aliases: [old.md]
            tags: [one]
            order: 10
            """)
        #expect(folder.diagnostics.isEmpty, "\(folder.diagnostics)")
        let matter = try #require(folder.pages.first).frontMatter
        #expect(matter.title == "Promote code: always")
        #expect(matter.status == .accepted && matter.implementation == .notStarted)
        #expect(matter.date == CivilDate(2026, 12, 1))
        #expect(matter.decisionMakers == ["ann", "bob"] && matter.consulted == ["cid"])
        #expect(matter.lines["order"] == 22)
    }

    @Test(arguments: [
        ("id: a\ntitle: A", "missing-key"),
        ("id: a\ntitle: A\nkind: memo", "unknown-kind"),
        ("id: a\ntitle: A\nkind: guide\naudience: public", "unknown-audience"),
        ("id: a\ntitle: A\nkind: guide\ncolour: red", "unknown-key"),
        ("id: a\ntitle: A\nkind: decision", "missing-status"),
        ("id: a\ntitle: A\nkind: decision\nstatus: approved", "unknown-status"),
        ("id: a\ntitle: A\nkind: guide\nstatus: accepted", "status-without-decision"),
        ("id: a\ntitle: A\nkind: guide\ndate: 1 Dec", "bad-date"),
        ("id: a\ntitle: A\nkind: guide\nreview_in: soon", "bad-period"),
        ("id: a\ntitle: A\nkind: guide\nactivities: [kickof]", "unknown-activity"),
        ("id: a\ntitle: A: B\nkind: guide", "yaml"),
    ])
    func `a fault in the front matter is named`(frontMatter: String, rule: String) {
        #expect(rules(page(frontMatter)) == [rule])
    }

    @Test func `a page without front matter is a fault, and so are two pages of one id`() {
        #expect(rules(read(["a.md": "# A\n"])) == ["missing-front-matter"])
        let twice = read(["a.md": "---\n\(minimal)\n---\n", "b.md": "---\n\(minimal)\n---\n"])
        #expect(rules(twice) == ["duplicate-id"])
    }

    @Test func `lines count from the top of the file`() throws {
        let folder = page(minimal, "One.\n\n[bad](javascript:alert(1))")
        #expect(folder.diagnostics.map(\.rule) == ["refused-link"])
        #expect(folder.diagnostics.first?.line == 9)
    }

    @Test func `the customer's document lacks the internal part and the notes that only it refers to`() throws {
        let body = """
            Public one.[^a]

            <!-- internal -->

            Secret.[^b]

            <!-- /internal -->

            Public two.

            [^a]: Note a.
            [^b]: Secret note.
            """
        let folder = page(minimal, body)
        #expect(folder.diagnostics.isEmpty, "\(folder.diagnostics)")
        let page = try #require(folder.pages.first)
        let html = String(decoding: HTMLRenderer().render(page.document(for: .customer)), as: UTF8.self)
        #expect(html.contains("Public one") && html.contains("Public two") && html.contains("Note a"))
        #expect(!html.contains("Secret"))
        let whole = String(decoding: HTMLRenderer().render(page.document(for: .internal)), as: UTF8.self)
        #expect(whole.contains("Secret.") && whole.contains("Secret note"))
    }

    @Test(arguments: [
        "<!-- internal -->\n\nSecret.",
        "Text.\n\n<!-- /internal -->",
        "<!-- internal -->\n\nA.\n\n<!-- internal -->\n\nB.\n\n<!-- /internal -->",
        "- item\n\n  <!-- internal -->\n\n  Secret.\n\n  <!-- /internal -->",
        "> <!-- internal -->\n>\n> Secret.\n>\n> <!-- /internal -->",
        "Text <!-- internal --> secret <!-- /internal --> text.",
    ])
    func `marks of an internal part that do not pair at the top level are an error`(body: String) {
        #expect(rules(page(minimal, body)).contains("internal-marks"))
    }

    @Test func `Windows line ends read as others do`() throws {
        let folder = read(["page.md": "---\r\nid: a\r\ntitle: A\r\nkind: guide\r\n---\r\n\r\n# A\r\n"])
        #expect(folder.diagnostics.isEmpty && folder.pages.count == 1)
    }

    @Test func `the shipped content has no fault`() throws {
        let folder = try ContentFolder.read(at: Repository.root)
        #expect(folder.diagnostics.isEmpty, "\(folder.diagnostics)")
        #expect(folder.pages.count >= 7)
    }
}
