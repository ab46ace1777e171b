import Content
import Engagement
import Publishing
import TestSupport
import Testing

/// Pages of many drawings, each of which is within its own bounds.
@Suite(.serialized) struct CostlyPageTests {
    /// Graphviz would take minutes over it.
    private static let hostile =
        "```dot\n// alt: A chain.\ndigraph { " + (0..<500).map { "n\($0) -> n\($0 + 1); n0 -> n\($0);" }.joined()
        + "}\n```\n\n"
    /// A graph just within the limit of one.
    private static let costly =
        "```dot\n// alt: A chain.\ndigraph { " + (0..<90).map { "n\($0) -> n\($0 + 1); n0 -> n\($0);" }.joined()
        + "}\n```\n\n"
    private static let small = "```dot\n// alt: Two things.\ndigraph { a -> b }\n```\n\n"

    private static func repeated(_ block: String, _ count: Int) -> String { String(repeating: block, count: count) }

    /// What a build took, and its diagnostics.
    private func build(_ workbook: Fixture) -> (effort: Effort, diagnostics: [Diagnostic], site: Site) {
        var site: Site?
        let effort = Effort { site = workbook.site() }
        let built = site ?? workbook.site()
        return (effort, built.diagnostics, built)
    }

    @Test func `a page of hostile diagrams has an error for each, and the others are drawn`() throws {
        var workbook = Fixture()
        workbook.page("index.md", Self.small + Self.repeated(Self.hostile, 10) + Self.small)
        let (effort, diagnostics, site) = build(workbook)
        #expect(effort.isBounded, "\(effort)")
        #expect(diagnostics.map(\.line) == (0..<10).map { 15 + $0 * 5 })
        #expect(Set(diagnostics.map(\.rule)) == [.badDiagram])
        let summary = try #require(diagnostics.first?.summary)
        #expect(summary.contains("takes 125635 steps, and the limit is 5000"))
        let drawn = site.text("index.html").matches(of: /<svg class="diagram"/).count
        #expect(drawn == 2)
    }

