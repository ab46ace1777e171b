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
            // It is reported as set aside, and nowhere else.
            #expect(merge.conflicts.isEmpty)
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

    /// What a merge of `theirs` into `mine` asks people to look at.
    private func conflicts(_ mine: any LedgerStore, _ theirs: any LedgerStore) throws -> [String] {
        try mine.merging(theirs).conflicts.map(\.words)
    }

    private func append(
        _ event: Event, _ operation: String, to ledger: any LedgerStore, on day: Int = 2
    ) throws -> Entry {
        try ledger.append(write(operation, on: CivilDate(2026, 12, day))) { _ in event }.entry
    }

    @Test func `what both copies changed is named once, with the last entry of either`() throws {
        let (mine, theirs) = try pair(of: StoreKind.sqlite.stores(in: folder.path))
        func confirm(_ evidence: String, _ id: String = "pipeline") -> Event {
            .prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: id, evidence: evidence)))
        }
        _ = try append(confirm("one"), "one", to: mine)
        let last = try append(confirm("two"), "two", to: mine, on: 3)
        let other = try append(confirm("three"), "three", to: theirs)
        _ = try append(confirm("four"), "four", to: theirs, on: 3)
        _ = try append(confirm("only theirs", "access"), "five", to: theirs, on: 3)
        #expect(
            try conflicts(mine, theirs) == [
                "both copies changed the prerequisite pipeline: entries \(last.shortID) and \(other.shortID); "
                    + "the later one counts"
            ])
    }

    @Test func `each of two equal entries is one work with one of the other copy, unless it was undone`() throws {
        let (mine, theirs) = try pair(of: StoreKind.sqlite.stores(in: folder.path))
        for number in 1...3 { _ = try append(.time(.fixture(120)), "mine \(number)", to: mine) }
        let first = try append(.time(.fixture(120)), "theirs", to: theirs)
        let second = try append(.time(.fixture(120)), "theirs too", to: theirs)
        #expect(try conflicts(mine, theirs).count { $0.hasPrefix("perhaps the same work twice") } == 2)
        _ = try append(.entry(.voided(EntryVoided(target: first.id, reason: "typo"))), "undo", to: theirs)
        let left = try conflicts(mine, theirs).filter { $0.hasPrefix("perhaps the same work twice") }
        #expect(left.count == 1 && left[0].contains(second.shortID), "\(left)")
        for entry in try mine.entries().suffix(3) {
            let undo = Event.entry(.voided(EntryVoided(target: entry.id, reason: "typo")))
            _ = try append(undo, "undo \(entry.id)", to: mine)
        }
        #expect(try conflicts(mine, theirs).isEmpty)
    }

    @Test func `work that differs in anything is not the same work`() throws {
        let (mine, theirs) = try pair(of: StoreKind.sqlite.stores(in: folder.path))
        _ = try append(.time(.fixture(120)), "mine", to: mine)
        let others: [TimeLogged] = [
            .fixture(119), .fixture(120, role: "project-manager"), .fixture(120, activity: "inference"),
            .fixture(120, person: "sam"), .fixture(120, on: CivilDate(2026, 12, 2)),
        ]
        for (number, time) in others.enumerated() { _ = try append(.time(time), "theirs \(number)", to: theirs) }
        #expect(try conflicts(mine, theirs).isEmpty)
    }

    @Test func `what a merge adds for a closing is not undone by another closing of the week`() throws {
        let (mine, theirs) = try pair(of: StoreKind.sqlite.stores(in: folder.path))
        let closing = Event.week(.closed(WeekClosed(week: CivilDate(2026, 11, 30), closedBy: "maria")))
        _ = try append(closing, "close", to: mine, on: 7)
        _ = try append(.time(.fixture(90)), "late", to: theirs)
        _ = try append(closing, "close too", to: theirs, on: 8)
        _ = try mine.replace(with: mine.merging(theirs), keptAs: "2026-12-09T09:30:00.000Z")
        let again = try mine.merging(theirs)
        #expect(!again.changesAnything && again.setAside.isEmpty)
    }

    @Test func `only a cap that the copies exceed together is named`() throws {
        let (mine, theirs) = try pair(of: StoreKind.sqlite.stores(in: folder.path))
        // The cap of two days is exceeded by an hour in one copy already.
        for (number, day) in [2, 3, 4].enumerated() {
            let minutes = number == 2 ? 60 : 480
            let time = TimeLogged.fixture(
                minutes, role: "project-manager", person: "pat", on: CivilDate(2026, 12, day))
            _ = try append(.time(time), "mine \(number)", to: mine, on: day)
        }
        #expect(try conflicts(mine, theirs).isEmpty)
        let time = TimeLogged.fixture(30, role: "project-manager", person: "sam")
        _ = try append(.time(time), "theirs", to: theirs)
        #expect(
            try conflicts(mine, theirs) == [
                "together the copies exceed the cap of Project Manager: 1h 30m is held, it was 1h"
            ])
    }

    @Test func `time that was logged after a closing is named, and time of other weeks is not`() throws {
        let (mine, theirs) = try pair(of: StoreKind.sqlite.stores(in: folder.path))
        let week = CivilDate(2026, 11, 30)
        let past = try #require(try mine.entries().last)
        _ = try append(.time(.fixture(30)), "seen by the closing", to: mine, on: 3)
        _ = try append(.week(.closed(WeekClosed(week: week, closedBy: "maria"))), "close", to: mine, on: 7)
        let late = try append(.time(.fixture(90)), "late", to: theirs, on: 8)
        _ = try append(.time(.fixture(45, on: CivilDate(2026, 12, 9))), "open week", to: theirs, on: 9)
        _ = try append(.time(.fixture(15, on: CivilDate(2026, 12, 10))), "own", to: mine, on: 10)
        let named = try conflicts(mine, theirs)
        #expect(named.count == 1 && named[0].contains("has it now: \(late.shortID) is 1h 30m of dana. "), "\(named)")
        #expect(try conflicts(theirs, mine) == named)
        let undo = try append(.entry(.voided(EntryVoided(target: past.id, reason: "typo"))), "undo", to: theirs, on: 9)
        let both = try conflicts(mine, theirs)
        #expect(both.count == 1 && both[0].contains("\(undo.shortID) changed time of dana"), "\(both)")
        // Two closings that did not see the other copy's time, and which set nothing aside.
        let closing = Event.week(.closed(WeekClosed(week: CivilDate(2026, 12, 7), closedBy: "maria")))
        _ = try append(closing, "close mine", to: mine, on: 14)
        _ = try append(closing, "close theirs", to: theirs, on: 14)
        let merge = try mine.merging(theirs)
        #expect(merge.setAside.count == 2, "\(merge.setAside)")
        #expect(!merge.conflicts.contains { $0.words.contains("2026-W50 was closed without this time") })
    }
}
