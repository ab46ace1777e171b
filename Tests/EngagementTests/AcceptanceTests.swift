import CivilTime
import Engagement
import TestSupport
import Testing

@Suite struct AcceptanceTests {
    private let today = CivilDate(2026, 12, 9)
    private let rehearsal = Entry.fixture(1, .rehearsal(.recorded(.fixture())))
    private let session = Entry.fixture(
        2, .session(.planned(SessionPlanned(title: "Handover", activity: "kickoff", date: CivilDate(2026, 12, 7)))))
    private let holding = Entry.fixture(
        3,
        .session(
            .held(
                SessionHeld(
                    session: "entry2", heldOn: CivilDate(2026, 12, 7), teacher: "dana",
                    attendees: [.init(name: "ann", role: "owner", side: .customer)], documents: [.fixture()],
                    questions: ["Who pays?"]))))

    private func refusal(_ entries: [Entry] = [], _ request: (Rules) throws(Refusal) -> Event) -> Rule? {
        do throws(Refusal) {
            _ = try request(Rules(contract: .fixture, state: State(entries), today: today))
            return nil
        } catch {
            return error.rule
        }
    }

    private func rules(_ entries: [Entry]) -> Rules { Rules(contract: .fixture, state: State(entries), today: today) }

    @Test func `a held session has its attendees and its questions, and is not held, moved or cancelled again`() throws
    {
        let entries = [session, holding]
        let state = State(entries)
        #expect(state.sessions.first?.held?.attendees.map(\.name) == ["ann"])
        #expect(state.questions.all.map(\.text) == ["Who pays?"])
        let held = SessionHeld(session: "entry2", heldOn: today, teacher: "dana")
        #expect(try rules([session]).holdSession(held).kind == .sessionHeld)
        #expect(refusal(entries) { rules throws(Refusal) in try rules.holdSession(held) } == .sessionHeld)
        #expect(
            refusal(entries) { rules throws(Refusal) in
                try rules.cancelSession("entry2", reason: "so")
            } == .sessionHeld)
        #expect(
            refusal(entries) { rules throws(Refusal) in
                try rules.moveSession("entry2", to: CivilDate(2026, 12, 10), start: nil, minutes: nil)
            } == .sessionHeld)
        let cancelled = Entry.fixture(4, .session(.cancelled(SessionCancelled(session: "entry2", reason: "ill"))))
        #expect(
            refusal([session, cancelled]) { rules throws(Refusal) in try rules.holdSession(held) } == .sessionCancelled)
        var later = held
        later.heldOn = today.adding(days: 1)
        #expect(refusal([session]) { rules throws(Refusal) in try rules.holdSession(later) } == .futureDay)
        later = held
        later.teacher = ""
        #expect(refusal([session]) { rules throws(Refusal) in try rules.holdSession(later) } == .missingName)
    }

    @Test func `a question is asked in a session or apart`() throws {
        let asked = QuestionAsked(text: " Who? ", askedBy: "ann", session: "entry2", document: "RB-1")
        let entry = Entry.fixture(4, try rules([session]).ask(asked))
        let question = try #require(State([session, entry]).questions.all.first)
        #expect(question.text == "Who?" && question.label == "entry4.1")
        #expect(question.origin == .asked(session: "entry2"))
        let closing = try rules([session, entry]).closeQuestion("entry4", by: "dana", answer: "Ann", document: nil)
        #expect(State([session, entry, .fixture(5, closing)]).questions.all.map(\.isOpen) == [false])
        #expect(refusal { rules throws(Refusal) in try rules.ask(asked) } == .unknownSession)
        #expect(
            refusal { rules throws(Refusal) in
                try rules.ask(QuestionAsked(text: "", askedBy: "ann"))
            } == .missingQuestion)
    }

    @Test func `evidence refers to what exists, once`() throws {
        let entries = [rehearsal, session, holding]
        func added(_ subject: Evidence.Subject) throws -> Event {
            try rules(entries).addEvidence(.fixture(subject))
        }
        func refused(_ evidence: EvidenceAdded, after entries: [Entry]) -> Rule? {
            refusal(entries) { rules throws(Refusal) in try rules.addEvidence(evidence) }
        }
        #expect(try added(.rehearsal("entry1")) == .acceptance(.evidenceAdded(.fixture(.rehearsal("entry1")))))
        #expect(try added(.session("entry2")).kind == .evidenceAdded)
        #expect(try added(.document(.fixture())).kind == .evidenceAdded)
        #expect(refused(.fixture(.rehearsal("entry9")), after: entries) == .unknownRehearsal)
        #expect(refused(.fixture(.session("entry9")), after: entries) == .unknownSession)
        #expect(refused(.fixture(.session("entry2")), after: [session]) == .sessionNotHeld)
        #expect(refused(.fixture(.outside(.jobRun, reference: " ")), after: []) == .missingReference)
        #expect(refused(.fixture(.document(.fixture()), for: "operate"), after: []) == .unknownCriterion)
        var later = EvidenceAdded.fixture(.document(.fixture()))
        later.seenOn = today.adding(days: 1)
        #expect(refused(later, after: []) == .futureDay)
        let first = Entry.fixture(4, try added(.document(.fixture())))
        #expect(refused(.fixture(.document(.fixture())), after: [first]) == .knownEvidence)
        let voided = Entry.fixture(5, .entry(.voided(EntryVoided(target: "entry4", reason: ""))))
        #expect(refused(.fixture(.document(.fixture())), after: [first, voided]) == nil)
        #expect(State([first]).acceptance.evidence(for: "operated").map(\.id) == ["entry4"])
    }

    @Test func `the last answer about a criterion counts`() throws {
        func signedOff(_ sequence: Int, _ outcome: SignOffGiven.Outcome, reason: String = "") -> Entry {
            var signOff = SignOffGiven.fixture
            signOff.answers = [.init(criterion: "operated", outcome: outcome, reason: reason)]
            return .fixture(sequence, .acceptance(.signOffGiven(signOff)))
        }
        let rejected = signedOff(1, .rejected, reason: "not yet")
        let accepted = signedOff(2, .accepted)
        #expect(State([rejected, accepted]).acceptance.answer(to: "operated")?.answer.outcome == .accepted)
        let voided = Entry.fixture(3, .entry(.voided(EntryVoided(target: "entry2", reason: ""))))
        #expect(State([rejected, accepted, voided]).acceptance.answer(to: "operated")?.answer.outcome == .rejected)
        #expect(State([rejected]).acceptance.answer(to: "documented") == nil)
    }

    @Test func `a sign-off names its signer, and a reason or conditions where the answer needs them`() throws {
        #expect(try rules([]).giveSignOff(.fixture) == .acceptance(.signOffGiven(.fixture)))
        func refused(_ change: (inout SignOffGiven) -> Void) -> Rule? {
            var signOff = SignOffGiven.fixture
            change(&signOff)
            return refusal { [signOff] rules throws(Refusal) in try rules.giveSignOff(signOff) }
        }
        #expect(refused { $0.signer = "" } == .missingName)
        #expect(refused { $0.answers = [] } == .missingReason)
        #expect(refused { $0.answers[0].reason = "" } == .missingReason)
        #expect(refused { $0.answers[1].conditions = [] } == .missingReason)
        #expect(refused { $0.answers[1].conditions[0].owner = " " } == .missingOwner)
        #expect(refused { $0.answers[0].criterion = "nothing" } == .unknownCriterion)
        #expect(refused { $0.signedOn = CivilDate(2026, 12, 10) } == .futureDay)
    }
}
