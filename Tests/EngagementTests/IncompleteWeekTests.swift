import CivilTime
import Engagement
import TestSupport
import Testing

/// What a week needs before it is closed, and how forgotten time of a closed week is recorded.
@Suite struct IncompleteWeekTests {
    private let monday = CivilDate(2026, 11, 30)

    private func rules(_ events: [Event], today: CivilDate, asker: String? = nil) -> Rules {
        let entries = events.enumerated().map { Entry.fixture($0 + 1, $1) }
        return Rules(contract: .fixture, state: State(entries), today: today, asker: asker)
    }

    private func refusal<Value>(_ body: () throws -> Value) throws -> Refusal {
        try #require(throws: Refusal.self) { _ = try body() }
    }

    @Test func `closing names who has not submitted, and needs a confirmation`() throws {
        let events: [Event] = [
            .time(.fixture(240, person: "sam")), .time(.fixture(60)),
            .week(.submitted(WeekSubmitted(person: "dana", week: monday, minutes: .hours(1)))),
        ]
        let rules = rules(events, today: CivilDate(2026, 12, 7))
        let refusal = try refusal { try rules.closeWeek(monday, by: "maria") }
        #expect(refusal.rule == .incompleteWeek)
        #expect(refusal.summary == "2026-W49 is not complete: sam has 4h and has not submitted")
        #expect(throws: Never.self) { try rules.closeWeek(monday, by: "maria", confirmsIncomplete: true) }
    }

    @Test func `closing says that the week is not over while a business day is to come`() throws {
        let refusal = try refusal { try rules([], today: CivilDate(2026, 12, 1)).closeWeek(monday, by: "maria") }
        #expect(refusal.summary.hasSuffix("it lasts until \(CivilDate(2026, 12, 4).spelled)"))
        #expect(throws: Never.self) { try rules([], today: CivilDate(2026, 12, 4)).closeWeek(monday, by: "maria") }
    }

