import Content
import Engagement
import Foundation
import FoundationXML
import Testing

@testable import Publishing

/// What programs read: the list of pages, the feed of decisions, the sitemap.
@Suite struct MachineReadableTests {
    private func workbook(base: String? = nil) -> Fixture {
        var workbook = Fixture()
        workbook.contract.publication.baseURL = base
        workbook.page(
            "decisions/0001-a.md", id: "ADR-0001", title: "Bits & <bytes>", kind: "decision",
            matter: ["status: superseded", "date: 2026-12-01", "description: \"Why 'x' < \\\"y\\\" \\u0007\""])
        workbook.page(
            "decisions/0002-b.md", id: "ADR-0002", title: "Later", kind: "decision",
            matter: ["status: accepted", "date: 2026-12-03", "supersedes: [ADR-0001]", "owner: pipeline-owner"])
        workbook.page("decisions/0003-c.md", id: "ADR-0003", kind: "decision", matter: ["status: draft"])
        workbook.page(
            "decisions/0004-d.md", id: "ADR-0004", title: "Secret", audience: "internal", kind: "decision",
            matter: ["status: accepted", "date: 2026-12-04"])
        workbook.page(
            "guides/ä b.md", id: "umlaut", title: "Umlaut", matter: ["reviewed: 2026-12-05", "activities: [kickoff]"])
        return workbook
    }

    @Test func `the internal edition does not know the address of the customer's`() {
        let site = workbook(base: "https://handover.example/").site(.internal)
        #expect(!site.everything.contains("https://handover.example"))
    }

    /// Every element with its path, attributes and text, in order, as a parser of the platform reads it.
    private final class Elements: NSObject, XMLParserDelegate {
        var found: [(path: String, attributes: [String: String], text: String)] = []
        private var path: [String] = []
        private var open: [Int] = []

        static func all(in text: String) -> [(path: String, attributes: [String: String], text: String)]? {
            let parser = XMLParser(data: Data(text.utf8))
            let elements = Elements()
            parser.delegate = elements
            return parser.parse() ? elements.found : nil
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            path.append(name)
            open.append(found.count)
            found.append((path.joined(separator: "/"), attributes, ""))
        }

