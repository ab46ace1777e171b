import CivilTime
import Content
import Engagement
import Foundation
import Pages
import Publishing
import TestSupport
import Testing

/// The documents to print: many pages as one, in which every id, link and number is still right.
@Suite struct PrintTests {
    private var workbook: Fixture {
        var workbook = Fixture()
        workbook.page(
            "index.md", title: "Home",
            "Begin with [caps](guides/a.md#caps).\n\n<!-- internal -->\nProbe.\n<!-- /internal -->")
        workbook.page(
            "guides/a.md", title: "A",
            """
            ## Caps

            One[^x], two[^y], one again[^x]. See [below](#more), [B](b.md), [its caps](b.md#caps) and
            [a decision](../decisions/0001-x.md).

            <details>
            <summary>Open me</summary>

            Hidden at first.

            </details>

            ```dot
            // alt: One to the other.
            digraph { a [URL="b.md"]; a -> b }
            ```

            ## More

            ![A picture](figure.png) and [a file](figure.png), and [elsewhere](https://example.org/a).

            [^x]: First.
            [^y]: Second.
            """)
        workbook.page(
            "guides/b.md", title: "B",
            "## Caps\n\nThree[^x]. [A](a.md)\n\n```dot\n// alt: Another.\ndigraph { a -> b }\n```\n\n[^x]: Third.")
        workbook.page(
            "decisions/0001-x.md", id: "ADR-0001", title: "Choose", kind: "decision",
            matter: ["status: accepted", "activities: [kickoff]"], "Text.")
        workbook.page("guides/probe.md", title: "Probe", audience: "internal", "Probe.")
        workbook.attachments = [OutputFile(path: "guides/figure.png", bytes: Fixture.picture())]
        return workbook
    }

    private func ids(_ html: String) -> [String] { html.matches(of: /\sid="([^"]*)"/).map { String($0.1) } }

    private func fragments(_ html: String) -> [String] { html.matches(of: /href="#([^"]*)"/).map { String($0.1) } }

    /// What is wrong with a document: an id that is there twice, a link within it that leads nowhere.
    private func diagnostics(_ html: String) -> [String] {
        let ids = ids(html)
        let twice = Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.map { "twice: \($0)" }
        let known = Set(ids)
        let lost = fragments(html).filter { !known.contains($0) && !known.contains($0.removingPercentEncoding ?? "") }
        return (twice + lost.map { "nowhere: \($0)" }).sorted()
    }

    private let documents = ["print/index.html", "print/guides/index.html", "print/decisions/index.html"]

    @Test(arguments: Edition.allCases)
    func `every id is there once, and every link within a document leads to one`(edition: Edition) {
        let site = workbook.site(edition)
        #expect(site.diagnostics == [])
        for path in documents {
            #expect(diagnostics(site.text(path)) == [], "\(path)")
            #expect(ids(site.text(path)).count > 1, "\(path)")
        }
    }

    @Test func `the documents of the shipped engagement have no id twice and no link to nowhere`() throws {
        let content = try ContentFolder.read(at: Repository.root)
        let contract = try #require(content.contract)
        let report = StatusReport(contract: contract, state: State([]), asOf: CivilDate(2026, 12, 9))
        for edition in Edition.allCases {
            let options = SiteOptions(
                edition: edition, spelling: Hint.plainSpelling, madeOn: CivilDate(2026, 12, 9),
                attachments: content.attachments.map { OutputFile(path: $0.path, bytes: $0.bytes) })
            let site = SiteBuilder(theme: Theme()).build(report, content, options: options)
            let prints = site.files.map(\.path).filter { $0.hasPrefix("print/") }
            #expect(prints.count == 7)
            for path in prints {
                let text = site.text(path)
                #expect(diagnostics(text) == [], "\(path)")
                #expect(text.matches(of: /<details(?![^>]* open)/).isEmpty, "\(path)")
                #expect(text.firstRange(of: "<nav class=\"crumbs\"") == nil && text.firstRange(of: "<button") == nil)
                for link in text.matches(of: /(?:href|src)="([^"#]*)/).map({ String($0.1) }) {
                    guard !link.isEmpty, !link.contains(":") else { continue }
                    let target = URL(filePath: "/" + path).deletingLastPathComponent().appending(path: link)
                        .standardizedFileURL.path.dropFirst()
                    #expect(site[String(target).removingPercentEncoding ?? ""] != nil, "\(link) in \(path)")
                }
            }
        }
    }

