import Content
import Publishing
import Testing

@Suite struct LinkTests {
    @Test func `a link between pages is relative and names a file`() {
        var workbook = Fixture()
        workbook.page("guides/a.md", "[B](../decisions/0001-b.md#the-way-back), [home](../index.md), [up](../guides/)")
        workbook.page(
            "decisions/0001-b.md", id: "ADR-0001", kind: "decision", matter: ["status: accepted"], "## The way back")
        workbook.page("index.md")
        workbook.page("guides/index.md", "[A](a.md)")
        let text = workbook.site().text("guides/a/index.html")
        #expect(text.contains(#"<a href="../../decisions/0001-b/index.html#the-way-back">B</a>"#))
        #expect(text.contains(#"<a href="../../index.html">home</a>"#))
        #expect(text.contains(#"<a href="../../guides/index.html">up</a>"#))
        #expect(workbook.diagnostics() == [])
    }

    @Test func `a link within a runbook leads back to it from the list of runbooks`() {
        var workbook = Fixture()
        workbook.page(
            "runbooks/a.md", id: "RB-001", kind: "runbook", "## Prerequisites\n\n- [This](#tools)\n\n## Tools")
        let site = workbook.site()
        #expect(site.text("runbooks/index.html").contains(##"<a href="../runbooks/a/index.html#tools">This</a>"##))
        #expect(site.text("runbooks/a/index.html").contains(##"<a href="#tools">This</a>"##))
    }

    @Test func `a link may lead to a page that the site makes`() {
        var workbook = Fixture()
        workbook.page("index.md", "[Status](engagement/status/) and [decisions](engagement/scope/index.html)")
        #expect(workbook.diagnostics() == [])
        #expect(workbook.site().text("index.html").contains(#"<a href="engagement/status/index.html">Status</a>"#))
    }

    @Test func `a link to nothing is an error with its line and what was meant`() throws {
        var workbook = Fixture()
        workbook.page("index.md", "Text.\n\nMore [text](guides/enginer.md).")
        workbook.page("guides/engineer.md")
        let fault = try #require(workbook.site().diagnostics.first)
        #expect(fault.file == "content/index.md")
        #expect(fault.line == 12)
        #expect(fault.rule == .brokenLink)
        #expect(fault.hint == "did you mean content/guides/engineer.md?")
    }

    @Test func `a link to a heading that does not exist is an error`() throws {
        var workbook = Fixture()
        workbook.page("index.md", "[Here](#roll-bak), [there](other.md#nothing-like-it)\n\n## Roll back")
        workbook.page("other.md", "## A heading")
        let diagnostics = workbook.site().diagnostics
        #expect(diagnostics.map(\.rule) == [.brokenAnchor, .brokenAnchor])
        #expect(diagnostics.contains { $0.hint == "did you mean '#roll-back'?" })
    }

    @Test func `links work as on GitHub: folders, README, the root, letters, and .markdown`() {
        var workbook = Fixture()
        workbook.page(
            "index.md",
            "[folder](guides/) [bare](guides) [deep](guides/deep/) [root](/guides/a.md) [repository](/content/guides/a.md)"
                + " [read](guides/README.md) [long](guides/c.markdown#Long-Ending) [up](/)")
        workbook.page("guides/README.md", "[a](a.md) [b](deep/b.md)")
        workbook.page("guides/a.md")
        workbook.page("guides/deep/b.md")
        workbook.page("guides/c.markdown", "## Long ending\n\n[here](#LONG-ending)")
        let site = workbook.site()
        let text = site.text("index.html")
        for link in [
            #"<a href="guides/index.html">folder</a>"#, #"<a href="guides/index.html">bare</a>"#,
            #"<a href="guides/index.html">deep</a>"#, #"<a href="guides/a/index.html">root</a>"#,
            #"<a href="guides/a/index.html">repository</a>"#, #"<a href="guides/index.html">read</a>"#,
            #"<a href="guides/c/index.html#long-ending">long</a>"#, #"<a href="index.html">up</a>"#,
        ] { #expect(text.contains(link), "\(link)") }
        #expect(site.text("guides/c/index.html").contains(##"<a href="#long-ending">here</a>"##))
        #expect(site.text("guides/index.html").contains(#"<a href="../guides/deep/b/index.html">b</a>"#))
        let found = site.diagnostics.filter { $0.rule != .unreachablePage }
        #expect(
            found.map { "\($0.file) \($0.rule) \($0.severity)" } == [
                "content/guides/c.markdown anchor-case warning", "content/index.md anchor-case warning",
            ])
    }

