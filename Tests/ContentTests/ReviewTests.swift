import CivilTime
import Content
import Engagement
import Testing

@Suite struct ReviewTests {
    private let contract = """
        id: x
        title: X
        customer: C
        supplier: S
        window: {start: 2026-11-30, end: 2026-12-24}
        """

    private func folder(_ pages: [String]) -> ContentFolder {
        let files = pages.enumerated().map { ("handover/\($0).md", Array($1.utf8)) }
        return ContentFolder(files: [("engagement.yaml", Array(contract.utf8))] + files)
    }

    private func page(_ matter: String...) -> String {
        "---\nid: g\ntitle: G\nkind: guide\nowner: o\n" + matter.joined(separator: "\n") + "\n---\n\nText.\n"
    }

    private func due(_ page: String, on today: CivilDate) throws -> [String] {
        let folder = folder([page])
        #expect(folder.diagnostics.isEmpty)
        let contract = try #require(folder.contract)
        return Reviews(contract).due(folder.pages, today: today).map { "\($0.line ?? 0) \($0.summary)" }
    }

    @Test func `a period ends on the same day of the month, or on the last day of a shorter one`() throws {
        let start = CivilDate(2026, 11, 30)
        #expect(ReviewPeriod("3 months")?.end(from: start) == CivilDate(2027, 2, 28))
        #expect(ReviewPeriod("1 year")?.end(from: CivilDate(2028, 2, 29)) == CivilDate(2029, 2, 28))
        #expect(ReviewPeriod("2 weeks")?.end(from: start) == CivilDate(2026, 12, 14))
        #expect(ReviewPeriod("1 day")?.end(from: CivilDate(9999, 12, 31)) == CivilDate(9999, 12, 31))
        #expect(ReviewPeriod("1000 years")?.end(from: CivilDate(9999, 1, 1)) == CivilDate(9999, 12, 31))
        #expect(ReviewPeriod("12 months")?.end(from: CivilDate(9999, 12, 31)) == CivilDate(9999, 12, 31))
        for text in ["", "months", "0 months", "1001 days", "-1 day", "6 moon", "6  months x", "six months"] {
            #expect(ReviewPeriod(text) == nil, "\(text)")
        }
    }

    @Test func `adding months one by one never leaves the calendar`() {
        for start in [CivilDate(2026, 1, 31), CivilDate(2028, 2, 29), CivilDate(1999, 12, 31)] {
            for months in 0...60 {
                let (year, month, day) = start.adding(months: months).components
                let (from, first, last) = start.components
                #expect(year * 12 + month == from * 12 + first + months)
                #expect(day <= last && day >= min(last, 28))
            }
        }
    }

    @Test func `a review is due on the day after its period`() throws {
        let page = page("review_in: 3 months", "reviewed: 2026-06-01")
        #expect(try due(page, on: CivilDate(2026, 9, 1)).isEmpty)
        #expect(try due(page, on: CivilDate(2026, 9, 2)) == ["6 review was due on 2026-09-01"])
    }

    @Test func `without a review the clock begins on the page's date, and without that at the handover`() throws {
        let dated =
            "---\nid: d\ntitle: D\nkind: decision\nstatus: accepted\nowner: o\ndate: 2026-12-02\n"
            + "review_in: 1 month\n---\n\nText.\n"
        #expect(try due(dated, on: CivilDate(2027, 1, 3)) == ["8 review was due on 2027-01-02"])
        let undated = page("review_in: 1 month")
        #expect(try due(undated, on: CivilDate(2027, 1, 24)).isEmpty)
        #expect(try due(undated, on: CivilDate(2027, 1, 25)) == ["6 review was due on 2027-01-24"])
    }

    @Test func `nobody has to review a decision that is no longer in force`() throws {
        let page =
            "---\nid: d\ntitle: D\nkind: decision\nstatus: deprecated\ndate: 2020-01-01\nreview_in: 1 day\n---\n\nText.\n"
        #expect(try due(page, on: CivilDate(2027, 1, 3)).isEmpty)
    }

