import CivilTime
import Commands
import Engagement
import Foundation
import TestSupport
import Testing

/// A closed week stays what it was, and every remedy that is printed works.
@Suite struct ClosedWeekTests {
    private let own: Terminal
    private let other: Terminal

    init() throws {
        own = try Terminal()
        other = try Terminal(folder: TemporaryFolder())
        own.setEnvironment("WORKBOOK_ACTOR", "maria")
    }

    private func log(_ duration: String, _ person: String, _ more: String...) -> [String] {
        ["log", duration, "--role", "data-scientist", "--activity", "kickoff", "--person", person] + more
    }

    /// Two copies: the other one logs sam's day before the week is closed in this one.
    private func diverge() async throws {
        _ = await own.run(log("1d", "dana"))
        try copy()
        #expect(await other.run(log("1d", "sam", "--operation", "elsewhere")).status == .done)
        own.setToday(CivilDate(2026, 12, 7))
        _ = await own.run("week", "submit", "2026-W49", "--person", "dana")
        #expect(await own.run("week", "close", "2026-W49").status == .done)
    }

    private func copy() throws {
        try FileManager.default.copyItem(
            atPath: own.folder.path + "/workbook.sqlite", toPath: other.folder.path + "/workbook.sqlite")
    }

    private func merge() async -> Terminal.Result { await own.run("merge", other.folder.path + "/workbook.sqlite") }

    private func used() async throws -> Int? {
        try await JSONReport(own.run("status", "--json").output).roles.first?.usedMinutes
    }

    /// The commands of the remedy that begins with `start`.
    private func remedy(_ start: String, in output: String) throws -> [[String]] {
        let line = try #require(output.split(separator: "\n").first { $0.contains(start) })
        let commands = try #require(line.split(separator: ": ", maxSplits: 1).last)
        return commands.split(separator: "; ").map {
            $0.split(separator: " ").dropFirst().map { $0 == "TEXT" || $0 == "REASON" ? "forgotten" : String($0) }
        }
    }

