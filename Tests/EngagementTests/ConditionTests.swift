import CivilTime
import Engagement
import TestSupport
import Testing

/// The conditions under which the customer accepted, and how the answers add up.
@Suite struct ConditionTests {
    private let today = CivilDate(2027, 1, 20)

    private func signedOff(_ sequence: Int, _ answers: [SignOffGiven.Answer]) -> Entry {
        var signOff = SignOffGiven.fixture
        signOff.answers = answers
        return .fixture(sequence, .acceptance(.signOffGiven(signOff)))
    }

    private func conditional(_ criterion: String, _ texts: String...) -> SignOffGiven.Answer {
        .init(
            criterion: criterion, outcome: .acceptedWithConditions,
            conditions: texts.map { .init(text: $0, owner: "bob", due: CivilDate(2027, 1, 15)) })
    }

    private func rejected(_ criterion: String) -> SignOffGiven.Answer {
        .init(criterion: criterion, outcome: .rejected, reason: "not yet")
    }

    private func rules(_ entries: [Entry]) -> Rules { Rules(contract: .fixture, state: State(entries), today: today) }

    private func met(_ id: String, in entries: [Entry], by name: String = "ann", on day: CivilDate? = nil) throws
        -> Event
    {
        try rules(entries).meetCondition(id, seenBy: name, evidence: "the mail", on: day ?? today)
    }

    private func refusal(
        _ id: String, in entries: [Entry], by name: String = "ann", evidence: String = "the mail",
        on day: CivilDate? = nil
    ) -> Rule? {
        do throws(Refusal) {
            _ = try rules(entries).meetCondition(id, seenBy: name, evidence: evidence, on: day ?? today)
            return nil
        } catch {
            return error.rule
        }
    }

    private func words(_ entries: [Entry], on day: CivilDate) -> String? {
        StatusReport(contract: .fixture, state: State(entries), asOf: day).acceptance?.words
    }

    @Test func `each condition has a label of its own, and is open until somebody saw that it is met`() throws {
        let answers = signedOff(
            1, [conditional("operated", "Name a deputy", "Rotate the key"), conditional("documented", "Add a page")])
        let open = State([answers]).acceptance.conditions
        #expect(open.map(\.label) == ["entry1.1", "entry1.2", "entry1.3"] && open.allSatisfy(\.isOpen))
        #expect(open.map(\.criterion) == ["operated", "operated", "documented"])
        let meeting = Entry.fixture(2, try met("entry1.3", in: [answers]))
        let state = State([answers, meeting])
        #expect(state.acceptance.conditions.map(\.isOpen) == [true, true, false])
        #expect(refusal("entry1.3", in: [answers, meeting]) == .conditionMet)
        let undone = Entry.fixture(3, .entry(.voided(EntryVoided(target: "entry2", reason: ""))))
        #expect(State([answers, meeting, undone]).acceptance.conditions.allSatisfy { $0.isOpen })
        // Without the answer there are no conditions, whatever was recorded of them.
        let withdrawn = Entry.fixture(3, .entry(.voided(EntryVoided(target: "entry1", reason: ""))))
        #expect(State([answers, meeting, withdrawn]).acceptance.conditions.isEmpty)
    }

    @Test func `a condition is overdue on the day after it was due, and not once it is met`() throws {
        let answers = signedOff(1, [conditional("operated", "Name a deputy")])
        let condition = try #require(State([answers]).acceptance.conditions.first)
        #expect(condition.standing(on: CivilDate(2027, 1, 15)) == "due 2027-01-15")
        #expect(condition.standing(on: CivilDate(2027, 1, 16)) == "overdue since 2027-01-15")
        let meeting = Entry.fixture(2, try met("entry1", in: [answers], on: CivilDate(2027, 1, 18)))
        let closed = try #require(State([answers, meeting]).acceptance.conditions.first)
        #expect(closed.standing(on: today) == "met on 2027-01-18" && !closed.isOverdue(on: today))
    }

    @Test func `a later answer to the same criterion replaces the conditions of the earlier one`() throws {
        let first = signedOff(1, [conditional("operated", "Name a deputy"), conditional("documented", "Add a page")])
        let later = signedOff(2, [conditional("operated", "Name two deputies")])
        let state = State([first, later])
        #expect(state.acceptance.conditions.map(\.label) == ["entry1.2", "entry2.1"])
        #expect(refusal("entry1.1", in: [first, later]) == .conditionReplaced)
        #expect(refusal("entry1.2", in: [first, later]) == nil)
        let refused = signedOff(2, [rejected("operated")])
        #expect(State([first, refused]).acceptance.conditions.map(\.label) == ["entry1.2"])
        // The last answer of one file counts too, and a label never changes.
        let twice = signedOff(1, [conditional("operated", "Name a deputy"), conditional("operated", "Rotate the key")])
        #expect(State([twice]).acceptance.conditions.map(\.label) == ["entry1.2"])
    }

    @Test func `a condition is closed by name, with evidence, on a day that has come`() {
        let answers = signedOff(1, [conditional("operated", "Name a deputy", "Rotate the key")])
        #expect(refusal("entry1", in: [answers]) == .ambiguousCondition)
        #expect(refusal("entry1.3", in: [answers]) == .unknownCondition)
        #expect(refusal("entry1.x", in: [answers]) == .unknownCondition)
        #expect(refusal("entry1.1", in: []) == .unknownCondition)
        #expect(refusal("entry1.1", in: [answers], by: " ") == .missingName)
        #expect(refusal("entry1.1", in: [answers], evidence: "") == .missingEvidence)
        #expect(refusal("entry1.1", in: [answers], on: today.adding(days: 1)) == .futureDay)
        #expect(refusal("entry1.1", in: [answers]) == nil)
    }

    @Test func `the answers add up in words`() throws {
        #expect(words([], on: today) == nil)
        let conditions = signedOff(1, [conditional("operated", "Name a deputy")])
        #expect(
            words([conditions], on: CivilDate(2027, 1, 15))
                == "1 of 2 criteria accepted, 1 of them with 1 condition open, 1 not answered")
        let both = [conditions, signedOff(2, [rejected("documented")])]
        #expect(
            words(both, on: today)
                == "1 of 2 criteria accepted, 1 of them with 1 condition open (1 overdue), 1 rejected")
        let meeting = Entry.fixture(3, try met("entry1", in: both))
        #expect(words(both + [meeting], on: today) == "1 of 2 criteria accepted, 1 rejected")
        let accepted = signedOff(4, [.init(criterion: "documented", outcome: .accepted)])
        #expect(words(both + [meeting, accepted], on: today) == "2 of 2 criteria accepted")
    }
}
