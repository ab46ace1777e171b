import CivilTime
import Engagement
import TestSupport
import Testing

@Suite struct BurnUpTests {
    private func report(_ entries: [Entry], asOf day: Int = 15) -> StatusReport {
        StatusReport(contract: .fixture, state: State(entries), asOf: CivilDate(2026, 12, day))
    }

    private func date(_ day: Int) -> CivilDate { CivilDate(2026, 12, day) }

    @Test func `the last day says what the budget says, whatever was logged`() throws {
        for seed in 1...20 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var entries: [Entry] = []
            for number in 1...40 {
                let role = generator.pick(["data-scientist", "project-manager"])
                let day = date(generator.below(14) + 1)
                let time = TimeLogged.fixture(15 * (generator.below(40) + 1), role: role, on: day)
                entries.append(.fixture(number, .time(time), on: day))
            }
            let effect = ChangeEffect.addTime(role: "data-scientist", minutes: .days(generator.below(4)))
            entries.append(
                .fixture(
                    41, .change(.proposed(.init(title: "More", requester: "Ann", reason: "Asked.", effect: effect))),
                    on: date(8)))
            entries.append(
                .fixture(
                    42, .change(.approved(.init(change: "entry41", decidedBy: "Cid", reason: "Agreed."))), on: date(9)))
            for burnUp in report(entries).burnUps {
                let last = try #require(burnUp.days.last)
                #expect(last.used == burnUp.budget.used)
                #expect(last.held == burnUp.budget.held)
                #expect(burnUp.caps.last?.cap == burnUp.budget.cap)
                #expect(burnUp.days.reduce(.zero) { $0 + $1.worked } == burnUp.budget.used + burnUp.budget.held)
                #expect(burnUp.days.map(\.date) == burnUp.days.map(\.date).sorted())
            }
        }
    }

    @Test func `held time counts as used from the day on which a change releases it`() throws {
        let entries: [Entry] = [
            .fixture(1, .time(.fixture(3 * 480, role: "project-manager", on: date(1))), on: date(1)),
            .fixture(
                2,
                .change(
                    .proposed(
                        .init(
                            title: "More", requester: "Ann", reason: "Asked.",
                            effect: .addTime(role: "project-manager", minutes: .days(1))))), on: date(2)),
            .fixture(3, .change(.approved(.init(change: "entry2", decidedBy: "Cid", reason: "Agreed."))), on: date(3)),
        ]
        let burnUp = try #require(report(entries).burnUps.last)
        #expect(burnUp.days.map(\.date) == [date(1), date(3)])
        #expect(burnUp.days.map(\.used) == [.days(2), .days(3)])
        #expect(burnUp.days.map(\.held) == [.days(1), .zero])
        #expect(burnUp.caps.map(\.change) == [nil, "CR-1"])
        #expect(burnUp.caps.last?.from == date(3))
    }

    @Test func `the plan of several people adds up by week`() throws {
        let weeks = [CivilDate(2026, 12, 7), CivilDate(2026, 11, 30), CivilDate(2026, 12, 7)]
        let entries = zip(weeks, ["dana", "dana", "eve"]).enumerated().map { number, plan in
            Entry.fixture(
                number + 1,
                .plan(.init(role: "data-scientist", person: plan.1, week: plan.0, minutes: .days(2))))
        }
        let burnUp = try #require(report(entries).burnUps.first)
        #expect(burnUp.plan.map(\.week) == [CivilDate(2026, 11, 30), CivilDate(2026, 12, 7)])
        #expect(burnUp.plan.map(\.planned) == [.days(2), .days(4)])
        #expect(burnUp.days.isEmpty)
        #expect(!burnUp.isEmpty)
    }

    @Test func `a prerequisite was owed from the contract's record until it was confirmed`() throws {
        let asked = CivilDate(2026, 11, 20)
        let entries: [Entry] = [
            .fixture(1, .contract(.init(contract: .fixture)), on: asked),
            .fixture(2, .prerequisite(.confirmed(.init(prerequisite: "access", evidence: "Seen."))), on: date(3)),
        ]
        let course = try #require(report(entries).prerequisiteCourses.last)
        #expect(course.askedOn == asked)
        #expect(course.owed == [.init(from: asked, settledOn: date(3))])
        #expect(course.businessDaysLate == 2)
        #expect(course.changedOn == date(3))
    }

    @Test func `a prerequisite that was opened again is owed twice`() throws {
        let entries: [Entry] = [
            .fixture(1, .prerequisite(.confirmed(.init(prerequisite: "access", evidence: "Seen."))), on: date(1)),
            .fixture(2, .prerequisite(.reopened(.init(prerequisite: "access", reason: "Revoked."))), on: date(7)),
        ]
        let course = try #require(report(entries).prerequisiteCourses.last)
        #expect(course.askedOn == nil)
        #expect(course.owed.map(\.settledOn) == [date(1), nil])
        #expect(course.owed.map(\.from) == [CivilDate(2026, 11, 30), date(7)])
        #expect(course.businessDaysLate == report(entries).delays.last?.businessDays)
    }
}
