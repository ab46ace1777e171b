import Content
import Testing

@Suite struct CompletenessTests {
    private let contract = """
        id: x
        title: X
        customer: C
        supplier: S
        window: {start: 2026-11-30, end: 2026-12-24}
        focus-areas:
          - {id: strategy, title: Strategy, activities: [{id: kickoff, title: Kick off}, {id: design, title: Design it}]}
        prerequisites:
          - {id: access, title: Access is given, phase: throughout, owner: ann}
        exclusions:
          - {id: data-cleansing, title: Cleansing}
        """

    private func warnings(_ pages: [(String, String)]) -> [String] {
        let files = pages.map { ($0.0, Array($0.1.utf8)) }
        return ContentFolder(files: [("engagement.yaml", Array(contract.utf8))] + files).diagnostics
            .map { "\($0.severity.rawValue) \($0.rule) \($0.summary)" }
    }

    private func guide(_ body: String, activities: String = "[]") -> String {
        "---\nid: g\ntitle: G\nkind: guide\nactivities: \(activities)\n---\n\n\(body)\n"
    }

    @Test func `a part of the contract that no page speaks of is named`() {
        #expect(
            warnings([("g.md", guide("Nothing."))]) == [
                "warning unspoken-activity no page mentions the activity 'design'",
                "warning unspoken-activity no page mentions the activity 'kickoff'",
                "warning unspoken-exclusion no page mentions the exclusion 'data-cleansing'",
                "warning unspoken-prerequisite no page mentions the prerequisite 'access'",
            ])
    }

    @Test func `an id in the front matter, an id in the text and a title in the text all speak of it`() {
        let page = guide("We Design it. `data-cleansing` is out. Access is given by ann.", activities: "[kickoff]")
        #expect(warnings([("g.md", page)]).isEmpty)
    }

    @Test func `a runbook has every section of its kind`() {
        let spoken = guide("We Design it. `data-cleansing` is out. Access is given by ann.", activities: "[kickoff]")
        func runbook(_ sections: [String]) -> [String] {
            let body = sections.map { "## \($0)\n\nText.\n" }.joined(separator: "\n")
            let page = "---\nid: r\ntitle: R\nkind: runbook\nowner: o\n---\n\n\(body)\n"
            return warnings([("g.md", spoken), ("r.md", page)])
        }
        let rest = ["Verification", "Rollback", "Escalation", "Follow-up"]
        #expect(runbook(["When to use", "Prerequisites", "Procedure"] + rest).isEmpty)
        #expect(runbook(["Meaning", "Impact", "Diagnosis", "Mitigation"]).isEmpty)
        #expect(
            runbook(["Meaning", "Diagnosis"]) == [
                "warning missing-section the runbook has no section 'Impact', 'Mitigation'"
            ])
        #expect(
            runbook(["When to use", "Prerequisites", "Procedure"] + rest.dropFirst()) == [
                "warning missing-section the runbook has no section 'Verification'"
            ])
    }

    @Test func `a decision weighs at least two options`() {
        let spoken = guide("We Design it. `data-cleansing` is out. Access is given by ann.", activities: "[kickoff]")
        func decision(_ body: String) -> [String] {
            let page = "---\nid: d\ntitle: D\nkind: decision\nstatus: accepted\nowner: o\n---\n\n\(body)\n"
            return warnings([("g.md", spoken), ("d.md", page)])
        }
        #expect(decision("## Considered options\n\n- One\n- Two\n").isEmpty)
        #expect(decision("## Considered options\n\n- One\n\n## Decision outcome\n\n- A\n- B\n").count == 1)
        #expect(decision("## Considered options\n\nNone.\n").count == 1)
    }
}
