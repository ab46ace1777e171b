import CivilTime
import Commands
import Engagement
import Foundation
import TestSupport
import Testing

/// What a person sees, command by command, held against files that people read in review.
@Suite struct TranscriptTests {
    @Test func `a week of an engagement`() async throws {
        let terminal = try Terminal()
        let text = await terminal.transcript([
            "",
            "prerequisite confirm existing-ml-pipeline --evidence \"run 4711 in dev, commit 1f2e3d\"",
            "activity start kickoff",
            "log 6h --role data-scientist --activity configure-mlops-stacks --person dana --date 2026-12-01 --note \"permissions\"",
            "log 1d 2h --role data-scientist --activity kickoff --person dana --date mon",
            "log 1.5h --role project-manager --activity kickoff --person piet --date today",
            "activity done kickoff",
            "prerequisite waive experts-available --by \"A. Sponsor\" --reason \"asked by mail instead\"",
            "activity drop configure-lakehouse-monitoring --reason \"no labels before spring\"",
            "status",
            "undo",
            "activity",
            "prerequisite",
            "history",
            "verify",
        ])
        try expectGolden(text, "week.txt")
    }

    @Test func `a month of an engagement: changes, plan, closed weeks, register, report`() async throws {
        let terminal = try Terminal()
        var text = await terminal.transcript([
            "prerequisite confirm existing-ml-pipeline --evidence \"run 4711\"",
            "plan set 4d --role data-scientist --person dana --week 2026-W49",
            "plan set 1d --role project-manager --person piet --week 2026-W49",
            "log 20h --role project-manager --activity kickoff --person piet --date mon",
            "change propose --role project-manager --add 4h --title \"Steering\" --requester piet --reason \"two more meetings\"",
            "change propose --lift non-ml-etl --title \"Feed\" --requester piet --reason \"asked by the sponsor\"",
            "change approve CR-1 --by \"A. Sponsor\" --reason \"order 4711\"",
            "change decline CR-2 --by \"A. Sponsor\" --reason \"not now\"",
            "change",
            "risk add \"No labels before spring\" --owner domain-expert",
            "risk add \"SSO change\" --kind dependency --owner infrastructure-team",
            "prerequisite block environment-access --reason \"VPN account missing\"",
        ])
        terminal.setToday(CivilDate(2026, 12, 4))
        text += await terminal.transcript([
            "prerequisite confirm environment-access --evidence \"logins tested\"",
            "log 1d --role data-scientist --activity develop-production-architecture --person dana --date -3",
            "log 1d --role data-scientist --activity develop-production-architecture --person dana --date -2",
            "log 1d --role data-scientist --activity develop-production-architecture --person dana --date -1",
            "week submit today --person dana",
            "week close today",
            "week close today --confirm-incomplete",
            "log 1h --role data-scientist --activity kickoff --person dana",
            "week reopen today --reason typo --by somebody",
            "week",
        ])
        terminal.setToday(CivilDate(2026, 12, 9))
        text += await terminal.transcript([
            "log -2h --role data-scientist --activity develop-production-architecture --person dana --corrects \(await id(of: "2026-12-03", in: terminal))",
            "prerequisite delays",
            "prerequisite reminders",
            "plan",
            "status",
            "report --week 2026-W49",
            "history --last 4",
            "verify",
        ])
        try expectGolden(text, "month.txt")
    }

    /// The id of the time entry of a day.
    private func id(of day: String, in terminal: Terminal) async -> String {
        let lines = await terminal.run("export", "time").output.split(separator: "\r\n")
        return lines.first { $0.contains(",\(day),") }.map { String($0.dropFirst(2).prefix(8)) } ?? ""
    }

