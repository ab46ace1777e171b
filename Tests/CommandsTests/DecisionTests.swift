import CivilTime
import Commands
import Foundation
import TestSupport
import Testing

/// Decisions in the terminal, from the proposal to the successor.
@Suite struct DecisionTests {
    @Test func `decisions are proposed, taken, replaced and renumbered`() async throws {
        let terminal = try Terminal()
        var text = await terminal.transcript([
            "decision", "new decision \"Retrain: daily\" --owner pipeline-owner",
            "new decision \"Score once a day\" --no-edit",
            "decision accept 1 --by piet \"A. Sponsor\" --date 2026-12-02",
            "decision accept ADR-0001", "decision implement 1 --state partial", "decision implement 1",
            "new decision \"Retrain weekly\" --supersedes ADR-0001 --amends 2 --date 2026-12-05", "decision",
        ])
        let before = try terminal.folder.read("content/decisions/0001-retrain-daily.md")
        text += await terminal.transcript([
            "decision accept 3", "decision show 1", "decision reject 1", "decision show ADR-0003 --json",
            "decision propose 3", "decision supersede 2 --with 1 --part \"the hour\"", "decision link 3 --to 2",
            "decision link 3 --to 2", "decision unlink 2 1", "decision unlink 2 1", "decision deprecate 2 --date today",
            "decision renumber 2 --to 12", "decision renumber 12 --to 3", "decision show 2",
            "decision supersede 3 --with 3",
            "decision list --status accepted", "decision list --status done",
        ])
        try expectGolden(text, "decisions.txt")
        let restored = try terminal.folder.read("content/decisions/0001-retrain-daily.md")
        #expect(restored == before)
        #expect(try terminal.folder.read("content/decisions/0003-retrain-weekly.md").contains("amends: [ADR-0012]"))
    }

    @Test func `two decisions of one number are renumbered by the file, and check is content`() async throws {
        let terminal = try Terminal()
        for title in ["One", "Two"] { _ = await terminal.run("new", "decision", title) }
        let two = try terminal.folder.read("content/decisions/0002-two.md")
        try terminal.folder.write(two.replacing("ADR-0002", with: "ADR-0001"), to: "content/decisions/0001-two.md")
        try FileManager.default.removeItem(atPath: terminal.folder.path + "/content/decisions/0002-two.md")
        let checked = await terminal.run("check")
        #expect(checked.status == .findings && checked.output.contains("[duplicate-decision-number]"))
        let ambiguous = await terminal.run("decision", "show", "1")
        #expect(ambiguous.talk.contains("workbook decision renumber content/decisions/0001-two.md"))
        let renumbered = await terminal.run("decision", "renumber", "content/decisions/0001-two.md")
        #expect(renumbered.status == .done)
        #expect(try terminal.folder.read("content/decisions/0002-two.md") == two)
        #expect(await terminal.run("check").status == .done)
    }

    @Test func `a file of another tool is edited in its own words and published`() async throws {
        let terminal = try Terminal()
        func text(_ number: Int, _ title: String) -> String {
            "# \(number). \(title)\r\n\r\nDate: 2020-01-0\(number)\r\n\r\n## Status\r\n\r\nAccepted\r\n\r\n## Context\r\n\r\nText."
        }
        try terminal.folder.write(text(1, "One"), to: "content/decisions/0001-one.md")
        try terminal.folder.write(text(2, "Two"), to: "content/decisions/0002-two.md")
        #expect(await terminal.run("decision", "supersede", "1", "--with", "2").status == .done)
        #expect(
            try terminal.folder.read("content/decisions/0001-one.md")
                == text(1, "One").replacing("Accepted", with: "Superseded by [2. Two](0002-two.md)"))
        #expect(
            try terminal.folder.read("content/decisions/0002-two.md")
                == text(2, "Two").replacing("Accepted", with: "Accepted\r\n\r\nSupersedes [1. One](0001-one.md)"))
        let checked = await terminal.run("check")
        #expect(checked.status == .done, "\(checked.output)")
        #expect(!checked.output.contains("content/decisions/0001-one.md: "))
        #expect(await terminal.run("decision", "unlink", "1", "2").status == .done)
        #expect(try terminal.folder.read("content/decisions/0001-one.md") == text(1, "One"))
        #expect(try terminal.folder.read("content/decisions/0002-two.md") == text(2, "Two"))
    }

    @Test func `a file that changed meanwhile, or that is there already, is not overwritten`() async throws {
        let terminal = try Terminal()
        _ = await terminal.run("new", "decision", "One")
        try terminal.folder.write("draft", to: "content/decisions/0002-two.md")
        let taken = await terminal.run("new", "decision", "Two")
        #expect(taken.status == .done)
        #expect(try terminal.folder.read("content/decisions/0002-two.md") == "draft")
        #expect(try terminal.folder.read("content/decisions/0003-two.md").contains("id: ADR-0003"))
        let names = try FileManager.default.contentsOfDirectory(atPath: terminal.folder.path + "/content/decisions")
        #expect(names.allSatisfy { !$0.hasPrefix(".") })
    }
}
