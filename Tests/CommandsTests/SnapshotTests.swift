import CivilTime
import Commands
import Engagement
import Foundation
import Ledger
import LedgerSQLite
import Synchronization
import TestSupport
import Testing

/// Reports and exports that are made while another process writes.
@Suite struct SnapshotTests {
    private struct Line: Decodable {
        let minutes: Int
    }

    @Test func `the sheets of an export agree while somebody writes`() async throws {
        let terminal = try Terminal()
        let contract = try #require(try terminal.contract())
        let path = terminal.folder.path + "/workbook.sqlite"
        let ledger = try SQLiteLedger.open(at: path)
        let date = CivilDate(2026, 12, 1)
        @Sendable func log(_ number: Int) throws {
            let write = Write(
                operation: "entry \(number)", actor: "writer",
                moment: Moment(milliseconds: date.dayNumber * 86_400_000 + number, date: date), contract: contract)
            _ = try ledger.append(write) { _ in
                .time(
                    TimeLogged(
                        role: "data-scientist", activity: "kickoff", person: "dana", date: date, minutes: Minutes(1)))
            }
        }
        try log(0)
        // The writer goes on until the reader has seen enough, so neither waits for a clock. It has a thread of its own,
        // because other tests may hold every thread of the pool.
        let isDone = Atomic<Bool>(false)
        let written = Atomic<Int>(0)
        let writer = Atomic<Bool>(true)
        Thread.detachNewThread {
            do {
                while !isDone.load(ordering: .relaxed) {
                    try log(written.wrappingAdd(1, ordering: .relaxed).newValue)
                }
            } catch {
                Issue.record(error)
            }
            writer.store(false, ordering: .releasing)
        }
        var seen: Set<Int> = []
        var exports = 0
        while exports < 40 || (seen.count < 5 && exports < 2000) {
            exports += 1
            let result = await terminal.run("export", "report")
            guard result.status == .done else {
                Issue.record("\(result.talk)")
                break
            }
            let text = result.output
            // Four sheets, each with a heading: days, activities, prerequisites, time.
            let rows = text.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            let days = rows.first { $0.first == "data-scientist" } ?? []
            let logged = rows.count { $0.contains("writer") }
            seen.insert(logged)
            #expect(days.contains { $0 == "\(logged)" }, "\(logged) entries of a minute, but \(days)")
        }
        isDone.store(true, ordering: .relaxed)
        while writer.load(ordering: .acquiring) { try await Task.sleep(for: .milliseconds(5)) }
        #expect(written.load(ordering: .relaxed) > 0)
        #expect(seen.count >= 5)
    }
}
