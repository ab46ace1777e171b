import CivilTime
import Commands
import Engagement
import Foundation
import Ledger
import LedgerSQLite
import TestSupport
import Testing

@Suite struct ExportTests {
    /// A workbook with a random history of time, voids and change requests.
    private func terminal(seed: UInt64) throws -> Terminal {
        let terminal = try Terminal()
        var random = SeededGenerator(seed: seed)
        let ledger = try SQLiteLedger.open(at: terminal.folder.path + "/workbook.sqlite")
        let contract = try #require(try terminal.contract())
        var ids: [String] = []
        for number in 0..<Int.random(in: 5...40, using: &random) {
            let date = CivilDate(2026, 12, Int.random(in: 1...20, using: &random))
            let write = Write(
                operation: "seed \(seed) \(number)", actor: "tester",
                moment: Moment(
                    milliseconds: CivilDate(2026, 12, 1).dayNumber * 86_400_000 + number, date: CivilDate(2026, 12, 1)),
                contract: contract)
            let event: Event =
                if let id = ids.randomElement(using: &random), Int.random(in: 0..<5, using: &random) == 0 {
                    .entry(.voided(EntryVoided(target: id, reason: "")))
                } else {
                    .time(
                        TimeLogged(
                            role: Bool.random(using: &random) ? "data-scientist" : "project-manager",
                            activity: "kickoff",
                            person: ["dana", "piet, \"p\"", "=eve"].randomElement(using: &random) ?? "",
                            date: date, minutes: Minutes(Int.random(in: 1...600, using: &random)),
                            note: ["", "+1", "two\nlines", "a,b"].randomElement(using: &random) ?? ""))
                }
            let receipt = try ledger.append(write) { _ in event }
            if case .time = event { ids.append(receipt.entry.id) }
        }
        return terminal
    }

    private struct Line: Decodable {
        let minutes: Int
        let heldMinutes: Int
    }

    @Test func `the lines of every form add up to the same total, to the minute`() async throws {
        for seed in 0..<30 {
            let terminal = try terminal(seed: UInt64(seed))
            let status = try await JSONReport(terminal.run("status", "--json").output)
            let total = status.roles.reduce(0) { $0 + $1.usedMinutes + $1.heldMinutes }
            let held = status.roles.reduce(0) { $0 + $1.heldMinutes }

            let json = try JSONDecoder().decode(
                [Line].self, from: Data(await terminal.run("export", "time", "--format", "json").output.utf8))
            #expect(json.reduce(0) { $0 + $1.minutes } == total)
            #expect(json.reduce(0) { $0 + $1.heldMinutes } == held)

            let activities = status.activities.reduce(0) { $0 + $1.workedMinutes }
            #expect(activities == total)

            let report = await terminal.run("report", "--as-of", "2026-12-01").output
            let rows = report.split(separator: "\n").filter { $0.hasPrefix("| Data Sc") || $0.hasPrefix("| Project M") }
            let printed = try rows.reduce(0) { sum, row in
                let cells = row.split(separator: "|").map { String($0.filter { $0 != " " }) }
                return sum + (try Minutes(parsing: cells[6]).count) + (try Minutes(parsing: cells[7]).count)
            }
            #expect(printed == total)
        }
    }

