import CivilTime
import Commands
import Engagement
import Foundation
import Ledger
import TestSupport
import Testing

@Suite struct ImportTests {
    private let header = "date,person,role,activity,"
    private let row = "2026-12-01,dana,data-scientist,kickoff,"

    /// What an import of `text` prints, and the minutes that are there afterward.
    private func imported(
        _ text: String, _ options: String..., terminal: Terminal? = nil
    ) async throws -> (result: Terminal.Result, minutes: Int) {
        let terminal = try terminal ?? Terminal()
        try Data(text.utf8).write(to: URL(filePath: terminal.folder.path + "/in.csv"))
        return try await imported(terminal, options)
    }

    private func imported(_ terminal: Terminal, _ options: [String]) async throws -> (Terminal.Result, Int) {
        let result = await terminal.run(["import", "time", "in.csv"] + options)
        return (result, try await minutes(terminal))
    }

    private func minutes(_ terminal: Terminal) async throws -> Int {
        let status = try await JSONReport(terminal.run("status", "--json").output)
        return status.roles.reduce(0) { $0 + $1.usedMinutes + $1.heldMinutes }
    }

    @Test func `inch marks lose no row`() async throws {
        let text = header + "minutes,note\n" + row + "60,5\" pipe\n" + row + "60,7\" pipe\n" + row + "60,ok\n"
        #expect(try await imported(text).minutes == 180)
    }

    @Test func `a European spreadsheet's file is read`() async throws {
        let terminal = try Terminal()
        let text = "\u{FEFF}date;person;role;activity;hours;note\n2026-12-01;dana;data-scientist;kickoff;1,5;\"a;b\"\n"
        #expect(try await imported(text, terminal: terminal).minutes == 90)
        #expect(await terminal.run("export", "time").output.contains("\"a;b\""))
        #expect(try await imported(text, terminal: terminal).result.output.contains("1 there already"))
    }

    @Test(arguments: [("1,5", 90), ("1.5", 90), ("1:30", 90), ("01:30:00", 90), ("20m", 20), (".25", 15), ("1h30", 90)])
    func `hours are read as people write them`(cell: String, expected: Int) async throws {
        #expect(try await imported(header + "hours\n" + row + "\"\(cell)\"\n").minutes == expected)
    }

    @Test func `hours that are no whole minutes are refused, or rounded on request`() async throws {
        let text = header + "hours\n" + row + "0.33\n"
        let refused = try await imported(text)
        #expect(refused.minutes == 0)
        #expect(refused.result.talk.contains("line 2: hours, column 40: '0.33' is not a whole number of minutes"))
        let rounded = try await imported(text, "--round", "5m")
        #expect(rounded.minutes == 20)
        #expect(rounded.result.talk.contains("line 2: 0.33 hours rounded to 20m"))
    }

    @Test func `dates are read in the form that is named`() async throws {
        let text = header + "hours\n" + row.replacing("2026-12-01", with: "16/12/2026") + "1\n"
        #expect(try await imported(text).minutes == 0)
        #expect(try await imported(text, "--dates", "dmy").minutes == 60)
        #expect(try await imported(text, "--dates", "mdy").minutes == 0)
        #expect(try await imported(text.replacing("16/12/2026", with: "46372"), "--dates", "excel").minutes == 60)
        #expect(try await imported(text.replacing("16/12/2026", with: "2026-12-16 00:00:00")).minutes == 60)
    }

    @Test(arguments: [
        ("hours,minutes,note\n", "1,30,x\n", "they differ"), ("hours,hours\n", "1,30\n", "'hours' is there twice"),
        ("minutes,days\n", "60,0.5\n", "is not 1h"),
        // A minute is 0.002 days.
        ("minutes,days\n", "60,0.124\n", "is not 1h"), ("minutes,days\n", "60,0.126\n", "is not 1h"),
        ("minutes,week\n", "60,2026-W50\n", "2026-W49"),
    ])
    func `what is ambiguous or edited in a derived column is refused`(
        columns: String, values: String, message: String
    ) async throws {
        let (result, minutes) = try await imported(header + columns + row + values)
        #expect(minutes == 0)
        #expect(result.talk.contains(message), "\(result.talk)")
        #expect(result.status != .done)
    }

