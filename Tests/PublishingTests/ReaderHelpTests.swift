import Content
import Engagement
import Publishing
import TestSupport
import Testing

/// What helps a reader to the right page, and what keeps them from taking something for granted.
@Suite struct ReaderHelpTests {
    private func rows(_ site: Site) -> [String] {
        site.text("runbooks/when/index.html").matches(
            of:
                /<tr id="([^"]*)"><th scope="row">(.*?)<\/th>.*?<a href="([^"]*)">(.*?)<\/a>/
        ).map { "\($0.1) | \($0.2) | \($0.3) | \($0.4)" }
    }

    @Test func `runbooks are listed by what leads to them: what is wrong, what is planned, what is asked for`() {
        var workbook = Fixture()
        workbook.page(
            "runbooks/a.md", id: "RB-001", title: "Fix it", kind: "runbook",
            matter: ["triggers: [\"the job `x` failed\", \"1 < 2\"]"], "## Meaning\n\nNot this.")
        workbook.page(
            "runbooks/b.md", id: "RB-002", title: "Ship it", kind: "runbook",
            "## When to use\n\nA release of `main` is due. More text.")
        workbook.page(
            "runbooks/c.md", id: "RB-003", title: "Give it", kind: "runbook", matter: ["tags: [request]"],
            "## When to use\n\n- Somebody *asks*\n- Somebody leaves\n\nMore.")
        workbook.page(
            "runbooks/d.md", id: "RB-004", title: "Save it", kind: "runbook", matter: ["tags: [incident]"], "Text.")
        workbook.page("runbooks/e.md", id: "RB-005", title: "Ours", audience: "internal", kind: "runbook")
        let site = workbook.site()
        #expect(
            rows(site) == [
                "rb-001 | the job <code>x</code> failed | ../../runbooks/a/index.html | RB-001 Fix it",
                "rb-001-2 | 1 &lt; 2 | ../../runbooks/a/index.html | RB-001 Fix it",
                "rb-004 | Save it | ../../runbooks/d/index.html | RB-004 Save it",
                "rb-002 | A release of main is due. | ../../runbooks/b/index.html | RB-002 Ship it",
                "rb-003 | Somebody asks | ../../runbooks/c/index.html | RB-003 Give it",
                "rb-003-2 | Somebody leaves | ../../runbooks/c/index.html | RB-003 Give it",
            ])
        #expect(site.text("search-index.js").contains(#"["rb-001","the job `x` failed","RB-001 Fix it"]"#))
        #expect(site.text("runbooks/index.html").contains("<a href=\"../runbooks/when/index.html\">What to do when"))
        #expect(site.text("search/index.html").contains("What to do when"))
        #expect(site.text("index.html").contains("runbooks/when/index.html"))
    }

    @Test func `without a runbook there is nothing to do`() {
        var workbook = Fixture()
        workbook.page("runbooks/a.md", audience: "internal", kind: "runbook")
        workbook.page("runbooks/b.md")
        #expect(workbook.site()["runbooks/when/index.html"] == nil)
        #expect(!workbook.site().everything.contains("What to do when"))
    }

    private func workbook() -> Fixture {
        var workbook = Fixture()
        workbook.contract.exclusions = [
            Exclusion(id: "llm", title: "LLMs <all>", rule: .timePermitting, activities: ["inference"]),
            Exclusion(id: "etl", title: "ETL", rule: .excluded),
        ]
        workbook.contract.prerequisites[1].activities = ["inference", "monitoring"]
        workbook.page("guides/a.md", id: "a", matter: ["activities: [inference]"])
        workbook.page("guides/b.md", id: "b", matter: ["activities: [kickoff]"])
        workbook.page("runbooks/c.md", id: "RB-001", kind: "runbook", matter: ["activities: [inference]"])
        return workbook
    }

    @Test func `a page says what of its activities is not covered, and what they wait for`() {
        let site = workbook().site()
        #expect(
            site.text("guides/a/index.html").contains(
                """
                <aside class="coverage" aria-label="What is not covered or not ready">
                <p><strong>Not covered:</strong> <a href="../../engagement/scope/index.html#exclusion-llm">LLMs &lt;all&gt;</a> \
                (only as time permits)</p>
                <p><strong>Waits for:</strong> <a href="../../engagement/status/index.html#prerequisite-access">Access is given</a> \
                (Infrastructure, was due Mon 30 Nov 2026)</p>
                </aside>
                """))
        for path in ["guides/b/index.html", "runbooks/c/index.html"] {
            #expect(!site.text(path).contains("class=\"coverage\""), "\(path)")
        }
    }

    @Test func `what is settled, lifted or done is no longer noted, and the page keeps its revision`() {
        var workbook = workbook()
        func revision(_ site: Site) -> Substring? {
            site.text("guides/a/index.html").firstMatch(of: /content <code>([0-9a-f]{12})</)?.1
        }
        let before = workbook.site()
        workbook.events = [.prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "access", evidence: "seen")))]
        let confirmed = workbook.site()
        #expect(!confirmed.text("guides/a/index.html").contains("Waits for"))
        #expect(confirmed.text("guides/a/index.html").contains("Not covered"))
        #expect(revision(before) == revision(confirmed))
        workbook.contract.exclusions[0].activities = nil
        #expect(!workbook.site().text("guides/a/index.html").contains("coverage"))
    }

    @Test func `a page that only the menu leads to is named`() {
        var workbook = Fixture()
        workbook.page("index.md", id: "home", "[a](guides/a.md)")
        workbook.page("guides/index.md", id: "guides", "Nothing.")
        workbook.page("guides/a.md", id: "a", "[b](b.md)")
        workbook.page("guides/b.md", id: "b")
        workbook.page("guides/c.md", id: "c", "[d](d.md)")
        workbook.page("guides/d.md", id: "d", "[c](c.md)")
        workbook.page("guides/e.md", id: "e", matter: ["activities: [kickoff]"])
        workbook.page("notes/f.md", id: "f")
        // The list of runbooks names a runbook, and a decision the one that it replaces.
        workbook.page("guides/g.md", id: "g", kind: "runbook")
        workbook.page(
            "guides/h.md", id: "ADR-0002", kind: "decision",
            matter: ["status: accepted", "date: 2026-12-01", "supersedes: [ADR-0001]", "activities: [kickoff]"])
        workbook.page(
            "guides/i.md", id: "ADR-0001", kind: "decision", matter: ["status: superseded", "date: 2026-11-01"])
        let found = workbook.site().diagnostics.filter { $0.rule == .unreachablePage }
        #expect(
            found.map { "\($0.severity.rawValue) \($0.file) \($0.rule)" } == [
                "warning content/guides/c.md unreachable-page", "warning content/guides/d.md unreachable-page",
            ])
        #expect(found.first?.hint.contains("content/guides/index.md") == true)
    }
}
