import CivilTime
import Engagement
import TestSupport
import Testing

@Suite struct ChangeTests {
    private func proposed(_ effect: ChangeEffect) -> Event {
        .change(.proposed(ChangeProposed(title: "More", requester: "piet", reason: "asked", effect: effect)))
    }

    private func approved(_ sequence: Int) -> Event {
        .change(.approved(ChangeDecided(change: "entry\(sequence)", decidedBy: "ann", reason: "order")))
    }

    private func rules(_ events: [Event], contract: Contract = .fixture) -> Rules {
        let entries = events.enumerated().map { Entry.fixture($0 + 1, $1) }
        return Rules(contract: contract, state: State(entries), today: CivilDate(2026, 12, 1))
    }

    private func report(_ events: [Event]) -> StatusReport {
        StatusReport(
            contract: .fixture, state: State(events.enumerated().map { .fixture($0 + 1, $1) }),
            asOf: CivilDate(2026, 12, 1))
    }

    @Test func `contract, pending and approved time are told apart`() throws {
        let more = proposed(.addTime(role: "data-scientist", minutes: .days(2)))
        let pending = try #require(report([more]).budgets.first)
        #expect(pending.contracted == .days(14) && pending.pending == .days(2) && pending.cap == .days(14))
        let after = try #require(report([more, approved(1)]).budgets.first)
        #expect(after.contracted == .days(14) && after.approved == .days(2) && after.cap == .days(16))
        #expect(after.pending == .zero)
    }

    @Test func `an approval releases held time, the oldest first`() {
        let time = (0..<3).map {
            Event.time(.fixture(480, role: "project-manager", on: CivilDate(2026, 12, 1 + $0)))
        }
        let extra = Event.time(.fixture(480, role: "project-manager", on: CivilDate(2026, 12, 4)))
        let request = proposed(.addTime(role: "project-manager", minutes: Minutes(600)))
        let entries = (time + [extra, request, approved(5)]).enumerated().map { Entry.fixture($0 + 1, $1) }
        func held(_ count: Int) -> [String: Minutes] {
            let some = Array(entries.prefix(count))
            return HeldTime.byEntry(some, state: State(some), contract: .fixture)
        }
        #expect(held(5) == ["entry3": .days(1), "entry4": .days(1)])
        #expect(held(6) == ["entry4": Minutes(360)])
    }

    @Test func `an approval that is undone takes the time back`() throws {
        let events = [
            proposed(.addTime(role: "data-scientist", minutes: .days(2))), approved(1),
            .entry(.voided(EntryVoided(target: "entry2", reason: ""))),
        ]
        #expect(try #require(report(events).budgets.first).cap == .days(14))
    }

    @Test func `a request is decided once, by its label or number`() throws {
        let request = proposed(.removeActivity(id: "monitoring"))
        for name in ["CR-1", "cr-1", "1"] {
            #expect(throws: Never.self) {
                try rules([request]).decideChange(name, isApproved: true, by: "ann", reason: "order")
            }
        }
        let refusal = try #require(throws: Refusal.self) {
            try rules([request, approved(1)]).decideChange("CR-1", isApproved: false, by: "bob", reason: "no")
        }
        #expect(refusal.rule == .changeDecided && refusal.summary.contains("by ann"))
        #expect(throws: Refusal.self) { try rules([]).decideChange("CR-1", isApproved: true, by: "ann", reason: "x") }
        #expect(throws: Refusal.self) { try rules([request]).decideChange("1", isApproved: true, by: " ", reason: "x") }
    }

    @Test func `activities come and go, and the window moves, by approved changes only`() {
        let add = proposed(.addActivity(id: "pilot", title: "Pilot", focusArea: "strategy"))
        let remove = proposed(.removeActivity(id: "architecture"))
        let extend = proposed(.extendWindow(end: CivilDate(2027, 1, 8)))
        #expect(rules([add, remove, extend]).contract.activity("pilot") == nil)
        let amended = rules([add, remove, extend, approved(1), approved(2), approved(3)]).contract
        #expect(amended.activities.map(\.id) == ["kickoff", "pilot", "inference", "monitoring"])
        #expect(amended.window.end == CivilDate(2027, 1, 8))
    }

    @Test(arguments: [
        ChangeEffect.addTime(role: "nobody", minutes: .days(1)), .addTime(role: "data-scientist", minutes: .zero),
        .liftExclusion(id: "nothing"), .addActivity(id: "kickoff", title: "Again", focusArea: "strategy"),
        .addActivity(id: "new", title: "New", focusArea: "nowhere"), .removeActivity(id: "nothing"),
        .extendWindow(end: CivilDate(2026, 12, 1)), .extendWindow(end: CivilDate(2026, 12, 24)),
        .allowBoth(choice: "nothing"),
    ])
    func `a request that could not take effect is refused`(effect: ChangeEffect) {
        #expect(throws: Refusal.self) {
            try rules([]).proposeChange(title: "t", requester: "r", reason: "why", effect: effect)
        }
    }
}

