import Markdown
import TestSupport
import Testing

@Suite struct EverythingTests {
    @Test func `the document with everything in it is rendered as before`() throws {
        let document = try Document(parsing: try golden("everything.md"))
        let html = String(decoding: HTMLRenderer().render(document), as: UTF8.self)
        try expectGolden(html, "everything.html")
    }

    @Test func `the document with everything in it passes the allow-list`() throws {
        let document = try Document(parsing: try golden("everything.md"))
        let html = String(decoding: HTMLRenderer().render(document), as: UTF8.self)
        #expect(AllowList.objections(to: html) == [])
    }

    @Test func `a document answers questions about itself`() throws {
        let document = try Document(parsing: try golden("everything.md"), firstLine: 5)
        #expect(document.title == "Everything & nothing")
        #expect(
            document.outline.map { "\($0.level) \($0.id) \($0.line)" } == [
                "2 whats-new--old---dry-run 13", "2 setext-heading 15", "3 a-link-in-a-heading 18",
                "3 a-link-in-a-heading-1 20",
            ])
        #expect(
            document.links.map { "\($0.destination) \($0.line)" } == [
                "guide.md#caps 7", "https://example.com/?a=1&b=2 8", "https://example.com/x 8",
                "mailto:ann@example.com 8", "x.md 18", "x.md 20", "y.md 26", "r.md 55", "contract.md 102",
            ])
        #expect(document.images.map(\.source) == ["img/chart.png", "https://example.com/a.png"])
        #expect(
            document.refusedLinks.map { "\($0.destination) \($0.line) \($0.isImage)" } == [
                "javascript:alert(1) 10 false", "http://example.com/b.png 96 true",
            ])
        #expect(document.codeBlocks.map(\.language) == ["swift", "dot", "tracker", nil, nil, nil])
        #expect(document.footnotes.map(\.label) == ["cap", "second"])
        #expect(document.footnotes.map(\.referenceCount) == [2, 2])
        #expect(document.headingIDs.count == 6)
    }
}
