import CivilTime
import Content
import Engagement
import Pages
import Publishing
import TestSupport
import Testing

/// What the status tells the supplier's own people.
@Suite struct InternalStatusTests {
    /// Two weeks in: time logged on three days, change requests, an overdue prerequisite, a risk.
    private var workbook: Fixture {
        var workbook = Fixture()
        workbook.page("index.md", title: "Home")
        workbook.events = [
            .plan(
                .init(role: "data-scientist", person: "dana", week: CivilDate(2026, 11, 30), minutes: .days(3))),
            .time(.fixture(480, on: CivilDate(2026, 12, 1))),
            .time(.fixture(480, on: CivilDate(2026, 12, 2))),
            .time(.fixture(480, on: CivilDate(2026, 12, 3))),
            .change(
                .proposed(
                    .init(
                        title: "A second model", requester: "Ann", reason: "It was asked for.",
                        effect: .addTime(role: "data-scientist", minutes: .days(2))))),
            .change(
                .proposed(
                    .init(
                        title: "A day of reports", requester: "Bob", reason: "Monthly.",
                        effect: .addTime(role: "project-manager", minutes: .days(1))))),
            .change(.approved(.init(change: "entry6", decidedBy: "Cid", reason: "Agreed."))),
            .risk(.added(.init(kind: .risk, title: "Quota is late", owner: "infrastructure"))),
            .risk(.added(.init(kind: .issue, title: "Settled matter", owner: "owner"))),
            .risk(.closed(.init(risk: "entry9", resolution: "Done."))),
        ]
        return workbook
    }

    private let words = [
        "Plan and forecast", "Change requests", "A second model", "adds 2d to data-scientist", "A day of reports",
        "Approved", "Proposed", "Business days lost", "Infrastructure", "Open risks", "Quota is late",
    ]

    @Test func `the internal status shows plan, forecast, change requests, delays and open risks`() {
        let text = workbook.site(.internal).text("engagement/status/index.html")
        for words in words { #expect(text.contains(words), "\(words)") }
        #expect(!text.contains("Settled matter"))
        for id in ["forecast", "changes", "delays", "risks"] { #expect(text.contains("<h2 id=\"\(id)\">"), "\(id)") }
    }

    @Test func `each role has its planned, pending and approved time and its forecast`() throws {
        let text = workbook.site(.internal).text("engagement/status/index.html")
        let forecast = try #require(workbook.report.forecasts["data-scientist"]).atCompletionText
        let rows = text.split(separator: "\n").map(String.init)
        let scientist = try #require(rows.first { $0.contains("Data Scientist") && $0.contains("At the end") })
        for cell in [">3d<", ">2d<", ">0h<", ">\(forecast)<"] { #expect(scientist.contains(cell), "\(cell)") }
        let manager = try #require(rows.first { $0.contains("Project Manager") && $0.contains("At the end") })
        for cell in [">1d<", ">not enough data<"] { #expect(manager.contains(cell), "\(cell)") }
    }

    @Test func `the customer's status shows none of it, with day figures or without`() {
        var workbook = workbook
        for seesDays in [false, true] {
            workbook.contract.publication.customerSeesDays = seesDays
            let everything = workbook.site(.customer).everything
            for words in words where words != "Infrastructure" && words != "Approved" && words != "Proposed" {
                #expect(!everything.contains(words), "\(words)")
            }
        }
    }

    @Test func `the tracker's own status shows the same`() {
        let page = StatusPage(workbook.report, workbook.content, theme: Theme(), options: workbook.options(.internal))
        let text = String(decoding: page.bytes(), as: UTF8.self)
        for words in words { #expect(text.contains(words), "\(words)") }
    }

    @Test func `an engagement without changes, delays and risks has no empty sections`() {
        var workbook = Fixture()
        workbook.contract.prerequisites = []
        let text = workbook.site(.internal).text("engagement/status/index.html")
        for id in ["changes", "delays", "risks"] { #expect(!text.contains("<h2 id=\"\(id)\">"), "\(id)") }
    }

    @Test func `only a served site leads back to the tracker`() {
        #expect(!workbook.site(.internal).everything.contains("Tracker"))
        var options = workbook.options(.internal)
        options.liveReload = true
        let site = SiteBuilder(theme: Theme()).build(workbook.report, workbook.content, options: options)
        #expect(site.text("index.html").contains(#"<a class="nav-home" href="/">Tracker</a>"#))
        #expect(site.text("engagement/status/index.html").contains(#"href="/">Tracker</a>"#))
    }
}
