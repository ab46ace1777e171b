import Content
import Engagement
import Fingerprint
import Pages
import Publishing
import TestSupport
import Testing

@Suite struct SiteTests {
    private var workbook: Fixture {
        var workbook = Fixture()
        workbook.page("index.md", title: "Home", "Begin here.")
        for number in 1...3 {
            workbook.page(
                "decisions/000\(number)-x.md", id: "ADR-000\(number)", title: "Decision \(number)", kind: "decision",
                matter: ["status: accepted", "order: \(4 - number)", "activities: [kickoff]"], "Uses `champion_model`.")
        }
        workbook.page("runbooks/a.md", id: "RB-001", kind: "runbook", "## When to use\n\nOften.")
        return workbook
    }

    @Test func `the same arguments make the same bytes`() {
        #expect(workbook.site(.internal).files == workbook.site(.internal).files)
    }

    @Test func `the manifest lists every other file with its fingerprint`() {
        let site = workbook.site()
        let expected = site.files.filter { $0.path != "manifest.sha256" }
            .map { Fingerprint(of: $0.bytes).hex + "  " + $0.path + "\n" }.joined()
        #expect(site.text("manifest.sha256") == expected)
        #expect(site.files.map(\.path) == site.files.map(\.path).sorted())
        #expect(Set(site.files.map(\.path)).count == site.files.count)
    }

    @Test func `pages are read in their order, one after the other`() {
        let site = workbook.site()
        let first = site.text("decisions/0003-x/index.html")
        #expect(first.contains(#"rel="next" href="../../decisions/0002-x/index.html""#))
        #expect(first.contains(#"rel="prev" href="../../index.html""#))
        #expect(first.contains(#"<a href="../../decisions/0003-x/index.html" aria-current="page">"#))
    }

    @Test func `a page has no inline script or style, and nothing from elsewhere`() {
        for file in workbook.site(.internal).files where file.path.hasSuffix(".html") {
            let text = String(decoding: file.bytes, as: UTF8.self)
            for forbidden in ["<style", " style=", "<script>", " onclick=", "src=\"http", "href=\"/"] {
                #expect(!text.contains(forbidden), "\(forbidden) in \(file.path)")
            }
        }
    }

    @Test func `the front matter cannot become markup`() {
        var workbook = Fixture()
        workbook.contract.customer = "<i>&\"\u{301} onclick=\"x\" {{{main}}}"
        workbook.page("index.md", title: "'<script>alert(1)</script>'", matter: ["description: '\"><b>'"])
        let site = workbook.site()
        // A quotation mark with an accent is one character, but two code points to a browser.
        let forbidden = ["<script>alert", "<i>", "\"><b>", "\"\u{301} onclick"]
        for file in site.files where file.path.hasSuffix(".html") {
            let text = String(decoding: file.bytes, as: UTF8.self)
            for markup in forbidden {
                #expect(text.firstRange(of: markup) == nil, "\(file.path)")
            }
        }
        #expect(site.text("index.html").contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(!site.text("search-index.js").contains("<script>"))
    }

    @Test func `only a preview loads itself again`() {
        #expect(!workbook.site().everything.contains("live-reload"))
        var options = workbook.options(.internal)
        options.liveReload = true
        let site = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options)
        #expect(site["js/live-reload.js"] != nil)
        #expect(site.text("index.html").contains("js/live-reload.js"))
        #expect(site.text("index.html").contains("connect-src 'self'"))
    }

    @Test func `a decision that was superseded says so on both sides and in the table`() {
        var workbook = workbook
        workbook.page(
            "decisions/0004-x.md", id: "ADR-0004", title: "The later one", kind: "decision",
            matter: ["status: accepted", "supersedes: [ADR-0001]"])
        let site = workbook.site()
        let old = site.text("decisions/0001-x/index.html")
        #expect(old.contains(#"Superseded by <a href="../../decisions/0004-x/index.html">ADR-0004 The later one</a>"#))
        let new = site.text("decisions/0004-x/index.html")
        #expect(new.contains(#"Supersedes <a href="../../decisions/0001-x/index.html">"#))
        let table = site.text("decisions/index.html")
        #expect(table.contains(#"by <a href="../decisions/0004-x/index.html">ADR-0004</a>"#))
    }

    @Test func `the scope names the documents that serve an activity`() {
        let text = workbook.site().text("engagement/scope/index.html")
        #expect(text.contains("<summary>3 documents</summary>"))
        #expect(text.contains("ADR-0002 Decision 2"))
    }

    @Test func `the search knows every page by number, title and words`() {
        let index = workbook.site().text("search-index.js")
        #expect(index.hasPrefix("window.workbookSearchIndex = ["))
        #expect(index.contains(#"["decisions/0001-x/index.html","Decision 1","ADR-0001","Decisions""#))
        #expect(index.contains("Uses champion_model."))
    }

    @Test func `the search knows what a diagram says, and not how it is drawn`() {
        var workbook = Fixture()
        workbook.page("index.md", "```dot\n// alt: Training </script> feeds.\ndigraph { quartz -> b }\n```")
        let index = workbook.site().text("search-index.js")
        #expect(index.contains("Training \\u003c/script> feeds."))
        #expect(!index.contains("quartz"))
    }

    @Test func `the manifest is sorted by path, whatever the order of the pages`() {
        let manifest = workbook.site().text(Manifest.path)
        let paths = manifest.split(separator: "\n").map { String($0.dropFirst(66)) }
        #expect(paths.count > 5 && paths == paths.sorted())
    }

    @Test func `a workbook's own template and styles take the place of ours`() {
        let theme = Theme(overrides: [
            "css/custom.css": "/* ours */", "templates/not-found.mustache": "<h1>Lost {{root}}</h1>",
        ])
        let site = SiteBuilder(theme: theme).build(
            workbook.report, workbook.content, options: workbook.options(.customer))
        #expect(site.text("css/site.css").hasSuffix("/* ours */"))
        #expect(site.text("404.html").contains("<h1>Lost </h1>"))
    }

    @Test func `a template that is none is an error, and ours is used`() {
        let theme = Theme(overrides: ["templates/status.mustache": "{{#open}}"])
        #expect(theme.errors.map(\.kind) == [.syntax])
        let site = SiteBuilder(theme: theme).build(
            workbook.report, workbook.content, options: workbook.options(.customer))
        #expect(site.text("engagement/status/index.html").contains("<h1>Status</h1>"))
        #expect(site.hasErrors)
    }

    @Test func `a workbook without a page has a start, a status and a scope`() {
        let site = Fixture().site()
        #expect(site.diagnostics == [])
        #expect(site.text("index.html").contains("<h1>Fixture</h1>"))
        #expect(site["engagement/scope/index.html"] != nil)
    }

    @Test func `the tracker's page finds its styles and pages below its own address`() {
        let page = StatusPage(workbook.report, workbook.content, theme: Theme(), options: workbook.options(.internal))
        let text = String(decoding: page.bytes(), as: UTF8.self)
        #expect(text.contains(#"href="/site/css/site.css""#))
        #expect(text.contains(#"href="/site/decisions/0001-x/index.html""#))
        #expect(text.contains("Data Scientist"))
    }

    @Test func `every page but a few of a large section is left out of the menu`() {
        var workbook = Fixture()
        for number in 100...400 { workbook.page("guides/g\(number).md", title: "Guide \(number)") }
        let text = workbook.site().text("guides/g200/index.html")
        #expect(text.contains("guides/g190/index.html"))
        #expect(!text.contains("guides/g399/index.html"))
        #expect(text.utf8.count < 20_000)
    }
}
