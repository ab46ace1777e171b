import Content
import Engagement
import Publishing
import TestSupport
import Testing

/// The way through the site by focus area, beside the one by kind of document.
@Suite struct FocusAreaTests {
    private func workbook() -> Fixture {
        var workbook = Fixture()
        workbook.contract.criteria = [
            Criterion(id: "readable", title: "It reads well", summary: "", activities: ["architecture"])
        ]
        workbook.page(
            "decisions/0001-a.md", id: "ADR-0001", title: "Decide", kind: "decision",
            matter: ["status: accepted", "activities: [kickoff]"])
        workbook.page(
            "runbooks/r.md", id: "RB-001", title: "Repair", kind: "runbook",
            matter: ["activities: [inference, kickoff]"])
        workbook.page("guides/g.md", title: "Read", matter: ["criteria: [readable]"])
        workbook.page("guides/o.md", title: "Ours", audience: "internal", matter: ["activities: [kickoff]"])
        workbook.page("guides/n.md", title: "None")
        return workbook
    }

    private func titles(_ site: Site, _ area: String, _ kind: String) -> [String] {
        let page = site.text("engagement/focus-areas/\(area)/index.html")
        guard let start = page.firstRange(of: "<h2 id=\"\(kind)\">") else { return [] }
        let list = page[start.upperBound...].prefix { _ in true }
        let end = list.firstRange(of: "</ul>")?.lowerBound ?? list.endIndex
        return list[..<end].matches(of: /<li class="card"><a href="[^"]*">(.*?)<\/a>/).map { String($0.1) }
    }

    @Test func `the page of a focus area lists what serves its activities and criteria, by kind, each once`() {
        let site = workbook().site()
        #expect(titles(site, "strategy", "decisions") == ["ADR-0001 Decide"])
        #expect(titles(site, "strategy", "runbooks") == ["RB-001 Repair"])
        #expect(titles(site, "development", "decisions").isEmpty)
        #expect(titles(site, "development", "runbooks") == ["RB-001 Repair"])
        #expect(titles(site, "strategy", "guides") == ["Read"])
        #expect(titles(site, "development", "guides").isEmpty)
        #expect(!site.text("engagement/focus-areas/strategy/index.html").contains("Ours"))
        #expect(titles(workbook().site(.internal), "strategy", "guides").contains("Ours"))
    }

    @Test func `every page's menu leads to the focus areas, and their pages to each other`() {
        let site = workbook().site()
        for path in ["index.html", "guides/n/index.html", "engagement/focus-areas/strategy/index.html"] {
            let links = site.text(path).matches(of: /href="([^"]*focus-areas\/[a-z]+\/index.html)"/).map { $0.1 }
            #expect(links.contains { $0.hasSuffix("strategy/index.html") }, "\(path)")
            #expect(links.contains { $0.hasSuffix("development/index.html") }, "\(path)")
        }
        let page = site.text("engagement/focus-areas/strategy/index.html")
        #expect(page.contains("<details open>\n<summary>Focus areas</summary>"))
        #expect(page.contains("strategy/index.html\" aria-current=\"page\">Strategy</a>"))
        #expect(page.contains("<li><a href=\"../../../engagement/focus-areas/index.html\">Focus areas</a></li>"))
        #expect(page.contains("../../../engagement/trace/index.html#area-strategy"))
        #expect(site.text("search-index.js").contains("engagement/focus-areas/strategy/index.html"))
        #expect(site.text("search/index.html").contains("engagement/focus-areas/strategy/index.html"))
    }

    @Test func `no link of these pages leads nowhere, and they are printed with the engagement`() {
        let site = workbook().site()
        for path in ["index.html", "strategy/index.html", "development/index.html"].map({
            "engagement/focus-areas/" + $0
        }) {
            let folder = path.split(separator: "/").dropLast()
            for link in site.text(path).matches(of: /href="([^"#]+)/).map({ String($0.1) }) {
                var parts = folder.map(String.init)
                for part in link.split(separator: "/") {
                    if part == ".." { parts.removeLast() } else { parts.append(String(part)) }
                }
                #expect(site[parts.joined(separator: "/")] != nil, "\(path) leads to \(link)")
            }
        }
        #expect(site.text("print/engagement/index.html").contains(">Strategy</h3>"))
    }

    @Test func `an area without an activity says so, and a contract without areas has no such pages`() {
        var workbook = workbook()
        workbook.contract.focusAreas.append(FocusArea(id: "later", title: "Later", summary: "", activities: []))
        let later = workbook.site().text("engagement/focus-areas/later/index.html")
        #expect(later.contains("names no activities of this area yet") && !later.contains("outline-button"))
        workbook.contract.focusAreas = []
        #expect(!workbook.site().everything.contains("focus-areas/"))
    }
}
