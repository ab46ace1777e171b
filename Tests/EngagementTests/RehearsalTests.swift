import CivilTime
import Engagement
import TestSupport
import Testing

@Suite struct RehearsalTests {
    private let today = CivilDate(2026, 12, 9)

    private func rules(_ entries: [Entry] = []) -> Rules {
        Rules(contract: .fixture, state: State(entries), today: today)
    }

    private func refusal(_ entries: [Entry] = [], _ request: (Rules) throws(Refusal) -> Event) -> Rule? {
        do throws(Refusal) {
            _ = try request(rules(entries))
            return nil
        } catch {
            return error.rule
        }
    }

    private func rehearsed(_ sequence: Int, _ change: (inout RehearsalRecorded) -> Void = { _ in }) -> Entry {
        .fixture(sequence, .rehearsal(.recorded(.fixture(change))))
    }

    private func marked(_ sequence: Int, _ from: Int, _ to: Int) -> Entry {
        .fixture(
            sequence,
            .rehearsal(
                .immaterial(
                    ChangeMarkedImmaterial(
                        document: "RB-1", from: DocumentVersion.fixture(from).fingerprint,
                        to: DocumentVersion.fixture(to).fingerprint, markedBy: "ann", reason: "a typo"))))
    }

    @Test(arguments: Rehearsal.Level.allCases, Side.allCases)
    func `only the customer's reverse shadow and unaided rehearsals prove anything`(level: Rehearsal.Level, side: Side)
    {
        for result in Rehearsal.Result.allCases {
            let rehearsal = RehearsalRecorded.fixture {
                ($0.level, $0.side, $0.result) = (level, side, result)
            }
            let proves = side == .customer && [.reverseShadow, .unaided].contains(level) && result == .passed
            #expect(rehearsal.proves == proves)
        }
    }

    @Test func `a rehearsal has a performer, a duration and a day that is not to come`() throws {
        #expect(try rules().recordRehearsal(.fixture()) == .rehearsal(.recorded(.fixture())))
        let refused: [(Rule, RehearsalRecorded)] = [
            (.missingName, .fixture { $0.performer = " " }), (.positiveTime, .fixture { $0.minutes = .zero }),
            (.moreThanADay, .fixture { $0.minutes = Minutes(1441) }),
            (.futureDay, .fixture { $0.performedOn = CivilDate(2026, 12, 10) }),
            (.missingQuestion, .fixture { $0.questions = ["Why?", ""] }),
        ]
        for (rule, rehearsal) in refused {
            #expect(refusal { rules throws(Refusal) in try rules.recordRehearsal(rehearsal) } == rule)
        }
    }

    @Test func `each question of a rehearsal is open until it is closed with an answer or a document`() throws {
        let rehearsal = rehearsed(1) { $0.questions = ["Who is on call?", "Where is the log?"] }
        let open = State([rehearsal]).questions.all
        #expect(open.map(\.label) == ["entry1.1", "entry1.2"] && open.allSatisfy(\.isOpen))
        #expect(open.map(\.document) == ["RB-1", "RB-1"] && open.map(\.askedBy) == ["ann", "ann"])
        #expect(
            refusal([rehearsal]) { rules throws(Refusal) in
                try rules.closeQuestion("entry1", by: "dana", answer: "so", document: nil)
            } == .ambiguousQuestion)
        #expect(
            refusal([rehearsal]) { rules throws(Refusal) in
                try rules.closeQuestion("entry1.2", by: "dana", answer: nil, document: nil)
            } == .missingAnswer)
        #expect(
            refusal([rehearsal]) { rules throws(Refusal) in
                try rules.closeQuestion("entry1.3", by: "dana", answer: "so", document: nil)
            } == .unknownQuestion)
        let closing = Entry.fixture(
            2, try rules([rehearsal]).closeQuestion("entry1.2", by: "dana", answer: nil, document: "RB-2"))
        #expect(State([rehearsal, closing]).questions.all.map(\.isOpen) == [true, false])
        #expect(
            refusal([rehearsal, closing]) { rules throws(Refusal) in
                try rules.closeQuestion("entry1.2", by: "dana", answer: "so", document: nil)
            } == .questionClosed)
        let voided = Entry.fixture(3, .entry(.voided(EntryVoided(target: "entry1", reason: ""))))
        #expect(State([rehearsal, closing, voided]).questions.all.isEmpty)
        #expect(State([rehearsal, closing, voided]).rehearsals.all.isEmpty)
    }

    @Test func `marks of immaterial changes lead from one fingerprint to the next, and never back`() {
        let rehearsals = State([marked(1, 0, 1), marked(2, 1, 2), marked(3, 5, 6), marked(4, 2, 1)]).rehearsals
        func counting(_ revision: Int) -> Set<String> { rehearsals.fingerprints(countingFor: .fixture(revision)) }
        func all(_ revisions: Int...) -> Set<String> { Set(revisions.map { DocumentVersion.fixture($0).fingerprint }) }
        #expect(counting(0) == all(0))
        #expect(counting(1) == all(0, 1, 2))
        #expect(counting(2) == all(0, 1, 2))
        #expect(counting(6) == all(5, 6))
        #expect(rehearsals.fingerprints(countingFor: .fixture(1, of: "RB-2")) == all(1))
    }

    @Test func `a change is marked immaterial from the last fingerprint that was proved`() throws {
        let entries = [rehearsed(1), rehearsed(2) { $0.document = .fixture(1) }]
        let event = try rules(entries).markImmaterial(.fixture(2), from: nil, by: "ann", reason: "a typo")
        #expect(event == marked(3, 1, 2).event)
        let named = try rules(entries).markImmaterial(
            .fixture(2), from: DocumentVersion.fixture(0).fingerprint, by: "ann", reason: "a typo")
        #expect(named == marked(3, 0, 2).event)
        func refused(_ entries: [Entry], _ revision: Int, from: String? = nil, by name: String = "ann") -> Rule? {
            refusal(entries) { rules throws(Refusal) in
                try rules.markImmaterial(.fixture(revision), from: from, by: name, reason: "a typo")
            }
        }
        #expect(refused([], 1) == .unknownFingerprint)
        #expect(refused(entries, 2, from: "ffff") == .unknownFingerprint)
        #expect(refused([entries[0]], 0) == .unchangedDocument)
        #expect(refused(entries + [marked(3, 1, 2)], 2) == .unchangedDocument)
        #expect(refused(entries, 2, by: "") == .missingName)
    }
}
