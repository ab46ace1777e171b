import CivilTime
import Engagement
import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

/// Files from elsewhere: of another engagement, with entries that no rule allows, or made to be endless.
@Suite struct ForeignFileTests {
    private let folder: MemoryFolder
    private var path: String { folder.path + "/own.sqlite" }
    private var other: String { folder.path + "/other.sqlite" }

    init() throws {
        folder = try MemoryFolder()
        let ledger = try makeLedger(at: path)
        _ = try ledger.append(write("time")) { _ in .time(.fixture(60)) }
        try FileManager.default.copyItem(atPath: path, toPath: other)
    }

    /// Merges the other copy after `event` was written into it without asking a rule.
    private func refusal(of event: Event) throws -> Refusal? {
        let copy = folder.path + "/\(UUID().uuidString).sqlite"
        try FileManager.default.copyItem(atPath: other, toPath: copy)
        _ = try Ledger.open(at: copy).append(write("foreign")) { _ in event }
        do {
            _ = try Ledger.open(at: path).merging(copy)
            return nil
        } catch let refusal as Refusal {
            return refusal
        }
    }

    @Test func `a ledger of another engagement is refused, even where both imported one row`() throws {
        var contract = Contract.fixture
        contract.title = "Another"
        let foreign = try Ledger.open(at: folder.path + "/foreign.sqlite")
        for ledger in [try Ledger.open(at: path), foreign] {
            let own = ledger.path == foreign.path ? contract : .fixture
            _ = try ledger.append(write("import/row", contract: own)) { _ in .time(.fixture(30)) }
        }
        let refusal = try #require(throws: Refusal.self) { try Ledger.open(at: path).merging(foreign.path) }
        #expect(refusal.rule == .anotherEngagement)
        #expect(refusal.summary.contains("Another") && refusal.summary.contains("Fixture"))
    }

    @Test func `time that no rule allows is refused`() throws {
        let time = try #require(try Ledger.open(at: path).entries().last)
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
        for event in impossible { #expect(try refusal(of: event)?.rule == .impossibleEntry, "\(event)") }
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
        for event in possible { #expect(try refusal(of: event) == nil, "\(event)") }
    }

    @Test func `references, plans, sessions and contracts that no rule allows are refused`() throws {
        let nothing = "0123456789abcdef"
        let contract = try #require(try Ledger.open(at: path).entries().first)
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
        for event in impossible { #expect(try refusal(of: event)?.rule == .impossibleEntry, "\(event)") }
    }

    /// The smallest hostile files: a table that never ends, in the place of a table, a view or a trigger.
    @Test(arguments: [
        """
        ALTER TABLE entry RENAME TO e2;
        CREATE VIEW entry AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
        SELECT x sequence, 'a' id, 'o' operation, '2026-01-01T00:00:00.000Z' recorded_at, '2026-01-01' recorded_on,
            'a' actor, 'time-logged' kind, '{}' payload, '0' previous_hash, '0' hash, null target, 'r' role,
            'a' activity, null prerequisite, 'p' person, '2026-01-01' date, 1 minutes, null corrects FROM c;
        """,
        """
        DROP TABLE time_total;
        CREATE VIEW time_total AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
        SELECT 'r' role, 'p' person, '2026-01-01' date, x minutes FROM c;
        """,
        """
        CREATE TRIGGER endless BEFORE INSERT ON entry BEGIN
            SELECT count(*) FROM (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c);
        END;
        """,
    ])
    func `an endless view or trigger is refused by every way in, and never runs`(sql: String) throws {
        try DatabaseQueue(path: other).writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA legacy_alter_table = ON")
            try database.execute(sql: sql)
        }
        func expectRefused(_ body: () throws -> Void) throws {
            let fault = try #require(throws: LedgerFault.self, performing: body)
            #expect(fault.summary.contains("another schema"), "\(fault)")
        }
        try expectRefused { _ = try Ledger.open(at: other) }
        try expectRefused { _ = try Ledger.openExisting(at: other) }
        try expectRefused { _ = try Ledger.open(at: path).merging(other) }
        try expectRefused { _ = try Ledger.restore(from: other, to: path, keptAs: "2026-12-01T09:30:00.000Z") }
    }

    @Test func `a number that no ledger comes to is an error, wherever it is`() throws {
        let numbers = [Int.min, Int.max, 100_000_000_000_000_000]
        for (table, column) in [("time_total", "person"), ("activity_total", "activity")] {
            for number in numbers {
                let copy = folder.path + "/\(UUID().uuidString).sqlite"
                try FileManager.default.copyItem(atPath: other, toPath: copy)
                try DatabaseQueue(path: copy).write {
                    try $0.execute(sql: "UPDATE \(table) SET minutes = \(number) WHERE \(column) <> ''")
                }
                let fault = try #require(throws: LedgerFault.self) { try Ledger.open(at: copy).state() }
                #expect(fault.kind == .damaged)
            }
        }
    }
}