@Suite struct ScopeTests {
    private var contract: Contract {
        var contract = Contract.fixture
        contract.exclusions = [
            Exclusion(id: "etl", title: "ETL", summary: "Other pipelines.", rule: .excluded),
            Exclusion(id: "llm", title: "LLM", rule: .timePermitting),
        ]
        contract.choices = [
            Choice(
                id: "paradigm", title: "Paradigm",
                options: [.init(id: "code", title: "Code"), .init(id: "model", title: "Model")], chosen: ["code"])
        ]
        return contract
    }

    private func refusal(_ contract: Contract, _ events: [Event] = [], activity: String) -> Refusal? {
        let state = State(events.enumerated().map { Entry.fixture($0 + 1, $1) })
        let rules = Rules(contract: contract, state: state, today: CivilDate(2026, 12, 1))
        let request = Rules.TimeRequest(
            role: "data-scientist", activity: activity, person: "dana", date: CivilDate(2026, 12, 1), minutes: .hours(1)
        )
        do {
            _ = try rules.log(request)
            return nil
        } catch {
            return error
        }
    }

    @Test func `work against an exclusion is refused with the clause and the way to ask`() throws {
        let refused = try #require(refusal(contract, activity: "etl"))
        #expect(refused.rule == .excluded)
        #expect(refused.summary.contains("Other pipelines."))
        #expect(refused.hint.remedies == [.proposeChange(.liftExclusion("etl"))])
    }

    @Test func `what is time-permitting waits for every required activity, and optional ones do not count`() throws {
        #expect(refusal(contract, activity: "llm")?.rule == .timePermitting)
        let done = ["kickoff", "architecture", "inference"].map { Event.activity(.done(ActivityDone(activity: $0))) }
        #expect(refusal(contract, Array(done.dropLast()), activity: "llm")?.rule == .timePermitting)
        #expect(refusal(contract, done, activity: "llm") == nil)
    }

    @Test func `an approved change request lifts an exclusion`() {
        let events: [Event] = [
            .change(
                .proposed(ChangeProposed(title: "t", requester: "r", reason: "w", effect: .liftExclusion(id: "etl")))),
            .change(.approved(ChangeDecided(change: "entry1", decidedBy: "ann", reason: "order"))),
        ]
        #expect(refusal(contract, Array(events.prefix(1)), activity: "etl")?.rule == .excluded)
        #expect(refusal(contract, events, activity: "etl") == nil)
    }

    @Test func `both paradigms at once need a change request`() {
        var both = contract
        both.choices[0].chosen = ["code", "model"]
        #expect(refusal(both, activity: "kickoff")?.rule == .oneChoice)
        let events: [Event] = [
            .change(
                .proposed(
                    ChangeProposed(title: "t", requester: "r", reason: "w", effect: .allowBoth(choice: "paradigm")))),
            .change(.approved(ChangeDecided(change: "entry1", decidedBy: "ann", reason: "order"))),
        ]
        #expect(refusal(both, events, activity: "kickoff") == nil)
        let report = StatusReport(contract: both, state: State([]), asOf: CivilDate(2026, 11, 1))
        #expect(report.findings.contains { $0.rule == .oneChoice })
    }

    @Test func `an activity that a change removed says so, and its time still adds up`() throws {
        let entries: [Entry] = [
            .fixture(1, .time(.fixture(90, activity: "architecture"))),
            .fixture(
                2,
                .change(
                    .proposed(
                        ChangeProposed(
                            title: "Less", requester: "ann", reason: "scope",
                            effect: .removeActivity(id: "architecture"))))),
            .fixture(3, .change(.approved(ChangeDecided(change: "entry2", decidedBy: "bob", reason: "agreed")))),
        ]
        let report = StatusReport(contract: .fixture, state: State(entries), asOf: CivilDate(2026, 12, 1))
        let line = try #require(report.activities.first { $0.id == "architecture" })
        #expect(line.standing == "removed by CR-1" && line.isOptional && line.worked == Minutes(90))
        let before = StatusReport(contract: .fixture, state: State(entries.prefix(2)), asOf: CivilDate(2026, 12, 1))
        #expect(before.activities.first { $0.id == "architecture" }?.standing == "planned")
    }
}
