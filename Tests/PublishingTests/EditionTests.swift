import Content
import Engagement
import Publishing
import TestSupport
import Testing

@Suite struct EditionTests {
    /// A workbook in which everything that is internal contains the word "probe".
    private var workbook: Fixture {
        var workbook = Fixture()
        workbook.page(
            "index.md", title: "Home",
            """
            Public words.

            <!-- internal -->
            ## Probe heading

            Probe text, [probe link](secret/probe-page.md) and a note[^probe].

            ```tracker
            budget
            ```
            <!-- /internal -->

            [^probe]: Probe note.
            """)
        workbook.page(
            "secret/probe-page.md", id: "PROBE-1", title: "Probe title", audience: "internal",
            matter: ["description: Probe description", "tags: [probe]", "aliases: [old/probe.md]"],
            "See [home](../index.md).\n\n![Probe picture](probe.png)")
        workbook.page(
            "decisions/0001-a.md", id: "ADR-0001", title: "A decision", kind: "decision",
            matter: ["status: accepted"], "Text.")
        workbook.page(
            "decisions/0002-probe.md", id: "PROBE-0002", title: "Probe decision", audience: "internal",
            kind: "decision", matter: ["status: accepted", "supersedes: [ADR-0001]"], "Text.")
        workbook.attachments = [OutputFile(path: "secret/probe.png", bytes: Fixture.picture(Array("probe".utf8)))]
        workbook.events = [
            .prerequisite(.confirmed(.init(prerequisite: "pipeline", evidence: "Probe evidence"))),
            .time(.fixture(500)), .time(.fixture(1000, role: "project-manager")),
        ]
        return workbook
    }

    @Test func `nothing internal is in any byte of the customer edition`() {
        let site = workbook.site(.customer)
        #expect(site.diagnostics == [])
        #expect(site.text("index.html").contains("Public words."))
        #expect(!site.everything.lowercased().contains("probe"))
        #expect(site.text("decisions/0001-a/index.html").contains("A decision"))
        #expect(!site.text("decisions/0001-a/index.html").contains("Superseded"))
    }

    @Test func `the internal edition shows all of it`() {
        let site = workbook.site(.internal)
        #expect(site.diagnostics == [])
        let home = site.text("index.html")
        for words in ["Probe heading", "Probe text", "secret/probe-page/index.html", "Probe note", "Internal edition"] {
            #expect(home.contains(words), "\(words)")
        }
        #expect(site["secret/probe.png"] != nil)
        #expect(site.text("engagement/status/index.html").contains("Probe evidence"))
        #expect(site.text("decisions/0001-a/index.html").contains("Superseded by"))
    }

    @Test func `a page that does not say for whom it is, is not for the customer`() {
        var workbook = Fixture()
        workbook.pages = [("index.md", "---\nid: home\ntitle: Unmarked\nkind: guide\n---\nText.\n")]
        #expect(!workbook.site(.customer).everything.contains("Unmarked"))
    }

    @Test func `the customer sees no day figures`() {
        for file in workbook.site(.customer).files where file.path.hasSuffix(".html") || file.path.hasSuffix(".js") {
            let text = String(decoding: file.bytes, as: UTF8.self)
            for figure in ["1d 20m", "12d 7h", "14d", " held", "Time worked", "time left"] {
                #expect(!text.contains(figure), "\(figure) in \(file.path)")
            }
        }
    }

    @Test func `the customer sees day figures where the contract says so`() {
        var workbook = workbook
        workbook.contract.publication.customerSeesDays = true
        let status = workbook.site(.customer).text("engagement/status/index.html")
        #expect(status.contains("1d 20m"))
        #expect(status.contains("14d"))
    }

    @Test func `day figures in a page for the customer are an error`() {
        var workbook = Fixture()
        workbook.page("index.md", "Text.\n\n```tracker budget\n```")
        #expect(workbook.diagnostics(.customer) == ["content/index.md:12 days-in-customer-edition"])
        #expect(workbook.diagnostics(.internal) == [])
    }

    @Test func `a link from a customer page to an internal one is an error`() {
        var workbook = Fixture()
        workbook.page("index.md", "[Plan](plan.md)")
        workbook.page("plan.md", title: "The plan", audience: "internal")
        #expect(workbook.diagnostics(.customer) == ["content/index.md:10 link-to-internal"])
        #expect(workbook.diagnostics(.internal) == [])
        let everything = workbook.site(.customer).everything
        for trace in ["The plan", "plan.md", "plan/"] { #expect(!everything.contains(trace), "\(trace)") }
    }
}
