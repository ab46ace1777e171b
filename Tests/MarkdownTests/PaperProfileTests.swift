import Markdown
import Testing

@Suite struct PaperProfileTests {
    private func paper(_ text: String, breaksCells: Bool = false, isScreen: Bool = false) throws -> String {
        var renderer = HTMLRenderer()
        renderer.idPrefix = "p:"
        renderer.firstFootnote = 3
        if !isScreen { renderer.paper = PaperProfile(headingShift: 2, breaksCells: breaksCells) }
        return String(decoding: renderer.render(try Document(parsing: text)), as: UTF8.self)
    }

    @Test func `headings go down but not below the sixth, and have no link to themselves`() throws {
        let html = try paper("# A\n\n## B\n\n###### C")
        #expect(html == "<h3 id=\"p:a\">A</h3>\n<h4 id=\"p:b\">B</h4>\n<h6 id=\"p:c\">C</h6>\n")
    }

    @Test func `links within the document and footnotes lead to the prefixed ids`() throws {
        let html = try paper("## B\n\n[x](#b)[^n]\n\n[^n]: Note.")
        #expect(html.contains("<a href=\"#p:b\">x</a>"))
        #expect(html.contains("<a id=\"p:fnref:3\" href=\"#p:fn:3\""))
        #expect(html.contains("<ol start=\"3\">\n<li id=\"p:fn:3\">"))
    }

    @Test func `what is closed on a screen is open on paper`() throws {
        let text = "<details>\n<summary>S</summary>\n\nx\n\n</details>"
        #expect(try paper(text).contains("<details open>"))
        #expect(try paper(text, isScreen: true).contains("<details>"))
    }

    @Test func `a table is no landmark`() throws {
        let text = "| a |\n|---|\n| b |"
        #expect(try paper(text).contains("role=\"group\""))
        #expect(try paper(text, isScreen: true).contains("role=\"region\""))
    }

    @Test func `short code is marked`() throws {
        #expect(
            try paper("`0123456789abcdefgh` `0123456789abcdefghi` `<<<<<`")
                == "<p><code class=\"short\">0123456789abcdefgh</code> <code>0123456789abcdefghi</code> "
                + "<code>&lt;&lt;&lt;&lt;&lt;</code></p>\n")
    }

    @Test func `a line of a cell can break between two words of code, and only there`() throws {
        let text = "| `a`, `b` *c*`d` |\n|---|\n| `a`, **b** |\n\n`a`, `b`"
        let html = try paper(text, breaksCells: true)
        #expect(html.contains(", \u{200B}<code class=\"short\">b</code> \u{200B}<em>c</em><code"))
        #expect(html.contains(", \u{200B}<strong>b</strong>"))
        #expect(html.unicodeScalars.count { $0 == "\u{200B}" } == 3)
        #expect(!(try paper(text).unicodeScalars.contains("\u{200B}")))
    }
}
