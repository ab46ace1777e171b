import CivilTime
import Commands
import Engagement
import Foundation
import TestSupport
import Testing

/// What an export says of late time and of what the ledger decided, read again by `import time`.
@Suite struct LateExportTests {
    private static let work = ["--role", "data-scientist", "--activity", "kickoff", "--person", "dana"]

    /// A workbook whose first week is closed, with 8h in it.
    private func closedWeek(loggingTime: Bool = true) async throws -> Terminal {
        let terminal = try Terminal()
        terminal.setToday(CivilDate(2026, 12, 7))
        guard loggingTime else { return terminal }
        _ = await terminal.run(["log", "8h", "--date", "2026-12-01"] + Self.work)
        try await close(terminal)
        return terminal
    }

    private func close(_ terminal: Terminal) async throws {
        _ = await terminal.run("week", "submit", "2026-W49", "--person", "dana")
        let closed = await terminal.run("week", "close", "2026-W49")
        #expect(closed.status == .done, "\(closed.talk)")
    }

    private func late() async throws -> Terminal {
        let terminal = try await closedWeek()
        let result = await terminal.run(
            ["log", "2h", "--date", "2026-12-03", "--late", "notes of the call"] + Self.work)
        #expect(result.status == .done, "\(result.talk)")
        return terminal
    }

    /// The export without the ids, which belong to the ledger.
    private func rows(_ terminal: Terminal) async -> [Substring] {
        await terminal.run("export", "time").output.split(separator: "\r\n").map { $0.drop { $0 != "," } }
    }

    private func importing(_ csv: String, into terminal: Terminal) async throws -> Terminal.Result {
        try terminal.folder.write(csv, to: "time.csv")
        return await terminal.run("import", "time", "time.csv")
    }

    @Test func `late time is exported with its day and reason, and read again without doubling`() async throws {
        let terminal = try await late()
        let csv = await terminal.run("export", "time").output
        #expect(csv.contains(",2026-12-07,2026-W50,") && csv.contains(",2026-12-03,notes of the call\r\n"), "\(csv)")
        let again = try await importing(csv, into: terminal)
        #expect(again.output.contains("recorded 0 rows (0h), 2 there already, 0 bad rows"), "\(again.talk)")

        let copy = try await closedWeek(loggingTime: false)
        let first = try await importing(csv, into: copy)
        #expect(first.output.contains("recorded 1 row"), "\(first.output)")
        #expect(first.talk.contains("2026-W49 is open here, so time of it is not late"), "\(first.talk)")
        try await close(copy)
        #expect(try await importing(csv, into: copy).output.contains("recorded 1 row (2h), 1 there already"))
        #expect(try await importing(csv, into: copy).output.contains("2 there already, 0 bad rows"))
        #expect(await rows(copy) == rows(terminal))
    }

    @Test func `late time stays late where a row of an older export is edited`() async throws {
        let terminal = try await late()
        let csv = await terminal.run("export", "time").output.split(separator: "\r\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).dropLast(2).joined(separator: ",")
        }.joined(separator: "\r\n")
        #expect(try await importing(csv, into: terminal).output.contains("2 there already"))
        let edited = try await importing(csv.replacing(",120,", with: ",60,"), into: terminal)
        #expect(edited.output.contains("2h -> 1h"), "\(edited.output)\(edited.talk)")
        #expect(await terminal.run("export", "time").output.contains(",2026-12-03,notes of the call"))
    }

    @Test(arguments: [
        (",tester,2026", ",ann,2026", "recorded by"), (",2026-12-03,notes", ",2026-12-02,notes", "worked on"),
        (",notes of the call", ",notes", "late reason"), (",0.25,0,", ",0.25,60,", "held minutes"),
        (",0.25,0,", ",0.25,no,", "held minutes"),
    ])
    func `an edit of what the ledger decided is refused`(old: String, new: String, column: String) async throws {
        let terminal = try await late()
        let csv = await terminal.run("export", "time").output
        #expect(csv.contains(old), "\(csv)")
        let result = try await importing(csv.replacing(old, with: new), into: terminal)
        #expect(result.status == .findings)
        #expect(result.talk.contains("line 3: \(column), column"), "\(result.talk)")
        #expect(result.output.contains("recorded 0 rows (0h), 1 there already, 1 bad row"), "\(result.output)")
    }

    @Test func `an export from before a change request is read, although less is held now`() async throws {
        let terminal = try Terminal()
        let work = ["--role", "project-manager", "--activity", "kickoff", "--person", "piet"]
        _ = await terminal.run(["log", "16h", "--date", "2026-12-01"] + work)
        _ = await terminal.run(["log", "3h", "--date", "2026-12-01"] + work)
        let before = await terminal.run("export", "time").output
        #expect(before.contains(",180,0.375,180,"), "\(before)")
        _ = await terminal.run(
            "change", "propose", "--role", "project-manager", "--add", "1h", "--title", "x", "--requester", "piet",
            "--reason", "x")
        _ = await terminal.run("change", "approve", "CR-1", "--by", "ann", "--reason", "x")
        let after = await terminal.run("export", "time").output
        #expect(after.contains(",180,0.375,120,"), "\(after)")
        for csv in [before, after] {
            #expect(try await importing(csv, into: terminal).output.contains("2 there already, 0 bad rows"))
        }
        let other = try await importing(after.replacing(",180,0.375,120,", with: ",180,0.375,60,"), into: terminal)
        #expect(other.talk.contains("held minutes, column 79: '60' was never held of entry"), "\(other.talk)")
    }
}
