import CivilTime
import Engagement
import TestSupport
import Testing

/// Findings and notes that come before the harm.
@Suite struct OutlookTests {
    private func state(_ events: [Event], on date: CivilDate = CivilDate(2026, 12, 1)) -> State {
        State(events.enumerated().map { .fixture($0 + 1, $1, on: date) })
    }

    private func findings(
        _ events: [Event], contract: Contract = .fixture, asOf: CivilDate = CivilDate(2026, 12, 1),
        isDayOver: Bool = false
    ) -> [String: String] {
        let report = StatusReport(contract: contract, state: state(events), asOf: asOf, isDayOver: isDayOver)
        return Dictionary(report.findings.map { ("\($0.rule.rawValue) \($0.subject)", $0.message) }) { first, _ in first
        }
    }

    private func plan(_ days: Int, role: String = "data-scientist", week: CivilDate) -> Event {
        .plan(PlanSet(role: role, person: "dana", week: week, minutes: .days(days)))
    }

    @Test func `a plan over the cap is found before the first held minute`() {
        let plans = [
            plan(2, role: "project-manager", week: CivilDate(2026, 11, 30)),
            plan(1, role: "project-manager", week: CivilDate(2026, 12, 7)),
        ]
        #expect(
            findings(plans)["plan-over-cap project-manager"]
                == "3d is planned for Project Manager, 1d over the cap of 2d")
        #expect(findings([plans[0]])["plan-over-cap project-manager"] == nil)
        // Once time is held, the held time is the finding.
        let held = findings(plans + [.time(.fixture(961, role: "project-manager"))])
        #expect(held["plan-over-cap project-manager"] == nil && held["held-time project-manager"] != nil)
    }

    @Test func `a role that has used most of its cap is found while work is left`() {
        let time = Event.time(.fixture(768, role: "project-manager", on: CivilDate(2026, 12, 1)))
        let rule = "cap-nearly-used project-manager"
        #expect(
            findings([time])[rule]
                == "80% of Project Manager time is used: 3h 12m of 2d is left, and 3 of 3 required activities are not done"
        )
        let less = Event.time(.fixture(767, role: "project-manager", on: CivilDate(2026, 12, 1)))
        #expect(findings([less])[rule] == nil)
        let held = Event.time(.fixture(961, role: "project-manager", on: CivilDate(2026, 12, 1)))
        #expect(findings([held])[rule] == nil)
        let done = ["kickoff", "architecture", "inference"].map { Event.activity(.done(ActivityDone(activity: $0))) }
        #expect(findings([time] + done)[rule] == nil)
        #expect(findings([time], asOf: CivilDate(2026, 12, 25))[rule] == nil)
    }

    @Test func `a forecast over the cap is found before the first held minute`() {
        let days = (1...4).map { Event.time(.fixture(480, on: CivilDate(2026, 12, $0))) }
        let message = findings(days, asOf: CivilDate(2026, 12, 4), isDayOver: true)["forecast-over-cap data-scientist"]
        #expect(message == "the forecast for Data Scientist, 17d by 2026-12-24, is over the cap of 14d")
    }

    @Test func `a week that holds less than its plan is found, until it is over`() {
        let plans = [
            plan(4, week: CivilDate(2026, 12, 14)), plan(1, role: "project-manager", week: CivilDate(2026, 12, 14)),
        ]
        #expect(findings(plans)["week-over-capacity dana"] == nil)
        var contract = Contract.fixture
        contract.calendar.holidays += [14, 15].map { .init(date: CivilDate(2026, 12, $0), name: "Closed") }
        #expect(
            findings(plans, contract: contract)["week-over-capacity dana"]
                == "5d is planned for dana in 2026-W51, but 3d is possible")
        #expect(findings(plans, contract: contract, asOf: CivilDate(2026, 12, 21))["week-over-capacity dana"] == nil)
    }

    @Test func `time for days to come is found`() {
        let time = Event.time(.fixture(480, on: CivilDate(2026, 12, 23)))
        #expect(
            findings([time])["time-to-come dana"] == "1d of dana is logged for days that have not come: 2026-12-23")
        #expect(findings([time], asOf: CivilDate(2026, 12, 23))["time-to-come dana"] == nil)
    }

    @Test func `time on what has not started, and on what is done, is found`() throws {
        let time = Event.time(.fixture(60))
        #expect(findings([time])["time-before-start kickoff"] == "1h is logged on 'Kick off', which has not started")
        let started = Event.activity(.started(ActivityStarted(activity: "kickoff")))
        #expect(findings([started, time])["time-before-start kickoff"] == nil)

        let done = try Rules(contract: settled, state: state([started, time]), today: CivilDate(2026, 12, 1))
            .finishActivity("kickoff")
        #expect(findings([started, time, done]).keys.allSatisfy { !$0.hasSuffix(" kickoff") })
        #expect(
            findings([started, time, done, .time(.fixture(30))])["time-after-done kickoff"]
                == "30m is logged on 'Kick off' since it was done")
        // An entry of an older version does not say how much there was.
        let old = Event.activity(.done(ActivityDone(activity: "kickoff")))
        #expect(findings([started, time, old, time])["time-after-done kickoff"] == nil)
    }

    private var settled: Contract {
        var contract = Contract.fixture
        contract.prerequisites = []
        return contract
    }

    @Test func `an activity that is done without time, or before what it needs, is found`() {
        let done = Event.activity(.done(ActivityDone(activity: "inference")))
        var contract = Contract.fixture
        contract.prerequisites[1].activities = ["inference"]
        let found = findings([done], contract: contract)
        #expect(found["done-without-time inference"] == "'Set up inference' is done, and no time is logged on it")
        #expect(
            found["done-before-prerequisite inference"]
                == "'Set up inference' is done, but 'Access is given', which it needs, was due on 2026-11-30 and is open"
        )
        let confirmed = Event.prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "access", evidence: "x")))
        #expect(findings([done, confirmed], contract: contract)["done-before-prerequisite inference"] == nil)
    }
}