    @Test func `time that comes into a closed week later is a conflict, and the week stays as closed`() async throws {
        try await diverge()
        let report = await own.run("report", "--week", "2026-W49").output
        let merged = await merge()
        #expect(merged.status == .findings)
        #expect(merged.output.contains("conflict: 2026-W49 was closed by maria when entry"))
        #expect(await own.run("report", "--week", "2026-W49").output == report)
        #expect(
            await own.run("week").output.contains("2026-W49  from 2026-11-30  1d, submitted by dana, closed by maria"))
        #expect(try await used() == 480)
        #expect(await own.run("verify").status == .done)
        #expect(await merge().output.contains("nothing to add"))
    }

    @Test func `the late entry that a merge prints counts in the open week`() async throws {
        try await diverge()
        let commands = try remedy("to count it in an open week", in: await merge().output)
        for command in commands { #expect(await own.run(command).status == .done, "\(command)") }
        #expect(try await used() == 960)
        let report = await own.run("report", "--week", "2026-W49").output
        #expect(report.contains("Recorded later, and not counted above:"))
        #expect(await own.run("report", "--week", "2026-W50").output.contains("late time of closed weeks:"))
    }

    @Test func `the reopening that a merge prints counts the time in its own week`() async throws {
        try await diverge()
        let commands = try remedy("to count it in its own week", in: await merge().output)
        #expect(commands.count == 3)
        for command in commands { #expect(await own.run(command).status == .done, "\(command)") }
        #expect(await own.run("week").output.contains("2026-W49  from 2026-11-30  2d"))
        #expect(await own.run("report", "--week", "2026-W49").output.contains("sam"))
        #expect(await merge().status == .done)
    }

    @Test func `the reopening that is printed takes out time that was logged after the closing`() async throws {
        try await diverge()
        other.setToday(CivilDate(2026, 12, 8))
        _ = await other.run(log("1h", "sam", "--date", "2026-12-02", "--operation", "afterward"))
        let output = await merge().output
        let line = try #require(output.split(separator: "\n").first { $0.contains("close it again: ") })
        let commands = try remedy("again", in: "again: " + String(try #require(line.split(separator: "again: ").last)))
        #expect(commands.count == 3)
        for command in commands { #expect(await own.run(command).status == .done, "\(command)") }
        #expect(await own.run("week").output.contains("2026-W49  from 2026-11-30  1d,"))
    }

    @Test func `forgotten time has a way in that the refusal names`() async throws {
        try await diverge()
        let refused = await own.run(log("2h", "sam", "--date", "2026-12-03"))
        #expect(refused.status == .refused)
        let line = try #require(refused.talk.split(separator: "\n").first { $0.contains("--late") })
        let command = try #require(line.split(separator: "record forgotten time late: workbook ").last)
            .split(separator: ";")[0].replacing("REASON", with: "forgotten")
        let late = await own.run(command.split(separator: " ").map(String.init))
        #expect(late.status == .done)
        #expect(late.output.contains("late: worked on \(CivilDate(2026, 12, 3).spelled)"))
        #expect(await own.run("week").output.contains("2026-W49  from 2026-11-30  1d,"))
    }

    @Test func `the report of a closed week counts Friday's time that was logged on Monday`() async throws {
        _ = await own.run(log("1d", "dana"))
        own.setToday(CivilDate(2026, 12, 7))
        _ = await own.run(log("1d", "dana", "--date", "2026-12-04"))
        _ = await own.run(log("3h", "dana"))
        _ = await own.run("week", "close", "2026-W49", "--confirm-incomplete")
        let report = await own.run("report", "--week", "2026-W49").output
        #expect(report.contains("| 2d | 2d | 0h | 12d |"))
    }

    @Test func `a change request with another number is a conflict in both directions`() async throws {
        _ = await own.run(log("1d", "dana"))
        try copy()
        func propose(_ terminal: Terminal, _ title: String, _ operation: String) async {
            _ = await terminal.run(
                "change", "propose", "--role", "data-scientist", "--add", "1d", "--title", title, "--requester", "piet",
                "--reason", "why", "--operation", operation)
        }
        await propose(own, "First", "one")
        other.setToday(CivilDate(2026, 12, 2))
        await propose(other, "Second", "two")
        let merged = await own.run("merge", "--dry-run", other.folder.path + "/workbook.sqlite")
        #expect(merged.status == .findings)
        #expect(merged.output.contains("conflict: CR-1 of the other copy, 'Second', is now CR-2"))
        let reverse = await other.run("merge", own.folder.path + "/workbook.sqlite")
        #expect(reverse.output.contains("conflict: CR-1, 'Second', is now CR-2"))
    }

    @Test func `the same work typed in both copies is listed as perhaps the same`() async throws {
        _ = await own.run(log("1d", "dana"))
        try copy()
        _ = await own.run(log("2h", "sam", "--operation", "one"))
        _ = await other.run(log("2h", "sam", "--operation", "two"))
        let merged = await merge()
        #expect(merged.status == .findings)
        #expect(merged.output.contains("conflict: perhaps the same work twice: "))
        #expect(await merge().status == .done)
    }

    @Test func `undo of an approval says the cap and what is held, and who had approved it`() async throws {
        _ = await own.run("log", "20h", "--role", "project-manager", "--activity", "kickoff", "--person", "piet")
        _ = await own.run(
            "change", "propose", "--role", "project-manager", "--add", "4h", "--title", "t", "--requester", "piet",
            "--reason", "why")
        #expect(await own.run("status").output.contains("workbook change approve CR-1"))
        let approved = await own.run("change", "approve", "1", "--by", "ann", "--reason", "order")
        #expect(approved.output.contains("approved CR-1, by ann"))
        #expect(approved.output.contains("4h of held time is released"))
        let undone = await own.run("undo")
        #expect(undone.output.contains("CR-1 approved by ann"))
        #expect(undone.output.contains("the cap is 2d, it was 2d 4h"))
        #expect(undone.output.contains("4h more is held"))
        #expect(await own.run("history").output.contains("CR-1 approved by ann"))
    }

    @Test func `undo of time says what is left, and a correction what is no longer held`() async throws {
        _ = await own.run(log("6h", "dana"))
        #expect(await own.run("undo").output.contains("Data Scientist: 0h used, 14d left of 14d"))
    }

    @Test func `init without a customer's name leaves nothing behind`() async throws {
        let terminal = try Terminal(makesWorkbook: false)
        #expect(await terminal.run("init", "made", "--customer", " ").status == .usage)
        #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/made"))
    }
}
