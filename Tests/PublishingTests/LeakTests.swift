import Content
import Engagement
import Publishing
import Testing

/// What the customer edition must not tell: neither in words nor by an id, a revision or a file.
@Suite struct LeakTests {
    /// A workbook with something internal in every place that there is for it.
    private func workbook(
        secret: String = "One.", internalHeading: String = "Cost", planTitle: String = "The plan",
        picture: [UInt8] = [1], figure: [UInt8] = [2]
    ) -> Fixture {
        var workbook = Fixture()
        workbook.page(
            "index.md", title: "Home",
            """
            Open words, and a picture: ![A figure](figure.png)

            <!-- internal -->

            ## \(internalHeading)

            \(secret)[^i]

            <!-- /internal -->

            ## Cost

            More open words.[^p] See [the costs](#cost-1).

            [^i]: Internal note.
            [^p]: Public note.
            """)
        workbook.page("guides/a.md", "The [costs](../index.md#cost-1).")
        workbook.page(
            "plan.md", title: planTitle, audience: "internal", matter: ["aliases: [old-plan.md]"],
            "\(secret) ![Picture](picture.png) [Home](index.md)")
        workbook.attachments = [
            OutputFile(path: "picture.png", bytes: Fixture.picture(picture)),
            OutputFile(path: "figure.png", bytes: Fixture.picture(figure)),
        ]
        return workbook
    }

    private func mark(of site: Site) -> String? {
        let text = site.text("index.html")
        guard let range = text.firstRange(of: " · content <code>") else { return nil }
        let revision = text[range.upperBound...].prefix { $0.isHexDigit }
        return revision.count == 12 ? String(revision) : nil
    }

    @Test func `editing what is internal leaves every byte of the customer site as it was`() {
        let before = workbook().site()
        #expect(before.diagnostics == [])
        let after = workbook(secret: "Two, and more.", planTitle: "Another plan", picture: [9, 9]).site()
        #expect(after.files == before.files)
        #expect(after["picture.png"] == nil)
        var more = workbook()
        more.page("guides/zzz.md", title: "One more", audience: "internal", "Further.")
        #expect(more.site().files == before.files)
    }

    @Test func `the footer names what the edition shows`() throws {
        let revision = try #require(mark(of: workbook().site()))
        #expect(mark(of: workbook(figure: [3]).site()) != revision)
        #expect(mark(of: workbook().site(.internal)) != revision)
        var changed = workbook()
        changed.page("guides/b.md", "New.")
        #expect(mark(of: changed.site()) != revision)
    }

    @Test func `what happens in the engagement is no change of the content`() {
        var later = workbook()
        later.events = [.activity(.started(.init(activity: "kickoff")))]
        #expect(mark(of: later.site(.internal)) == mark(of: workbook().site(.internal)))
    }

    @Test func `the id of a public heading does not tell of an internal one`() {
        let site = workbook().site()
        #expect(site.diagnostics == [])
        let home = site.text("index.html")
        #expect(home.contains(#"<h2 id="cost">"#))
        #expect(!site.everything.contains("cost-1"))
        #expect(home.contains(##"<a href="#cost">the costs</a>"##))
        #expect(site.text("guides/a/index.html").contains(##"<a href="../../index.html#cost">costs</a>"##))
    }

    @Test func `in the internal edition a heading keeps the id that it has on GitHub`() {
        let site = workbook().site(.internal)
        #expect(site.diagnostics.map(\.rule) == [.unreachablePage])
        #expect(site.text("index.html").contains(##"<a href="#cost-1">the costs</a>"##))
        #expect(site.text("guides/a/index.html").contains(##"<a href="../../index.html#cost-1">costs</a>"##))
    }

    @Test func `a link from public text to an internal heading is an error`() {
        var workbook = Fixture()
        workbook.page(
            "index.md", "[Rates](#rates)\n\n<!-- internal -->\n\n## Rates\n\n<!-- /internal -->\n")
        #expect(workbook.diagnostics(.customer) == ["content/index.md:10 broken-anchor"])
        #expect(workbook.diagnostics(.internal) == [])
    }
}
