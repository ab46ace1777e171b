import CivilTime
import Engagement
import TestSupport
import Testing

@Suite struct WeekTests {
    private let monday = CivilDate(2026, 11, 30)
    private let today = CivilDate(2026, 12, 9)

    private var closed: [Entry] {
        [
            .fixture(1, .time(.fixture(360)), on: CivilDate(2026, 12, 1)),
            .fixture(2, .week(.closed(WeekClosed(week: monday, closedBy: "piet"))), on: CivilDate(2026, 12, 7)),
        ]
    }

    private func rules(_ entries: [Entry]) -> Rules {
        Rules(contract: .fixture, state: State(entries), today: today)
    }

    private func correction(_ minutes: Int, of entry: Entry, role: String = "data-scientist") -> Rules.TimeRequest {
        Rules.TimeRequest(
            role: role, activity: "kickoff", person: "dana", date: today, minutes: Minutes(minutes), corrects: entry)
    }

    @Test func `a closed week takes no time, says who closed it and who may reopen it`() throws {
        let request = Rules.TimeRequest(
            role: "data-scientist", activity: "kickoff", person: "dana", date: CivilDate(2026, 12, 4),
            minutes: .hours(1))
        let refusal = try #require(throws: Refusal.self) { try rules(closed).log(request) }
        #expect(refusal.rule == .closedWeek)
        #expect(refusal.summary == "2026-W49 is closed: piet closed it on 2026-12-07, and may reopen it")
        #expect(refusal.hint.remedies.contains(.correct(nil)))
    }

    @Test func `time of a closed week cannot be undone`() {
        #expect(throws: Refusal.self) { try rules(closed).undo(.init(entry: closed[0], affected: closed[0])) }
    }

    @Test func `only who closed a week reopens it, with a reason`() throws {
        #expect(throws: Refusal.self) { try rules(closed).reopenWeek(monday, by: "dana", reason: "typo") }
        #expect(throws: Refusal.self) { try rules(closed).reopenWeek(monday, by: "piet", reason: "") }
        let event = try rules(closed).reopenWeek(CivilDate(2026, 12, 3), by: "piet", reason: "typo")
        let open = rules(closed + [.fixture(3, event)])
        #expect(throws: Never.self) { try open.undo(.init(entry: closed[0], affected: closed[0])) }
    }

    @Test func `a correction is an entry of the open week that names the old one`() throws {
        let event = try rules(closed).log(correction(-120, of: closed[0]))
        let entries = closed + [.fixture(3, event)]
        let state = State(entries)
        #expect(state.minutesByRole["data-scientist"] == Minutes(240))
        guard case .time(let time) = event else { return }
        #expect(time.corrects == "entry1" && time.date == today)
    }

    @Test func `a correction takes back no more than its entry has left`() throws {
        let first = Entry.fixture(3, try rules(closed).log(correction(-300, of: closed[0])))
        #expect(throws: Refusal.self) { try rules(closed + [first]).log(correction(-61, of: closed[0])) }
        #expect(throws: Never.self) { try rules(closed + [first]).log(correction(-60, of: closed[0])) }
        #expect(throws: Refusal.self) { try rules(closed).log(correction(-60, of: closed[0], role: "project-manager")) }
        #expect(throws: Refusal.self) { try rules(closed).log(correction(0, of: closed[0])) }
    }

    @Test func `what stands in an open week is undone, not corrected`() throws {
        let refusal = try #require(throws: Refusal.self) {
            try rules([closed[0]]).log(correction(-60, of: closed[0]))
        }
        #expect(refusal.rule == .weekOpen && refusal.hint.remedies == [.undo(closed[0].shortID)])
    }

    @Test func `a week that has not begun is not closed, and none is closed twice`() {
        let early = #expect(throws: Refusal.self) {
            try rules([]).closeWeek(CivilDate(2026, 12, 14), by: "piet", confirmsIncomplete: true)
        }
        #expect(early?.rule == .futureWeek)
        #expect(throws: Refusal.self) { try rules(closed).closeWeek(monday, by: "ann") }
        #expect(throws: Never.self) { try rules([]).closeWeek(today, by: "piet", confirmsIncomplete: true) }
    }

    @Test func `held time that a correction frees is released`() throws {
        let entries: [Entry] = [
            .fixture(1, .time(.fixture(960, role: "project-manager"))),
            .fixture(2, .time(.fixture(120, role: "project-manager", on: CivilDate(2026, 12, 2)))),
            .fixture(3, .week(.closed(WeekClosed(week: monday, closedBy: "piet")))),
        ]
        let event = try rules(entries).log(correction(-100, of: entries[0], role: "project-manager"))
        let all = entries + [.fixture(4, event)]
        #expect(HeldTime.byEntry(all, state: State(all), contract: .fixture) == ["entry2": Minutes(20)])
    }

    @Test(arguments: [
        ("2026-W49", "2026-11-30"), ("2026-w01", "2025-12-29"), ("2026-W53", "2026-12-28"), ("2027-W01", "2027-01-04"),
        ("2026-12-06", "2026-11-30"), ("today", "2026-12-07"),
    ])
    func `a week is read by its ISO number or by a date in it`(typed: String, monday: String) throws {
        let date = try CivilDate(parsingWeek: typed, today: today)
        #expect(date.description == monday)
        #expect(try CivilDate(parsingWeek: date.isoWeek, today: today) == date)
    }

    @Test func `a week that the year does not have is refused`() {
        #expect(throws: InputError.self) { try CivilDate(parsingWeek: "2027-W53", today: today) }
    }
}
