import Content
import Engagement
import Knowledge
import TestSupport
import Testing

@Suite struct TraceTests {
    @Test func `a criterion's line names activities, decisions, runbooks, evidence and sign-off`() throws {
        var example = KnowledgeExample()
        example.rehearse("RB-1")
        example.addEvidence(.document(example.version("RB-1")))
        example.append(.acceptance(.signOffGiven(.fixture)))
        let line = try #require(example.trace().criteria.first)
        #expect(line.criterion.id == "operated" && line.standing == .proven)
        #expect(line.activities.map(\.id) == ["kickoff"])
        #expect(line.decisions.map(\.id) == ["ADR-1"])
        #expect(line.runbooks.map(\.document.id) == ["RB-1"] && line.runbooks.first?.best?.id == "entry1")
        #expect(line.evidence.map(\.reason) == [""])
        #expect(line.signOff?.id == "entry3" && line.answer?.outcome == .accepted)
        #expect(example.trace().summary == "1 of 2 criteria proven at this revision")
        #expect(example.trace().runbookSummary == "1 of 2 runbooks rehearsed by the customer")
    }

    @Test func `what only the supplier saw or did is evidence without proof`() throws {
        var example = KnowledgeExample()
        example.rehearse("RB-1") { $0.side = .supplier }
        example.addEvidence(.rehearsal("entry1"))
        example.addEvidence(.document(example.version("ADR-1")), side: .supplier)
        example.addEvidence(.outside(.jobRun, reference: "run 7"), side: .supplier)
        let line = try #require(example.trace().criteria.first)
        #expect(line.standing == .withoutProof)
        #expect(
            line.evidence.map(\.reason) == [
                "no rehearsal of RB-1 shows that the customer's team can follow it", "only the supplier saw it",
                "only the supplier saw it",
            ])
        #expect(example.trace().runbooks.map(\.words) == ["rehearsed without proof", "not rehearsed"])
    }

    @Test func `a runbook that the customer only read is no proof, and a decision is`() {
        var example = KnowledgeExample()
        example.addEvidence(.document(example.version("RB-1")))
        #expect(example.trace().criteria.first?.standing == .withoutProof)
        example.addEvidence(.document(example.version("ADR-1")))
        #expect(example.trace().criteria.first?.standing == .proven)
        example.edit("decisions/0001.md")
        #expect(example.trace().criteria.first?.standing == .olderRevision)
        #expect(example.trace().criteria.first?.evidence.last?.reason == "ADR-1 changed since")
    }

    @Test func `an edit makes proof one of an older revision, until it is rehearsed again or marked immaterial`() {
        var example = KnowledgeExample()
        example.rehearse("RB-1")
        example.addEvidence(.document(example.version("RB-1")))
        let before = example.version("RB-1").fingerprint
        example.edit("runbooks/restart.md")
        #expect(example.trace().criteria.first?.standing == .olderRevision)
        #expect(example.trace().runbooks.first?.words == "proven at an older revision")
        var again = example
        again.rehearse("RB-1") { $0.level = .reverseShadow }
        #expect(again.trace().criteria.first?.standing == .proven)
        #expect(again.trace().runbooks.first?.best?.id == "entry3")
        example.append(
            .rehearsal(
                .immaterial(
                    ChangeMarkedImmaterial(
                        document: "RB-1", from: before, to: example.version("RB-1").fingerprint, markedBy: "ann",
                        reason: "a sentence"))))
        #expect(example.trace().criteria.first?.standing == .proven)
        example.edit("runbooks/restart.md")
        #expect(example.trace().criteria.first?.standing == .olderRevision)
    }

    @Test func `the customer's trace has no internal document, and no evidence about one`() throws {
        var example = KnowledgeExample()
        example.addEvidence(.document(example.version("G-1")))
        #expect(example.trace().criteria.first?.standing == .proven)
        let line = try #require(example.trace(.customer).criteria.first)
        #expect(line.evidence.isEmpty && line.standing == ProofStanding.none)
        example.pages["runbooks/rotate.md"] = KnowledgeExample.page("RB-2", "Rotate", "runbook", audience: "internal")
        #expect(example.trace(.customer).runbooks.map(\.document.id) == ["RB-1"])
    }
}
