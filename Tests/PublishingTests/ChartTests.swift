import CivilTime
import Content
import Engagement
import Publishing
import TestSupport
import Testing

/// A table of a page, as its cells' text.
private struct ReadTable {
    let columns: [String]
    let rows: [[String]]

    /// - Parameter caption: How the table's caption begins.
    init?(_ caption: String, in text: String) {
        guard let start = text.firstRange(of: "<caption>" + caption) else { return nil }
        let table = text[start.lowerBound...].prefix(
            upTo: text[start.lowerBound...].firstRange(of: "</table>")?.lowerBound ?? text.endIndex)
        let lines = table.split(separator: "\n").map(String.init).filter { $0.contains("<tr") }
        let cells = lines.map { $0.matches(of: /<t[hd][^>]*>(.*?)<\/t[hd]>/).map { String($0.output.1) } }
        columns = cells.first ?? []
        rows = Array(cells.dropFirst())
    }

    /// The time in a column, the last row apart.
    func sum(_ column: String) throws -> Minutes {
        let index = try #require(columns.firstIndex(of: column))
        return try rows.dropLast().reduce(.zero) { sum, row in
            try sum + (row[index] == "0h" || row[index] == "–" ? .zero : Minutes(parsing: row[index]))
        }
    }

    func last(_ column: String) throws -> String {
        let index = try #require(columns.firstIndex(of: column))
        return try #require(rows.last)[index]
    }
}

@Suite struct ChartTests {
    /// Two weeks in: time in both roles, more than one cap; a plan; a change; prerequisites late and open.
    private var workbook: Fixture {
        var workbook = Fixture()
        workbook.page("index.md", title: "Home")
        let days = [1, 2, 3, 4, 7, 9].map { CivilDate(2026, 12, $0) }
        workbook.events =
            [.plan(.init(role: "data-scientist", person: "dana", week: CivilDate(2026, 11, 30), minutes: .days(4)))]
            + days.map { .time(.fixture(450, on: $0)) }
            + days.map { .time(.fixture(200, role: "project-manager", activity: "architecture", on: $0)) }
            + [
                .change(
                    .proposed(
                        .init(
                            title: "A second model", requester: "Ann", reason: "It was asked for.",
                            effect: .addTime(role: "data-scientist", minutes: .days(2))))),
                .change(.approved(.init(change: "entry14", decidedBy: "Cid", reason: "Agreed."))),
                .prerequisite(.confirmed(.init(prerequisite: "pipeline", evidence: "A private proof."))),
                .activity(.done(.init(activity: "kickoff"))),
                .activity(.started(.init(activity: "architecture"))),
            ]
        return workbook
    }

    private let status = "engagement/status/index.html"

    @Test func `the table of each burn-up adds up to the figures of the status`() throws {
        let report = workbook.report
        let text = workbook.site(.internal).text(status)
        #expect(report.budgets.contains { $0.held > .zero })
        for budget in report.budgets {
            let table = try #require(ReadTable("\(budget.title): time by week", in: text))
            #expect(try table.sum("Planned") == budget.planned)
            #expect(try table.sum("Worked") == budget.used + budget.held)
            #expect(try table.last("Planned") == budget.planned.description)
            #expect(try table.last("Used so far") == budget.used.description)
            #expect(try table.last("Held so far") == budget.held.description)
            #expect(try table.last("Cap") == budget.cap.description)
        }
    }

    @Test func `the table of the activities adds up to the time of the status`() throws {
        var workbook = workbook
        // Time on an exclusion is time too.
        workbook.events.append(.time(.fixture(60, activity: "beside")))
        let table = try #require(ReadTable("Activities as of", in: workbook.site(.internal).text(status)))
        let used = workbook.report.activities.reduce(Minutes.zero) { $0 + $1.worked }
        #expect(try table.sum("Time worked") == used)
        #expect(try table.last("Time worked") == used.description)
        #expect(try table.last("Done") == "1")
        #expect(try table.last("Started") == "1")
        #expect(try table.last("Of these optional") == "1")
    }

    @Test func `the table of the prerequisites tells the days that the status counts as lost`() throws {
        let table = try #require(ReadTable("Prerequisites as of", in: workbook.site(.internal).text(status)))
        let late = Dictionary(uniqueKeysWithValues: workbook.report.delays.map { ($0.title, $0.businessDays) })
        #expect(table.rows.map { $0[6] } == workbook.report.prerequisites.map { String(late[$0.title] ?? 0) })
        #expect(table.rows.map { $0[1] } == ["Owner", "Infrastructure"])
    }

