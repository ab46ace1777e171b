import CivilTime
import Engagement
import TestSupport
import Testing

@Suite struct RulesTests {
    private let today = CivilDate(2026, 12, 1)

    private func rules(_ events: [Event] = [], contract: Contract = .fixture) -> Rules {
        let entries = events.enumerated().map { Entry.fixture($0 + 1, $1) }
        return Rules(contract: contract, state: State(entries), today: today)
    }

    private func request(
        _ minutes: Int = 60, role: String = "data-scientist", activity: String = "kickoff",
        date: CivilDate = CivilDate(2026, 12, 1), weekend: Bool = false, outside: Bool = false
    ) -> Rules.TimeRequest {
        Rules.TimeRequest(
            role: role, activity: activity, person: "dana", date: date, minutes: Minutes(minutes),
            confirmsNonBusinessDay: weekend, confirmsOutsideWindow: outside)
    }

    private func refusal(_ body: () throws -> Event) -> Rule? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? Refusal)?.rule
        }
    }

    @Test func `time inside the rules becomes an event`() throws {
        #expect(try rules().log(request()) == .time(.fixture(60)))
    }

    @Test(arguments: [0, -60]) func `zero or negative time is refused`(minutes: Int) {
        #expect(refusal { try rules().log(request(minutes)) } == .positiveTime)
    }

    @Test func `an unknown role or activity is refused with the nearest name`() throws {
        #expect(refusal { try rules().log(request(role: "data-scientists")) } == .unknownRole)
        let refusal = try #require(throws: Refusal.self) { try rules().log(request(activity: "kickof")) }
        #expect(refusal.rule == .unknownActivity)
        #expect(refusal.hint.words.hasPrefix("did you mean 'kickoff'?"))
    }

    @Test func `a weekend or a holiday needs a confirmation, and the entry is marked`() throws {
        let saturday = CivilDate(2026, 12, 5)
        #expect(refusal { try rules().log(request(date: saturday)) } == .nonBusinessDay)
        #expect(refusal { try rules().log(request(date: CivilDate(2026, 12, 8))) } == .nonBusinessDay)
        let event = try rules().log(request(date: saturday, weekend: true))
        guard case .time(let time) = event else { throw Refusal(rule: .badId, "", hint: "") }
        #expect(time.isNonBusinessDay)
    }

    @Test func `half a holiday is a business day`() {
        #expect(refusal { try rules().log(request(date: CivilDate(2026, 12, 24))) } == nil)
        #expect(Contract.fixture.calendar.capacity(on: CivilDate(2026, 12, 24)) == Minutes(240))
    }

    @Test func `a date outside the window needs a confirmation`() {
        let late = CivilDate(2026, 12, 28)
        #expect(refusal { try rules().log(request(date: late)) } == .outsideWindow)
        #expect(refusal { try rules().log(request(date: late, outside: true)) } == nil)
    }

    @Test func `one person has twenty-four hours on one day, in all roles together`() {
        let logged = rules([.time(.fixture(1000)), .time(.fixture(380, role: "project-manager"))])
        #expect(refusal { try logged.log(request(61)) } == .moreThanADay)
        #expect(refusal { try logged.log(request(60)) } == nil)
        #expect(refusal { try logged.log(request(61, date: CivilDate(2026, 12, 2))) } == nil)
    }

    @Test func `time over the cap is never refused`() {
        let full = rules(
            (0..<2).map { .time(.fixture(480, role: "project-manager", on: CivilDate(2026, 12, 1 + $0))) })
        #expect(refusal { try full.log(request(60, role: "project-manager", date: CivilDate(2026, 12, 3))) } == nil)
    }

    @Test func `no activity starts while a before-start prerequisite is open`() throws {
        #expect(refusal { try rules().startActivity("kickoff") } == .beforeStartPrerequisite)
        #expect(refusal { try rules().finishActivity("kickoff") } == .beforeStartPrerequisite)
        let confirmed = rules([
            .prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "pipeline", evidence: "run")))
        ]
        )
        #expect(try confirmed.startActivity("kickoff") == .activity(.started(ActivityStarted(activity: "kickoff"))))
    }

    @Test func `an override is recorded with a name and a reason`() throws {
        let event = try rules().startActivity("kickoff", override: .init(name: "ann", reason: "agreed by mail"))
        #expect(
            event
                == .activity(
                    .started(
                        ActivityStarted(activity: "kickoff", overriddenBy: "ann", reason: "agreed by mail"))))
        #expect(
            refusal { try rules().startActivity("kickoff", override: .init(name: "ann", reason: " ")) }
                == .missingReason)
    }

    @Test func `an override that nothing called for is not recorded`() throws {
        let confirmed = rules([
            .prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "pipeline", evidence: "run")))
        ]
        )
        let event = try confirmed.startActivity("kickoff", override: .init(name: "ann", reason: "x"))
        #expect(event == .activity(.started(ActivityStarted(activity: "kickoff"))))
    }

    @Test func `a prerequisite is confirmed once, with evidence`() {
        #expect(refusal { try rules().confirmPrerequisite("access", evidence: "  ") } == .missingEvidence)
        let confirmed = rules([.prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "access", evidence: "x")))])
        #expect(refusal { try confirmed.confirmPrerequisite("access", evidence: "y") } == .prerequisiteConfirmed)
        #expect(refusal { try confirmed.waivePrerequisite("access", by: "a", reason: "b") } == .prerequisiteConfirmed)
    }

    @Test func `a dropped activity takes no time until it is started again`() {
        let ready = Event.prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "pipeline", evidence: "run")))
        let dropped = rules([ready, .activity(.dropped(ActivityDropped(activity: "kickoff", reason: "")))])
        #expect(refusal { try dropped.log(request()) } == .droppedActivity)
        #expect(refusal { try dropped.startActivity("kickoff") } == nil)
    }

    @Test func `an entry is undone once, and an undo can be undone`() throws {
        let time = Entry.fixture(1, .time(.fixture(60)))
        let voiding = Entry.fixture(2, .entry(.voided(EntryVoided(target: "entry1", reason: ""))))
        let after = Rules(contract: .fixture, state: State([time, voiding]), today: today)
        #expect(refusal { try after.undo(.init(entry: time, affected: time)) } == .alreadyUndone)
        #expect(
            try after.undo(.init(entry: voiding, affected: time)) == .entry(.restored(EntryRestored(target: "entry1"))))
    }

    @Test func `the contract's entry cannot be undone`() {
        let entry = Entry.fixture(1, .contract(ContractRecorded(contract: .fixture)))
        #expect(refusal { try rules().undo(.init(entry: entry, affected: entry)) } == .contractEntry)
    }
}
