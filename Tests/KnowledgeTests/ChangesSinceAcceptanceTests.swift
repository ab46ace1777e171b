import CivilTime
import Engagement
import Knowledge
import TestSupport
import Testing

/// What is said of documents that changed after the customer accepted them.
@Suite struct ChangesSinceAcceptanceTests {
    private func accepted(_ outcome: SignOffGiven.Outcome = .accepted) -> KnowledgeExample {
        var example = KnowledgeExample()
        example.accept(["RB-1", "RB-2", "ADR-1"], outcome, on: CivilDate(2026, 12, 1))
        return example
    }

    private func changes(_ example: KnowledgeExample, _ edition: Edition = .internal) -> ChangesSinceAcceptance? {
        ChangesSinceAcceptance(example.state, documents: example.documents, edition: edition)
    }

    @Test func `without an acceptance there is nothing to compare with`() {
        #expect(changes(KnowledgeExample()) == nil)
        #expect(changes(accepted(.rejected)) == nil)
        #expect(KnowledgeExample().gaps().count(of: .changedSinceAcceptance)?.total == 0)
    }

    @Test func `a document that was edited since is named, with the number of those that were accepted`() throws {
        var example = accepted()
        #expect(changes(example)?.words == "0 of 3 documents changed since the acceptance of 2026-12-01")
        example.edit("runbooks/rotate.md")
        let found = try #require(changes(example))
        #expect(found.words == "1 of 3 documents changed since the acceptance of 2026-12-01")
        #expect(found.changed.map(\.id) == ["RB-2"])
        let gaps = example.gaps(.customer)
        let gap = try #require(gaps.all.first { $0.kind == .changedSinceAcceptance })
        #expect(gap.message == "RB-2 'Rotate the key' has changed since its acceptance on 2026-12-01")
        #expect(gap.hint.remedies == [.makePack, .markImmaterial("RB-2")])
        #expect(
            gaps.count(of: .changedSinceAcceptance)?.words
                == "2 of 3 accepted documents unchanged since the acceptance")
    }

    @Test func `a later acceptance counts, and one that only rejects doesn't`() {
        var example = accepted()
        example.edit("runbooks/rotate.md")
        example.accept(["RB-1", "RB-2"], .acceptedWithConditions, on: CivilDate(2026, 12, 5))
        #expect(changes(example)?.words == "0 of 2 documents changed since the acceptance of 2026-12-05")
        example.accept(["RB-1"], .rejected, on: CivilDate(2026, 12, 6))
        #expect(changes(example)?.words == "0 of 2 documents changed since the acceptance of 2026-12-05")
    }

    @Test func `a change that is marked immaterial is no change`() throws {
        var example = accepted()
        example.edit("runbooks/rotate.md")
        let rules = Rules(contract: .fixture, state: example.state, today: CivilDate(2026, 12, 2))
        example.append(try rules.markImmaterial(example.version("RB-2"), from: nil, by: "ann", reason: "a typo"))
        #expect(changes(example)?.changed == [])
    }

    @Test func `a document that is gone or internal now has changed, and the customer doesn't read its name`() throws {
        var example = accepted()
        example.pages["runbooks/rotate.md"] = nil
        example.pages["decisions/0001.md"] = KnowledgeExample.page(
            "ADR-1", "Promote code", "decision", audience: "internal",
            more: "status: accepted\nowner: ann\nactivities: [kickoff]\n")
        #expect(changes(example)?.words == "1 of 3 documents changed since the acceptance of 2026-12-01")
        let customer = try #require(changes(example, .customer))
        #expect(customer.words == "2 of 3 documents changed since the acceptance of 2026-12-01")
        let messages = example.gaps(.customer).all.filter { $0.kind == .changedSinceAcceptance }.map(\.message)
        #expect(
            messages == [
                "a document was accepted on 2026-12-01 and is here no longer",
                "a document was accepted on 2026-12-01 and is here no longer",
            ])
    }
}