    @Test func `one name in two spellings of Unicode is one person, in SQL too`() async throws {
        let terminal = try Terminal()
        let text = header + "hours,note\n" + row.replacing("dana", with: "J\u{FC}rgen") + "2,x\n"
        _ = try await imported(text, terminal: terminal)
        let again = try await imported(text.replacing("\u{FC}", with: "u\u{308}"), terminal: terminal)
        #expect(again.result.output.contains("1 there already"))
        #expect(again.minutes == 120)
        _ = await terminal.run(
            "log", "1h", "--role", "data-scientist", "--activity", "kickoff", "--person", "Ju\u{308}rgen")
        let csv = await terminal.run("export", "time").output
        #expect(!csv.unicodeScalars.contains("\u{308}"))
    }

    @Test func `a row whose entry was undone is named with the way back`() async throws {
        let terminal = try Terminal()
        let text = header + "hours\n" + row + "1\n"
        _ = try await imported(text, terminal: terminal)
        let undo = await terminal.run("undo").output
        let again = try await imported(text, terminal: terminal)
        #expect(again.result.output.contains("1 undone"))
        #expect(again.minutes == 0)
        let id = try #require(again.result.talk.firstMatch(of: /workbook undo ([0-9a-f]{8})/)?.1)
        #expect(undo.contains(id))
        _ = await terminal.run("undo", String(id))
        #expect(try await minutes(terminal) == 60)
    }

    @Test func `a row that equals an entry logged by hand is named`() async throws {
        let terminal = try Terminal()
        _ = await terminal.run("log", "1h", "--role", "data-scientist", "--activity", "kickoff", "--person", "dana")
        let (result, _) = try await imported(header + "hours\n" + row + "1\n", terminal: terminal)
        #expect(result.talk.contains("which was logged by hand"))
        #expect(result.output.contains("1 row equals an entry logged by hand"))
    }

    @Test func `an export with a correction in it is read again without complaint`() async throws {
        let terminal = try Terminal()
        _ = await terminal.run("log", "8h", "--role", "data-scientist", "--activity", "kickoff", "--person", "dana")
        let csv = await terminal.run("export", "time").output
        let id = try #require(csv.split(separator: "\r\n").last?.split(separator: ",").first)
        #expect(id.hasPrefix("e-"))
        terminal.setToday(CivilDate(2026, 12, 7))
        _ = await terminal.run("week", "close", "2026-W49", "--confirm-incomplete")
        let correction = await terminal.run(
            "log", "-2h", "--role", "data-scientist", "--activity", "kickoff", "--corrects", String(id))
        #expect(correction.status == .done, "\(correction.talk)")
        let export = await terminal.run("export", "time").output
        let again = try await imported(export, terminal: terminal)
        #expect(again.result.output.contains("recorded 0 rows (0h), 2 there already, 0 bad rows"))
        #expect(again.result.status == .done)
        let other = try await imported(export)
        #expect(other.result.talk.contains("corrects"))
        #expect(other.result.status == .findings)
    }

    @Test func `the days of an export add up to the total`() async throws {
        let rows = (0..<32).map { "2026-12-01,sam\($0 % 4),project-manager,kickoff,30,call \($0)\n" }.joined()
        let terminal = try Terminal()
        _ = try await imported(
            "date,person,role,activity,minutes,note\n" + rows, "--confirm-new-person", terminal: terminal)
        let lines = await terminal.run("export", "time").output.split(separator: "\r\n")
        let column = try #require(lines.first?.split(separator: ",").firstIndex(of: "days"))
        let days = lines.dropFirst().compactMap {
            Double($0.split(separator: ",", omittingEmptySubsequences: false)[column])
        }
        #expect(days.count == 32 && days.reduce(0, +) == 2)
    }

    @Test func `a name that is nearly a known one asks, and a display name is its person`() async throws {
        let terminal = try Terminal()
        let log = ["log", "1h", "--role", "data-scientist", "--activity", "kickoff", "--person"]
        #expect(await terminal.run(log + ["dana"]).status == .done)
        #expect(await terminal.run(log + ["Dana"]).output.contains(": dana,"))
        let slip = await terminal.run(log + ["dnaa"])
        #expect(slip.status == .refused)
        #expect(slip.talk.contains("did you mean dana?"))
        #expect(await terminal.run(log + ["dnaa", "--confirm-new-person"]).status == .done)
        #expect(await terminal.run(log + ["piet"]).status == .done)
        #expect(await terminal.run(log + ["a\nb"]).status == .refused)
    }
}
