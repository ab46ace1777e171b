import CivilTime
import Commands
import Engagement
import Foundation
import TestSupport
import Testing

/// `export time` beside `import time` and the command line: what one writes, the other reads.
@Suite struct ExportedTimeTests {
    private static let log = [
        "log", "1h", "--role", "data-scientist", "--activity", "kickoff", "--person", "dana",
    ]

    private func lines(_ terminal: Terminal, _ options: String...) async -> [Substring] {
        await terminal.run(["export", "time"] + options).output.split(separator: "\r\n").dropFirst().map { $0 }
    }

    /// Texts of characters that have a meaning in CSV, JSON or Unicode, some of them joined to their neighbors.
    private static let notes = [
        "\u{301}a", "b\u{600}", "a\"\u{301}b", "\"\u{FE0F}", "\u{200D}=1", "'\u{301}=1", "=\u{338}", "''=1",
        " both ends ", "a\r\nb", "a\n\u{301}b", "a\t\u{308}", "\u{1F}\u{307}", "\\n\u{301}", "\u{1B}[31m", "a;b,c\td",
        "\u{1F469}\u{200D}\u{1F467}", "\u{2028}", "-2+3",
    ]

    private func log(_ note: String, in terminal: Terminal) async -> Terminal.Result {
        await terminal.run(Self.log + (note.hasPrefix("-") ? ["--note=\(note)"] : ["--note", note]))
    }

    @Test func `what export writes, import reads, for any note`() async throws {
        let terminal = try Terminal()
        for note in Self.notes {
            let result = await log(note, in: terminal)
            #expect(result.status == .done, "\(note.debugDescription): \(result.talk)")
        }
        let csv = await terminal.run("export", "time").output
        try terminal.folder.write(csv, to: "time.csv")
        let again = await terminal.run("import", "time", "time.csv")
        #expect(
            again.output.contains("recorded 0 rows (0h), \(Self.notes.count) there already, 0 bad rows"),
            "\(again.output)\(again.talk)")

        let copy = try Terminal()
        try copy.folder.write(csv, to: "time.csv")
        #expect(await copy.run("import", "time", "time.csv").status == .done)
        // The first field is the id, which belongs to the ledger.
        let (written, read) = (await lines(terminal), await lines(copy))
        #expect(written.count == Self.notes.count)
        #expect(written.map { $0.drop { $0 != "," } } == read.map { $0.drop { $0 != "," } })
    }

    @Test func `time is exported for a period, with what is held as it is for all time`() async throws {
        let terminal = try Terminal()
        terminal.setToday(CivilDate(2026, 12, 31))
        for (day, hours) in [("01", "16h"), ("02", "2h"), ("03", "1h")] {
            _ = await terminal.run(
                "log", hours, "--role", "project-manager", "--activity", "kickoff", "--person", "dana", "--date",
                "2026-12-\(day)")
        }
        #expect(await lines(terminal).count == 3)
        let period = await lines(terminal, "--since", "2026-12-02", "--until", "2026-12-02")
        let fields = try #require(period.first).split(separator: ",", omittingEmptySubsequences: false)
        #expect(period.count == 1 && fields[1] == "2026-12-02" && fields[6] == "120" && fields[8] == "120")
        #expect(await lines(terminal, "--since", "2026-12-02").count == 2)
        #expect(await lines(terminal, "--until", "2026-12-01").count == 1)
        #expect(await terminal.run("export", "time", "--since", "2026-12-03", "--format", "json").output.contains("03"))
        let turned = await terminal.run("export", "time", "--since", "2026-12-03", "--until", "2026-12-01")
        #expect(turned.status == .usage)
        #expect(await terminal.run("export", "plan", "--since", "2026-12-03").status == .usage)
    }

    @Test func `a value that begins with a dash is answered with how to write it`() async throws {
        let terminal = try Terminal()
        let result = await terminal.run(Self.log + ["--note", "-2+3 pipes"])
        #expect(result.status == .usage)
        #expect(result.talk.contains("hint: write --note='-2+3 pipes'"), "\(result.talk)")
        #expect(await terminal.run(Self.log + ["--note"]).talk.contains("hint:") == false)
        #expect(await terminal.run(Self.log + ["--note=-2+3"]).status == .done)
        #expect(await terminal.run("export", "time").output.contains(",'-2+3,"))
    }

    @Test func `an unknown separator is named`() async throws {
        let terminal = try Terminal()
        let text = "date|person|role|activity|minutes\n2026-12-01|dana|data-scientist|kickoff|60\n"
        try terminal.folder.write(text, to: "in.csv")
        let result = await terminal.run("import", "time", "in.csv")
        #expect(result.status == .usage)
        #expect(result.talk.contains("the columns are separated by '|'"), "\(result.talk)")
        try terminal.folder.write("sep=|\n" + text, to: "in.csv")
        #expect(await terminal.run("import", "time", "in.csv").output.contains("recorded 1 row"))
    }

    @Test func `a correction is imported into another workbook once its week is closed there`() async throws {
        let terminal = try Terminal()
        _ = await terminal.run(["log", "8h"] + Self.log.dropFirst(2))
        let entry = try #require(await lines(terminal).first?.split(separator: ",").first)
        terminal.setToday(CivilDate(2026, 12, 7))
        _ = await terminal.run("week", "submit", "2026-W49", "--person", "dana")
        _ = await terminal.run("week", "close", "2026-W49")
        let correction = await terminal.run(
            "log", "-2h", "--role", "data-scientist", "--activity", "kickoff", "--corrects", String(entry))
        #expect(correction.status == .done, "\(correction.talk)")

        let copy = try Terminal()
        copy.setToday(CivilDate(2026, 12, 7))
        try copy.folder.write(await terminal.run("export", "time").output, to: "time.csv")
        let first = await copy.run("import", "time", "time.csv")
        #expect(first.output.contains("recorded 1 row") && first.talk.contains("close its week"), "\(first.talk)")
        _ = await copy.run("week", "submit", "2026-W49", "--person", "dana")
        _ = await copy.run("week", "close", "2026-W49")
        #expect(await copy.run("import", "time", "time.csv").output.contains("recorded 1 row (-2h), 1 there already"))
        #expect(await copy.run("import", "time", "time.csv").output.contains("2 there already, 0 bad rows"))
    }
}