    @Test func `the layouts of a page are bounded together, by their steps, on whatever machine`() throws {
        var workbook = Fixture()
        workbook.page("index.md", Self.repeated(Self.costly, 6) + Self.small)
        let (effort, diagnostics, site) = build(workbook)
        #expect(effort.isBounded, "\(effort)")
        // 4,172 steps each: three of them fit into 15,000.
        #expect(diagnostics.map(\.line) == [25, 30, 35, 40])
        let last = try #require(diagnostics.last)
        #expect(last.rule == .drawingLimits)
        #expect(last.file == "content/index.md")
        #expect(
            last.summary == "the layouts of the diagrams of this page take more than 15000 steps together")
        #expect(last.hint == "draw smaller ones, or split the page")
        #expect(Set(diagnostics.map(\.summary)).count == 1)
        let drawn = site.text("index.html").matches(of: /<svg class="diagram"/).count
        #expect(drawn == 3)
    }

    @Test func `costly pages that are drawn at once each have their own allowance`() {
        var workbook = Fixture()
        workbook.page("index.md", Self.repeated(Self.costly, 4))
        workbook.page("other.md", Self.repeated(Self.costly, 4))
        for number in 0..<20 { workbook.page("guides/page\(number).md", Self.small) }
        let (effort, diagnostics, site) = build(workbook)
        #expect(effort.isBounded, "\(effort)")
        #expect(
            diagnostics.filter { $0.severity == .error }.map { "\($0.file) \($0.rule)" } == [
                "content/index.md drawing-limits", "content/other.md drawing-limits",
            ])
        #expect(site.files.count { $0.path.hasPrefix("guides/page") && site.text($0.path).contains("<svg") } == 20)
    }

    @Test(arguments: [
        "```tracker activities\n```\n\n", "```tracker decision-graph\n```\n\n",
        "```mermaid\nsequenceDiagram\nA->>B: x\n```\n\n", "```mermaid\nflowchart LR\na --> b\n```\n\n",
    ])
    func `of a page full of small drawings the first 400 are drawn, with an error for each of the others`(
        block: String
    ) throws {
        var workbook = Fixture()
        for (number, cited) in [(1, 2), (2, 1)] {
            workbook.page(
                "decisions/000\(number)-d.md", id: "ADR-000\(number)", kind: "decision", matter: ["status: accepted"],
                "See [the other](000\(cited)-d.md).")
        }
        workbook.page("index.md", Self.repeated(block, 1_000))
        let (effort, diagnostics, site) = build(workbook)
        #expect(effort.isBounded, "\(effort)")
        #expect(diagnostics.count == 600)
        #expect(
            Set(diagnostics.map { "\($0.rule): \($0.summary)" })
                == ["drawing-limits: this page has more than 400 live figures and diagrams"])
        // What is not drawn is shown as the code that it is.
        let isShown = site.text("index.html").contains("<pre")
        #expect(isShown)
    }

    @Test func `the text of all diagrams of a page is bounded`() {
        var workbook = Fixture()
        let line = "A->>B: " + String(repeating: "x", count: 993) + "\n"
        workbook.page(
            "index.md", Self.repeated("```mermaid\nsequenceDiagram\n" + Self.repeated(line, 60) + "```\n\n", 6))
        let (effort, diagnostics, _) = build(workbook)
        #expect(effort.isBounded, "\(effort)")
        #expect(diagnostics.count == 2)
        #expect(
            Set(diagnostics.map { "\($0.rule): \($0.summary)" }) == [
                "drawing-limits: the text of the live figures and diagrams of this page is longer than 256 KiB"
            ])
    }

    @Test func `a page full of broken links is checked to its end, and the first of them say what was meant`() {
        var workbook = Fixture()
        let headings = (0..<1_500).map { "## A heading of number \($0)\n\n" }.joined()
        let links = (0..<1_500).map { "[a](#a-heading-of-nummber-\($0)) [b](pages/no\($0).md)\n\n" }.joined()
        workbook.page("index.md", headings + links)
        for number in 0..<200 { workbook.page("guides/page\(number).md") }
        let (effort, diagnostics, _) = build(workbook)
        #expect(effort.isBounded, "\(effort)")
        let broken = diagnostics.filter { $0.file == "content/index.md" }
        #expect(broken.count { $0.rule == .brokenAnchor } == 1_500)
        #expect(broken.count { $0.rule == .brokenLink } == 1_500)
        #expect(broken.first?.hint == "did you mean '#a-heading-of-number-0'?")
        #expect(
            broken.filter { $0.rule == .brokenAnchor }.last?.hint == "link to a heading of that page, or to the page")
    }

    @Test func `a heading and a link as long as a page are compared`() {
        var workbook = Fixture()
        let word = String(repeating: "a", count: 100_000)
        workbook.page("index.md", "## \(word)\n\n[a](#\(word)b)")
        let (effort, diagnostics, _) = build(workbook)
        #expect(effort.isBounded, "\(effort)")
        #expect(diagnostics.map(\.rule) == [.brokenAnchor])
    }

    @Test func `a diagram of many links has an error in the line of each`() {
        var workbook = Fixture()
        let nodes = (0..<1_500).map { "n\($0) [URL=\"no\($0).md\"]\n" }.joined()
        workbook.page("index.md", "```dot\n// alt: Links.\ndigraph {\n\(nodes)}\n```")
        let (effort, diagnostics, _) = build(workbook)
        #expect(effort.isBounded, "\(effort)")
        #expect(diagnostics.map(\.rule) == Array(repeating: .brokenLink, count: 1_500))
        #expect(diagnostics.allSatisfy { $0.summary == "there is no page content/no\(($0.line ?? 0) - 13).md" })
    }

    @Test func `a page whose drawings are too large together has errors from the first that does not fit`() throws {
        var workbook = Fixture()
        workbook.contract.prerequisites[0].title = String(repeating: "word ", count: 600_000)
        workbook.page("index.md", Self.repeated("```tracker prerequisites\n```\n\n", 4) + Self.small)
        let diagnostics = workbook.site().diagnostics
        #expect(diagnostics.map(\.line) == [16, 19, 22])
        #expect(diagnostics.allSatisfy { $0.rule == .drawingLimits })
        #expect(diagnostics.first?.summary == "the live figures and diagrams of this page are more than 8 MiB together")
    }
}
