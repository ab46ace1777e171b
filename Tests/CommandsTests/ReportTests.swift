import CivilTime
import Commands
import Engagement
import Foundation
import TestSupport
import Testing

@Suite struct ReportTests {
    private let log = "log 1h --role data-scientist --activity kickoff --person dana"

    @Test(arguments: [
        "status --as-of 2026-12-02", "status --json --as-of tomorrow", "report --as-of 2026-12-02",
        "report --week 2026-W50", "prerequisite delays --as-of 2030-01-01",
        "prerequisite delays --json --as-of 2026-12-02",
        "export time --as-of 2026-12-02", "export report --format json --as-of 2026-12-02",
    ])
    func `no report is made of a day to come`(line: String) async throws {
        let terminal = try Terminal()
        let result = await terminal.run(line.split(separator: " ").map(String.init))
        #expect(result.status == .refused)
        #expect(result.output.isEmpty)
        #expect(result.talk.contains("[future-report]"), "\(result.talk)")
    }

    @Test func `today is a day left in the status, and is over in a report of its end`() async throws {
        let terminal = try Terminal()
        terminal.setToday(CivilDate(2026, 12, 24))
        let now = await terminal.run("status").output
        #expect(now.contains("1 business day left"))
        #expect(!now.contains("only 0h"))
        #expect(await terminal.run("report").output.contains("1 business day left"))
        #expect(await terminal.run("status", "--as-of", "today").output.contains("0 business days left"))
    }