    private func watched(_ commits: [WatchedCommit], namesMissing: Bool = false) throws -> [String] {
        let folder = folder([page("reviewed: 2026-12-01", "watches: [./src/, a.yml, gone.yml]")])
        let watches = Watches(folder.pages, reviews: Reviews(try #require(folder.contract)))
        #expect(watches.paths == ["a.yml", "gone.yml", "src"])
        #expect(watches.since == CivilDate(2026, 12, 1))
        return watches.diagnostics(
            files: ["a.yml", "src/deep/b.py", "gone.yaml"], commits: commits, namesMissing: namesMissing
        ).map { "\($0.rule) \($0.summary) | \($0.hint)" }
    }

    @Test func `a watched file or folder that changed after the review is named with its last commit`() throws {
        let commits = [
            WatchedCommit(id: "c3", date: CivilDate(2026, 12, 9), subject: "Tune", paths: ["src/deep/b.py"]),
            WatchedCommit(id: "c2", date: CivilDate(2026, 12, 8), subject: "Older", paths: ["src/deep/b.py"]),
            WatchedCommit(id: "c1", date: CivilDate(2026, 12, 1), subject: "Same day", paths: ["a.yml"]),
        ]
        #expect(
            try watched(commits) == [
                "watched-change src changed on 2026-12-09 (c3 Tune) since the review of 2026-12-01 | "
                    + "read the page against the change, and write `reviewed: 2026-12-09` or a later day"
            ])
        #expect(try watched([]).isEmpty)
        let sibling = WatchedCommit(id: "c", date: CivilDate(2026, 12, 9), subject: "", paths: ["src2/x", "a.ymlx"])
        #expect(try watched([sibling]).isEmpty)
    }

    @Test func `a watched file that a named repository lacks is a finding`() throws {
        #expect(
            try watched([], namesMissing: true) == [
                "watched-path-missing the repository has no gone.yml | "
                    + "did you mean gone.yaml? correct the path under `watches:`, or remove it"
            ])
    }

    @Test func `what people act on has an owner`() {
        func rules(_ path: String, _ matter: String) -> [String] {
            let text = "---\nid: p\ntitle: P\n\(matter)\n---\n\nText.\n"
            return ContentFolder(files: [("engagement.yaml", Array(contract.utf8)), (path, Array(text.utf8))])
                .diagnostics.filter { $0.rule == .missingOwner }.map(\.summary)
        }
        #expect(rules("runbooks/a.md", "kind: runbook") == ["the runbook has no owner"])
        #expect(rules("decisions/a.md", "kind: decision\nstatus: accepted") == ["the decision in force has no owner"])
        #expect(rules("decisions/a.md", "kind: decision\nstatus: proposed").isEmpty)
        #expect(rules("handover/a.md", "kind: guide") == ["the handover document has no owner"])
        #expect(rules("guides/a.md", "kind: guide").isEmpty)
        #expect(rules("runbooks/a.md", "kind: runbook\nowner: pipeline-owner").isEmpty)
    }

    @Test func `two pages of one kind and section cannot have one title`() {
        let pages = [
            ("guides/a.md", "id: a\ntitle: Same\nkind: guide"), ("guides/b.md", "id: b\ntitle: same\nkind: guide"),
            ("handover/c.md", "id: c\ntitle: Same\nkind: guide\nowner: o"),
            ("guides/d.md", "id: d\ntitle: Same\nkind: decision\nstatus: draft"),
        ]
        let files = pages.map { ($0.0, Array("---\n\($0.1)\n---\n\nText.\n".utf8)) }
        let found = ContentFolder(files: [("engagement.yaml", Array(contract.utf8))] + files).diagnostics
        #expect(
            found.filter { $0.rule == .duplicateTitle }.map(\.description) == [
                "content/guides/b.md:3: warning: the title 'same' belongs to content/guides/a.md already "
                    + "[duplicate-title]\n  hint: change one of the two titles, so that readers can tell the pages apart"
            ])
    }

    @Test func `an address of the site and the activities of an exclusion are checked`() throws {
        func read(_ more: String) -> (Contract?, [String]) {
            let folder = ContentFolder(files: [("engagement.yaml", Array((contract + more).utf8))])
            return (folder.contract, folder.diagnostics.map { "\($0.line ?? 0) \($0.rule)" })
        }
        let areas = "\nfocus-areas: [{id: dev, title: D, activities: [{id: one, title: O}, {id: two, title: T}]}]"
        let (good, none) = read(
            areas + "\nexclusions: [{id: e, title: E, activities: [dev]}, {id: f, title: F}]"
                + "\npublication: {base-url: https://docs.example.com/churn}")
        #expect(none.isEmpty)
        #expect(good?.publication.baseURL == "https://docs.example.com/churn/")
        #expect(good?.exclusions.map(\.activities) == [["one", "two"], nil])
        #expect(read(areas + "\nexclusions: [{id: e, title: E, activities: [three]}]").1 == ["7 unknown-activity"])
        for address in ["example.com", "ftp://example.com", "https:///x", "https://a b", "https://a?x", "https://u@h"] {
            #expect(read("\npublication: {base-url: \"\(address)\"}").1 == ["6 bad-base-url"], "\(address)")
        }
    }
}
