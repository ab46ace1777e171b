import CivilTime
import Engagement
import Foundation
import Ledger
import LedgerFixtures
import TestSupport
import Testing

/// Copies of a ledger that went separate ways become the same ledger, in whichever order they are merged.
@Suite struct MergeTests {
    private let folder: MemoryFolder

    init() throws {
        folder = try MemoryFolder()
    }

    /// Returns three copies with a common past that were written apart, on machines whose clocks disagree.
    ///
    /// - Parameter imports: Whether each also imports the same rows, at a time of its own.
    private func copies(
        _ seed: UInt64, of stores: any Stores, imports: Bool = false
    ) throws -> (String, String, String) {
        let ledger = try stores.make("past")
        var writer = RandomWriter("past", seed: seed)
        for _ in 1...15 { _ = try writer.write(to: ledger) }
        var random = SeededGenerator(seed: seed)
        for name in ["a", "b", "c"] {
            try stores.copy("past", to: name)
            let copy = try stores.open(name)
            var writer = RandomWriter(name, seed: random.next())
            writer.clockError = Int.random(in: -3_600_000...3_600_000, using: &random)
            for _ in 0..<Int.random(in: 0...15, using: &random) { _ = try writer.write(to: copy) }
            guard imports else { continue }
            for row in 1...4 where Int.random(in: 0...3, using: &random) > 0 {
                let date = CivilDate(2026, 12, Int.random(in: 1...31, using: &random))
                var importing = write("import/\(row)", on: date)
                importing.actor = name
                let entry = try copy.append(importing) { _ in .time(.fixture(row)) }.entry
                guard Bool.random(using: &random) else { continue }
                _ = try copy.append(write("\(name) undoes \(row)", on: date)) { _ in
                    .entry(.voided(EntryVoided(target: entry.id, reason: "twice")))
                }
            }
        }
        return ("a", "b", "c")
    }

    /// Returns the name of a new ledger: the one called `name` with the one called `other` merged into it.
    private func merge(_ name: String, _ other: String, of stores: any Stores) throws -> String {
        let result = UUID().uuidString
        try stores.copy(name, to: result)
        let ledger = try stores.open(result)
        let merge = try ledger.merging(stores.open(other))
        let kept = try ledger.replace(with: merge, keptAs: "2026-12-01T09:30:00.000Z")
        #expect(try ledger.entries() == merge.entries)
        #expect(try stores.openBackup(kept).entries() == stores.open(name).entries())
        return result
    }

    private func head(_ name: String, of stores: any Stores) throws -> String {
        let verification = try stores.open(name).verify()
        #expect(verification.passes, "\(verification.findings)")
        return verification.head
    }

    /// Returns two copies of one past.
    private func pair(of stores: any Stores) throws -> (mine: any LedgerStore, theirs: any LedgerStore) {
        _ = try stores.make("mine").append(write("past", on: CivilDate(2026, 12, 1))) { _ in .time(.fixture(60)) }
        try stores.copy("mine", to: "theirs")
        return (try stores.open("mine"), try stores.open("theirs"))
    }

