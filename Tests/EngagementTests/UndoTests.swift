import CivilTime
import Engagement
import TestSupport
import Testing

/// What undoing may not do: change a closed week, or leave less than nothing of an entry.
@Suite struct UndoTests {
    private let monday = CivilDate(2026, 11, 30)
    private let today = CivilDate(2026, 12, 9)

    private func rules(_ entries: [Entry]) -> Rules {
        Rules(contract: .fixture, state: State(entries), today: today)
    }

    private func refusal(_ entries: [Entry], undo entry: Entry, affected: Entry? = nil, corrected: Entry? = nil)
        -> Rule?
    {
        do {
            _ = try rules(entries).undo(.init(entry: entry, affected: affected ?? entry, corrected: corrected))
            return nil
        } catch {
            return error.rule
        }
    }

    private var time: Entry { .fixture(1, .time(.fixture(240))) }
    private var closing: Entry { .fixture(3, .week(.closed(WeekClosed(week: monday, closedBy: "piet")))) }

    @Test func `an undo of an undo does not bring time back into a closed week`() {
        let voiding = Entry.fixture(2, .entry(.voided(EntryVoided(target: "entry1", reason: ""))))
        #expect(refusal([time, voiding], undo: voiding, affected: time) == nil)
        #expect(refusal([time, voiding, closing], undo: voiding, affected: time) == .closedWeek)
    }

    @Test func `nobody reopens or closes a week by undoing`() {
        #expect(refusal([closing], undo: closing) == .weekEntry)
        let reopening = Entry.fixture(4, .week(.reopened(WeekReopened(week: monday, reopenedBy: "piet", reason: "x"))))
        #expect(refusal([closing, reopening], undo: reopening) == .weekEntry)
    }

    private func correction(_ sequence: Int, _ minutes: Int) -> Entry {
        var time = TimeLogged.fixture(minutes, on: today)
        time.corrects = "entry1"
        return .fixture(sequence, .time(time))
    }

    @Test func `an entry that was corrected is not undone under its correction`() {
        let reopening = Entry.fixture(5, .week(.reopened(WeekReopened(week: monday, reopenedBy: "piet", reason: "x"))))
        let entries = [time, closing, correction(4, -120), reopening]
        #expect(refusal(entries, undo: time) == .correctedEntry)
    }

    @Test func `a correction that others rely on is not undone`() {
        let more = correction(4, 120)
        let less = correction(5, -300)
        #expect(refusal([time, closing, more, less], undo: more, corrected: time) == .correctsTooMuch)
        #expect(refusal([time, closing, more, less], undo: less, corrected: time) == nil)
    }

    @Test func `a correction is not itself corrected, and names the same person and activity`() throws {
        let correction = correction(4, 60)
        let rules = rules([time, closing, correction])
        func request(_ corrects: Entry, person: String = "dana", activity: String = "kickoff") -> Rules.TimeRequest {
            Rules.TimeRequest(
                role: "data-scientist", activity: activity, person: person, date: today, minutes: Minutes(-30),
                corrects: corrects)
        }
        #expect(try #require(throws: Refusal.self) { try rules.log(request(correction)) }.rule == .correctsCorrection)
        #expect(
            try #require(throws: Refusal.self) { try rules.log(request(time, person: "eve")) }.rule
                == .correctsOtherWork)
        #expect(
            try #require(throws: Refusal.self) { try rules.log(request(time, activity: "inference")) }.rule
                == .correctsOtherWork)
        #expect(throws: Never.self) { try rules.log(request(time)) }
    }

    @Test func `a change request keeps its number when another is undone`() {
        func proposal(_ sequence: Int) -> Entry {
            let effect = ChangeEffect.addTime(role: "data-scientist", minutes: .hours(sequence))
            return .fixture(
                sequence,
                .change(.proposed(ChangeProposed(title: "t", requester: "r", reason: "w", effect: effect))))
        }
        let voiding = Entry.fixture(4, .entry(.voided(EntryVoided(target: "entry1", reason: ""))))
        #expect(State([proposal(1), proposal(2), proposal(3), voiding]).changes.map(\.label) == ["CR-2", "CR-3"])
    }

    @Test func `dropping the required activities does not open what is time-permitting`() {
        var contract = Contract.fixture
        contract.exclusions = [Exclusion(id: "llm", title: "LLM", rule: .timePermitting)]
        let dropped = contract.activities.enumerated().map {
            Entry.fixture($0 + 1, .activity(.dropped(ActivityDropped(activity: $1.id, reason: ""))))
        }
        let rules = Rules(contract: contract, state: State(dropped), today: today)
        #expect(throws: Refusal.self) { try rules.startActivity("llm", override: .init(name: "ann", reason: "x")) }
    }

    @Test func `time outside the contract's activities has a line of its own`() {
        let report = StatusReport(
            contract: .fixture, state: State([.fixture(1, .time(.fixture(60, activity: "pilot")))]), asOf: today)
        #expect(report.activities.last?.id == "pilot" && report.activities.last?.worked == .hours(1))
        #expect(report.findings.contains { $0.rule == .unknownActivity && $0.subject == "pilot" })
    }

    @Test func `a plan is taken back whatever became of the calendar`() {
        #expect(throws: Never.self) {
            try rules([]).setPlan(role: "data-scientist", person: "eve", week: CivilDate(2027, 3, 1), minutes: .zero)
        }
    }
}
