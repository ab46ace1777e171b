import CivilTime
import Commands
import Engagement
import Foundation
import GRDB
import Ledger
import LedgerSQLite
import TestSupport
import Testing

/// Extreme values in files and options end in an answer or an error, and never in a trap or without an end.
@Suite struct ExtremeValueTests {
    /// Every verb that only reads.
    private static let readings = [
        "status", "status --json", "status --as-of 2026-12-01", "history", "report", "report --format json", "plan",
        "plan session", "export time", "export report", "export plan --format ics", "export prerequisites --format ics",
        "week", "change", "risk", "prerequisite", "prerequisite delays", "prerequisite reminders", "activity",
        "portfolio .", "rehearse list", "rehearse list --json", "evidence", "evidence list --json", "question",
        "question list --json", "trace", "trace --json", "trace --csv", "gaps", "gaps --json",
        "plan session list --json", "accept list", "accept list --json", "accept condition",
        "accept condition list --json",
    ]

    /// A workbook with an entry of every kind.
    private func workbook() async throws -> Terminal {
        let terminal = try Terminal()
        let runbook =
            "---\nid: RB-001\ntitle: Restart\nkind: runbook\naudience: customer\nreview_in: 6 months\n---\nStop it.\n"
        try terminal.folder.write(runbook, to: "content/restart.md")
        let lines = [
            "prerequisite confirm existing-ml-pipeline --evidence run",
            "prerequisite waive experts-available --by ann --reason so",
            "prerequisite block environment-access --reason so",
            "prerequisite reopen existing-ml-pipeline --reason so",
            "activity start kickoff --override-by ann --reason so",
            "activity done kickoff",
            "activity drop configure-lakehouse-monitoring --reason so",
            "log 6h --role data-scientist --activity kickoff --person dana --date 2026-12-01",
            "log 1h --role data-scientist --activity kickoff --person dana --date 2026-12-01",
            "undo", "undo --reason again",
            "plan set 4d --role data-scientist --person dana --week 2026-W49",
            "plan session add Handover --activity kickoff --date 2026-12-02 --start 14:00 --duration 2h",
            "change propose --role data-scientist --add 2d --title t --requester r --reason so",
            "change propose --extend-to 2027-01-08 --title t --requester r --reason so",
            "change approve CR-1 --by ann --reason so", "change decline CR-2 --by ann --reason so",
            "risk add Late --owner ann", "week submit 2026-W49 --person dana",
            "week close 2026-W49 --by ann --confirm-incomplete",
            "week reopen 2026-W49 --by ann --reason so",
            "plan session add Held --activity kickoff --date 2026-12-01",
            "rehearse RB-001 --level unaided --by ann --side customer --result passed --minutes 25 --question Why",
            "question ask Who --asked-by ann", "question ask When --asked-by ann",
            "evidence add team-operates-unaided --document RB-001 --seen-by ann --side customer",
        ]
        for line in lines { _ = await terminal.transcript([line]) }
        let entries = try SQLiteLedger.open(at: terminal.folder.path + "/workbook.sqlite").entries()
        func id(_ kind: Event.Kind) throws -> String { try #require(entries.last { $0.event.kind == kind }).shortID }
        for line in [
            "plan session held \(try id(.sessionPlanned)) --teacher dana --documents RB-001 --question How --duration 2h",
            "question close \(try id(.questionAsked)) --by dana --answer so",
        ] {
            _ = await terminal.transcript([line])
        }
        try terminal.folder.write(runbook + "\nStart it.\n", to: "content/restart.md")
        _ = await terminal.transcript(["rehearse immaterial RB-001 --by ann --reason so"])
        try acceptWithConditions(terminal)
        return terminal
    }

    private func acceptWithConditions(_ terminal: Terminal) throws {
        let ledger = try SQLiteLedger.open(at: terminal.folder.path + "/workbook.sqlite")
        let contract = try #require(try terminal.contract())
        let day = CivilDate(2026, 12, 1)
        func append(_ event: Event) throws -> String {
            let moment = Moment(milliseconds: day.dayNumber * 86_400_000 + 80_000_000, date: day)
            let write = Write(operation: event.kind.rawValue, actor: "ann", moment: moment, contract: contract)
            return try ledger.append(write) { _ in event }.entry.id
        }
        var signOff = SignOffGiven.fixture
        signOff.answers = [
            .init(
                criterion: "team-operates-unaided", outcome: .acceptedWithConditions,
                conditions: [.init(text: "Name a deputy", owner: "ann", due: day)])
        ]
        let id = try append(.acceptance(.signOffGiven(signOff)))
        let met = ConditionMet(signOff: id, number: 1, seenBy: "ann", evidence: "so", metOn: day)
        _ = try append(.acceptance(.conditionMet(met)))
    }

    /// The paths of the numbers and dates in a payload, each place of a list once.
    private static func leaves(of value: Any, at path: String) -> [(path: String, isDate: Bool)] {
        switch value {
        case let object as [String: Any]:
            object.keys.sorted().flatMap { leaves(of: object[$0] ?? "", at: "\(path).\"\($0)\"") }
        case let list as [Any]: list.first.map { leaves(of: $0, at: "\(path)[0]") } ?? []
        case let text as String: CivilDate(iso: text) == nil ? [] : [(path, true)]
        case let number as NSNumber where CFGetTypeIDIsNumber(number): [(path, false)]
        default: []
        }
    }

    private static func CFGetTypeIDIsNumber(_ number: NSNumber) -> Bool { String(cString: number.objCType) != "c" }

    @Test func `extreme values in every field of every kind of entry`() async throws {
        let terminal = try await workbook()
        let path = terminal.folder.path + "/workbook.sqlite"
        let whole = try Data(contentsOf: URL(filePath: path))
        let entries = try await DatabaseQueue(path: path).read { database in
            try Row.fetchAll(database, sql: "SELECT min(sequence), kind, payload FROM entry GROUP BY kind").map {
                (sequence: $0[0] as Int, kind: $0[1] as String, payload: $0[2] as String)
            }
        }
        #expect(entries.count > 26, "\(entries.map(\.kind))")
        var changes = 0
        for entry in entries {
            let payload = try JSONSerialization.jsonObject(with: Data(entry.payload.utf8))
            for (leaf, isDate) in Self.leaves(of: payload, at: "$") {
                let values =
                    isDate
                    ? ["'0001-01-01'", "'9999-12-31'"]
                    : ["-9223372036854775808", "9223372036854775807", "100000000000000000", "100000000", "-1"]
                for value in values {
                    changes += 1
                    try whole.write(to: URL(filePath: path))
                    try Self.update(path, "payload = json_set(payload, '\(leaf)', \(value))", entry.sequence)
                    for line in Self.readings {
                        let result = await terminal.run(line.split(separator: " ").map(String.init))
                        #expect(
                            !result.talk.contains("please report"), "\(entry.kind) \(leaf) \(value): \(result.talk)")
                    }
                }
            }
        }
        #expect(changes > 60)
    }