    @Test func `everything that is refused says why and what to do`() async throws {
        let terminal = try Terminal()
        let log = "log 1h --role data-scientist --activity kickoff --person dana"
        let text = await terminal.transcript([
            "log 0h --role data-scientist --activity kickoff",
            "log -1h --role data-scientist --activity kickoff",
            "log 25h --role data-scientist --activity kickoff --person dana",
            "\(log) --date 2026-12-05",
            "\(log) --date 2026-12-25",
            "\(log) --date 2027-01-04",
            "log 1h --role data-scientists --activity kickoff",
            "log 1h --role data-scientist --activity kick",
            "log 6 --role data-scientist --activity kickoff",
            "log 0.33h --role data-scientist --activity kickoff",
            "\(log) --date someday",
            "activity start kickoff",
            "activity start kickoff --override-by ann",
            "activity done nothing",
            "prerequisite confirm environment-access --evidence \"\"",
            "prerequisite confirm environment --evidence x",
            "prerequisite waive environment-access --by \"\" --reason x",
            "undo",
            "undo ffff",
            "verify",
            "frobnicate",
            "log 1h",
            "status --as-of never",
            "log 1h --role data-scientist --activity non-ml-etl",
            "log 1h --role data-scientist --activity llm-deployment",
            "change approve CR-1 --by ann --reason x",
            "change propose --title t --requester r --reason x",
            "change propose --title t --requester r --reason x --lift nothing",
            "change propose --title t --requester r --reason x --role data-scientist --add 0h",
            "change propose --title t --requester r --reason x --extend-to 2026-12-01",
            "plan set 6d --role data-scientist --person dana --week 2026-W49",
            "plan set 1d --role data-scientist --person dana --week 2027-W10",
            "plan set 1d --role data-scientist --person dana --week 2026-W60",
            "week reopen 2026-W49 --reason x",
            "week close 2026-W52",
            "risk close abcd --resolution x",
            "prerequisite reopen environment-access --reason x",
            "void abcd --reason x",
            "import time nothing.csv",
            "export time --format ics",
            "merge nothing.sqlite",
            "restore nothing.sqlite",
            "backup workbook.sqlite",
            "as-built show",
            "as-built read",
            "as-built read --bundle nowhere",
            "as-built read --databricks prod",
            "as-built check --json --format sarif",
        ])
        let faults = try await StorageFaults().transcript()
        try expectGolden(text + faults, "refusals.txt")
        #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/workbook.sqlite-journal"))
    }

    @Test func `time over the cap is recorded, held, and says so`() async throws {
        let terminal = try Terminal()
        let text = await terminal.transcript([
            "log 15h --role project-manager --activity kickoff --person piet --date 2026-12-01",
            "log 61m --role project-manager --activity kickoff --person piet --date 2026-12-02",
            "log 1h --role project-manager --activity kickoff --person piet --date 2026-12-03",
            "status",
        ])
        try expectGolden(text, "held.txt")
        #expect(await terminal.run("log", "1m", "--role", "project-manager", "--activity", "kickoff").status == .held)
    }

    @Test func `a confirmed weekend and a confirmed date outside the window are recorded`() async throws {
        let terminal = try Terminal()
        let base = ["log", "1h", "--role", "data-scientist", "--activity", "kickoff"]
        let weekend = await terminal.run(base + ["--date", "2026-12-05", "--confirm-non-business-day"])
        #expect(weekend.status == .done)
        let outside = await terminal.run(base + ["--date", "2027-01-04", "--confirm-outside-window"])
        #expect(outside.status == .done)
    }

    @Test func `a repeated operation is recorded once`() async throws {
        let terminal = try Terminal()
        let arguments = ["log", "1h", "--role", "data-scientist", "--activity", "kickoff", "--operation", "mine"]
        #expect(await terminal.run(arguments).output.hasPrefix("recorded 1h"))
        #expect(await terminal.run(arguments).output.hasPrefix("already recorded 1h"))
        let report = try await JSONReport(terminal.run("status", "--json").output)
        #expect(report.roles.first?.usedMinutes == 60)
    }

