import CivilTime
import Engagement
import Ledger
import TestSupport
import Testing

/// Every rule that an entry of another copy has to pass: one entry that breaks it, and one at its edge that does not.
@Suite struct ForeignReferenceTests {
    private let own: [Entry]
    private let known: Known

    /// The entries of the common past that a foreign entry may refer to.
    private struct Known {
        let contract: Entry
        let time: Entry
        let correction: Entry
        let change: Entry
        let session: Entry
        let movedSession: Entry
        let risk: Entry
        let undo: Entry
    }

    /// A contract with an exclusion, a choice, and a person who doesn't work on Fridays.
    private static let contract: Contract = {
        var contract = Contract.fixture
        contract.people = [Person(id: "piet", name: "Piet", weekend: [5, 6, 7])]
        contract.exclusions = [Exclusion(id: "llm", title: "Language models", rule: .excluded)]
        contract.choices = [Choice(id: "paradigm", title: "Paradigm", options: [])]
        return contract
    }()

    private static let day = CivilDate(2026, 12, 1)

    init() throws {
        let contract = try Self.entry("contract", Self.recorded { _ in })
        let time = try Self.entry("time", .time(.fixture(60)))
        let session = try Self.entry("session", Self.session())
        known = Known(
            contract: contract, time: time,
            correction: try Self.entry(
                "correction",
                Self.time {
                    $0.corrects = time.id
                    $0.minutes = Minutes(30)
                }),
            change: try Self.entry("change", Self.proposal(.addTime(role: "data-scientist", minutes: .days(1)))),
            session: session, movedSession: try Self.entry("move", Self.session { $0.moves = session.id }),
            risk: try Self.entry("risk", .risk(.added(RiskAdded(kind: .risk, title: "late data", owner: "ann")))),
            undo: try Self.entry("undo", .entry(.voided(EntryVoided(target: session.id, reason: "twice")))))
        own = [
            known.contract, known.time, known.correction, known.change, known.session, known.movedSession, known.risk,
            known.undo,
        ]
    }

    private static func entry(_ operation: String, _ event: Event, actor: String = "tester") throws -> Entry {
        try EntryCoding.entry(
            sequence: 1, operation: operation, moment: Moment(milliseconds: 0, date: day), actor: actor, event: event,
            previousHash: EntryCoding.noHash
        ).entry
    }

    private static func time(_ change: (inout TimeLogged) -> Void) -> Event {
        var time = TimeLogged.fixture(60)
        change(&time)
        return .time(time)
    }

    private static func session(_ change: (inout SessionPlanned) -> Void = { _ in }) -> Event {
        var session = SessionPlanned(title: "t", activity: "kickoff", date: day)
        change(&session)
        return .session(.planned(session))
    }

    private static func proposal(_ effect: ChangeEffect) -> Event {
        .change(.proposed(ChangeProposed(title: "t", requester: "r", reason: "so", effect: effect)))
    }

    private static func recorded(_ change: (inout Contract) -> Void) -> Event {
        var contract = Self.contract
        change(&contract)
        return .contract(ContractRecorded(contract: contract))
    }

    private static func plan(_ role: String, _ week: CivilDate, _ minutes: Int) -> Event {
        .plan(PlanSet(role: role, person: "dana", week: week, minutes: Minutes(minutes)))
    }

    /// Returns the refusal of a merge with a copy that has these entries more.
    private func refusal(of events: Event..., actor: String = "tester") throws -> Refusal? {
        let foreign = try events.enumerated().map { try Self.entry("foreign \($0)", $1, actor: actor) }
        do {
            _ = try Merge(own, with: own + foreign)
            return nil
        } catch let refusal as Refusal {
            return refusal
        }
    }

    private func expect(_ rule: Rule?, of events: [Event]) throws {
        for event in events {
            let refusal = try refusal(of: event)
            #expect(refusal?.rule == rule, "\(event): \(refusal?.summary ?? "accepted")")
        }
    }