    @Test func `an export that is imported again changes nothing, and fills an empty workbook once`() async throws {
        for seed in 100..<110 {
            let source = try terminal(seed: UInt64(seed))
            _ = await source.run("export", "time", "--output", "time.csv")
            let before = await source.run("status", "--json").output
            let again = await source.run("import", "time", "time.csv")
            #expect(again.output.hasPrefix("recorded 0 rows"), "\(again.output)\(again.talk)")
            #expect(await source.run("status", "--json").output == before)

            let copy = try Terminal()
            try copy.folder.write(source.folder.read("time.csv"), to: "time.csv")
            let arguments = ["import", "time", "time.csv", "--confirm-non-business-day", "--confirm-outside-window"]
            _ = await copy.run(arguments)
            let first = try await JSONReport(copy.run("status", "--json").output)
            let second = await copy.run(arguments)
            #expect(second.output.hasPrefix("recorded 0 rows"), "\(second.output)")
            #expect(
                try await JSONReport(copy.run("status", "--json").output).roles.map(\.usedMinutes)
                    == first.roles.map(\.usedMinutes))
        }
    }

    @Test func `the spreadsheet's formulas and their results agree with the status`() async throws {
        let terminal = try terminal(seed: 7)
        #expect(await terminal.run("export", "time", "--format", "xlsx", "--output", "time.xlsx").status == .done)
        let status = try await JSONReport(terminal.run("status", "--json").output)
        let total = status.roles.reduce(0) { $0 + $1.usedMinutes + $1.heldMinutes }
        // Python's own reader of zip archives and XML, so that nothing of ours checks itself.
        let script = """
            import sys, zipfile, xml.etree.ElementTree as tree
            names = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
            sheet = tree.fromstring(zipfile.ZipFile(sys.argv[1]).read("xl/worksheets/sheet1.xml"))
            cells = {c.get("r"): c for c in sheet.iter("{%s}c" % names["s"])}
            minutes = [int(float(c.find("s:v", names).text)) for r, c in cells.items()
                       if r.startswith("G") and c.find("s:f", names) is None and c.get("t") != "s" and c.find("s:v", names) is not None]
            sums = [(c.find("s:f", names).text, float(c.find("s:v", names).text)) for r, c in cells.items()
                    if r.startswith("G") and c.find("s:f", names) is not None]
            frozen = sheet.find(".//s:pane", names).get("state")
            print(sum(minutes), int(sums[0][1]), sums[0][0].split("(")[0], frozen)
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, terminal.folder.path + "/time.xlsx"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(printed == "\(total) \(total) SUM frozen\n")
    }

    @Test func `a spreadsheet formula in a note stays text in CSV`() async throws {
        let terminal = try Terminal()
        _ = await terminal.run(
            "log", "1h", "--role", "data-scientist", "--activity", "kickoff", "--note", "=HYPERLINK(\"http://evil\")")
        let csv = await terminal.run("export", "time").output
        #expect(csv.contains("\"'=HYPERLINK("))
    }

    @Test func `each bad row of an import is named with its line, and the good ones are recorded`() async throws {
        let terminal = try Terminal()
        try terminal.folder.write(
            """
            date,person,role,activity,hours,note
            2026-12-03,dana,data-scientist,kickoff,2.5,"two
            lines"
            2026-12-05,dana,data-scientist,kickoff,1,a Saturday
            2026-13-03,dana,data-scientist,kickoff,1,no date
            2026-12-03,dana,data-scientist,kick,1,no activity
            2026-12-03,dana,data-scientist,kickoff,0.33,no minutes
            2026-12-03,dana,data-scientist,kickoff,25,too long
            """, to: "in.csv")
        let text = await terminal.transcript([
            "import time in.csv --dry-run", "import time in.csv", "import time in.csv",
        ])
        try expectGolden(text, "import.txt")
    }

    @Test func `a row of a known id that was edited changes its entry, once`() async throws {
        let terminal = try Terminal()
        for (hours, note) in [("2h", "a"), ("3h", "b"), ("1h", "c")] {
            _ = await terminal.run(
                "log", hours, "--role", "data-scientist", "--activity", "kickoff", "--person", "dana", "--note", note)
        }
        let csv = await terminal.run("export", "time").output
        let edited = csv.replacing(",120,", with: ",180,").replacing(",b,", with: ",better,")
        try terminal.folder.write(edited, to: "time.csv")
        var text = await terminal.transcript([
            "import time time.csv --dry-run", "import time time.csv", "import time time.csv",
        ])
        try terminal.folder.write(edited.replacing(",180,", with: ",150,"), to: "time.csv")
        text += await terminal.transcript(["import time time.csv", "week"])
        // Rows that are known by their own system's ids.
        let rows = "id,date,person,role,activity,hours\nT-1,2026-12-01,piet,project-manager,kickoff,1\n"
        try terminal.folder.write(rows, to: "own.csv")
        text += await terminal.transcript(["import time own.csv"])
        try terminal.folder.write(rows.replacing("kickoff,1", with: "kickoff,30"), to: "own.csv")
        text += await terminal.transcript(["import time own.csv"])
        try terminal.folder.write(
            rows.replacing("kickoff,1", with: "kickoff,2.5") + "T-1,2026-12-01,piet,project-manager,kickoff,2\n",
            to: "own.csv")
        text += await terminal.transcript(["import time own.csv --dry-run", "import time own.csv", "history --last 3"])
        try expectGolden(text, "edited.txt")
    }

    @Test func `planned sessions are in the plan's calendar, at their hour or as a day`() async throws {
        let terminal = try Terminal()
        let text = await terminal.transcript([
            "plan session add \"Reading the runbooks\" --date 2026-12-10 --activity enable-team",
            "plan session add \"Rehearsal, with rollback\" --date 2026-12-09 --activity enable-team --start 14:00 --duration 2h --attendees piet \"A. Sponsor\"",
            "plan session add \"Kickoff\" --date 2026-12-10 --activity kickoff --start 9:30",
            "plan session cancel 0 --reason x",
            "plan session add \"Late\" --date 2026-12-10 --activity kickoff --start 23:30",
            "plan session add \"Late\" --date 2026-12-10 --activity kickoff --start 24:30",
            "plan session add \"Saturday\" --date 2026-12-12 --activity kickoff",
            "plan session add \"Later\" --date 2027-03-01 --activity kickoff",
            "plan session add \"Other\" --date 2026-12-10 --activity kick",
            "plan session",
        ])
        let id = try #require(
            await terminal.run("plan", "session", "list").output.split(separator: "\n").last?.prefix(8))
        let after = await terminal.transcript([
            "plan session move \(id) --date 2026-12-11 --start 10:00", "plan session move \(id) --date 2026-12-11",
            "plan session cancel \(id) --reason \"held on Monday\"", "plan session list --json",
            "report --week 2026-W49", "history --last 2", "export plan --format ics", "activity", "verify",
        ])
        try expectGolden((text + after).replacing("\r\n", with: "\n"), "sessions.txt")
    }
}