    @Test func `a plan says what it replaces, and that it is over the cap`() async throws {
        let terminal = try Terminal()
        let plan = ["plan", "set", "3d", "--role", "data-scientist", "--person", "dana", "--week", "2026-W50"]
        let first = await terminal.run(plan)
        #expect(
            first.output.hasPrefix("recorded: planned 3d for dana, data-scientist, in 2026-W50 (from 2026-12-07)\n"))
        let second = await terminal.run(plan.map { $0 == "3d" ? "1d" : $0 })
        #expect(
            second.output.contains("planned 1d for dana, data-scientist, in 2026-W50 (from 2026-12-07), it was 3d\n"))
        #expect(second.talk.isEmpty)
        let over = await terminal.run(plan.map { $0 == "data-scientist" ? "project-manager" : $0 })
        #expect(over.status == .done)
        #expect(over.talk.hasPrefix("note: 3d is planned for Project Manager, 1d over the cap of 2d\n"))
    }

    @Test func `an approved extension says the old end and the new one`() async throws {
        let terminal = try Terminal()
        _ = await terminal.run([
            "change", "propose", "--extend-to", "2027-01-07", "--title", "t", "--requester", "r", "--reason", "x",
        ])
        let approved = await terminal.run(["change", "approve", "CR-1", "--by", "s", "--reason", "x"])
        #expect(approved.output.contains("  the window ends on 2027-01-07, it ended on 2026-12-24\n"))
    }

    @Test func `the report of today counts the gaps, and one of an earlier day doesn't know the pages`() async throws {
        let terminal = try Terminal()
        try terminal.folder.write(
            "---\nid: RB-001\ntitle: Restart\nkind: runbook\naudience: customer\n---\n\n# Restart\n",
            to: "content/runbooks/restart.md")
        _ = await terminal.transcript([log])
        let report = await terminal.run("report").output
        #expect(report.contains("## Gaps\n\n| Complete | Gaps |\n|---|---:|\n"))
        #expect(report.contains("| 0 of 1 document with an owner | 1 |\n"))
        #expect(report.contains("| 0 of 1 runbook rehearsed by the customer | 1 |\n"))
        #expect(await terminal.run("report", "--format", "html").output.contains("<h2 id=\"gaps\">Gaps"))
        #expect(
            await terminal.run("report", "--format", "json").output.contains(
                "\"0 of 1 runbook rehearsed by the customer\""))
        terminal.setToday(CivilDate(2026, 12, 15))
        #expect(await !terminal.run("report", "--as-of", "2026-12-02").output.contains("## Gaps"))
    }

    @Test func `a cap that was changed in the contract is among the report's changes`() async throws {
        let terminal = try Terminal()
        try terminal.folder.write(
            "---\nid: home\ntitle: Home\nkind: guide\naudience: customer\n---\n\n# Home\n", to: "content/index.md")
        _ = await terminal.transcript([log])
        let contract = try terminal.folder.read("content/engagement.yaml")
        try terminal.folder.write(contract.replacing("cap: 14d", with: "cap: 10d"), to: "content/engagement.yaml")
        let unrecorded = await terminal.run("report").output
        #expect(unrecorded.contains("- contract, not recorded yet: the cap of Data Scientist is 10d, it was 14d\n"))
        terminal.setToday(CivilDate(2026, 12, 2))
        _ = await terminal.transcript([log])
        let line = "the cap of Data Scientist is 10d, it was 14d"
        #expect(await terminal.run("report").output.contains("- contract, recorded on 2026-12-02: \(line)\n"))
        #expect(await terminal.run("report", "--format", "html").output.contains(line))
        #expect(await terminal.run("report", "--format", "json").output.contains(line))
        #expect(await terminal.run("build", "--edition", "internal").status == .done)
        #expect(try terminal.folder.read("public/engagement/status/index.html").contains(line))
        #expect(await !terminal.run("report", "--as-of", "2026-12-01").output.contains(line))
    }

    @Test func `the week's report names who worked on what, and the corrections of earlier weeks`() async throws {
        let terminal = try Terminal()
        let first = await terminal.run([
            "log", "8h", "--role", "data-scientist", "--activity", "kickoff", "--person", "dana",
        ]).output
        let id = try #require(first.firstMatch(of: /undo: workbook undo ([0-9a-f]+)/)?.output.1)
        _ = await terminal.run("week", "close", "2026-W49", "--by", "maria", "--confirm-incomplete")
        terminal.setToday(CivilDate(2026, 12, 9))
        _ = await terminal.transcript([
            "log 3h --role data-scientist --activity set-up-inference --person dana",
            "log -2h --role data-scientist --activity kickoff --person dana --corrects \(id)",
        ])
        let report = await terminal.run("report").output
        #expect(report.contains("| Kick off the project | dana | Data Scientist | -2h |\n"))
        #expect(report.contains("| Set up inference | dana | Data Scientist | 3h |\n"))
        #expect(report.contains("- -2h on Tue 1 Dec 2026 (2026-W49): Kick off the project, dana, Data Scientist\n"))
        #expect(await terminal.run("report", "--format", "json").output.contains("\"correctedDate\" : \"2026-12-01\""))
    }

    @Test func `a planned week in a calendar has no day off and ends with the window`() async throws {
        let terminal = try Terminal()
        let contract = try terminal.folder.read("content/engagement.yaml")
        try terminal.folder.write(
            contract.replacing("  holidays:\n", with: "  holidays:\n    - {date: 2026-12-16, name: Local day}\n"),
            to: "content/engagement.yaml")
        _ = await terminal.transcript([
            "plan set 1d --role data-scientist --person dana --week 2026-W52",
            "plan set 1d --role data-scientist --person dana --week 2026-W51",
        ])
        let calendar = await terminal.run("export", "plan", "--format", "ics").output
        let days = calendar.matches(of: /DTSTART;VALUE=DATE:(\d+)\r\nDTEND;VALUE=DATE:(\d+)/).map {
            "\($0.output.1) \($0.output.2)"
        }
        // The window ends on Thursday 24 December; the end of an event is the day after its last.
        #expect(days == ["20261214 20261216", "20261217 20261219", "20261221 20261225"])
        #expect(calendar.contains("1d data-scientist\\, part 1 of 2"))
        // A long line goes on in the next one, after a space.
        let ids = calendar.replacing("\r\n ", with: "").split(separator: "\r\n").filter { $0.hasPrefix("UID:") }
        #expect(Set(ids).count == 3, "\(calendar)")
    }

    @Test(arguments: ["2026-12-16", "2026-12-12", "2026-12-25", "2027-01-01", "2027-03-01", "2026-12-28", "2026-12-09"])
    func `a new engagement has no finding of its own making`(start: String) async throws {
        let terminal = try Terminal(makesWorkbook: false)
        terminal.setToday(CivilDate(2026, 10, 1))
        _ = await terminal.run(
            "init", "new", "--customer", "Acme", "--start", start, "--holidays", "2026-12-25,2027-01-01")
        let findings = await terminal.run("-C", terminal.folder.path + "/new", "status").output
        #expect(!findings.contains("weeks"), "\(findings)")
        // A start on a day off is the advice that its writer needs.
        let isDayOff = ["2026-12-12", "2026-12-25", "2027-01-01"].contains(start)
        #expect(findings.contains("FINDINGS  1\n") == isDayOff)
        #expect(findings.contains("FINDINGS") == isDayOff)
    }

    @Test func `the page of a report fits a narrow screen and a dark room`() async throws {
        let terminal = try Terminal()
        _ = await terminal.transcript([log])
        let page = await terminal.run("report", "--format", "html").output
        #expect(page.contains(".table-scroll { overflow-x: auto;"))
        #expect(page.contains("prefers-color-scheme: dark"))
        #expect(page.contains("td.align-right { white-space: nowrap; }"))
        // Headings begin with a capital letter.
        let headings = page.matches(of: /<th(?: [^>]*)?>([^<]*)</).map(\.output.1)
        #expect(headings.count > 10 && headings.allSatisfy { $0.first?.isUppercase == true }, "\(headings)")
    }

    @Test func `a done activity without time, a long day and a clash of sessions get a note`() async throws {
        let terminal = try Terminal()
        let text = await terminal.transcript([
            "prerequisite waive existing-ml-pipeline --by s --reason x",
            "activity done kickoff",
            "log 13h --role data-scientist --activity kickoff --person dana",
            "plan session add A --date 2026-12-10 --start 14:00 --duration 2h --activity kickoff --attendees dana",
            "plan session add B --date 2026-12-10 --start 15:00 --activity kickoff --attendees dana",
        ])
        #expect(text.contains("2> note: 'Kick off the project' is done, and no time is logged on it\n"))
        #expect(text.contains("2> note: 13h is logged for dana on 2026-12-01\n"))
        #expect(text.contains("2> note: the activity 'kickoff' is done\n"))
        #expect(text.contains("2> note: dana is expected at 'A' too: Thu 10 Dec 2026, 14:00 to 16:00\n"))
        let id = try #require(text.firstMatch(of: /session ([0-9a-f]+), .*: B/)?.output.1)
        let moved = await terminal.transcript([
            "plan session move \(id) --date 2026-12-11", "plan session move \(id) --date 2026-12-10 --start 15:30",
        ])
        #expect(moved.matches(of: /note: dana is expected at 'A' too/).count == 1)
        #expect(!moved.contains("at 'B' too"))
    }
}