    @Test func `a reference to something of another kind or to nothing is refused`() throws {
        let nothing = "0123456789abcdef"
        try expect(
            .impossibleEntry,
            of: [
                .prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: nothing, evidence: "so"))),
                .prerequisite(.waived(PrerequisiteWaived(prerequisite: nothing, waivedBy: "ann", reason: "so"))),
                .prerequisite(.blocked(PrerequisiteBlocked(prerequisite: nothing, reason: "so"))),
                .prerequisite(.reopened(PrerequisiteReopened(prerequisite: nothing, reason: "so"))),
                .activity(.started(ActivityStarted(activity: nothing))),
                .activity(.done(ActivityDone(activity: nothing))),
                .activity(.dropped(ActivityDropped(activity: nothing, reason: "so"))),
                .change(.approved(ChangeDecided(change: known.time.id, decidedBy: "ann", reason: "so"))),
                .change(.declined(ChangeDecided(change: known.time.id, decidedBy: "ann", reason: "so"))),
                .risk(.closed(RiskClosed(risk: known.time.id, resolution: "so"))),
                .session(.cancelled(SessionCancelled(session: known.time.id, reason: "so"))),
                .entry(.voided(EntryVoided(target: known.undo.id, reason: "so"))),
                .entry(.restored(EntryRestored(target: known.contract.id))),
                Self.session { $0.moves = nothing }, Self.session { $0.moves = known.time.id },
                Self.session { $0.moves = known.movedSession.id }, Self.session { $0.activity = nothing },
            ])
        try expect(
            nil,
            of: [
                .prerequisite(.reopened(PrerequisiteReopened(prerequisite: "pipeline", reason: "so"))),
                .activity(.dropped(ActivityDropped(activity: "llm", reason: "so"))),
                .change(.declined(ChangeDecided(change: known.change.id, decidedBy: "ann", reason: "so"))),
                .risk(.closed(RiskClosed(risk: known.risk.id, resolution: "so"))),
                .session(.cancelled(SessionCancelled(session: known.session.id, reason: "so"))),
                .entry(.restored(EntryRestored(target: known.session.id))),
                Self.session { $0.moves = known.session.id },
            ])
    }

    @Test func `time, plans and sessions are bounded at both ends`() throws {
        let monday = Self.day.monday
        try expect(
            .impossibleEntry,
            of: [
                Self.time { $0.minutes = .zero }, Self.time { $0.workedOn = CivilDate(2026, 11, 30) },
                Self.time { $0.lateReason = "forgotten" },
                Self.time {
                    $0.corrects = known.time.id
                    $0.workedOn = CivilDate(2026, 11, 30)
                    $0.lateReason = "forgotten"
                },
                Self.time {
                    $0.corrects = known.time.id
                    $0.minutes = .zero
                },
                Self.time {
                    $0.corrects = known.time.id
                    $0.minutes = Minutes(1441)
                },
                Self.time {
                    $0.corrects = known.time.id
                    $0.minutes = Minutes(-91)
                },
                Self.time {
                    $0.corrects = known.time.id
                    $0.role = "project-manager"
                },
                Self.time {
                    $0.corrects = known.time.id
                    $0.activity = "inference"
                },
                Self.time { $0.corrects = known.correction.id },
                Self.time {
                    $0.person = "piet"
                    $0.date = CivilDate(2026, 12, 4)
                },
                Self.time { $0.date = CivilDate(2026, 11, 27) },
                Self.plan("nobody", monday, 60), Self.plan("data-scientist", Self.day, 60),
                Self.session { $0.minutes = .zero },
                Self.session {
                    $0.start = ClockTime("23:01")
                    $0.minutes = .hours(1)
                },
                .week(.submitted(WeekSubmitted(person: "dana", week: Self.day))),
                .week(.reopened(WeekReopened(week: Self.day, reopenedBy: "ann", reason: "so"))),
                .risk(.added(RiskAdded(kind: .risk, title: " ", owner: "ann"))),
            ])
        try expect(
            nil,
            of: [
                Self.time {
                    $0.workedOn = CivilDate(2026, 11, 30)
                    $0.lateReason = "forgotten"
                },
                Self.time {
                    $0.corrects = known.time.id
                    $0.minutes = Minutes(-90)
                },
                Self.time {
                    $0.corrects = known.time.id
                    $0.minutes = Minutes(1440)
                },
                Self.time {
                    $0.date = CivilDate(2026, 11, 27)
                    $0.isOutsideWindow = true
                },
                Self.plan("data-scientist", monday, 0), Self.plan("data-scientist", monday, 10_080),
                Self.session {
                    $0.start = ClockTime("23:00")
                    $0.minutes = .hours(1)
                },
            ])
    }

    @Test func `contracts and changes of the contract are bounded`() throws {
        let (early, late) = (CivilDate(1899, 12, 31), CivilDate(9001, 1, 1))
        try expect(
            .impossibleEntry,
            of: [
                Self.recorded { $0.window.end = $0.window.start.adding(days: -1) },
                Self.recorded { $0.window.start = early }, Self.recorded { $0.window.end = late },
                Self.recorded { $0.roles[1].cap = Minutes(-1) },
                Self.proposal(.addTime(role: "nobody", minutes: .days(1))),
                Self.proposal(.addTime(role: "data-scientist", minutes: .zero)),
                Self.proposal(.extendWindow(end: late)),
                Self.proposal(.addActivity(id: "Not an id", title: "t", focusArea: "strategy")),
                Self.proposal(.removeActivity(id: "nothing")), Self.proposal(.liftExclusion(id: "nothing")),
                Self.proposal(.allowBoth(choice: "nothing")),
            ])
        try expect(
            nil,
            of: [
                Self.recorded { $0.window.end = $0.window.start }, Self.recorded { $0.roles[1].cap = .zero },
                Self.proposal(.addActivity(id: "extra", title: "t", focusArea: "strategy")),
                Self.proposal(.removeActivity(id: "monitoring")), Self.proposal(.liftExclusion(id: "llm")),
                Self.proposal(.allowBoth(choice: "paradigm")),
            ])
    }

    @Test func `a proposal of the copy extends the window and the activities that its time may use`() throws {
        let late = Self.time { $0.date = CivilDate(2027, 1, 4) }
        let extra = Self.time { $0.activity = "extra" }
        let longer = Self.proposal(.extendWindow(end: CivilDate(2027, 1, 4)))
        let addition = Self.proposal(.addActivity(id: "extra", title: "t", focusArea: "strategy"))
        #expect(try refusal(of: late)?.rule == .impossibleEntry)
        #expect(try refusal(of: longer, late) == nil)
        #expect(try refusal(of: extra)?.rule == .impossibleEntry)
        #expect(try refusal(of: addition, extra) == nil)
    }

    @Test func `an entry without a recorder is refused`() throws {
        #expect(try refusal(of: .time(.fixture(5)), actor: " ")?.rule == .impossibleEntry)
        #expect(try refusal(of: .time(.fixture(5)), actor: "x") == nil)
    }
}
