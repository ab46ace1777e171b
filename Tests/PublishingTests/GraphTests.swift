import Content
import Engagement
import Publishing
import TestSupport
import Testing

@Suite struct GraphTests {
    /// Three decisions: the second replaces the first, which is internal, and refers to the third.
    private func decisions(firstAudience: String = "customer", title: String = "Second") -> Fixture {
        var workbook = Fixture()
        workbook.page("index.md", title: "Home")
        func decision(_ number: Int, _ title: String, _ audience: String, _ matter: [String], _ body: String) {
            workbook.page(
                "decisions/000\(number)-d.md", id: "ADR-000\(number)", title: title, audience: audience,
                kind: "decision", matter: matter, body)
        }
        decision(1, "First", firstAudience, ["status: superseded"], "Text.")
        decision(2, title, "customer", ["status: accepted", "supersedes: [ADR-0001]"], "See [the third](0003-d.md).")
        decision(3, "Third", "customer", ["status: proposed", "amends: [ADR-0002]"], "See [the second](0002-d.md).")
        return workbook
    }

    private let index = "decisions/index.html"

    @Test func `every relation of the decisions is drawn and listed`() {
        let text = decisions().site().text(index)
        #expect(text.contains("class=\"edge supersedes\""))
        #expect(text.contains("class=\"edge amends\""))
        #expect(text.contains(#"(accepted) supersedes <a href="../decisions/0001-d/index.html">ADR-0001</a>"#))
        #expect(text.contains(#"; refers to <a href="../decisions/0003-d/index.html">ADR-0003</a>"#))
        #expect(text.contains(#"(proposed) amends <a href="../decisions/0002-d/index.html">ADR-0002</a>"#))
    }

    @Test func `each decision in the drawing leads to its page and says its status`() throws {
        let text = decisions().site().text(index)
        let drawing = try #require(text.firstRange(of: "<svg class=\"diagram\"")).lowerBound
        let end = try #require(text[drawing...].firstRange(of: "</svg>")).lowerBound
        let svg = text[drawing..<end]
        #expect(svg.matches(of: /<a href="\.\.\/decisions\/000\d-d\/index\.html"/).count == 3)
        for word in ["superseded", "accepted", "proposed"] { #expect(svg.contains(">\(word)</text>"), "\(word)") }
    }

    @Test func `what a title says cannot become a part of the graph`() {
        let title = #"'"] evil [label="x" \N \G &quot; <b> -> n1; }'"#
        let site = decisions(title: title).site()
        #expect(site.diagnostics == [])
        let text = site.text(index)
        #expect(text.contains("<svg class=\"diagram\""))
        #expect(text.matches(of: #/class="node /#).count == 3)
        #expect(!text.contains("<b>"))
        #expect(text.contains("\\N"))
    }

    @Test func `the customer's graph does not know an internal decision`() {
        let site = decisions(firstAudience: "internal").site()
        #expect(!site.everything.contains("ADR-0001"))
        #expect(!site.everything.contains("edge supersedes"))
        #expect(site.text(index).contains("2 decisions"))
    }

    @Test func `decisions without relations, and none at all, are said in words`() {
        var workbook = Fixture()
        workbook.page("index.md", "```tracker decision-graph\n```")
        #expect(workbook.site().text("index.html").contains("No decisions are recorded yet."))
        workbook.page("decisions/0001-d.md", id: "ADR-0001", kind: "decision", matter: ["status: accepted"])
        #expect(workbook.site().text("index.html").contains("No decision replaces, amends or refers to another one."))
        #expect(workbook.diagnostics() == [])
    }

    @Test func `the decision graph stands in a page as well`() {
        var workbook = decisions()
        workbook.page("guides/a.md", "```tracker decision-graph\n```")
        let text = workbook.site().text("guides/a/index.html")
        #expect(text.contains(#"<a href="../../decisions/0002-d/index.html""#))
        #expect(workbook.diagnostics() == [])
    }

    /// An activity with two pages, one of them internal; another with none; a criterion of both.
    private var traced: Fixture {
        var workbook = Fixture()
        workbook.contract.criteria = [
            .init(id: "decided", title: "It is decided", summary: "", activities: ["kickoff", "architecture"])
        ]
        workbook.events = [.activity(.done(.init(activity: "kickoff")))]
        workbook.page("index.md", title: "Home")
        workbook.page("guides/a.md", title: "The open page", matter: ["activities: [kickoff]", "criteria: [decided]"])
        workbook.page("guides/b.md", title: "The plan", audience: "internal", matter: ["activities: [kickoff]"])
        return workbook
    }

    private let trace = "engagement/trace/index.html"

    @Test func `the trace leads from activities and criteria to their pages`() {
        let site = traced.site(.internal)
        #expect(site.diagnostics == [])
        let text = site.text(trace)
        #expect(text.contains(#"<tr id="trace-activity-kickoff">"#))
        #expect(text.contains(#"<tr id="trace-criterion-decided">"#))
        #expect(text.contains(">1 of 2 activities done</text>"))
        #expect(text.contains("2 activities, 1 done; 1 criterion; 1 without a page."))
        #expect(text.matches(of: /No page yet/).count == 3)
        #expect(text.contains(">no page yet</text>"))
        #expect(text.contains("Done</span><small>since Tue 1 Dec 2026</small>"))
        #expect(text.contains(#"<a href="../../guides/a/index.html""#))
        let links = text.matches(of: /<a href="(#trace-[^"]*)"/).map { String($0.output.1.dropFirst()) }
        #expect(links.allSatisfy { text.contains("id=\"\($0)\"") })
        #expect(!links.isEmpty)
    }

    @Test func `the customer's trace counts the pages of the customer's edition`() {
        let internalText = traced.site(.internal).text(trace)
        let text = traced.site().text(trace)
        #expect(internalText.contains("2 pages"))
        #expect(!text.contains("2 pages"))
        #expect(!text.contains("The plan"))
        #expect(text.contains("The open page"))
    }

    @Test func `the ids of the trace are each there once`() {
        var workbook = traced
        // A criterion that both focus areas bring about stands in both.
        workbook.contract.criteria[0].activities.append("inference")
        let ids = workbook.site(.internal).text(trace).matches(of: #/ id="([^"]*)"/#).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
    }

    @Test func `a drawing of the site's own that is missing is reported`() {
        var workbook = Fixture()
        workbook.page("index.md", title: "Home")
        #expect(workbook.diagnostics() == [])
        workbook.contract.focusAreas = (1...450).map { area in
            FocusArea(
                id: "area-\(area)", title: "Area \(area)", summary: "",
                activities: (1...39).map { Activity(id: "a-\(area)-\($0)", title: "Activity \($0)") })
        }
        let diagnostics = workbook.site().diagnostics.filter { $0.rule == .missingDrawing }
        #expect(diagnostics.count > 1 && diagnostics.count < 450)
        #expect(diagnostics.allSatisfy { $0.severity == .warning && $0.file == "content/engagement.yaml" })
        #expect(diagnostics.contains { $0.summary.hasPrefix("the trace of 'Area 450' is not drawn: ") })
    }
}