    @Test func `a link to a page of the document stays in it, any other leads to the site`() {
        let section = workbook.site().text("print/guides/index.html")
        #expect(section.contains(##"<a href="#guides.a:more">below</a>"##))
        #expect(section.contains(##"<a href="#guides.b">B</a>"##))
        #expect(section.contains(##"<a href="#guides.b:caps">its caps</a>"##))
        #expect(section.contains(##"<a href="../../decisions/0001-x/index.html">a decision</a>"##))
        #expect(section.contains(##"<img src="../../guides/figure.png""##))
        #expect(section.contains(##"<a href="https://example.org/a">elsewhere</a>"##))
        let everything = workbook.site().text("print/index.html")
        #expect(everything.contains(##"<a href="#decisions.0001-x">a decision</a>"##))
        #expect(everything.contains(##"<a href="#engagement.status:activity-kickoff">"##))
    }

    @Test func `a diagram links into the document, and two diagrams share no id`() {
        let text = workbook.site().text("print/index.html")
        #expect(text.contains(##"<a href="#guides.b"><g>"##) || text.contains(##"<a href="#guides.b">"##))
        #expect(text.contains(#"aria-labelledby="guides.a:diagram-1-title""#))
        #expect(text.contains(#"aria-labelledby="guides.b:diagram-1-title""#))
    }

    @Test func `footnotes are counted through the document, each number once`() {
        let text = workbook.site().text("print/index.html")
        let numbers = text.matches(of: /aria-label="Footnote (\d+)">(\d+)</).map { "\($0.1) \($0.2)" }
        #expect(numbers == ["1 1", "2 2", "1 1", "3 3"])
        #expect(text.contains(#"<ol start="3">"#))
        #expect(text.contains(#"<li id="guides.b:fn:3">"#))
        #expect(text.contains(##"href="#guides.a:fnref:1:2""##))
    }