    @Test func `an earlier day is reported as it stood`() async throws {
        let terminal = try Terminal()
        let arguments = ["log", "1h", "--role", "data-scientist", "--activity", "kickoff", "--person", "dana"]
        _ = await terminal.run(arguments)
        let before = await terminal.run("status", "--json", "--as-of", "2026-12-01").output
        terminal.setToday(CivilDate(2026, 12, 4))
        _ = await terminal.run(arguments)
        let contract = try terminal.folder.read("content/engagement.yaml")
        try terminal.folder.write(contract.replacing("cap: 14d", with: "cap: 20d"), to: "content/engagement.yaml")
        _ = await terminal.run(arguments)
        #expect(await terminal.run("status", "--json", "--as-of", "2026-12-01").output == before)
        let now = try await JSONReport(terminal.run("status", "--json").output)
        #expect(now.roles.first?.capMinutes == 20 * 480)
        #expect(now.roles.first?.usedMinutes == 180)
    }

    @Test func `a faulty contract stops a command with every fault`() async throws {
        let terminal = try Terminal()
        let contract = try terminal.folder.read("content/engagement.yaml")
        try terminal.folder.write(
            contract.replacing("    cap: 14d\n", with: "").replacing("customer:", with: "kustomer:"),
            to: "content/engagement.yaml")
        let result = await terminal.run("status")
        #expect(result.status == .findings)
        #expect(result.talk.contains("role 'data-scientist' has no cap"))
        #expect(result.talk.contains("did you mean 'customer'?"))
    }

    @Test func `a portfolio lists every engagement in order, and names the one it cannot read`() async throws {
        let terminal = try Terminal()
        let contract = try terminal.folder.read("content/engagement.yaml")
        for number in 1...7 {
            let text = number == 4 ? "id: [" : contract
            try terminal.folder.write(text, to: "all/\(number)/content/engagement.yaml")
        }
        let folders = (1...7).map { "all/\($0)" }
        let result = await terminal.run(["portfolio"] + folders)
        #expect(result.status == .findings)
        #expect(
            result.output.split(separator: "\n").filter { $0.hasPrefix("  all/") }.map { $0.dropFirst(2) }
                == folders.filter { $0 != "all/4" }.map { $0[...] })
        #expect(result.talk.hasPrefix("all/4: not valid YAML"))
    }

    @Test func `a folder without a workbook says how to make one`() async throws {
        let terminal = try Terminal(makesWorkbook: false)
        let result = await terminal.run("status")
        #expect(result.status == .usage)
        #expect(result.talk.contains("workbook init DIR"))
    }

    @Test func `the workbook is found from a folder below it, and by --directory before the verb`() async throws {
        let terminal = try Terminal()
        #expect(await terminal.run("--directory", terminal.folder.path + "/content", "status").status == .usage)
        #expect(await terminal.run("--directory", terminal.folder.path, "status").status == .done)
        #expect(await terminal.run("-C", terminal.folder.path, "prerequisite", "list").status == .done)
        #expect(await terminal.run("--directory=" + terminal.folder.path).status == .done)
    }

    @Test func `no line of the status is wider than 80 columns`() async throws {
        let terminal = try Terminal()
        _ = await terminal.run("log", "20h", "--role", "project-manager", "--activity", "kickoff")
        terminal.setToday(CivilDate(2026, 12, 22))
        for line in await terminal.run("status").output.split(separator: "\n") {
            #expect(line.count <= 80, "\(line)")
        }
    }
}

/// The part of `status --json` that scripts rely on.
struct JSONReport: Decodable {
    struct Role: Decodable {
        let role: String
        let capMinutes: Int
        let usedMinutes: Int
        let heldMinutes: Int
        let remainingMinutes: Int
    }

    struct Prerequisites: Decodable {
        struct Item: Decodable {
            let id: String
            let state: String
            let due: String
            let owner: String
        }
        let open: Int
        let confirmed: Int
        let waived: Int
        let overdue: Int
        let list: [Item]
    }

    struct Activity: Decodable {
        let id: String
        let state: String
        let optional: Bool
        let workedMinutes: Int
    }

    let asOf: String
    let roles: [Role]
    let prerequisites: Prerequisites
    let activities: [Activity]

    init(_ text: String) throws {
        self = try JSONDecoder().decode(JSONReport.self, from: Data(text.utf8))
    }
}