    @Test func `beside an index.md, a README.md is a page as any other`() {
        var workbook = Fixture()
        workbook.page("index.md", "[g](guides/) [r](guides/README.md)")
        workbook.page("guides/index.md", "Index.")
        workbook.page("guides/README.md", "Read.")
        let text = workbook.site().text("index.html")
        #expect(text.contains(#"<a href="guides/index.html">g</a>"#))
        #expect(text.contains(#"<a href="guides/README/index.html">r</a>"#))
        #expect(workbook.diagnostics() == [])
    }

    @Test func `a link out of the content folder is an error`() {
        var workbook = Fixture()
        workbook.page("index.md", "[Out](../README.md) [absolute](/etc/passwd)")
        #expect(workbook.diagnostics() == ["content/index.md:10 broken-link", "content/index.md:10 broken-link"])
        #expect(!workbook.site().text("index.html").contains("README"))
    }

    @Test func `an image must be there, and only used files are published`() {
        var workbook = Fixture()
        workbook.page("guides/a.md", "![A](a.png) ![B](b.png) ![C](https://example.com/c.png) [sheet](../plan.csv)")
        workbook.attachments = ["guides/a.png", "plan.csv", "private.csv"].map {
            OutputFile(path: $0, bytes: Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0, 0, 0x3B])
        }
        let diagnostics = workbook.diagnostics().filter { !$0.contains("mislabelled") }
        #expect(diagnostics == ["content/guides/a.md:10 missing-image", "content/guides/a.md:10 remote-image"])
        let site = workbook.site()
        #expect(site["guides/a.png"] != nil)
        #expect(site["plan.csv"] != nil)
        #expect(site["private.csv"] == nil)
        #expect(
            site.text("guides/a/index.html").contains(
                #"<img src="../../guides/a.png" alt="A" width="1" height="1" loading="lazy">"#))
    }

    @Test func `a page lists the pages that cite it`() {
        var workbook = Fixture()
        workbook.page("guides/a.md", title: "The citing page", "[B](b.md)")
        workbook.page("guides/b.md", title: "The cited page")
        let text = workbook.site().text("guides/b/index.html")
        #expect(text.contains("<h2>Cited by</h2>"))
        #expect(text.contains(#"<li><a href="../../guides/a/index.html">The citing page</a></li>"#))
    }

    @Test func `an old address leads to the new one`() {
        var workbook = Fixture()
        workbook.page("guides/new.md", matter: ["aliases: [guides/old.md]"])
        let text = workbook.site().text("guides/old/index.html")
        #expect(text.contains(#"content="0; url=../../guides/new/index.html""#))
    }

    @Test func `two decisions with one number are an error`() {
        var workbook = Fixture()
        for (path, id) in [("0001-a.md", "ADR-0001"), ("0002-b.md", "ADR-1")] {
            workbook.page("decisions/" + path, id: id, kind: "decision", matter: ["status: proposed"])
        }
        #expect(workbook.diagnostics() == ["content/decisions/0002-b.md:2 duplicate-decision-number"])
    }

    @Test func `two pages at one address are an error`() {
        var workbook = Fixture()
        workbook.page("guides/a.md", id: "one")
        workbook.page("guides/a/index.md", id: "two")
        workbook.page("engagement/status.md", id: "three")
        #expect(
            workbook.diagnostics() == [
                "content/engagement/status.md:0 duplicate-address", "content/guides/a/index.md:0 duplicate-address",
            ])
    }
}