    /// Changes an entry behind the triggers' back, and puts the triggers back.
    private static func update(_ path: String, _ assignment: String, _ sequence: Int) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            let triggers = try Row.fetchAll(
                database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
            for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger[0] as String)") }
            try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try database.execute(sql: "UPDATE entry SET \(assignment) WHERE sequence = \(sequence)")
            for trigger in triggers { try database.execute(sql: trigger[1]) }
        }
        try queue.close()
    }

    @Test(arguments: [
        "log VALUE --role data-scientist --activity kickoff",
        "log 1h --role data-scientist --activity kickoff --date VALUE",
        "log VALUE --role data-scientist --activity kickoff --corrects 00", "history --last VALUE",
        "history --since VALUE",
        "history --until VALUE", "report --week VALUE", "report --as-of VALUE", "status --as-of VALUE",
        "export report --as-of VALUE", "prerequisite delays --as-of VALUE", "prerequisite reminders --days VALUE",
        "plan set VALUE --role data-scientist --person dana --week 2026-W49",
        "plan set 1h --role data-scientist --person dana --week VALUE",
        "plan session add T --activity kickoff --date VALUE",
        "plan session add T --activity kickoff --date 2026-12-02 --start VALUE",
        "plan session add T --activity kickoff --date 2026-12-02 --start 14:00 --duration VALUE",
        "change propose --role data-scientist --add VALUE --title t --requester r --reason so",
        "change propose --extend-to VALUE --title t --requester r --reason so",
        "change approve VALUE --by a --reason so",
        "week submit VALUE", "week close VALUE", "week reopen VALUE --reason so", "build --jobs VALUE",
        "serve --port VALUE", "undo VALUE", "init other --start VALUE",
    ])
    func `extreme values in every option`(line: String) async throws {
        let terminal = try Terminal()
        _ = await terminal.run("log", "1h", "--role", "data-scientist", "--activity", "kickoff", "--person", "dana")
        let values = [
            "9223372036854775807", "-9223372036854775808", "99999999999999999999999", "9223372036854775807h",
            "9999999999d", "1e400", "NaN", "0", "-0", "", "0001-01-01", "9999-12-31", "9999-W52", "2999-12-31",
            "2999-W01", "24:00", "99:99",
        ]
        // A port that is right would be served until somebody ends it.
        for value in values where !(line.contains("--port") && ["0", "-0"].contains(value)) {
            let words = line.split(separator: " ").map { $0 == "VALUE" ? value : String($0) }
            let result = await terminal.run(words)
            #expect(result.status != .storage, "\(words): \(result.talk)")
            #expect(!result.talk.contains("please report"), "\(words): \(result.talk)")
        }
        // What was recorded can be read.
        for reading in Self.readings {
            let result = await terminal.run(reading.split(separator: " ").map(String.init))
            #expect(result.status == .done, "\(reading): \(result.talk)")
        }
    }

    @Test(arguments: ["99999999999999", "9223372036854775807", "9223372036854775808", "-1", "1e9", "32503680000"])
    func `a date of the build that nobody means is a usage error`(value: String) async throws {
        let terminal = try Terminal()
        terminal.setEnvironment("SOURCE_DATE_EPOCH", value)
        let result = await terminal.run("build")
        #expect(result.status == .usage)
        #expect(result.talk.contains("SOURCE_DATE_EPOCH"), "\(result.talk)")
    }
}