        func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
            path.removeLast()
            open.removeLast()
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            if let last = open.last { found[last].text += text }
        }
    }

    @Test func `the feed tells the dated decisions of the edition, the newest first`() throws {
        let feed = try #require(Elements.all(in: workbook().site().text("decisions/feed.xml")))
        func texts(_ path: String) -> [String] { feed.filter { $0.path == path }.map(\.text) }
        #expect(feed.first?.attributes["xmlns"] == "http://www.w3.org/2005/Atom")
        #expect(feed.first?.attributes["xml:base"] == nil)
        #expect(texts("feed/title") == ["Decisions: Fixture"])
        #expect(texts("feed/updated") == ["2026-12-03T00:00:00Z"])
        #expect(texts("feed/author/name") == ["Supplier"])
        #expect(texts("feed/entry/title") == ["ADR-0002 Later", "ADR-0001 Bits & <bytes>"])
        #expect(texts("feed/entry/updated") == ["2026-12-03T00:00:00Z", "2026-12-01T00:00:00Z"])
        #expect(texts("feed/entry/summary") == ["Why 'x' < \"y\" \u{FFFD}"])
        let ids = texts("feed/id") + texts("feed/entry/id")
        #expect(Set(ids).count == 3)
        for id in ids { #expect(UUID(uuidString: String(id.dropFirst("urn:uuid:".count))) != nil, "\(id)") }
        let links = feed.filter { $0.path == "feed/entry/link" }.compactMap { $0.attributes["href"] }
        #expect(links == ["../decisions/0002-b/index.html", "../decisions/0001-a/index.html"])
        #expect(
            feed.filter { $0.path == "feed/entry/category" }.map { $0.attributes["term"] } == [
                "accepted", "superseded",
            ])
    }

    @Test func `an id in the feed stays the same where the site moves and where the text changes`() throws {
        func ids(_ workbook: Fixture) throws -> [String] {
            try #require(Elements.all(in: workbook.site().text("decisions/feed.xml")))
                .filter { $0.path.hasSuffix("/id") }.map(\.text)
        }
        var other = workbook(base: "https://docs.example.com/churn/")
        other.page("guides/more.md")
        #expect(try ids(other) == ids(workbook()))
        other.contract.id = "another"
        #expect(try Set(ids(other)).isDisjoint(with: ids(workbook())))
    }

    @Test func `the page of the decisions names the feed, and no other page does`() {
        let site = workbook().site()
        let link = #"<link rel="alternate" type="application/atom+xml" title="Decisions" href="feed.xml">"#
        for file in site.files where file.path.hasSuffix(".html") {
            #expect(site.text(file.path).contains(link) == (file.path == "decisions/index.html"), "\(file.path)")
        }
        var authored = workbook()
        authored.page("decisions/index.md", id: "all", "[a](0001-a.md) [c](0003-c.md)")
        #expect(authored.site().text("decisions/index.html").contains(link))
        var empty = Fixture()
        empty.page("decisions/0001-a.md", id: "ADR-0001", kind: "decision", matter: ["status: draft"])
        #expect(empty.site()["decisions/feed.xml"] == nil)
        #expect(!empty.site().text("decisions/index.html").contains("feed.xml"))
    }

    @Test func `a sitemap is written for the customer edition of a site that has an address`() throws {
        #expect(workbook().site()["sitemap.xml"] == nil)
        let workbook = workbook(base: "https://docs.example.com/churn/")
        #expect(workbook.site(.internal)["sitemap.xml"] == nil)
        #expect(!workbook.site(.internal).text("decisions/feed.xml").contains("docs.example.com"))
        let site = workbook.site()
        let urls = try #require(Elements.all(in: site.text("sitemap.xml")))
        #expect(urls.first?.attributes["xmlns"] == "http://www.sitemaps.org/schemas/sitemap/0.9")
        let places = urls.filter { $0.path == "urlset/url/loc" }.map(\.text)
        #expect(
            places
                == [
                    "decisions/0001-a/index.html", "decisions/0002-b/index.html", "decisions/0003-c/index.html",
                    "decisions/index.html", "engagement/focus-areas/development/index.html",
                    "engagement/focus-areas/index.html", "engagement/focus-areas/strategy/index.html",
                    "engagement/gaps/index.html", "engagement/index.html", "engagement/scope/index.html",
                    "engagement/status/index.html", "engagement/trace/index.html", "guides/index.html",
                    "guides/%C3%A4%20b/index.html", "index.html",
                ].map { "https://docs.example.com/churn/" + $0 })
        for place in places { #expect(URL(string: place) != nil) }
        #expect(
            urls.filter { $0.path == "urlset/url/lastmod" }.map(\.text) == ["2026-12-01", "2026-12-03", "2026-12-05"])
        let feed = try #require(Elements.all(in: site.text("decisions/feed.xml")))
        #expect(feed.first?.attributes["xml:base"] == "https://docs.example.com/churn/decisions/feed.xml")
        #expect(site.text("manifest.sha256").contains("  sitemap.xml\n"))
    }

    private func list(_ edition: Edition) throws -> [[String: Any]] {
        let bytes = try #require(workbook().site(edition)["pages.json"]).bytes
        return try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
    }

    @Test func `the list of pages says what each page says of itself, sorted by address`() throws {
        let pages = try list(.customer)
        #expect(
            pages.compactMap { $0["address"] as? String } == [
                "decisions/0001-a/index.html", "decisions/0002-b/index.html", "decisions/0003-c/index.html",
                "guides/ä b/index.html",
            ])
        #expect(pages[0]["description"] as? String == "Why 'x' < \"y\" \u{7}")
        #expect(pages[1]["owner"] as? String == "pipeline-owner")
        #expect(pages[1]["supersedes"] as? [String] == ["ADR-0001"])
        #expect(pages[1]["status"] as? String == "accepted")
        #expect(pages[2]["owner"] == nil)
        #expect(pages[3]["reviewed"] as? String == "2026-12-05")
        #expect(pages[3]["activities"] as? [String] == ["kickoff"])
        #expect(pages.allSatisfy { ($0["revision"] as? String)?.count == 12 })
    }

    @Test func `who a page is for stands in the internal list only`() throws {
        #expect(try list(.customer).allSatisfy { $0["audience"] == nil })
        let all = try list(.internal)
        #expect(all.first { $0["id"] as? String == "ADR-0004" }?["audience"] as? String == "internal")
    }
}
