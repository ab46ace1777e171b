import Content
import Engagement
import Publishing
import Testing

/// Every file of the site has an address of its own, and nobody loses one in silence.
@Suite struct AddressTests {
    @Test(arguments: [
        "manifest.sha256", "pages.json", "search-index.js", "css/site.css", "js/site.js", "404.html",
        "guides/a/index.html", "engagement/status/index.html", "guides/b", "index.html/x.png",
    ])
    func `a file at an address that the site needs is an error`(path: String) {
        var workbook = Fixture()
        workbook.page("index.md", "[File](\(path))")
        workbook.page("guides/a.md")
        workbook.page("guides/b.md")
        workbook.attachments = [OutputFile(path: path, bytes: [1])]
        #expect(workbook.diagnostics() == ["content/\(path):0 duplicate-address"])
        #expect(workbook.site().files.filter { $0.path == path }.count <= 1)
    }

    @Test func `a picture at the address of a page is an error`() {
        var workbook = Fixture()
        workbook.page("index.md", "![P](guides/a/index.html)")
        workbook.page("guides/a.md")
        workbook.attachments = [OutputFile(path: "guides/a/index.html", bytes: [1])]
        #expect(
            workbook.diagnostics() == [
                "content/guides/a/index.html:0 duplicate-address", "content/guides/a/index.html:0 unreadable-image",
            ])
    }

    @Test func `a file that nothing shows takes no address`() {
        var workbook = Fixture()
        workbook.page("index.md")
        workbook.attachments = [OutputFile(path: "manifest.sha256", bytes: [1])]
        #expect(workbook.diagnostics() == [])
    }

    @Test(arguments: ["guides/b.md", "engagement/status", "404.html", "search-index.js/index.html", "guides/a.md"])
    func `an old address that is taken is an error in its line`(alias: String) {
        var workbook = Fixture()
        workbook.page("guides/a.md", matter: ["aliases: [\(alias)]"])
        workbook.page("guides/b.md")
        #expect(workbook.diagnostics() == ["content/guides/a.md:6 duplicate-address"])
    }

    @Test func `two pages cannot claim one old address`() {
        var workbook = Fixture()
        workbook.page("guides/a.md", matter: ["aliases: [old.md]"])
        workbook.page("guides/b.md", matter: ["aliases: [old.md]"])
        #expect(workbook.diagnostics() == ["content/guides/b.md:6 duplicate-address"])
    }

    @Test(arguments: ["\\0", "\\n", "\\x7F", String(repeating: "a", count: 256)])
    func `an old address that cannot be a file is an error in its line`(part: String) {
        var workbook = Fixture()
        workbook.page("guides/a.md", matter: ["aliases: [\"old/x\(part)\"]"])
        #expect(workbook.diagnostics() == ["content/guides/a.md:6 bad-alias"])
    }

    @Test func `a link to a part of a made page that it does not have is an error`() throws {
        var workbook = Fixture()
        workbook.page("index.md", "[A](engagement/status/index.html#nope) [B](engagement/scope/#objectiv)")
        let diagnostics = workbook.site().diagnostics
        #expect(diagnostics.map(\.rule) == [.brokenAnchor, .brokenAnchor])
        #expect(diagnostics.contains { $0.hint == "did you mean '#objective'?" })
    }

    @Test func `a link may lead to a part of a made page`() {
        var workbook = Fixture()
        workbook.page(
            "index.md", audience: "internal",
            "[A](engagement/status/index.html#prerequisite-pipeline) [B](engagement/status/#days) [C](search/#letter-s)"
        )
        #expect(workbook.diagnostics(.internal) == [])
    }

    @Test func `a part that only the internal edition has is an error in the customer's`() {
        var workbook = Fixture()
        workbook.page("index.md", "[Days](engagement/status/index.html#days)")
        #expect(workbook.diagnostics(.internal) == [])
        #expect(workbook.diagnostics(.customer) == ["content/index.md:10 broken-anchor"])
    }
}
