import CivilTime
import Engagement
import TestSupport
import Testing

/// Late time of a closed week: the day that it counts on, and what the week's report counts.
@Suite struct LateTimeTests {
    private let monday = CivilDate(2026, 11, 30)

    private func rules(_ entries: [Entry], today: CivilDate) -> Rules {
        Rules(contract: .fixture, state: State(entries), today: today)
    }

    private var closing: Event { .week(.closed(WeekClosed(week: monday, closedBy: "maria"))) }

    private func late(_ date: CivilDate) -> Rules.TimeRequest {
        Rules.TimeRequest(
            role: "data-scientist", activity: "kickoff", person: "dana", date: date, minutes: .hours(1),
            lateReason: "on a train")
    }

    @Test func `the first open day is a business day of the window`() {
        func day(_ today: CivilDate, _ entries: [Entry] = []) -> CivilDate {
            rules(entries, today: today).firstOpenDay(of: "dana")
        }
        #expect(day(CivilDate(2026, 12, 2)) == CivilDate(2026, 12, 2))
        #expect(day(CivilDate(2026, 12, 5)) == CivilDate(2026, 12, 7))
        #expect(day(CivilDate(2026, 12, 8)) == CivilDate(2026, 12, 9))
        #expect(day(CivilDate(2026, 11, 20)) == monday)
        #expect(day(CivilDate(2026, 12, 2), [.fixture(1, closing)]) == CivilDate(2026, 12, 7))
    }

    @Test func `a correction is never late`() throws {
        let entries: [Entry] = [.fixture(1, .time(.fixture(60))), .fixture(2, closing)]
        var request = late(CivilDate(2026, 12, 3))
        request.corrects = entries[0]
        let refusal = try #require(throws: Refusal.self) {
            try rules(entries, today: CivilDate(2026, 12, 9)).log(request)
        }
        #expect(refusal.rule == .lateCorrection)
    }

    @Test func `late work on a weekend needs the confirmation of its own day, and is marked`() throws {
        let entries: [Entry] = [.fixture(1, .time(.fixture(60))), .fixture(2, closing)]
        let rules = rules(entries, today: CivilDate(2026, 12, 9))
        var request = late(CivilDate(2026, 12, 5))
        #expect(throws: Refusal.self) { try rules.log(request) }
        request.confirmsNonBusinessDay = true
        guard case .time(let time) = try rules.log(request) else { return }
        #expect(time.isNonBusinessDay && time.date == CivilDate(2026, 12, 9))
    }

    @Test func `a person whose time of the week is taken back has nothing to submit`() throws {
        let entries: [Entry] = [
            .fixture(1, .time(.fixture(60))), .fixture(2, .time(.fixture(-60, on: CivilDate(2026, 12, 3)))),
        ]
        let rules = rules(entries, today: CivilDate(2026, 12, 9))
        #expect(rules.state.minutesByPerson(inWeekOf: monday) == [:])
        #expect(throws: Never.self) { try rules.closeWeek(monday, by: "maria") }
    }

    private func closed(_ entries: [Entry]) throws -> ClosedWeek {
        try #require(ClosedWeek(entries, state: State(entries), weekOf: monday))
    }

    @Test func `the report of a closed week counts what was recorded on its Sunday, and no later decision`() throws {
        let plan = Event.plan(PlanSet(role: "data-scientist", person: "dana", week: monday, minutes: .days(1)))
        let entries: [Entry] = [
            .fixture(1, plan, on: CivilDate(2026, 12, 6)), .fixture(2, plan, on: CivilDate(2026, 12, 7)),
            .fixture(3, closing, on: CivilDate(2026, 12, 7)),
        ]
        #expect(try closed(entries).entries.map(\.sequence) == [1])
    }

    @Test func `time of an earlier week counts if it was recorded before the closing`() throws {
        let earlier = Event.time(.fixture(60, on: CivilDate(2026, 11, 27)))
        let entries: [Entry] = [
            .fixture(1, earlier, on: CivilDate(2026, 12, 7)), .fixture(2, closing, on: CivilDate(2026, 12, 7)),
            .fixture(3, earlier, on: CivilDate(2026, 12, 8)),
        ]
        #expect(try closed(entries).entries.map(\.sequence).filter { $0 != 2 } == [1])
    }

    @Test func `later time that was undone is not listed`() throws {
        var time = TimeLogged.fixture(60, on: CivilDate(2026, 12, 9))
        time.workedOn = CivilDate(2026, 12, 3)
        let entries: [Entry] = [
            .fixture(1, closing, on: CivilDate(2026, 12, 7)), .fixture(2, .time(time), on: CivilDate(2026, 12, 9)),
        ]
        #expect(try closed(entries).later.map(\.sequence) == [2])
        let undone = Event.entry(.voided(EntryVoided(target: "entry2", reason: "typed twice")))
        #expect(try closed(entries + [.fixture(3, undone, on: CivilDate(2026, 12, 9))]).later == [])
    }
}
