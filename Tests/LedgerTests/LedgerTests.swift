import CivilTime
import Engagement
import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

/// A write at a fixed moment, whose operation is named by the test.
func write(_ operation: String, contract: Contract = .fixture, on date: CivilDate = CivilDate(2026, 12, 1)) -> Write {
    Write(
        operation: operation, actor: "tester",
        moment: Moment(milliseconds: date.dayNumber * 86_400_000 + 34_200_000, date: date), contract: contract)
}

@Suite struct LedgerTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/workbook.sqlite" }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `an entry reads back as it was written`() throws {
        let ledger = try Ledger.open(at: path)
        let time = TimeLogged(
            role: "data-scientist", activity: "kickoff", person: "Zoë \"Q\" O'Neil", date: CivilDate(2026, 12, 1),
            minutes: Minutes(75), note: "naïve; </script> \u{1F600}\n2nd line", isNonBusinessDay: true)
        let receipt = try ledger.append(write("a")) { _ in .time(time) }
        let entries = try ledger.entries()
        #expect(entries.count == 2)
        #expect(entries.last == receipt.entry)
        #expect(entries.last?.event == .time(time))
        #expect(entries.last?.moment.timestamp == "2026-12-01T09:30:00.001Z")
        #expect(try Ledger.open(at: path).entries() == entries)
    }

    @Test func `every kind of event reads back as it was written`() throws {
        let ledger = try Ledger.open(at: path)
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
        let proposals = effects.map {
            Event.change(.proposed(ChangeProposed(title: "t", requester: "r", reason: "why", effect: $0)))
        }
        let events = others + proposals
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

    @Test func `the first write records the contract, and a changed contract is recorded again`() throws {
        let ledger = try Ledger.open(at: path)
        _ = try ledger.append(write("a")) { _ in .time(.fixture(60)) }
        _ = try ledger.append(write("b")) { _ in .time(.fixture(60)) }
        var raised = Contract.fixture
        raised.roles[0].cap = .days(20)
        _ = try ledger.append(write("c", contract: raised)) { _ in .time(.fixture(60)) }
        let kinds = try ledger.entries().map(\.event.kind)
        #expect(kinds == [.contractRecorded, .timeLogged, .timeLogged, .contractRecorded, .timeLogged])
        #expect(try ledger.state().contract == raised)
    }

    @Test func `a refusal writes nothing, not even the contract`() throws {
        let ledger = try Ledger.open(at: path)
        #expect(throws: Refusal.self) {
            try ledger.append(write("a")) { _ in throw Refusal(rule: .badId, "no", hint: "") }
        }
        #expect(try ledger.entries().isEmpty)
    }

    @Test func `a repeated operation is recorded once, and answered with the first entry`() throws {
        let ledger = try Ledger.open(at: path)
        let first = try ledger.append(write("same")) { _ in .time(.fixture(60)) }
        _ = try ledger.append(write("other")) { _ in .time(.fixture(30)) }
        let second = try ledger.append(write("same")) { _ in .time(.fixture(60)) }
        #expect(second.isRepeat && !first.isRepeat)
        #expect(second.entry == first.entry)
        #expect(second.stateThen == first.state)
        #expect(try second.state == ledger.state())
        #expect(try ledger.entries().count == 3)
    }

    @Test func `an operation that is used for something else is refused`() throws {
        let ledger = try Ledger.open(at: path)
        _ = try ledger.append(write("same")) { _ in .time(.fixture(60)) }
        #expect(throws: LedgerFault.self) {
            try ledger.append(write("same")) { _ in .time(.fixture(61)) }
        }
    }

    @Test func `a report of an earlier day counts what was recorded by its end`() throws {
        let ledger = try Ledger.open(at: path)
        for day in 1...4 {
            let date = CivilDate(2026, 12, day)
            _ = try ledger.append(write("day \(day)", on: date)) { _ in .time(.fixture(60, on: date)) }
        }
        #expect(try ledger.state(asOf: CivilDate(2026, 12, 2)).minutesByRole["data-scientist"] == Minutes(120))
        #expect(try ledger.state(asOf: CivilDate(2026, 11, 30)).entryCount == 0)
    }

    @Test func `the journal is a rollback journal, so one file is the whole ledger`() throws {
        let ledger = try Ledger.open(at: path)
        _ = try ledger.append(write("a")) { _ in .time(.fixture(60)) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["workbook.sqlite"])
    }

    @Test func `a file whose journal mode was changed is refused with the remedy`() throws {
        _ = try makeLedger(at: path)
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        let fault = try #require(throws: LedgerFault.self) { try Ledger.open(at: path) }
        #expect(fault.hint.words.contains("journal_mode=delete"))
    }

    @Test func `a newer file, another program's file and no SQLite file are refused and left alone`() throws {
        _ = try makeLedger(at: path)
        try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        #expect(try #require(throws: LedgerFault.self) { try Ledger.open(at: path) }.summary.contains("newer workbook"))

        let other = folder.path + "/other.sqlite"
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE song (title TEXT)") }
        #expect(
            try #require(throws: LedgerFault.self) { try Ledger.open(at: other) }.summary.contains("not a workbook"))

        try folder.write("this is text, and long enough to be taken for a header", to: "text.sqlite")
        #expect(throws: LedgerFault.self) { try Ledger.open(at: folder.path + "/text.sqlite") }
        #expect(try folder.read("text.sqlite").hasPrefix("this is text"))
    }

    @Test func `entries cannot be changed or deleted, or put out of order`() throws {
        let ledger = try Ledger.open(at: path)
        _ = try ledger.append(write("a")) { _ in .time(.fixture(60)) }
        let queue = try DatabaseQueue(path: path)
        for sql in [
            "UPDATE entry SET actor = 'somebody'", "DELETE FROM entry", "DELETE FROM entry WHERE sequence = 2",
            "INSERT OR REPLACE INTO entry (sequence, id, operation, recorded_at, recorded_on, actor, kind, payload, "
                + "previous_hash, hash) SELECT sequence, id, operation, recorded_at, recorded_on, 'somebody', kind, "
                + "payload, previous_hash, hash FROM entry WHERE sequence = 2",
        ] {
            #expect(throws: DatabaseError.self, "\(sql)") { try queue.write { try $0.execute(sql: sql) } }
        }
        #expect(try ledger.verify().passes)
    }

    @Test func `the views show what the report shows`() throws {
        let ledger = try Ledger.open(at: path)
        _ = try ledger.append(write("a")) { _ in .time(.fixture(900, role: "project-manager")) }
        let voided = try ledger.append(write("b")) { _ in .time(.fixture(500)) }
        _ = try ledger.append(write("c")) { _ in
            .time(.fixture(100, role: "project-manager", activity: "inference"))
        }
        _ = try ledger.append(write("d")) { _ in .entry(.voided(EntryVoided(target: voided.entry.id, reason: ""))) }
        _ = try ledger.append(write("e")) { _ in
            .prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: "pipeline", evidence: "x")))
        }
        _ = try ledger.append(write("f")) { _ in .activity(.started(ActivityStarted(activity: "kickoff"))) }
        _ = try ledger.append(write("g")) { _ in
            .session(.planned(SessionPlanned(title: "Day", activity: "kickoff", date: CivilDate(2026, 12, 7))))
        }
        let report = StatusReport(contract: .fixture, state: try ledger.state(), asOf: CivilDate(2026, 12, 1))
        try DatabaseQueue(path: path).read { database in
            let budgets = try Row.fetchAll(database, sql: "SELECT * FROM budget")
            #expect(budgets.map { $0["role"] as String } == report.budgets.map(\.role))
            #expect(budgets.map { $0["used_minutes"] as Int } == report.budgets.map(\.used.count))
            #expect(budgets.map { $0["held_minutes"] as Int } == report.budgets.map(\.held.count))
            #expect(budgets.map { $0["remaining_minutes"] as Int } == report.budgets.map(\.remaining.count))
            let prerequisites = try Row.fetchAll(database, sql: "SELECT * FROM prerequisite")
            #expect(prerequisites.map { $0["state"] as String } == report.prerequisites.map(\.state.rawValue))
            let activities = try Row.fetchAll(database, sql: "SELECT * FROM activity")
            #expect(activities.map { $0["state"] as String } == report.activities.map(\.state.rawValue))
            #expect(activities.map { $0["used_minutes"] as Int } == report.activities.map(\.worked.count))
            #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM time_entry WHERE is_voided") == 1)
        }
    }

    @Test func `a backup verifies, and never replaces a file`() throws {
        let ledger = try Ledger.open(at: path)
        _ = try ledger.append(write("a")) { _ in .time(.fixture(60)) }
        let backup = folder.path + "/copy.sqlite"
        try ledger.backUp(to: backup)
        #expect(try Ledger.open(at: backup).entries() == ledger.entries())
        #expect(throws: LedgerFault.self) { try ledger.backUp(to: backup) }
    }
}
