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
    private static let small = "```dot\n// alt: Two things.\ndigraph { a -> b }\n```\n\n"

    private static func repeated(_ block: String, _ count: Int) -> String { String(repeating: block, count: count) }

    /// What a build took, and its faults.
    ///
    /// A page has 5 s; beside other tests the clock on the wall goes faster.
    private func build(_ workbook: Fixture) -> (effort: Effort, faults: [Diagnostic], site: Site) {
        var site: Site?
        let effort = Effort { site = workbook.site() }
        let built = site ?? workbook.site()
        return (effort, built.diagnostics, built)
    }

    @Test func `a page of hostile diagrams ends in time, with an error for each`() throws {
        var workbook = Fixture()
        workbook.page("index.md", Self.small + Self.repeated(Self.hostile, 40) + Self.small)
        let (effort, faults, site) = build(workbook)
        #expect(effort.wall < 20, "\(effort)")
        // The first was drawn; the last would have been, but nothing is left for it.
        #expect(faults.map(\.line) == (0...40).map { 15 + $0 * 5 })
        #expect(faults.first?.rule == "bad-diagram")
        let last = try #require(faults.last)
        #expect(last.rule == "drawing-limits")
        #expect(last.file == "content/index.md")
        #expect(last.summary == "the live figures and diagrams of this page take more than 1.5 s to draw together")
        #expect(last.hint == "draw smaller ones, or split the page")
        #expect(faults.count { $0.rule == "drawing-limits" } >= 39)
        let drawn = site.text("index.html").matches(of: /<svg class="diagram"/).count
        #expect(drawn == 1)
    }

    @Test func `hostile pages that are drawn at once each have their own time`() {
        var workbook = Fixture()
        workbook.page("index.md", Self.repeated(Self.hostile, 12))
        workbook.page("other.md", Self.repeated(Self.hostile, 12))
        for number in 0..<20 { workbook.page("guides/page\(number).md", Self.small) }
        let (effort, faults, site) = build(workbook)
        #expect(effort.wall < 20, "\(effort)")
        for file in ["content/index.md", "content/other.md"] {
            #expect(faults.count { $0.file == file && $0.severity == .error } == 12)
            #expect(faults.count { $0.file == file && $0.rule == "drawing-limits" } >= 10)
        }
        #expect(site.files.count { $0.path.hasPrefix("guides/page") && site.text($0.path).contains("<svg") } == 20)
    }

    @Test(arguments: [
        ("```tracker activities\n```\n\n", 4_000), ("```tracker decision-graph\n```\n\n", 2_000),
        ("```mermaid\nsequenceDiagram\nA->>B: x\n```\n\n", 8_000),
        ("```mermaid\nflowchart LR\na --> b\n```\n\n", 2_000),
    ])
    func `a page full of small drawings ends in time, with an error for each that is not drawn`(
        block: String, count: Int
    ) throws {
        var workbook = Fixture()
        for (number, cited) in [(1, 2), (2, 1)] {
            workbook.page(
                "decisions/000\(number)-d.md", id: "ADR-000\(number)", kind: "decision", matter: ["status: accepted"],
                "See [the other](000\(cited)-d.md).")
        }
        workbook.page("index.md", Self.repeated(block, count))
        let (effort, faults, site) = build(workbook)
        #expect(effort.wall < 40, "\(effort)")
        #expect(Set(faults.map(\.rule)) == ["drawing-limits"])
        #expect(faults.count > count / 20 && faults.count < count)
        // What is not drawn is shown as the code that it is.
        let isShown = site.text("index.html").contains("<pre")
        #expect(isShown)
    }

    @Test func `a page full of broken links ends in time, and the first of them say what was meant`() {
        var workbook = Fixture()
        let headings = (0..<1_500).map { "## A heading of number \($0)\n\n" }.joined()
        let links = (0..<1_500).map { "[a](#a-heading-of-nummber-\($0)) [b](pages/no\($0).md)\n\n" }.joined()
        workbook.page("index.md", headings + links)
        for number in 0..<200 { workbook.page("guides/page\(number).md") }
        let (effort, faults, _) = build(workbook)
        #expect(effort.wall < 40, "\(effort)")
        let broken = faults.filter { $0.file == "content/index.md" }
        #expect(broken.count { $0.rule == "broken-anchor" } == 1_500)
        #expect(broken.count { $0.rule == "broken-link" } == 1_500)
        #expect(broken.first?.hint == "did you mean '#a-heading-of-number-0'?")
        #expect(
            broken.filter { $0.rule == "broken-anchor" }.last?.hint == "link to a heading of that page, or to the page")
    }

    @Test func `a heading and a link as long as a page are compared in no time`() {
        var workbook = Fixture()
        let word = String(repeating: "a", count: 100_000)
        workbook.page("index.md", "## \(word)\n\n[a](#\(word)b)")
        let (effort, faults, _) = build(workbook)
        #expect(effort.wall < 20, "\(effort)")
        #expect(faults.map(\.rule) == ["broken-anchor"])
    }

    @Test func `a diagram of many links ends in time, with an error in the line of each`() {
        var workbook = Fixture()
        let nodes = (0..<1_500).map { "n\($0) [URL=\"no\($0).md\"]\n" }.joined()
        workbook.page("index.md", "```dot\n// alt: Links.\ndigraph {\n\(nodes)}\n```")
        let (effort, faults, _) = build(workbook)
        #expect(effort.wall < 20, "\(effort)")
        #expect(faults.map(\.rule) == Array(repeating: "broken-link", count: 1_500))
        #expect(faults.allSatisfy { $0.summary == "there is no page content/no\(($0.line ?? 0) - 13).md" })
    }

    @Test func `a page whose drawings are too large together has errors from the first that does not fit`() throws {
        var workbook = Fixture()
        workbook.contract.prerequisites[0].title = String(repeating: "word ", count: 600_000)
        workbook.page("index.md", Self.repeated("```tracker prerequisites\n```\n\n", 4) + Self.small)
        let faults = workbook.site().diagnostics
        #expect(faults.map(\.line) == [16, 19, 22])
        #expect(faults.allSatisfy { $0.rule == "drawing-limits" })
        #expect(faults.first?.summary == "the live figures and diagrams of this page are more than 8 MiB together")
    }
}
