import CivilTime
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

    /// What is wrong with the pages; that no page mentions the contract's activity is not their fault.
    private func faults(_ folder: ContentFolder) -> [Diagnostic] {
        folder.diagnostics.filter { $0.file != "content/engagement.yaml" }
    }

    private func rules(_ folder: ContentFolder) -> [DiagnosticRule] { faults(folder).map(\.rule) }

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
            supersedes: []
            amends: []
            aliases: [old.md]
            tags: [one]
            order: 10
            """)
        #expect(faults(folder).isEmpty, "\(faults(folder))")
        let matter = try #require(folder.pages.first).frontMatter
        #expect(matter.title == "Promote code: always")
        #expect(matter.status == .accepted && matter.implementation == .notStarted)
        #expect(matter.date == CivilDate(2026, 12, 1))
        #expect(matter.decisionMakers == ["ann", "bob"] && matter.consulted == ["cid"])
        #expect(matter.lines["order"] == 22)
    }

    @Test(
        arguments: [
            ("id: a\ntitle: A", .missingKey),
            ("id: a\ntitle: A\nkind: memo", .unknownKind),
            ("id: a\ntitle: A\nkind:", .missingKey),
            ("id: a\ntitle: A\nkind: decision\nstatus:", .missingStatus),
            ("id: a\ntitle: A\nkind: guide\naudience: public", .unknownAudience),
            ("id: a\ntitle: A\nkind: guide\ncolour: red", .unknownKey),
            ("id: a\ntitle: A\nkind: decision", .missingStatus),
            ("id: a\ntitle: A\nkind: decision\nstatus: approved", .unknownStatus),
            ("id: a\ntitle: A\nkind: guide\nstatus: accepted", .statusWithoutDecision),
            ("id: a\ntitle: A\nkind: guide\ndate: 1 Dec", .badDate),
            ("id: a\ntitle: A\nkind: guide\nreview_in: soon", .badPeriod),
            ("id: a\ntitle: A\nkind: guide\nactivities: [kickof]", .unknownActivity),
            ("id: a\ntitle: A: B\nkind: guide", .yaml),
        ] as [(String, DiagnosticRule)])
    func `a fault in the front matter is named`(frontMatter: String, rule: DiagnosticRule) {
        #expect(rules(page(frontMatter)) == [rule])
    }

    @Test func `a page without front matter is a fault, and so are two pages of one id`() {
        #expect(rules(read(["a.md": "# A\n"])) == [.missingFrontMatter])
        let twice = read(["a.md": "---\n\(minimal)\n---\n", "b.md": "---\n\(minimal)\n---\n"])
        #expect(rules(twice) == [.duplicateID, .duplicateTitle])
    }

    @Test func `lines count from the top of the file`() throws {
        let folder = page(minimal, "One.\n\n[bad](javascript:alert(1))")
        #expect(faults(folder).map(\.rule) == [.refusedLink])
        #expect(faults(folder).first?.line == 9)
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
        #expect(faults(folder).isEmpty, "\(faults(folder))")
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
        #expect(rules(page(minimal, body)).contains(.internalMarks))
    }

    private func customerText(_ folder: ContentFolder) throws -> String {
        let document = try #require(folder.pages.first).document(for: .customer)
        return String(decoding: HTMLRenderer().render(document), as: UTF8.self)
    }

    @Test(arguments: [
        "<div>\n<!-- internal -->\nSECRET\n<!-- /internal -->\n</div>",
        "<div>\n<!--- INTERNAL --->\nSECRET\n</div>",
        "<div>\n<!-- internal -->\nA\n\nSECRET\n\n<!-- /internal -->",
        "- item\n\n  <div>\n  <!--internal--> SECRET\n  </div>",
        "Text <b title=\"<!-- internal -->\">SECRET</b>.",
        "Text <!--- internal ---> SECRET.",
        "<!-- internal\nSECRET",
        "<!-- to do\n\n<!-- internal -->\n\nSECRET",
        "| a |\n|---|\n| <!-- internal --> SECRET |",
        "## Heading <!-- internal -->\n\nSECRET",
        "Text.[^n]\n\n[^n]: Note.\n\n    <div>\n    <!-- internal -->\n    SECRET\n    </div>",
        "<details>\n<summary>More <!-- internal --></summary>\n\nSECRET\n\n</details>",
    ])
    func `a mark inside raw HTML is an error and hides what it stands in`(body: String) throws {
        let folder = page(minimal, body)
        #expect(rules(folder).contains(.internalMarks))
        #expect(try !customerText(folder).contains("SECRET"))
    }

    @Test(arguments: [
        "internal: rates", "- internal -", "-internal-", "Internal only", "internal.", "(internal)", "intern\u{AD}al",
        "begin internal", "**INTERNAL**",
    ])
    func `a comment that is nearly a mark is an error and hides what follows`(comment: String) throws {
        let folder = page(minimal, "Open.\n\n<!-- \(comment) -->\n\nSECRET\n\n<!-- /internal -->\n\nOpen again.")
        #expect(rules(folder).contains(.internalMarks))
        let text = try customerText(folder)
        #expect(!text.contains("SECRET") && text.contains("Open again"))
    }

    @Test(arguments: ["/internal: rates", "/ internal part", "-/internal-", "end internal", "/internal-part"])
    func `a comment that is nearly a closing mark is an error and closes nothing`(comment: String) throws {
        let folder = page(minimal, "Open.\n\n<!-- internal -->\n\nA.\n\n<!-- \(comment) -->\n\nSECRET")
        #expect(rules(folder).contains(.internalMarks))
        #expect(try !customerText(folder).contains("SECRET"))
    }

    @Test(arguments: [
        ("<!--internal-->", "<!--/internal-->"), ("<!-- Internal -->", "<!-- /INTERNAL -->"),
        ("<!--   internal   -->", "<!-- / internal -->"), ("<!-- internal-->", "<!-- /internal-->"),
    ])
    func `case and spaces of a mark do not matter, neither to the check nor to the edition`(
        opening: String, closing: String
    ) throws {
        let folder = page(minimal, "Open.\n\n\(opening)\n\nSECRET\n\n\(closing)\n\nOpen again.")
        #expect(faults(folder).isEmpty, "\(faults(folder))")
        let text = try customerText(folder)
        #expect(!text.contains("SECRET") && text.contains("Open again"))
    }

    @Test(arguments: ["<!-- to do -->", "<!-- the internal review is on Monday -->", "`<!-- internal: x -->`"])
    func `other comments, and marks written as code, are no marks`(body: String) throws {
        let folder = page(minimal, body + "\n\nOpen.")
        #expect(faults(folder).isEmpty, "\(faults(folder))")
        #expect(try customerText(folder).contains("Open."))
    }

    @Test func `a note inside an internal part that public text refers to is an error in the note's line`() throws {
        let folder = page(
            minimal, "Open.[^n]\n\n<!-- internal -->\n\nA.\n\n[^n]: SECRET\n\n<!-- /internal -->\n")
        #expect(faults(folder).map { "\($0.line ?? 0) \($0.rule)" } == ["13 internal-marks"])
        #expect(try !customerText(folder).contains("SECRET"))
    }

    @Test func `a note inside an internal part that only internal text refers to is no fault`() {
        let folder = page(
            minimal, "Open.\n\n<!-- internal -->\n\nA.[^n]\n\n[^n]: Note.\n\n<!-- /internal -->\n")
        #expect(faults(folder).isEmpty, "\(faults(folder))")
    }

    @Test(arguments: ["[plan]: plan.md", "  [the plan]: plan.md \"Secret\"", "> [plan]: plan.md", "- [plan]: plan.md"])
    func `an address that is defined inside an internal part is an error in its line`(definition: String) {
        let folder = page(
            minimal, "See [plan].\n\n<!-- internal -->\n\n\(definition)\n\n<!-- /internal -->\n")
        #expect(faults(folder).map { "\($0.line ?? 0) \($0.rule)" } == ["11 internal-marks"])
    }

    @Test func `an address that public text takes from an internal part is an error, however it is written`() {
        let folder = page(
            minimal, "See [a\nplan].\n\n<!-- internal -->\n\n[a\nplan]: plan.md\n\n<!-- /internal -->\n")
        #expect(rules(folder) == [.internalMarks])
    }

    @Test func `code inside an internal part may look like a definition`() {
        let folder = page(
            minimal, "Open.\n\n<!-- internal -->\n\n```ini\n[plan]: plan.md\n```\n\n<!-- /internal -->\n")
        #expect(faults(folder).isEmpty, "\(faults(folder))")
    }

    @Test func `however marks are mixed, what is internal is never public, and public text never depends on it`() {
        let pieces = [
            "Open.", "- a\n- b", "> q", "```\ncode\n```", "## Cost", "Open[^n], [plan].", "<details>", "</details>",
            "<!-- internal -->\n\nSECRET\n\n<!-- /internal -->", "<!-- internal -->\n- SECRET\n<!-- /internal -->",
            "<!-- internal -->\n\n## Cost SECRET\n\n<!-- /internal -->",
            "<!-- internal -->\n\n[^n]: SECRET\n\n<!-- /internal -->",
            "<!-- internal -->\n\n[plan]: SECRET.md\n\n<!-- /internal -->", "[plan]: plan.md", "[^n]: Note.",
            "<div>\n<!-- internal -->\nSECRET\n<!-- /internal -->\n</div>",
            "<!-- internal: x -->\n\nSECRET\n\n<!-- /internal -->", "<!-- /internal -->",
            "1. x\n\n   <!-- internal -->\n\n   SECRET\n\n   <!-- /internal -->",
        ]
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let count = Int.random(in: 1...7, using: &random)
            let body = (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined(separator: "\n\n")
            let folder = page(minimal, body)
            let shown = folder.pages.first?.document(for: .customer)
            let text = shown.map { String(decoding: HTMLRenderer().render($0), as: UTF8.self) } ?? "nothing"
            if rules(folder).isEmpty {
                #expect(!text.contains("SECRET"), "\(body)")
                let other = page(minimal, body.replacing("SECRET", with: "ANOTHER"))
                #expect(shown == other.pages.first?.document(for: .customer), "\(body)")
            } else if !body.contains("[plan]:") {
                // An address that an internal part defines is an error only: the link itself is public.
                #expect(!text.contains("SECRET"), "\(body)")
            }
        }
    }

    @Test func `the ids of public headings do not tell of internal ones`() throws {
        let folder = page(
            minimal, "<!-- internal -->\n\n## Cost\n\n<!-- /internal -->\n\n## Cost\n\nOpen.\n\n## Cost")
        let page = try #require(folder.pages.first)
        #expect(page.document(for: .customer).headings.map(\.id) == ["cost", "cost-1"])
        #expect(page.document(for: .internal).headings.map(\.id) == ["cost", "cost-1", "cost-2"])
    }

    @Test func `Windows line ends read as others do`() throws {
        let folder = read(["page.md": "---\r\nid: a\r\ntitle: A\r\nkind: guide\r\n---\r\n\r\n# A\r\n"])
        #expect(faults(folder).isEmpty && folder.pages.count == 1)
    }

    @Test func `the shipped content has no fault`() throws {
        let folder = try ContentFolder.read(at: Repository.root)
        #expect(folder.diagnostics.isEmpty, "\(folder.diagnostics)")
        #expect(folder.pages.count >= 7)
    }
}