@Suite struct NoteTests {
    private var contract: Contract {
        var contract = Contract.fixture
        contract.people = [Person(id: "dana", name: "Dana Ruiz", weekend: [5, 6, 7])]
        return contract
    }

    private func notes(_ events: [Event], _ minutes: Minutes, on day: Int) -> [String] {
        let state = State(events.enumerated().map { .fixture($0 + 1, $1) })
        let request = Rules.TimeRequest(
            role: "data-scientist", activity: "kickoff", person: "dana", date: CivilDate(2026, 12, day),
            minutes: minutes)
        return Rules(contract: contract, state: state, today: CivilDate(2026, 12, 24)).notes(on: request).map(\.message)
    }

    @Test func `a half day with more than its half, and a day of more than twelve hours, get a note`() {
        #expect(notes([], .hours(4), on: 24).isEmpty)
        #expect(
            notes([], .hours(5), on: 24) == [
                "2026-12-24 has 4h of working time (Christmas Eve), and 5h is logged for dana"
            ]
        )
        #expect(notes([], .hours(12), on: 1).isEmpty)
        #expect(notes([.time(.fixture(480))], .hours(5), on: 1) == ["13h is logged for dana on 2026-12-01"])
    }

    @Test func `time on a done activity and on a day to come gets a note`() {
        let done = Event.activity(.done(ActivityDone(activity: "kickoff")))
        #expect(notes([done], .hours(1), on: 1) == ["the activity 'kickoff' is done"])
        #expect(notes([], .hours(1), on: 28) == ["Mon 28 Dec 2026 lies in the future"])
    }

    @Test func `sessions that overlap for an attendee, or fall on their day off, get a note`() {
        func session(_ title: String, _ start: String, day: Int = 10, _ attendees: [String]) -> SessionPlanned {
            SessionPlanned(
                title: title, activity: "kickoff", date: CivilDate(2026, 12, day), start: ClockTime(start),
                minutes: .hours(2), attendees: attendees)
        }
        let state = State([.fixture(1, .session(.planned(session("A", "14:00", ["dana", "piet"]))))])
        let rules = Rules(contract: contract, state: state, today: CivilDate(2026, 12, 1))
        #expect(
            rules.notes(on: session("B", "15:00", ["dana", "eve"])).map(\.message)
                == ["dana is expected at 'A' too: Thu 10 Dec 2026, 14:00 to 16:00"])
        #expect(rules.notes(on: session("B", "16:00", ["dana"])).isEmpty)
        #expect(
            rules.notes(on: session("C", "14:00", day: 11, ["Dana Ruiz", "eve"])).map(\.message)
                == ["Dana Ruiz does not work on 2026-12-11: a Friday"])
    }
}