    @Test func `headings make one outline: engagement, section, page, and what is in it`() {
        let text = workbook.site().text("print/guides/index.html")
        #expect(text.matches(of: /<h1[ >]/).count == 1)
        let headings = text.matches(of: /<h([2-6])(?: [^>]*)?>([^<]*)/).map {
            "\($0.1) \($0.2.trimmingCharacters(in: .whitespaces))"
        }
        #expect(
            headings == [
                "2 Contents", "2 Guides", "3 A", "4 Caps", "4 More", "4 Cited by", "3 B", "4 Caps", "4 Cited by",
            ])
    }

    @Test func `nothing is closed, and nothing asks to be pressed`() {
        let text = workbook.site().text("print/guides/index.html")
        #expect(text.contains("<details open>"))
        #expect(!text.contains("<button"))
        #expect(!text.contains("class=\"anchor\""))
        #expect(!text.contains("<script"))
    }

    @Test func `the cover names the engagement, both parties, the edition, the date and the revision`() throws {
        let site = workbook.site()
        let text = site.text("print/index.html")
        let cover = try #require(text.firstRange(of: "</header>").map { text[..<$0.lowerBound] })
        let footer = try #require(site.text("index.html").firstMatch(of: /content <code>([0-9a-f]{12})/))
        for words in ["<h1>Fixture</h1>", "Customer edition", "Wed 9 Dec 2026", footer.1] {
            #expect(cover.contains(words), "\(words)")
        }
        #expect(text.contains(##"<li><a href="#decisions.0001-x"><span>ADR-0001 Choose</span></a></li>"##))
    }

    @Test func `the customer's documents have nothing internal`() {
        let site = workbook.site(.customer)
        for path in documents { #expect(!site.text(path).lowercased().contains("probe"), "\(path)") }
        #expect(workbook.site(.internal).text("print/index.html").contains("Probe."))
    }

    @Test func `the menu leads to the section's document and to that of everything`() {
        let text = workbook.site().text("guides/a/index.html")
        #expect(text.contains(#"<a href="../../print/guides/index.html">Print this section</a>"#))
        #expect(text.contains(#"<a href="../../print/index.html">Print everything</a>"#))
    }

    @Test func `an edition that nobody prints has no such documents in its site, nor links to them`() {
        var workbook = Fixture()
        for number in 0...Printing.most { workbook.page("guides/g\(number).md", title: "Guide \(number)") }
        let site = workbook.site()
        #expect(!site.files.contains { $0.path.hasPrefix("print/") })
        #expect(!site.everything.contains("Print everything"))
        var options = workbook.options(.customer)
        options.printing = .alone(section: nil)
        let document = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options)
        #expect(document.text("index.html").contains(#"id="guides.g\#(Printing.most)""#))
    }

    @Test func `a preview has no such documents, which each edit would make anew`() {
        var options = workbook.options(.internal)
        options.liveReload = true
        let site = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options)
        #expect(!site.files.contains { $0.path.hasPrefix("print/") })
        #expect(!site.text("index.html").contains("Print everything"))
    }

    @Test func `alone, a document needs nothing but its styles and pictures, and links to nothing else`() {
        var options = workbook.options(.customer)
        options.printing = .alone(section: "guides")
        let build = { SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options) }
        let site = build()
        #expect(site.files == build().files)
        #expect(site.files.map(\.path) == ["css/site.css", "guides/figure.png", "index.html"])
        let text = site.text("index.html")
        #expect(diagnostics(text) == [])
        #expect(text.contains("and\na decision.</p>"))
        #expect(text.contains("and a file, and <a href="))
        #expect(!text.contains("<a>"))
        #expect(
            text.matches(of: /href="([^"#][^"]*)"/).map { String($0.1) } == ["css/site.css", "https://example.org/a"])
    }

    @Test func `alone, colours stand where they are used, in drawings as well`() {
        var options = workbook.options(.customer)
        options.printing = .alone(section: nil)
        let site = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options)
        let style = site.text("css/site.css")
        #expect(style.contains(".print-document .findings li { border: 1px solid #7a4d00;"))
        #expect(!style.contains("var(--line)"))
        #expect(!style.contains("font-weight: 650"))
        let text = site.text("index.html")
        #expect(text.contains("svg.diagram .edge &gt; path { fill: none; stroke: #5f6b70;"))
        #expect(!workbook.site().text("print/index.html").contains("<style"))
    }

    @Test func `alone, a line of a cell may end between two words of code, and nowhere else is anything added`() {
        var workbook = Fixture()
        workbook.page("index.md", "| x | y |\n|---|---|\n| `a`, `b` | c |\n\nIn text `a`, `b`.")
        var options = workbook.options(.customer)
        options.printing = .alone(section: nil)
        let site = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options)
        let code = #"<code class="short">a</code>, \#u{200B}<code class="short">b</code>"#
        let text = site.text("index.html")
        #expect(text.contains("<td>" + code + "</td>"))
        #expect(text.unicodeScalars.count { $0 == "\u{200B}" } == 1)
        #expect(!workbook.site().text("print/index.html").unicodeScalars.contains("\u{200B}"))
    }

    @Test func `alone, a section that the edition does not have makes no file`() {
        var options = workbook.options(.customer)
        options.printing = .alone(section: "runbooks")
        let site = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options)
        #expect(site.files == [])
        #expect(site.sections == ["", "engagement", "decisions", "guides"])
    }

    @Test func `a page at the address of a document is an error`() {
        var workbook = Fixture()
        workbook.page("print/index.md", title: "Mine")
        #expect(workbook.diagnostics() == ["content/print/index.md:0 duplicate-address"])
    }
}