    @Test func `time after a submission makes it lapse, and the person submits again`() throws {
        let submitted: [Event] = [
            .time(.fixture(60)),
            .week(.submitted(WeekSubmitted(person: "dana", week: monday, minutes: .hours(1)))),
        ]
        let today = CivilDate(2026, 12, 4)
        #expect(throws: Refusal.self) { try rules(submitted, today: today).submitWeek(of: "dana", monday) }
        let changed = rules(submitted + [.time(.fixture(120))], today: today)
        #expect(changed.state.submittedWeeks == [:])
        #expect(changed.state.lapsedSubmissions == [monday: ["dana"]])
        #expect(try refusal { try changed.closeWeek(monday, by: "maria") }.summary.contains("changed since"))
        #expect(
            try changed.submitWeek(of: "dana", monday)
                == .week(.submitted(WeekSubmitted(person: "dana", week: monday, minutes: .hours(3)))))
    }

    @Test func `a submission of an older version does not lapse`() {
        let events: [Event] = [
            .week(.submitted(WeekSubmitted(person: "dana", week: monday))), .time(.fixture(120)),
        ]
        #expect(rules(events, today: monday).state.submittedWeeks == [monday: ["dana"]])
    }

    private var closed: [Event] {
        [.time(.fixture(60)), .week(.closed(WeekClosed(week: monday, closedBy: "maria")))]
    }

    @Test func `forgotten time of a closed week counts on the first open day, with its day and reason`() throws {
        // Sunday; Tuesday is a holiday, Monday is open.
        let rules = rules(closed, today: CivilDate(2026, 12, 6))
        let request = Rules.TimeRequest(
            role: "data-scientist", activity: "kickoff", person: "sam", date: CivilDate(2026, 12, 3),
            minutes: .hours(2), lateReason: "on a train")
        guard case .time(let time) = try rules.log(request) else { return }
        #expect(time.date == CivilDate(2026, 12, 7))
        #expect(time.workedOn == CivilDate(2026, 12, 3) && time.lateReason == "on a train")
        var open = request
        open.date = CivilDate(2026, 12, 9)
        #expect(try refusal { try rules.log(open) }.rule == .weekOpen)
        open.date = CivilDate(2026, 12, 3)
        open.lateReason = " "
        #expect(throws: Refusal.self) { try rules.log(open) }
    }

    @Test func `nobody is sent to themselves to reopen a week`() throws {
        let request = Rules.TimeRequest(
            role: "data-scientist", activity: "kickoff", person: "sam", date: CivilDate(2026, 12, 3), minutes: .hours(2)
        )
        let late = Remedy.LateTime(
            minutes: request.minutes, role: request.role, activity: request.activity, person: "sam", date: request.date)
        let today = CivilDate(2026, 12, 9)
        let own = try refusal { try rules(closed, today: today, asker: "maria").log(request) }
        #expect(!own.summary.contains("may reopen") && !own.hint.words.contains("ask maria"))
        #expect(own.hint.remedies.contains(.reopenWeek(request.date)))
        let other = try refusal { try rules(closed, today: today, asker: "sam").log(request) }
        #expect(other.hint.words.contains("ask maria") && other.hint.remedies.contains(.logLate(late)))
        let submission = try refusal { try rules(closed, today: today, asker: "dana").submitWeek(of: "dana", monday) }
        #expect(
            submission.hint.words.contains("needs no submission") && !submission.hint.remedies.contains(.correct(nil)))
    }

    @Test func `a required activity is dropped with a reason and an approver, and is then not required`() throws {
        let today = CivilDate(2026, 12, 1)
        #expect(try refusal { try rules([], today: today).dropActivity("kickoff") }.rule == .requiredActivity)
        #expect(throws: Refusal.self) { try rules([], today: today).dropActivity("kickoff", reason: "no time") }
        #expect(throws: Never.self) { try rules([], today: today).dropActivity("monitoring") }
        let drop = try rules([], today: today).dropActivity("kickoff", reason: "no time", approvedBy: "ann")
        let done: [Event] = [
            drop, .activity(.done(ActivityDone(activity: "architecture"))),
            .activity(.done(ActivityDone(activity: "inference"))),
        ]
        var contract = Contract.fixture
        contract.exclusions = [Exclusion(id: "llm", title: "LLM", rule: .timePermitting)]
        let entries = done.enumerated().map { Entry.fixture($0 + 1, $1) }
        let report = StatusReport(contract: contract, state: State(entries), asOf: today)
        #expect(report.activities.filter(\.isRequired).map(\.id) == ["architecture", "inference"])
        let amended = Rules(contract: contract, state: State(entries), today: today)
        #expect(throws: Never.self) {
            try amended.log(
                .init(role: "data-scientist", activity: "llm", person: "dana", date: today, minutes: .hours(1)))
        }
    }

    @Test func `held time names the request that would release it, or who declined it`() throws {
        let effect = ChangeEffect.addTime(role: "project-manager", minutes: .hours(4))
        let events: [Event] = [
            .time(.fixture(1200, role: "project-manager")),
            .change(.proposed(ChangeProposed(title: "t", requester: "r", reason: "w", effect: effect))),
        ]
        func hint(_ events: [Event]) -> String {
            let report = StatusReport(
                contract: .fixture, state: rules(events, today: monday).state, asOf: CivilDate(2026, 12, 1))
            return report.findings.first { $0.rule == .heldTime }?.hint.words ?? ""
        }
        #expect(hint(events).contains("approveChange(\"CR-1\")"))
        let declined = Event.change(.declined(ChangeDecided(change: "entry2", decidedBy: "ann", reason: "no money")))
        #expect(hint(events + [declined]).contains("ann declined CR-1"))
    }

    @Test func `an activity that a change request removed names the request`() throws {
        let events: [Event] = [
            .change(
                .proposed(
                    ChangeProposed(title: "t", requester: "r", reason: "w", effect: .removeActivity(id: "kickoff")))),
            .change(.approved(ChangeDecided(change: "entry1", decidedBy: "ann", reason: "agreed"))),
        ]
        let request = Rules.TimeRequest(
            role: "data-scientist", activity: "kickoff", person: "dana", date: CivilDate(2026, 12, 1),
            minutes: .hours(1))
        let refusal = try refusal { try rules(events, today: CivilDate(2026, 12, 1)).log(request) }
        #expect(refusal.summary == "CR-1 removed the activity 'kickoff' from the contract")
    }

    @Test func `a week that no year has is named as a week`() throws {
        let refusals = ["2026-W54", "w49", "53"].map { text in
            #expect(throws: InputError.self) { try CivilDate(parsingWeek: text, today: monday) }
        }
        #expect(refusals[0]?.summary == "2026 has no week 54")
        #expect(refusals.allSatisfy { $0?.hint.contains("2026-W49") == true })
    }
}
