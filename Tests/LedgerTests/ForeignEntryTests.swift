import CivilTime
import Engagement
import Foundation
import Ledger
import LedgerFixtures
import TestSupport
import Testing

/// A copy of another engagement, or with an entry that no rule allows, is refused.
@Suite struct ForeignEntryTests {
    private let folder: MemoryFolder

    init() throws {
        folder = try MemoryFolder()
    }

    /// Makes a ledger with an hour of time.
    private func own(_ kind: StoreKind) throws -> any LedgerStore {
        let ledger = try kind.stores(in: folder.path).make()
        _ = try ledger.append(write("time")) { _ in .time(.fixture(60)) }
        return ledger
    }

    /// Merges a copy of the ledger after `event` was written into it without asking a rule.
    private func refusal(of event: Event, _ kind: StoreKind) throws -> Refusal? {
        let stores = kind.stores(in: folder.path)
        let name = UUID().uuidString
        try stores.copy("own", to: name)
        let copy = try stores.open(name)
        _ = try copy.append(write("foreign")) { _ in event }
        do {
            _ = try stores.open().merging(copy)
            return nil
        } catch let refusal as Refusal {
            return refusal
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a ledger of another engagement is refused, even if both imported one row`(kind: StoreKind) throws {
        var contract = Contract.fixture
        contract.title = "Another"
        let stores = kind.stores(in: folder.path)
        let (own, foreign) = (try stores.open(), try stores.open("foreign"))
        for (ledger, contract) in [(own, .fixture), (foreign, contract)] {
            _ = try ledger.append(write("import/row", contract: contract)) { _ in .time(.fixture(30)) }
        }
        let refusal = try #require(throws: Refusal.self) { try own.merging(foreign) }
        #expect(refusal.rule == .anotherEngagement)
        #expect(refusal.summary.contains("Another") && refusal.summary.contains("Fixture"))
    }

    @Test(arguments: StoreKind.allCases)
    func `time that no rule allows is refused`(kind: StoreKind) throws {
        let time = try #require(try own(kind).entries().last)
        func logged(_ change: (inout TimeLogged) -> Void) -> Event {
            var time = TimeLogged.fixture(60)
            change(&time)
            return .time(time)
        }
        let impossible: [Event] = [
            logged { $0.minutes = Minutes(-6000) }, logged { $0.minutes = Minutes(1441) },
            logged { $0.minutes = Minutes(Minutes.recordable.upperBound) },
            logged { $0.role = "nobody" }, logged { $0.activity = "nothing" }, logged { $0.person = " " },
            logged { $0.date = CivilDate(2027, 6, 1) }, logged { $0.date = CivilDate(2026, 12, 5) },
            logged { $0.corrects = "0123456789abcdef" },
            logged {
                $0.corrects = time.id
                $0.minutes = Minutes(-61)
            },
            logged {
                $0.corrects = time.id
                $0.person = "emre"
            },
        ]
        for event in impossible { #expect(try refusal(of: event, kind)?.rule == .impossibleEntry, "\(event)") }
        let possible: [Event] = [
            logged { $0.minutes = Minutes(1440) },
            logged {
                $0.corrects = time.id
                $0.minutes = Minutes(-60)
            },
            logged {
                $0.date = CivilDate(2026, 12, 5)
                $0.isNonBusinessDay = true
            },
        ]
        for event in possible { #expect(try refusal(of: event, kind) == nil, "\(event)") }
    }

    @Test(arguments: StoreKind.allCases)
    func `references, plans, sessions and contracts that no rule allows are refused`(kind: StoreKind) throws {
        let nothing = "0123456789abcdef"
        let contract = try #require(try own(kind).entries().first)
        let week = CivilDate(2026, 12, 1)
        var capless = Contract.fixture
        capless.roles[0].cap = Minutes(-1)
        let impossible: [Event] = [
            .entry(.voided(EntryVoided(target: nothing, reason: ""))),
            .entry(.voided(EntryVoided(target: contract.id, reason: ""))),
            .entry(.restored(EntryRestored(target: nothing))),
            .change(.approved(ChangeDecided(change: nothing, decidedBy: "ann", reason: "so"))),
            .risk(.closed(RiskClosed(risk: nothing, resolution: "so"))),
            .session(.cancelled(SessionCancelled(session: nothing, reason: "so"))),
            .prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "nothing", evidence: "so"))),
            .activity(.done(ActivityDone(activity: "nothing"))),
            .session(.held(SessionHeld(session: nothing, heldOn: week, teacher: "dana"))),
            .question(.asked(QuestionAsked(text: "Who?", askedBy: "ann", session: nothing))),
            .question(.closed(QuestionClosed(asked: nothing, number: 1, closedBy: "ann", answer: "so"))),
            .question(.closed(QuestionClosed(asked: contract.id, number: 0, closedBy: "ann", answer: "so"))),
            .rehearsal(.recorded(.fixture { $0.document.fingerprint = "ABC" })),
            .rehearsal(.recorded(.fixture { $0.minutes = Minutes(1441) })),
            .rehearsal(.recorded(.fixture { $0.minutes = .zero })),
            .rehearsal(
                .immaterial(
                    ChangeMarkedImmaterial(document: "RB-1", from: "a", to: "b", markedBy: "ann", reason: "so"))),
            .acceptance(.evidenceAdded(.fixture(.document(.fixture()), for: "nothing"))),
            .acceptance(.evidenceAdded(.fixture(.rehearsal(nothing)))),
            .acceptance(.evidenceAdded(.fixture(.session(contract.id)))),
            .acceptance(.evidenceAdded(.fixture(.outside(.jobRun, reference: " ")))),
            .acceptance(.signOffGiven(.fixture(for: "nothing"))),
            .acceptance(
                .conditionMet(
                    ConditionMet(signOff: nothing, number: 1, seenBy: "ann", evidence: "so", metOn: week))),
            .acceptance(
                .conditionMet(
                    ConditionMet(signOff: contract.id, number: 0, seenBy: "ann", evidence: "so", metOn: week))),
            .week(.closed(WeekClosed(week: week, closedBy: "ann"))),
            .plan(PlanSet(role: "data-scientist", person: "dana", week: week.monday, minutes: Minutes(10_081))),
            .plan(PlanSet(role: "data-scientist", person: "dana", week: week.monday, minutes: Minutes(-1))),
            .session(.planned(SessionPlanned(title: "t", activity: "kickoff", date: week, minutes: Minutes(1441)))),
            .change(
                .proposed(
                    ChangeProposed(
                        title: "t", requester: "r", reason: "so",
                        effect: .addTime(role: "data-scientist", minutes: Minutes(-60))))),
            .contract(ContractRecorded(contract: capless)),
        ]
        for event in impossible { #expect(try refusal(of: event, kind)?.rule == .impossibleEntry, "\(event)") }
    }
}
