import CivilTime
import Content
import Engagement
import Knowledge
import TestSupport
import Testing

@Suite struct GapsTests {
    private func messages(_ gaps: Gaps, _ kind: Gap.Kind) -> [String] {
        gaps.all.filter { $0.kind == kind }.map(\.message)
    }

    @Test func `every kind has its denominator, and the most important gaps come first`() {
        var example = KnowledgeExample()
        example.append(.time(.fixture(14 * 480 + 60)))
        example.append(
            .change(
                .proposed(
                    ChangeProposed(
                        title: "More", requester: "ann", reason: "so",
                        effect: .addTime(role: "data-scientist", minutes: .days(1))))))
        example.append(.risk(.added(RiskAdded(kind: .risk, title: "Late", owner: "ann"))))
        example.append(.question(.asked(QuestionAsked(text: "Who?", askedBy: "ann", document: "RB-1"))))
        example.append(.prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "access", evidence: "seen"))))
        let gaps = example.gaps()
        #expect(
            gaps.counts.map(\.words) == [
                "0 of 0 answered criteria accepted", "0 of 0 conditions of the acceptance met",
                "0 of 2 criteria with evidence", "0 of 0 criteria with evidence proven by the customer",
                "0 of 0 proven criteria at this revision",
                "0 of 0 accepted documents unchanged since the acceptance", "2 of 3 documents with an owner",
                "0 of 0 documents reviewed in time", "0 of 2 runbooks rehearsed by the customer",
                "0 of 1 question answered", "1 of 2 prerequisites settled", "1 of 2 roles without held time",
                "0 of 1 change request decided", "0 of 1 entry of the risk register closed",
            ])
        #expect(gaps.all.map(\.kind) == gaps.all.map(\.kind).sorted { $0.rank < $1.rank })
        for count in gaps.counts { #expect(gaps.all.count { $0.kind == count.kind } == count.missing) }
        #expect(messages(gaps, .questionOpen) == ["open question about RB-1 since 2026-12-01: Who?"])
        #expect(messages(gaps, .changeOpen) == ["CR-1 'More' waits for its decision"])
        #expect(gaps.all.allSatisfy { !$0.hint.parts.isEmpty })
    }

    @Test func `a gap is closed by the action that it names`() throws {
        var example = KnowledgeExample()
        let missing = try #require(example.gaps().all.first)
        #expect(missing.kind == .criterionWithoutEvidence && missing.subject == "operated")
        #expect(missing.hint.remedies == [.addEvidence(criterion: "operated", document: "RB-1")])
        example.addEvidence(.document(example.version("RB-1")))
        let unproven = try #require(example.gaps().all.first { $0.subject == "operated" })
        #expect(unproven.kind == .criterionWithoutProof && unproven.hint.remedies == [.recordRehearsal("RB-1")])
        example.rehearse("RB-1")
        #expect(!example.gaps().all.contains { $0.subject == "operated" || $0.subject == "RB-1" })
        example.edit("runbooks/restart.md")
        let older = example.gaps().all.filter { $0.subject == "operated" || $0.subject == "RB-1" }
        #expect(older.map(\.kind) == [.evidenceAtOlderRevision, .runbookUnrehearsed])
        #expect(older.allSatisfy { $0.hint.remedies == [.recordRehearsal("RB-1"), .markImmaterial("RB-1")] })
        #expect(example.gaps().count(of: .evidenceAtOlderRevision)?.words == "0 of 1 proven criterion at this revision")
    }

    @Test func `a review that is past is a gap from the day after it was due`() {
        var example = KnowledgeExample()
        example.pages["runbooks/rotate.md"] = KnowledgeExample.page(
            "RB-2", "Rotate the key", "runbook", more: "review_in: 1 month\nreviewed: 2026-11-08\n")
        example.asOf = CivilDate(2026, 12, 8)
        #expect(example.gaps().count(of: .reviewPast)?.words == "1 of 1 document reviewed in time")
        example.asOf = CivilDate(2026, 12, 9)
        #expect(messages(example.gaps(), .reviewPast) == ["the review of 'Rotate the key' was due on 2026-12-08"])
    }

    @Test func `the customer's gaps have nothing of the supplier's own business`() {
        var example = KnowledgeExample()
        example.append(.time(.fixture(14 * 480 + 60)))
        example.append(.risk(.added(RiskAdded(kind: .risk, title: "Late", owner: "ann"))))
        example.pages["guides/internal.md"] = KnowledgeExample.page(
            "RB-9", "Bill the customer", "runbook", audience: "internal")
        let gaps = example.gaps(.customer)
        #expect(gaps.counts.allSatisfy { $0.kind.isForCustomer } && gaps.all.allSatisfy { $0.kind.isForCustomer })
        #expect(!gaps.all.contains { $0.subject == "RB-9" })
        #expect(gaps.count(of: .documentWithoutOwner)?.total == 3)
        // The supplier's runbooks are its own, so the customer need not rehearse them.
        #expect(example.gaps().count(of: .runbookUnrehearsed)?.total == 2)
    }

    @Test(arguments: Edition.allCases)
    func `a rejected criterion and an open condition are the first gaps, in both editions`(edition: Edition) throws {
        var example = KnowledgeExample()
        var signOff = SignOffGiven.fixture
        signOff.answers = [
            .init(criterion: "documented", outcome: .rejected, reason: "the diagram is missing"),
            .init(
                criterion: "operated", outcome: .acceptedWithConditions,
                conditions: [.init(text: "Name a deputy", owner: "bob", due: CivilDate(2027, 1, 15))]),
        ]
        example.append(.acceptance(.signOffGiven(signOff)))
        let gaps = example.gaps(edition)
        #expect(gaps.count(of: .criterionRejected)?.words == "1 of 2 answered criteria accepted")
        #expect(gaps.count(of: .conditionOpen)?.words == "0 of 1 condition of the acceptance met")
        #expect(gaps.all.prefix(2).map(\.kind) == [.criterionRejected, .conditionOpen])
        #expect(
            gaps.all.prefix(2).map(\.message) == [
                "'It is documented' was rejected by ann, Head of ML, on 2026-12-01: the diagram is missing",
                "'Name a deputy' is not met, a condition of accepting 'The team operates it', due 2027-01-15; bob owes it",
            ])
        #expect(gaps.all.prefix(2).map(\.hint.remedies) == [[.makePack], [.meetCondition("entry1.1")]])
        example.asOf = CivilDate(2027, 2, 1)
        #expect(
            messages(example.gaps(edition), .conditionOpen) == [
                "'Name a deputy' is not met, a condition of accepting 'The team operates it', "
                    + "overdue since 2027-01-15; bob owes it"
            ])
        example.append(
            .acceptance(
                .conditionMet(
                    ConditionMet(
                        signOff: "entry1", number: 1, seenBy: "ann", evidence: "mail", metOn: CivilDate(2027, 2, 1)))))
        example.accept(["RB-1"], .accepted, on: CivilDate(2026, 12, 1))
        let after = example.gaps(edition)
        #expect(messages(after, .conditionOpen).isEmpty && messages(after, .criterionRejected).count == 1)
        // The new answer has no conditions, so nothing is left to meet.
        #expect(after.count(of: .conditionOpen)?.total == 0)
    }

    @Test func `one line has the number of gaps and the proven criteria`() {
        #expect(KnowledgeExample().gaps().line == "7 gaps; 0 of 2 criteria proven at this revision")
    }

    @Test func `the summary counts the gaps and names what is missing`() {
        #expect(
            KnowledgeExample().gaps().summary
                == "7 gaps: 0 of 2 criteria with evidence, 2 of 3 documents with an owner, "
                + "0 of 2 runbooks rehearsed by the customer, 0 of 2 prerequisites settled")
    }
}

extension Gap.Kind {
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
