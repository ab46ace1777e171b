import Content
import Engagement
import Publishing
import Testing

@Suite struct MermaidTests {
    @Test func `a pasted flowchart is drawn, and told in words`() {
        var workbook = Fixture()
        workbook.page("index.md", "```mermaid\nflowchart LR\n  a[Train & test] -->|register| b[(Registry)]\n```")
        let text = workbook.site().text("index.html")
        #expect(workbook.diagnostics() == [])
        #expect(text.contains("<svg class=\"diagram\" role=\"img\" aria-labelledby=\"diagram-1-title\""))
        #expect(text.contains("<summary>Diagram in words</summary>"))
        #expect(text.contains("<li>Train &amp; test leads to Registry (register).</li>"))
    }

    @Test func `a pasted sequence diagram is drawn, and told in words`() {
        var workbook = Fixture()
        workbook.page("index.md", "```mermaid\nsequenceDiagram\n  A->>B: <Hello>\n```")
        let text = workbook.site().text("index.html")
        #expect(workbook.diagnostics() == [])
        #expect(text.contains("<svg class=\"diagram sequence\" role=\"img\""))
        #expect(text.contains("<li>A to B: &lt;Hello&gt;</li>"))
    }

    @Test func `the author's words stand below the drawing, and nothing else`() {
        var workbook = Fixture()
        workbook.page("index.md", "```mermaid\n%% alt: Training comes first.\nflowchart LR\na --> b\n```")
        let text = workbook.site().text("index.html")
        #expect(text.contains("<figcaption>Training comes first.</figcaption>"))
        #expect(!text.contains("Diagram in words"))
    }

    @Test func `a faulty diagram is an error in its own line, and shown as code`() throws {
        var workbook = Fixture()
        workbook.page("index.md", "```mermaid\nflowchart LR\n  a --> b\n  a[x(y)]\n```")
        #expect(workbook.diagnostics() == ["content/index.md:13 bad-diagram"])
        #expect(workbook.site().text("index.html").contains("a[x(y)]"))
    }

    @Test func `another kind of diagram is an error that says what to do`() throws {
        var workbook = Fixture()
        workbook.page("index.md", "```mermaid\ngantt\n  title Plan\n```")
        let fault = try #require(workbook.site().diagnostics.first)
        #expect(fault.line == 11)
        #expect(fault.summary.contains("mermaid `gantt` diagrams are not drawn"))
        #expect(fault.hint.contains("```dot"))
    }

    @Test func `what has no effect is one warning`() throws {
        var workbook = Fixture()
        workbook.page(
            "index.md", "```mermaid\n%%{init: {}}%%\nflowchart LR\na --> b\nstyle a fill:#f00\nclick b call()\n```")
        let site = workbook.site()
        #expect(site.diagnostics.map(\.rule) == [.diagramRemark])
        let warning = try #require(site.diagnostics.first)
        #expect(warning.severity == .warning)
        #expect(warning.line == 10)
        #expect(
            warning.summary
                == "the diagram is drawn without the directive `%%{init}%%`; colours (`style`); callbacks (`click`)")
    }

    @Test func `a link of a diagram to nothing is an error in its own line`() {
        var workbook = Fixture()
        workbook.page("index.md", "```mermaid\nflowchart LR\n  a --> b\n  click b \"nowhere.md\"\n```")
        #expect(workbook.diagnostics() == ["content/index.md:13 broken-link"])
        var other = Fixture()
        other.page("index.md", "```mermaid\nsequenceDiagram\n  A->>B: x\n  link A: Page @ plan.md\n```")
        other.page("plan.md", audience: "internal")
        #expect(other.diagnostics(.customer) == ["content/index.md:13 link-to-internal"])
        #expect(other.diagnostics(.internal) == [])
    }

    @Test func `a link of a diagram leads to the page, and back`() {
        var workbook = Fixture()
        workbook.page(
            "guides/a.md", title: "The drawn page",
            "```mermaid\nflowchart LR\na --> b\nclick b href \"b.md\"\nclick a \"https://example.com/?x=1&y=2\"\n```")
        workbook.page("guides/b.md", title: "The cited page")
        let site = workbook.site()
        #expect(site.diagnostics == [])
        #expect(site.text("guides/a/index.html").contains("<a href=\"../../guides/b/index.html\""))
        #expect(site.text("guides/a/index.html").contains("<a href=\"https://example.com/?x=1&amp;y=2\""))
        #expect(site.text("guides/b/index.html").contains("The drawn page"))
    }
}
