import CivilTime
import Engagement
import Foundation
import Glibc
import Ledger
import LedgerFixtures
import Synchronization
import TestSupport
import Testing

/// What a reader is promised.
@Suite struct ReadingTests {
    private let folder: MemoryFolder

    init() throws {
        folder = try MemoryFolder()
    }

    @Test(arguments: StoreKind.allCases)
    func `a report of an earlier day counts what was recorded by its end`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).open()
        for day in 1...4 {
            let date = CivilDate(2026, 12, day)
            _ = try ledger.append(write("day \(day)", on: date)) { _ in .time(.fixture(60, on: date)) }
        }
        #expect(try ledger.state(asOf: CivilDate(2026, 12, 2)).minutesByRole["data-scientist"] == Minutes(120))
        #expect(try ledger.state(asOf: CivilDate(2026, 11, 30)).entryCount == 0)
    }

    @Test(arguments: StoreKind.allCases)
    func `two spellings of one name in Unicode are one person, read either way`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).make()
        for (number, person) in ["Zo\u{EB}", "Zoe\u{308}", "dana", "Zo\u{EB}"].enumerated() {
            _ = try ledger.append(write("\(number)")) { _ in .time(.fixture(60, person: person)) }
        }
        let state = try ledger.state()
        #expect(state == State(try ledger.entries()))
        #expect(state.minutes(of: "Zoe\u{308}", on: CivilDate(2026, 12, 1)) == .hours(3))
        #expect(state.totals.count == 2)
        var query = HistoryQuery()
        query.person = "Zoe\u{308}"
        #expect(try ledger.history(query).items.count == 3)
        #expect(try ledger.verify().passes)
    }

    @Test(arguments: StoreKind.allCases)
    func `a snapshot's state is what its entries add up to, now and earlier`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).open()
        #expect(try ledger.snapshot().state.entryCount == 0)
        try fillWithEverything(ledger)
        for day in [nil, CivilDate(2026, 12, 2), CivilDate(2026, 11, 30)] {
            let snapshot = try ledger.snapshot(asOf: day, withEntries: true)
            #expect(snapshot.state == State(snapshot.entries))
            #expect(try snapshot.entries == ledger.entries(asOf: day))
            #expect(try ledger.snapshot(asOf: day).entries.isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `the history is filtered by kind, person, days and number`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).open()
        try fillWithEverything(ledger)
        let entries = try ledger.entries()
        func expect(_ change: (inout HistoryQuery) -> Void, _ isWanted: (Entry) -> Bool) throws {
            var query = HistoryQuery()
            change(&query)
            let items = try ledger.history(query).items
            let expected = entries.filter(isWanted).suffix(query.last ?? entries.count)
            #expect(items.map(\.entry) == Array(expected), "\(query)")
            #expect(!items.isEmpty)
        }
        let (first, second) = (CivilDate(2026, 12, 2), CivilDate(2026, 12, 3))
        try expect({ _ in }, { _ in true })
        try expect({ $0.kinds = [.riskAdded, .entryVoided] }, { [.riskAdded, .entryVoided].contains($0.event.kind) })
        try expect({ $0.person = "pat" }) { if case .time(let time) = $0.event { time.person == "pat" } else { false } }
        try expect({ $0.since = second }, { $0.moment.date >= second })
        try expect({ $0.until = first }, { $0.moment.date <= first })
        try expect({ ($0.since, $0.until, $0.last) = (first, first, 3) }, { $0.moment.date == first })
        let undone = try ledger.history(HistoryQuery()).items.filter { $0.voidedBy != nil }
        #expect(undone.count == 1)
        var query = HistoryQuery()
        query.person = "nobody"
        let none = try ledger.history(query)
        #expect(none.items.isEmpty && none.entryCount == entries.count)
    }

    @Test(arguments: StoreKind.allCases)
    func `an entry is found by the beginning of its id, and by its operation`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).open()
        for number in 1...60 { _ = try ledger.append(write("\(number)")) { _ in .time(.fixture(number)) } }
        let entries = try ledger.entries()
        for entry in entries {
            #expect(try ledger.entry(withPrefix: entry.id.uppercased()) == entry)
            #expect(try ledger.entry(ofOperation: entry.operation) == entry)
        }
        #expect(try ledger.entry(ofOperation: "61") == nil)
        for unknown in ["", "a", "*", "zz", "0123456789abcdef0"] {
            let refusal = try #require(throws: Refusal.self) { try ledger.entry(withPrefix: unknown) }
            #expect(refusal.rule == .unknownEntry, "\(unknown)")
        }
        // The ids are always the same, and two of so many share their first two digits.
        let shared = try #require(Dictionary(grouping: entries) { $0.id.prefix(2) }.first { $0.value.count > 1 })
        let refusal = try #require(throws: Refusal.self) { try ledger.entry(withPrefix: String(shared.key)) }
        #expect(refusal.rule == .ambiguousEntry)
    }

    @Test(arguments: StoreKind.allCases)
    func `a backup verifies, and never replaces a file`(kind: StoreKind) throws {
        let ledger = try kind.stores(in: folder.path).open()
        _ = try ledger.append(write("a")) { _ in .time(.fixture(60)) }
        let backup = folder.path + "/copy"
        try ledger.backUp(to: backup)
        #expect(try kind.stores(in: folder.path).openBackup(backup).entries() == ledger.entries())
        #expect(throws: LedgerError.self) { try ledger.backUp(to: backup) }
    }

    @Test(arguments: StoreKind.allCases)
    func `more callers than processors wait at once without holding the threads of tasks`(kind: StoreKind) async throws
    {
        let stores = kind.stores(in: folder.path)
        let ledger = try stores.make()
        let count = ProcessInfo.processInfo.activeProcessorCount * 2
        let started = Count()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...count {
                group.addTask {
                    _ = try await ledger.onOwnThread { store in
                        started.value.withLock { $0 += 1 }
                        // With the threads of tasks, fewer would ever start than are waited for.
                        while started.value.withLock({ $0 }) < count { usleep(1000) }
                        return try store.append(write("\(number)")) { _ in .time(.fixture(1)) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try ledger.entries().count == 1 + count)
        await #expect(throws: Refusal.self) {
            try await ledger.onOwnThread { try $0.entry(withPrefix: "0123") }
        }
    }

    private final class Count: Sendable {
        let value = Mutex(0)
    }
}
