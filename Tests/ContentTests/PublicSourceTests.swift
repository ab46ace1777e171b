import Content
import Engagement
import Foundation
import Markdown
import TestSupport
import Testing

@Suite struct PublicSourceTests {
    private func publicSource(_ text: String, visibleIDs: Set<String> = []) throws -> String {
        let page = try #require(ContentFolder(files: [("a.md", Array(text.utf8))]).pages.first)
        return try page.publicSource(of: Array(text.utf8), visibleIDs: visibleIDs)
    }

    private static let matter = "---\nid: \"a\"\ntitle: \"A\"\nkind: guide\naudience: customer\n---\n"

    @Test(arguments: [
        ("Text.\n", "Text.\n"),
        // An internal part, with the blank line after it.
        ("One.\n\n<!-- internal -->\n\nSecret.\n\n<!-- /internal -->\n\nTwo.\n", "One.\n\nTwo.\n"),
        // Comments: on lines of their own, over several lines, within a line.
        ("One.\n\n<!-- to do: ask Dana -->\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n\n<!--\nto do\n\nask\n-->\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("One <!-- Dana's --> and two.\n", "One  and two.\n"),
        ("- one\n- two <!-- x -->\n", "- one\n- two \n"),
        // A comment that code shows is text.
        ("```html\n<!-- shown -->\n```\n", "```html\n<!-- shown -->\n```\n"),
        // A note that only an internal part refers to, and a definition that only it uses.
        (
            "One.[^a]\n\n<!-- internal -->\nSecret,[^b] see [x].\n<!-- /internal -->\n\n"
                + "[^a]: Kept.\n[^b]: Hidden.\n    More.\n\n[x]: https://internal.example.com\n[y]: b.md\n\nSee [y].\n",
            "One.[^a]\n\n[^a]: Kept.\n\n[y]: b.md\n\nSee [y].\n"
        ),
    ])
    func `the customer's source leaves out what the customer doesn't see`(body: String, expected: String) throws {
        #expect(try publicSource(Self.matter + body) == Self.matter + expected)
    }

    @Test func `comments and unseen pages leave the front matter`() throws {
        let source = try publicSource(
            """
            ---
            # Ask Dana before you publish this.
            id: ADR-0002
            title: "Promote: code"   # or model
            kind: decision
            audience: customer
            status: accepted
            date: 2026-12-01
            supersedes: [ADR-0001, ADR-0009]
            tags: [a, "b: c"]
            ---
            Text.
            """, visibleIDs: ["ADR-0001"])
        #expect(
            source == """
                ---
                id: "ADR-0002"
                title: "Promote: code"
                kind: decision
                audience: customer
                status: accepted
                date: 2026-12-01
                supersedes:
                - "ADR-0001"
                tags:
                - "a"
                - "b: c"
                ---
                Text.
                """)
    }

    @Test func `the shipped pages render the same from the customer's source`() throws {
        let folder = try ContentFolder.read(at: Repository.root)
        let shown = folder.pages.filter { $0.frontMatter.audience == .customer }
        let ids = Set(shown.map(\.frontMatter.id))
        #expect(shown.count > 40)
        for page in shown {
            let bytes = Array(
                try Data(contentsOf: URL(filePath: Repository.root + "/content/" + page.path)))
            let source = try page.publicSource(of: bytes, visibleIDs: ids)
            let again = try #require(
                ContentFolder(files: [(page.path, Array(source.utf8))]).pages.first, "\(page.path)")
            #expect(again.document.sections == page.document(for: .customer).sections, "\(page.path)")
            #expect(again.hasInternalMarks == false)
            var matter = page.frontMatter
            matter.keepRelations(to: ids)
            matter.lines = again.frontMatter.lines
            for (index, parameter) in again.frontMatter.parameters.enumerated() {
                matter.parameters[index].line = parameter.line
            }
            #expect(again.frontMatter == matter, "\(page.path)")
        }
    }

    @Test func `every key of the front matter is kept, whatever the page says`() throws {
        let text = """
            ---
            id: "a"
            title: "A"
            description: "What it is: a sample"
            kind: decision
            audience: customer
            owner: "Platform team"
            activities: ["1.1"]
            criteria: ["C1"]
            watches: ["databricks.yml"]
            review_in: "6 months"
            reviewed: 2027-03-01
            triggers: ["a job fails"]
            parameters:
              - name: environment
                description: "The environment: of the job"
                example: staging
                pattern: '[a-z]+\\d?'
              - name: token
                description: "The token."
                secret: true
            status: superseded
            implementation: partial
            date: 2027-03-02
            decision-makers: ["Dana"]
            consulted: ["Erin"]
            informed: ["Frank"]
            supersedes: ["ADR-1", "ADR-2 (part: the format)"]
            superseded-by: ["ADR-3 (part: all (of) it)"]
            amends: ["ADR-4"]
            amended-by: ["ADR-5"]
            links: ["ADR-6"]
            aliases: ["old/a"]
            tags: ["x"]
            order: 3
            ---
            Text.
            """
        let ids: Set<String> = ["ADR-1", "ADR-2", "ADR-3", "ADR-4", "ADR-5", "ADR-6"]
        func matter(_ text: String) throws -> FrontMatter {
            var matter = try #require(ContentFolder(files: [("a.md", Array(text.utf8))]).pages.first).frontMatter
            matter.lines = [:]
            for index in matter.parameters.indices { matter.parameters[index].line = 0 }
            return matter
        }
        let written = try matter(text)
        // The sample sets every property, so that one that the writer doesn't know can't be missed.
        let unset = Mirror(reflecting: FrontMatter(id: "", title: "", kind: .guide)).children
        for (property, plain) in zip(Mirror(reflecting: written).children, unset) where property.label != "lines" {
            #expect(String(describing: property.value) != String(describing: plain.value), "\(property.label ?? "")")
        }
        #expect(try matter(publicSource(text, visibleIDs: ids)) == written)
        var partly = written
        partly.keepRelations(to: ["ADR-2"])
        #expect(partly.supersedes == ["ADR-2"] && partly.links.isEmpty && partly.parts == ["ADR-2": "the format"])
        #expect(try matter(publicSource(text, visibleIDs: ["ADR-2"])) == partly)
    }
}
