import CivilTime
import Engagement
import TestSupport
import Testing

@Suite struct PlanTests {
    private var contract: Contract {
        var contract = Contract.fixture
        contract.people = [
            Person(
                id: "dana", name: "Dana", weekend: [5, 6, 7],
                holidays: [.init(date: CivilDate(2026, 12, 16), name: "Regional day", isHalfDay: true)],
                absences: [.init(from: CivilDate(2026, 12, 14), through: CivilDate(2026, 12, 15), reason: "away")])
        ]
        return contract
    }

    private func refusal(person: String, week: CivilDate, days: Int, others: [Event] = []) -> Rule? {
        let state = State(others.enumerated().map { Entry.fixture($0 + 1, $1) })
        let rules = Rules(contract: contract, state: state, today: CivilDate(2026, 12, 1))
        do {
            _ = try rules.setPlan(role: "data-scientist", person: person, week: week, minutes: .days(days))
            return nil
        } catch {
            return error.rule
        }
    }

    @Test func `a plan fits into the business days of the person's week`() {
        // 8 December is a holiday of the engagement.
        #expect(refusal(person: "eve", week: CivilDate(2026, 12, 7), days: 4) == nil)
        #expect(refusal(person: "eve", week: CivilDate(2026, 12, 7), days: 5) == .overCapacity)
        // Dana does not work on Fridays, is away for two days, and has half a day off.
        #expect(
            contract.calendar(of: "dana").capacity(from: CivilDate(2026, 12, 14), through: CivilDate(2026, 12, 20))
                == Minutes(720))
        #expect(refusal(person: "dana", week: CivilDate(2026, 12, 14), days: 2) == .overCapacity)
        #expect(refusal(person: "dana", week: CivilDate(2026, 12, 14), days: 1) == nil)
    }

    @Test func `what is planned for another role counts`() {
        let other = Event.plan(
            PlanSet(role: "project-manager", person: "eve", week: CivilDate(2026, 12, 14), minutes: .days(3)))
        #expect(refusal(person: "eve", week: CivilDate(2026, 12, 14), days: 3, others: [other]) == .overCapacity)
        #expect(refusal(person: "eve", week: CivilDate(2026, 12, 14), days: 2, others: [other]) == nil)
    }

    @Test func `a plan outside the window is refused`() {
        #expect(refusal(person: "eve", week: CivilDate(2027, 1, 4), days: 1) == .outsideWindow)
    }

    @Test func `a plan replaces the one before it, and zero takes it back`() {
        func plan(_ sequence: Int, _ days: Int) -> Entry {
            .fixture(
                sequence,
                .plan(
                    PlanSet(role: "data-scientist", person: "eve", week: CivilDate(2026, 12, 7), minutes: .days(days))))
        }
        #expect(State([plan(1, 4), plan(2, 2)]).plan.values.map(\.self) == [.days(2)])
        #expect(State([plan(1, 4), plan(2, 0)]).plan.isEmpty)
    }

    @Test func `a person's own weekend needs a confirmation to work on`() {
        let rules = Rules(contract: contract, state: State([]), today: CivilDate(2026, 12, 1))
        let friday = CivilDate(2026, 12, 4)
        func request(_ person: String) -> Rules.TimeRequest {
            Rules.TimeRequest(
                role: "data-scientist", activity: "kickoff", person: person, date: friday, minutes: .hours(1))
        }
        #expect(throws: Refusal.self) { try rules.log(request("dana")) }
        #expect(throws: Never.self) { try rules.log(request("eve")) }
    }
}

@Suite struct ForecastTests {
    private func forecast(_ minutesByDay: [(day: Int, minutes: Int)], asOf day: Int) -> Forecast? {
        let entries = minutesByDay.enumerated().map {
            Entry.fixture($0 + 1, .time(.fixture($1.minutes, on: CivilDate(2026, 12, $1.day))))
        }
        let state = State(entries)
        return StatusReport(contract: .fixture, state: state, asOf: CivilDate(2026, 12, day)).forecasts[
            "data-scientist"]
    }

    @Test func `two days of work are not enough data`() {
        #expect(forecast([], asOf: 4) == nil)
        #expect(forecast([(1, 480), (2, 480)], asOf: 2) == nil)
        #expect(forecast([(1, 480), (2, 480)], asOf: 3) != nil)
    }

