import CivilTime
import Engagement
import Ledger
import LedgerFixtures
import TestSupport
import Testing

/// The state is what the entries add up to, whichever way it is read.
@Suite struct ReplayTests {
    private let folder: MemoryFolder

    init() throws {
        folder = try MemoryFolder()
    }

    @Test(arguments: StoreKind.allCases, 1...12 as ClosedRange<UInt64>)
    func `replaying the entries makes the state that the ledger keeps`(kind: StoreKind, seed: UInt64) throws {
        let ledger = try kind.stores(in: folder.path).make("\(seed)")
        var writer = RandomWriter("writer", seed: seed)
        for _ in 1...60 {
            let receipt = try writer.write(to: ledger)
            // What a writer is told, what a reader finds, and the fold over every entry.
            let state = try ledger.state()
            #expect(receipt.state == state, "after \(receipt.entry.event)")
            #expect(try State(ledger.entries()) == state, "after \(receipt.entry.event)")
        }
        #expect(try ledger.verify().passes)
    }

    @Test(arguments: StoreKind.allCases, 1...12 as ClosedRange<UInt64>)
    func `the history holds what the fold over every entry holds, however little of it is asked for`(
        kind: StoreKind, seed: UInt64
    ) throws {
        let ledger = try kind.stores(in: folder.path).make("\(seed)")
        var writer = RandomWriter("writer", seed: 2000 + seed)
        for _ in 1...60 { _ = try writer.write(to: ledger) }
        // So little time that some of it is held.
        var contract = Contract.fixture
        for index in contract.roles.indices { contract.roles[index].cap = .hours(1 + Int(seed)) }
        try ledger.record(write("contract again", contract: contract, on: CivilDate(2026, 12, 31)))
        let entries = try ledger.entries()
        let state = State(entries)
        let held = HeldTime.byEntry(entries, state: state, contract: contract)
        func expect(_ expected: some Sequence<Entry>, _ query: HistoryQuery) throws {
            let items = try ledger.history(query).items
            #expect(items.map(\.entry) == Array(expected))
            #expect(items.map(\.voidedBy) == expected.map { state.voided[$0.id] })
            #expect(items.map(\.held) == expected.map { held[$0.id] ?? .zero })
        }
        var query = HistoryQuery()
        try expect(entries, query)
        for last in [1, 7, 30] {
            query.last = last
            try expect(entries.suffix(last), query)
        }
        let since = CivilDate(2026, 12, 3)
        query = HistoryQuery()
        query.kinds = [.timeLogged, .entryVoided]
        query.since = since
        try expect(
            entries.filter { query.kinds.contains($0.event.kind) && $0.moment.date >= since }, query)
    }

    @Test(arguments: StoreKind.allCases, 1...10 as ClosedRange<UInt64>)
    func `the state of an earlier day is the state that was read on it`(kind: StoreKind, seed: UInt64) throws {
        let ledger = try kind.stores(in: folder.path).make("\(seed)")
        var read: [CivilDate: State] = [:]
        for day in 1...10 {
            let date = CivilDate(2026, 12, day)
            for number in 1...6 {
                let minutes = Int(seed) * number
                let receipt = try ledger.append(write("\(day) \(number)", on: date)) { _ in
                    .time(.fixture(minutes, on: CivilDate(2026, 12, 1 + (day * number) % 5)))
                }
                guard number.isMultiple(of: 3) else { continue }
                _ = try ledger.append(write("\(day) \(number) undone", on: date)) { _ in
                    .entry(.voided(EntryVoided(target: receipt.entry.id, reason: "")))
                }
            }
            read[date] = try ledger.state()
        }
        for (date, state) in read { #expect(try ledger.state(asOf: date) == state) }
    }

    @Test(arguments: StoreKind.allCases, 1...12 as ClosedRange<UInt64>)
    func `undoing an undo restores what was`(kind: StoreKind, seed: UInt64) throws {
        let ledger = try kind.stores(in: folder.path).make("\(seed)")
        var writer = RandomWriter("writer", seed: 1000 + seed)
        var undone = 0
        for step in 1...40 {
            let before = try ledger.state()
            let entry = try writer.write(to: ledger).entry
            let after = try ledger.state()
            guard let first = try undo(entry, "\(step) first", in: ledger) else { continue }
            #expect(figures(of: try ledger.state()) == figures(of: before), "undoing \(entry.event)")
            let second = try #require(try undo(first, "\(step) second", in: ledger))
            #expect(figures(of: try ledger.state()) == figures(of: after), "undoing the undo of \(entry.event)")
            let third = try #require(try undo(second, "\(step) third", in: ledger))
            #expect(figures(of: try ledger.state()) == figures(of: before))
            _ = try #require(try undo(third, "\(step) fourth", in: ledger))
            #expect(figures(of: try ledger.state()) == figures(of: after))
            undone += 1
        }
        #expect(undone > 10)
        #expect(try ledger.verify().passes)
    }

    /// Returns the entry that undoes `entry`, or nil if the rules do not let it be undone.
    private func undo(_ entry: Entry, _ operation: String, in ledger: any LedgerStore) throws -> Entry? {
        let subject = try ledger.undoSubject(of: entry)
        do {
            return try ledger.append(write(operation, on: CivilDate(2026, 12, 31))) { state in
                try Rules(contract: .fixture, state: state, today: CivilDate(2026, 12, 31)).undo(subject)
            }.entry
        } catch is Refusal {
            return nil
        }
    }

    /// Returns everything that counts: the state without how many entries made it, and which of them are voided.
    private func figures(of state: State) -> [String] {
        [
            "\(state.totals)", "\(sorted(state.minutesByRole))", "\(sorted(state.minutesByActivity))",
            "\(sorted(state.prerequisites))", "\(sorted(state.activities))", "\(state.changes)",
            "\(state.plan.map { "\($0)" }.sorted())", "\(sorted(state.closedWeeks))",
            "\(sorted(state.submittedWeeks.mapValues { $0.sorted() }))", "\(state.risks)", "\(state.sessions)",
            "\(sorted(state.corrected))",
        ]
    }

    private func sorted<Key: Comparable, Value>(_ dictionary: [Key: Value]) -> [String] {
        dictionary.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    }
}