    @Test(arguments: StoreKind.allCases)
    func `time that the closing of its week did not see is a conflict in either direction`(kind: StoreKind) throws {
        let (mine, theirs) = try pair(of: kind.stores(in: folder.path))
        // Recorded before the closing, and known only to the other copy.
        let late = try theirs.append(write("late", on: CivilDate(2026, 12, 2))) { _ in .time(.fixture(90)) }.entry
        _ = try mine.append(write("close", on: CivilDate(2026, 12, 7))) { _ in
            .week(.closed(WeekClosed(week: CivilDate(2026, 11, 30), closedBy: "maria")))
        }
        for (copy, other) in [(mine, theirs), (theirs, mine)] {
            let merge = try copy.merging(other)
            #expect(merge.setAside.map(\.entry.id) == [late.id])
            // The week stays as it was closed.
            #expect(State(merge.entries).minutesByRole == ["data-scientist": Minutes(60)])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `an undo that the closing of its week did not see is set aside, and its time counts`(kind: StoreKind) throws {
        let (mine, theirs) = try pair(of: kind.stores(in: folder.path))
        let time = try #require(try mine.entries().last)
        _ = try theirs.append(write("undo", on: CivilDate(2026, 12, 2))) { _ in
            .entry(.voided(EntryVoided(target: time.id, reason: "typed twice")))
        }
        _ = try mine.append(write("close", on: CivilDate(2026, 12, 7))) { _ in
            .week(.closed(WeekClosed(week: CivilDate(2026, 11, 30), closedBy: "maria")))
        }
        for (copy, other) in [(mine, theirs), (theirs, mine)] {
            let merge = try copy.merging(other)
            #expect(merge.setAside.map(\.entry.id) == [time.id])
            #expect(merge.setAside.map(\.isLateTime) == [false])
            #expect(State(merge.entries).minutesByRole == ["data-scientist": Minutes(60)])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `what was undone before its week was closed is not set aside`(kind: StoreKind) throws {
        let (mine, theirs) = try pair(of: kind.stores(in: folder.path))
        let undone = try mine.append(write("a", on: CivilDate(2026, 12, 2))) { _ in .time(.fixture(90)) }.entry
        _ = try mine.append(write("undo", on: CivilDate(2026, 12, 3))) { _ in
            .entry(.voided(EntryVoided(target: undone.id, reason: "typed twice")))
        }
        _ = try mine.append(write("close", on: CivilDate(2026, 12, 7))) { _ in
            .week(.closed(WeekClosed(week: CivilDate(2026, 11, 30), closedBy: "maria")))
        }
        _ = try theirs.append(write("after", on: CivilDate(2026, 12, 9))) { _ in
            .time(.fixture(30, on: CivilDate(2026, 12, 9)))
        }
        for (copy, other) in [(mine, theirs), (theirs, mine)] {
            let merge = try copy.merging(other)
            #expect(merge.setAside.isEmpty)
            #expect(merge.entries.count { $0.event.kind == .entryVoided } == 1)
            #expect(State(merge.entries).minutesByRole == ["data-scientist": Minutes(90)])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a change request that gets another number is named by either copy`(kind: StoreKind) throws {
        let (mine, theirs) = try pair(of: kind.stores(in: folder.path))
        func propose(_ ledger: any LedgerStore, _ title: String, _ day: Int) throws {
            _ = try ledger.append(write(title, on: CivilDate(2026, 12, day))) { _ in
                .change(
                    .proposed(
                        ChangeProposed(
                            title: title, requester: "piet", reason: "so",
                            effect: .addTime(role: "data-scientist", minutes: .days(1)))))
            }
        }
        try propose(mine, "First", 2)
        try propose(theirs, "Second", 3)
        #expect(try mine.merging(theirs).conflicts.contains("CR-1 of the other copy, 'Second', is now CR-2"))
        #expect(try theirs.merging(mine).conflicts.contains("CR-1, 'Second', is now CR-2"))
    }

    @Test(arguments: StoreKind.allCases)
    func `equal work of both copies is named`(kind: StoreKind) throws {
        let (mine, theirs) = try pair(of: kind.stores(in: folder.path))
        let first = try mine.append(write("a", on: CivilDate(2026, 12, 2))) { _ in .time(.fixture(120)) }.entry
        let second = try theirs.append(write("b", on: CivilDate(2026, 12, 2))) { _ in .time(.fixture(120)) }.entry
        let conflicts = try mine.merging(theirs).conflicts
        #expect(
            conflicts.contains {
                $0.words.hasPrefix("perhaps the same work twice: \(first.shortID) and \(second.shortID)")
            })
    }

    @Test(arguments: StoreKind.allCases, 1...30 as ClosedRange<UInt64>)
    func `a merge does not depend on which copy is merged into which, in which order or how often`(
        kind: StoreKind, seed: UInt64
    ) throws {
        let stores = kind.stores(in: folder.path)
        let (a, b, c) = try copies(seed, of: stores, imports: seed.isMultiple(of: 2))
        func merge(_ name: String, _ other: String) throws -> String { try self.merge(name, other, of: stores) }
        func head(_ name: String) throws -> String { try self.head(name, of: stores) }
        let ab = try merge(a, b)
        let abc = try head(merge(ab, c))
        // Commutative.
        #expect(try head(merge(b, a)) == head(ab))
        #expect(try head(merge(c, ab)) == abc)
        // Associative.
        #expect(try head(merge(a, merge(b, c))) == abc)
        // Idempotent.
        #expect(try head(merge(a, a)) == head(a))
        #expect(try head(merge(ab, b)) == head(ab))
        #expect(try head(merge(a, ab)) == head(ab))
        #expect(try !stores.open(ab).merging(stores.open(b)).changesAnything)
    }

    @Test(arguments: StoreKind.allCases, 1...15 as ClosedRange<UInt64>)
    func `a merge holds each operation of both copies once, in the order of each`(
        kind: StoreKind, seed: UInt64
    ) throws {
        let stores = kind.stores(in: folder.path)
        let (a, b, _) = try copies(seed, of: stores)
        let own = try stores.open(a).entries()
        let other = try stores.open(b).entries()
        let merged = try stores.open(merge(a, b, of: stores))
        let operations = try merged.entries().map(\.operation)
        #expect(operations.count == Set(operations).count)
        // What keeps a closed week as it was is added by the merge itself.
        #expect(Set(operations.filter { !$0.hasPrefix("closing/") }) == Set((own + other).map(\.operation)))
        for copy in [own, other] {
            let kept = Set(copy.map(\.operation))
            #expect(operations.filter(kept.contains) == copy.map(\.operation))
        }
        #expect(try State(merged.entries()) == merged.state())
    }

    @Test(arguments: StoreKind.allCases)
    func `an undo and its undo keep their order in a merge, whatever the clock says`(kind: StoreKind) throws {
        let stores = kind.stores(in: folder.path)
        let ledger = try stores.make("own")
        let time = try ledger.append(write("time")) { _ in .time(.fixture(60)) }.entry
        try stores.copy("own", to: "other")
        _ = try stores.open("other").append(write("elsewhere")) { _ in .time(.fixture(5)) }
        // The clock is put back a day between the undo and its undo.
        _ = try ledger.append(write("undo", on: CivilDate(2026, 12, 3))) { _ in
            .entry(.voided(EntryVoided(target: time.id, reason: "")))
        }
        _ = try ledger.append(write("undo of undo", on: CivilDate(2026, 12, 2))) { _ in
            .entry(.restored(EntryRestored(target: time.id)))
        }
        let merged = try stores.open(merge("own", "other", of: stores))
        #expect(try merged.state().minutesByRole["data-scientist"] == Minutes(65))
    }

    @Test(arguments: StoreKind.allCases)
    func `a row that both copies imported is one entry, that of the first copy`(kind: StoreKind) throws {
        let stores = kind.stores(in: folder.path)
        for (number, name) in ["early", "late"].enumerated() {
            let ledger = try stores.make(name)
            var importing = write("import/row", on: CivilDate(2026, 12, 2 + number))
            importing.actor = name
            _ = try ledger.append(importing) { _ in .time(.fixture(60)) }
        }
        let merged = try merge("late", "early", of: stores)
        #expect(try head(merge("early", "late", of: stores), of: stores) == head(merged, of: stores))
        let entries = try stores.open(merged).entries()
        #expect(entries.map(\.event.kind) == [.contractRecorded, .timeLogged])
        #expect(entries.last?.actor == "early")
        // Another use of the operation is not a second import of the row.
        let (early, late) = (try stores.open("early"), try stores.open("late"))
        _ = try early.append(write("same")) { _ in .time(.fixture(1)) }
        _ = try late.append(write("same")) { _ in .time(.fixture(2)) }
        #expect(throws: LedgerError.self) { try early.merging(late) }
    }

    @Test(arguments: StoreKind.allCases)
    func `a merge is not written over entries that came after it was made`(kind: StoreKind) throws {
        let (mine, theirs) = try pair(of: kind.stores(in: folder.path))
        _ = try theirs.append(write("theirs")) { _ in .time(.fixture(5)) }
        let merge = try mine.merging(theirs)
        _ = try mine.append(write("meanwhile")) { _ in .time(.fixture(7)) }
        let before = try mine.entries()
        #expect(throws: LedgerError.self) { try mine.replace(with: merge, keptAs: "2026-12-01T09:30:00.000Z") }
        #expect(try mine.entries() == before)
    }
}
