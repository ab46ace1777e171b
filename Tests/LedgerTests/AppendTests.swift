import CivilTime
import Engagement
import Ledger
import LedgerFixtures
import TestSupport
import Testing

/// What a writer is promised.
@Suite struct AppendTests {
    private let folder: MemoryFolder

    init() throws {
        folder = try MemoryFolder()
    }

    @Test(arguments: StoreKind.allCases)
    func `an entry reads back as it was written`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).open()
        let time = TimeLogged(
            role: "data-scientist", activity: "kickoff", person: "Zoë \"Q\" O'Neil", date: CivilDate(2026, 12, 1),
            minutes: Minutes(75), note: "naïve; </script> \u{1F600}\n2nd line", isNonBusinessDay: true)
        let receipt = try ledger.append(write("a")) { _ in .time(time) }
        let entries = try ledger.entries()
        #expect(entries.count == 2)
        #expect(entries.last == receipt.entry)
        #expect(entries.last?.event == .time(time))
        #expect(entries.last?.moment.timestamp == "2026-12-01T09:30:00.001Z")
        #expect(try kind.stores(in: folder.path).open().entries() == entries)
    }

    @Test(arguments: StoreKind.allCases)
    func `every kind of event reads back as it was written`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).open()
        let others: [Event] = [
            .prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "pipeline", evidence: "run 7"))),
            .prerequisite(.waived(PrerequisiteWaived(prerequisite: "access", waivedBy: "ann", reason: "later"))),
            .prerequisite(.blocked(PrerequisiteBlocked(prerequisite: "access", reason: "VPN"))),
            .prerequisite(.reopened(PrerequisiteReopened(prerequisite: "access", reason: "expired"))),
            .activity(.started(ActivityStarted(activity: "kickoff"))),
            .activity(.started(ActivityStarted(activity: "kickoff", overriddenBy: "ann", reason: "why"))),
            .activity(.done(ActivityDone(activity: "kickoff"))),
            .activity(.dropped(ActivityDropped(activity: "monitoring", reason: ""))),
            .change(.approved(ChangeDecided(change: "0123456789abcdef", decidedBy: "ann", reason: "order"))),
            .change(.declined(ChangeDecided(change: "0123456789abcdef", decidedBy: "ann", reason: "no"))),
            .plan(PlanSet(role: "data-scientist", person: "dana", week: CivilDate(2026, 12, 7), minutes: .days(4))),
            .session(
                .planned(
                    SessionPlanned(
                        title: "Handover", activity: "kickoff", date: CivilDate(2026, 12, 7), start: ClockTime("14:00"),
                        minutes: .hours(2), attendees: ["ann", "bob"]))),
            .session(.planned(SessionPlanned(title: "Day", activity: "kickoff", date: CivilDate(2026, 12, 7)))),
            .session(.cancelled(SessionCancelled(session: "0123456789abcdef", reason: "moved"))),
            .session(
                .held(
                    SessionHeld(
                        session: "0123456789abcdef", heldOn: CivilDate(2026, 12, 7), minutes: .hours(2),
                        teacher: "dana",
                        attendees: [
                            .init(name: "ann", role: "owner", side: .customer), .init(name: "bob", side: .supplier),
                        ],
                        documents: [.fixture()], recording: "https://example.com/r", questions: ["Why?", "When?"]))),
            .session(.held(SessionHeld(session: "0123456789abcdef", heldOn: CivilDate(2026, 12, 7), teacher: "dana"))),
            .question(
                .asked(QuestionAsked(text: "Who?", askedBy: "ann", session: "0123456789abcdef", document: "RB-1"))),
            .question(.asked(QuestionAsked(text: "Who?", askedBy: "ann"))),
            .question(
                .closed(
                    QuestionClosed(
                        asked: "0123456789abcdef", number: 2, closedBy: "dana", answer: "On Monday", document: "RB-1"))),
            .rehearsal(.recorded(.fixture { $0.questions = ["Where?"] })),
            .rehearsal(.recorded(.fixture { $0.run = "runs/2026-12-01.md" })),
            .rehearsal(
                .immaterial(
                    ChangeMarkedImmaterial(
                        document: "RB-1", from: DocumentVersion.fixture(0).fingerprint,
                        to: DocumentVersion.fixture(1).fingerprint, markedBy: "ann", reason: "a typo"))),
            .acceptance(.signOffGiven(.fixture)),
            .acceptance(
                .conditionMet(
                    ConditionMet(
                        signOff: "0123456789abcdef", number: 2, seenBy: "ann", evidence: "mail",
                        metOn: CivilDate(2027, 1, 14)))),
            .run(
                RunRecorded(
                    runbook: "RB-001", fingerprint: "ab", record: "runs/2026-12-01-rb-001.md", result: .rolledBack,
                    performer: "piet", parameters: ["environment": "prod"])),
            .week(.submitted(WeekSubmitted(person: "dana", week: CivilDate(2026, 11, 30)))),
            .week(.closed(WeekClosed(week: CivilDate(2026, 11, 30), closedBy: "piet"))),
            .week(.reopened(WeekReopened(week: CivilDate(2026, 11, 30), reopenedBy: "piet", reason: "typo"))),
            .risk(.added(RiskAdded(kind: .assumption, title: "Labels come", owner: "cid"))),
            .risk(.closed(RiskClosed(risk: "0123456789abcdef", resolution: "came"))),
            .entry(.voided(EntryVoided(target: "0123456789abcdef", reason: "typo"))),
            .entry(.restored(EntryRestored(target: "0123456789abcdef"))),
        ]
        let effects: [ChangeEffect] = [
            .addTime(role: "data-scientist", minutes: .days(2)), .liftExclusion(id: "llm"),
            .removeActivity(id: "kickoff"),
            .addActivity(id: "more", title: "More", focusArea: "strategy"), .allowBoth(choice: "paradigm"),
            .extendWindow(end: CivilDate(2027, 1, 8)),
        ]
        let subjects: [Evidence.Subject] =
            [.document(.fixture()), .rehearsal("0123456789abcdef"), .session("0123456789abcdef")]
            + Evidence.Place.allCases.map { .outside($0, reference: "https://example.com/7") }
        let evidence = subjects.map { Event.acceptance(.evidenceAdded(.fixture($0))) }
        let proposals = effects.map {
            Event.change(.proposed(ChangeProposed(title: "t", requester: "r", reason: "why", effect: $0)))
        }
        let events = others + proposals + evidence
        let written = try events.enumerated().map { number, event in
            try ledger.append(write("operation \(number)")) { _ in event }.entry.event
        }
        #expect(try ledger.entries().dropFirst().map(\.event) == written)
        // The ledger adds to a closing which entries it counted, and nothing to other events.
        #expect(written.map(\.asked) == events)
        #expect(written.filter { $0.kind != .weekClosed } == events.filter { $0.kind != .weekClosed })
        #expect(Set(events.map(\.kind)).count == Event.Kind.allCases.count - 2)
        #expect(try ledger.verify().passes)
    }

    @Test(arguments: StoreKind.allCases)
    func `the first write records the contract, and a changed contract is recorded again`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).open()
        _ = try ledger.append(write("a")) { _ in .time(.fixture(60)) }
        _ = try ledger.append(write("b")) { _ in .time(.fixture(60)) }
        var raised = Contract.fixture
        raised.roles[0].cap = .days(20)
        _ = try ledger.append(write("c", contract: raised)) { _ in .time(.fixture(60)) }
        let kinds = try ledger.entries().map(\.event.kind)
        #expect(kinds == [.contractRecorded, .timeLogged, .timeLogged, .contractRecorded, .timeLogged])
        #expect(try ledger.state().contract == raised)
    }

    @Test(arguments: StoreKind.allCases)
    func `a refusal writes nothing, not even the contract`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).open()
        #expect(throws: Refusal.self) {
            try ledger.append(write("a")) { _ in throw Refusal(rule: .badId, "no", hint: "") }
        }
        #expect(try ledger.entries().isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func `a repeated operation is recorded once, and answered with the first entry`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).open()
        let first = try ledger.append(write("same")) { _ in .time(.fixture(60)) }
        _ = try ledger.append(write("other")) { _ in .time(.fixture(30)) }
        let second = try ledger.append(write("same")) { _ in .time(.fixture(60)) }
        #expect(second.isRepeat && !first.isRepeat)
        #expect(second.entry == first.entry)
        #expect(second.stateThen == first.state)
        #expect(try second.state == ledger.state())
        #expect(try ledger.entries().count == 3)
    }

    @Test(arguments: StoreKind.allCases)
    func `an operation that is used for something else is refused`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).open()
        _ = try ledger.append(write("same")) { _ in .time(.fixture(60)) }
        #expect(throws: LedgerError.self) {
            try ledger.append(write("same")) { _ in .time(.fixture(61)) }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `of several steps all are recorded, each on the state that the one before left, or none`(
        kind: StoreKind
    ) throws {
        let ledger = try kind.stores(in: folder.path).open()
        let receipts = try ledger.append([
            (write("a"), { _ in .time(.fixture(60)) }),
            (write("b"), { .time(.fixture(($0.minutesByRole["data-scientist"] ?? .zero).count + 1)) }),
        ])
        #expect(receipts.map(\.state.entryCount) == [2, 3])
        #expect(receipts.last?.entry.event == .time(.fixture(61)))
        let before = try ledger.entries()
        #expect(throws: Refusal.self) {
            try ledger.append([
                (write("c"), { _ in .time(.fixture(60)) }),
                (write("d"), { _ in throw Refusal(rule: .badId, "no", hint: "") }),
            ])
        }
        #expect(try ledger.entries() == before)
    }

    @Test(arguments: StoreKind.allCases)
    func `a clock that is put back does not put an entry before an earlier one`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).open()
        _ = try ledger.append(write("late", on: CivilDate(2026, 12, 3))) { _ in .time(.fixture(60)) }
        _ = try ledger.append(write("early", on: CivilDate(2026, 12, 2))) { _ in .time(.fixture(30)) }
        let entries = try ledger.entries()
        let times = entries.map(\.moment.milliseconds)
        #expect(times == times.sorted() && Set(times).count == times.count)
        #expect(entries.last?.moment.date == CivilDate(2026, 12, 2))
    }
}