@Suite struct MorningForecastTests {
    private func forecast(_ days: [(date: CivilDate, minutes: Int)], asOf: CivilDate, isDayOver: Bool) -> Forecast? {
        var contract = Contract.fixture
        contract.calendar = BusinessCalendar()
        contract.window.start = CivilDate(2026, 12, 14)
        contract.window.end = CivilDate(2027, 1, 5)
        let entries = days.enumerated().map { Entry.fixture($0 + 1, .time(.fixture($1.minutes, on: $1.date))) }
        return StatusReport(contract: contract, state: State(entries), asOf: asOf, isDayOver: isDayOver)
            .forecasts["data-scientist"]
    }

    private let week = (14...18).map { (date: CivilDate(2026, 12, $0), minutes: 480) }

    @Test func `the forecast is the same in the evening, in the next morning, and at its end`() throws {
        let monday = CivilDate(2026, 12, 21)
        let evening = try #require(forecast(week, asOf: CivilDate(2026, 12, 20), isDayOver: true))
        #expect(evening.atCompletion == .days(17)...Minutes.days(17))
        #expect(forecast(week, asOf: CivilDate(2026, 12, 20), isDayOver: false) == evening)
        #expect(forecast(week, asOf: monday, isDayOver: false) == evening)
        #expect(forecast(week + [(monday, 120)], asOf: monday, isDayOver: false) == evening)
        #expect(forecast(week + [(monday, 480)], asOf: monday, isDayOver: false) == evening)
        #expect(forecast(week + [(monday, 480)], asOf: monday, isDayOver: true) == evening)
        // A Monday that ended without time has slowed the pace.
        let idle = try #require(forecast(week, asOf: monday, isDayOver: true))
        #expect(idle.atCompletion.upperBound < .days(17))
    }

    @Test func `a day on which more than the average is logged counts as worked`() throws {
        let monday = CivilDate(2026, 12, 21)
        let long = week + [(monday, 600)]
        #expect(forecast(long, asOf: monday, isDayOver: false) == forecast(long, asOf: monday, isDayOver: true))
    }

    @Test func `a finish beyond the window is not called a finish`() throws {
        let evening = CivilDate(2026, 12, 20)
        let budget = Budget(
            role: Contract.fixture.roles[0],
            state: State(
                week.enumerated().map {
                    .fixture($0 + 1, .time(.fixture($1.minutes, on: $1.date)))
                }))
        let steady = try #require(forecast(week, asOf: evening, isDayOver: true))
        #expect(steady.finishText(of: budget) == "used up on 2026-12-31 at this pace")
        let slow = try #require(forecast(week.map { ($0.date, 60) }, asOf: evening, isDayOver: true))
        #expect(slow.finish == .beyond)
        #expect(slow.finishText(of: budget) == "not used up by 2027-01-05 at this pace")
        // An hour a day, then twelve: at the average of both, time is left at the end.
        let faster = week.map { ($0.date, 60) } + (21...25).map { (CivilDate(2026, 12, $0), 720) }
        let perhaps = try #require(forecast(faster, asOf: CivilDate(2026, 12, 27), isDayOver: true))
        #expect(perhaps.finishText(of: budget) == "used up from 2026-12-31 on, perhaps not by 2027-01-05")
    }
}
