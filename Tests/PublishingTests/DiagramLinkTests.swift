import Content
import Engagement
import Publishing
import Testing

@Suite struct DiagramLinkTests {
    private func diagram(_ node: String) -> String {
        "```dot\n// alt: One thing.\ndigraph {\n  a [URL=\"\(node)\"]\n}\n```"
    }

    @Test func `a link in a diagram to nothing is an error in its own line`() {
        var workbook = Fixture()
        workbook.page("index.md", diagram("nowhere.md"))
        #expect(workbook.diagnostics() == ["content/index.md:13 broken-link"])
    }

    @Test func `a link in a diagram to a heading that does not exist is an error`() {
        var workbook = Fixture()
        workbook.page("index.md", diagram("b.md#nope"))
        workbook.page("b.md")
        #expect(workbook.diagnostics() == ["content/index.md:13 broken-anchor"])
    }

    @Test func `a link in a customer's diagram to an internal page is an error`() {
        var workbook = Fixture()
        workbook.page("index.md", diagram("plan.md"))
        workbook.page("plan.md", title: "The plan", audience: "internal")
        #expect(workbook.diagnostics(.customer) == ["content/index.md:13 link-to-internal"])
        #expect(workbook.diagnostics(.internal) == [])
    }

    @Test func `a file that only a diagram links to is published`() {
        var workbook = Fixture()
        workbook.page("guides/a.md", diagram("../sheet.csv"))
        workbook.attachments = [OutputFile(path: "sheet.csv", bytes: [1]), OutputFile(path: "other.csv", bytes: [2])]
        let site = workbook.site()
        #expect(site.diagnostics == [])
        #expect(site["sheet.csv"] != nil)
        #expect(site["other.csv"] == nil)
        #expect(site.text("guides/a/index.html").contains(#"<a href="../../sheet.csv""#))
    }

    @Test func `a page that a diagram links to names the diagram's page`() {
        var workbook = Fixture()
        workbook.page("guides/a.md", title: "The drawn page", diagram("b.md"))
        workbook.page("guides/b.md", title: "The cited page")
        let text = workbook.site().text("guides/b/index.html")
        #expect(text.contains(#"<li><a href="../../guides/a/index.html">The drawn page</a></li>"#))
    }

    @Test func `a link in a diagram to another site is left alone`() {
        var workbook = Fixture()
        workbook.page("index.md", diagram("https://example.com/x"))
        #expect(workbook.diagnostics() == [])
    }
}