    @Test func `a steady pace makes a range of one day`() throws {
        // A day a day from Tuesday the 1st: 4 used by Friday, 10 left, of which none on the 8th.
        let steady = try #require(forecast((1...4).map { ($0, 480) }, asOf: 4))
        #expect(steady.finish == .within(CivilDate(2026, 12, 21)...CivilDate(2026, 12, 21)))
        // 13 business days are left in the window.
        #expect(steady.atCompletion == .days(17)...Minutes.days(17))
    }

    @Test func `the recent pace and the average pace make the range`() throws {
        // Four whole days, then five business days with one hour each.
        let days = (1...4).map { ($0, 480) } + [7, 9, 10, 11, 14].map { ($0, 60) }
        let slowing = try #require(forecast(days, asOf: 14))
        #expect(slowing.atCompletion.lowerBound < slowing.atCompletion.upperBound)
        let total = Minutes(4 * 480 + 5 * 60)
        // Eight business days are left: at an hour a day, and at the average of nine days.
        #expect(slowing.atCompletion.lowerBound == total + Minutes(8 * 60))
        // 37 hours and 8 ninths of them are 69 hours and 53 minutes, which is shown as 70 hours.
        #expect(slowing.atCompletion.upperBound == .hours(70))
    }

    @Test func `work that has stopped has no finish date`() throws {
        let stopped = try #require(forecast([(1, 480)], asOf: 21))
        #expect(stopped.finish == .beyond)
    }
}

@Suite struct DelayTests {
    private func change(_ sequence: Int, _ event: Event, _ day: Int) -> Entry {
        .fixture(sequence, event, on: CivilDate(2026, 12, day))
    }

    private func delays(_ entries: [Entry], asOf day: Int) -> [Delay] {
        StatusReport(contract: .fixture, state: State(entries), asOf: CivilDate(2026, 12, day)).delays
    }

    private let confirmed = Event.prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "access", evidence: "x")))

    @Test func `a delay is counted in business days, from the day after it was due to the day before it was settled`()
        throws
    {
        // Due on Monday 30 November, settled on Thursday 10 December; the 8th is a holiday.
        let delay = try #require(delays([change(1, confirmed, 10)], asOf: 20).first { $0.prerequisite == "access" })
        #expect(delay.businessDays == 6)
        #expect(delay.party == "infrastructure")
        #expect(delay.intervals.map(\.endedBy) == ["entry1"])
        #expect(delay.intervals.first?.from == CivilDate(2026, 12, 1))
        #expect(delay.intervals.first?.through == CivilDate(2026, 12, 9))
    }

    @Test func `what is still owed runs to the report's day, and a report of an earlier day does not know later ones`()
        throws
    {
        let delay = try #require(delays([], asOf: 3).first { $0.prerequisite == "access" })
        #expect(delay.businessDays == 3)
        #expect(delay.intervals.first?.endedBy == nil)
    }

    @Test func `what is settled in time is no delay`() {
        #expect(delays([change(1, confirmed, 1)], asOf: 20).allSatisfy { $0.prerequisite != "access" })
    }

    @Test func `what is opened again is owed again from that day, and blocked days are owed too`() throws {
        let entries = [
            change(1, confirmed, 2),
            change(2, .prerequisite(.reopened(PrerequisiteReopened(prerequisite: "access", reason: "expired"))), 9),
            change(3, .prerequisite(.blocked(PrerequisiteBlocked(prerequisite: "access", reason: "VPN"))), 10),
            change(4, confirmed, 14),
        ]
        let delay = try #require(delays(entries, asOf: 20).first { $0.prerequisite == "access" })
        #expect(delay.intervals.map(\.businessDays) == [1, 3])
    }

    @Test func `a day on which a party owes two prerequisites is lost once`() {
        var contract = Contract.fixture
        contract.prerequisites[0].owner = "infrastructure"
        let report = StatusReport(contract: contract, state: State([]), asOf: CivilDate(2026, 12, 3))
        let parties = Delay.byParty(report.delays, calendar: contract.calendar)
        #expect(report.delays.map(\.businessDays) == [4, 3])
        #expect(parties.map(\.party) == ["infrastructure"])
        #expect(parties.map(\.businessDays) == [4])
    }
}