    @Test func `the customer's charts have no time and no proof`() {
        let site = workbook.site(.customer)
        let text = site.text(status)
        #expect(text.contains("From asked to settled"))
        #expect(text.contains("Activities by focus area"))
        #expect(!text.contains("burn-up"))
        #expect(!site.everything.contains("A private proof."))
        let visible = text.replacing(/<[^>]*>/, with: " ")
        #expect(visible.firstMatch(of: /\b\d+(d|h|m)\b/) == nil)
    }

    @Test func `a customer who sees days sees what is used, and neither plan nor forecast`() {
        var workbook = workbook
        workbook.contract.publication.customerSeesDays = true
        let text = workbook.site(.customer).text(status)
        #expect(text.contains("burn-up-data-scientist"))
        for word in [
            "Planned</th><th scope=\"col\" role=\"columnheader\" class=\"number\">Worked", "Forecast",
            "not enough data", "CR-1",
        ] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test func `where there is too little to forecast from, the chart says so`() {
        var workbook = workbook
        workbook.events = [.time(.fixture(60, on: CivilDate(2026, 12, 9)))]
        #expect(workbook.site(.internal).text(status).contains("Forecast: not enough data."))
    }

    @Test func `the charts of a page have ids of their own, names and no styles`() {
        var workbook = workbook
        let block =
            "```tracker burn-up\n```\n\n```tracker\nprerequisite-timeline\n```\n\n```tracker activity-progress\n```\n\n"
        workbook.page("guides/a.md", id: "my page", audience: "internal", block + block)
        let site = workbook.site(.internal)
        #expect(site.diagnostics == [])
        for path in ["guides/a/index.html", status] {
            let text = site.text(path)
            let ids = text.matches(of: #/ id="([^"]*)"/#).map { String($0.output.1) }
            #expect(Set(ids).count == ids.count)
            #expect(!text.contains(" style="))
            let drawings = text.matches(of: /<svg class="chart-drawing"[^>]*>/).map { String($0.output) }
            #expect(drawings.count > 4)
            #expect(drawings.allSatisfy { $0.contains("role=\"img\" aria-labelledby=") || $0.contains("aria-hidden") })
            for reference in text.matches(of: /<svg class="chart-drawing"[^>]*aria-labelledby="([^"]*)"/) {
                for id in reference.output.1.split(separator: " ") { #expect(ids.contains(String(id))) }
            }
        }
    }

    @Test func `a burn-up in a page for the customer is an error`() {
        var workbook = workbook
        workbook.page("guides/a.md", "```tracker burn-up\n```")
        #expect(workbook.diagnostics() == ["content/guides/a.md:10 days-in-customer-edition"])
        #expect(workbook.diagnostics(.internal) == [])
    }

    @Test func `an engagement with nothing in it has words instead of empty charts`() {
        var workbook = Fixture()
        workbook.page("index.md", title: "Home")
        workbook.contract.focusAreas = []
        workbook.contract.prerequisites = []
        workbook.contract.criteria = []
        let site = workbook.site(.internal)
        let text = site.text(status)
        for words in [
            "Data Scientist: No time is logged and none is planned yet; the cap is 14d.",
            "The contract names no prerequisites yet.", "The contract names no activities yet.",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(!text.contains("chart-drawing"))
        #expect(site.text("engagement/trace/index.html").contains("no activities and no criteria yet"))
    }

    @Test func `the drawings of a known state are these`() throws {
        var workbook = workbook
        workbook.page(
            "charts.md", audience: "internal",
            "```tracker burn-up\n```\n\n```tracker prerequisite-timeline\n```\n\n```tracker activity-progress\n```")
        let text = workbook.site(.internal).text("charts/index.html")
        let start = try #require(text.firstRange(of: "<figure class=\"chart\">")).lowerBound
        let end = try #require(text.ranges(of: "</figure>").last).upperBound
        try expectGolden(String(text[start..<end]) + "\n", "charts.html")
    }

    @Test func `a date in the far future does not stretch the axis without end`() {
        var workbook = workbook
        workbook.events.append(.time(.fixture(60, on: CivilDate(9998, 1, 1))))
        #expect(workbook.site(.internal).text(status).utf8.count < 400_000)
    }
}
