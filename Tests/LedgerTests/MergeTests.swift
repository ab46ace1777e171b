import CivilTime
import Engagement
import Foundation
import Ledger
import TestSupport
import Testing

/// Copies of a ledger that went separate ways come together the same, whoever meets whom, and when.
@Suite struct MergeTests {
    private let folder: MemoryFolder

    init() throws {
        folder = try MemoryFolder()
    }

    /// Three copies that have a past in common and wrote on apart, on machines whose clocks disagree.
    ///
    /// - Parameter imports: Each imports the same rows besides, at a time of its own.
    private func copies(_ seed: UInt64, imports: Bool = false) throws -> (String, String, String) {
        let past = "\(folder.path)/\(seed)-past.sqlite"
        let ledger = try makeLedger(at: past)
        var writer = RandomWriter("past", seed: seed)
        for _ in 1...15 { _ = try writer.write(to: ledger) }
        var random = SeededGenerator(seed: seed)
        let paths = try ["a", "b", "c"].map { name in
            let path = "\(folder.path)/\(seed)-\(name).sqlite"
            try FileManager.default.copyItem(atPath: past, toPath: path)
            let copy = try Ledger.open(at: path)
            var writer = RandomWriter(name, seed: random.next())
            writer.clockError = Int.random(in: -3_600_000...3_600_000, using: &random)
            for _ in 0..<Int.random(in: 0...15, using: &random) { _ = try writer.write(to: copy) }
            guard imports else { return path }
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
            return path
        }
        return (paths[0], paths[1], paths[2])
    }

    /// A new ledger: the one at `path` with the one at `other` merged into it.
    private func merge(_ path: String, _ other: String) throws -> String {
        let result = "\(folder.path)/\(UUID().uuidString).sqlite"
        try FileManager.default.copyItem(atPath: path, toPath: result)
        let merge = try Ledger.open(at: result).merging(other)
        _ = try Ledger.replace(result, with: merge, keptAs: "2026-12-01T09:30:00.000Z")
        #expect(try Ledger.open(at: result).entries() == merge.entries)
        return result
    }

    private func head(_ path: String) throws -> String {
        let verification = try Ledger.open(at: path).verify()
        #expect(verification.passes, "\(verification.faults)")
        return verification.head
    }

    /// Two copies of one past, with a writer for each.
    private func pair() throws -> (mine: Ledger, theirs: Ledger, paths: (String, String)) {
        let (mine, theirs) = ("\(folder.path)/mine.sqlite", "\(folder.path)/theirs.sqlite")
        _ = try makeLedger(at: mine).append(write("past", on: CivilDate(2026, 12, 1))) { _ in .time(.fixture(60))
        }
        try FileManager.default.copyItem(atPath: mine, toPath: theirs)
        return (try Ledger.open(at: mine), try Ledger.open(at: theirs), (mine, theirs))
    }

    @Test func `time that the closing of its week did not see is a conflict, whoever merges`() throws {
        let (mine, theirs, paths) = try pair()
        // Recorded before the closing, and known only to the other copy.
        let late = try theirs.append(write("late", on: CivilDate(2026, 12, 2))) { _ in .time(.fixture(90)) }.entry
        _ = try mine.append(write("close", on: CivilDate(2026, 12, 7))) { _ in
            .week(.closed(WeekClosed(week: CivilDate(2026, 11, 30), closedBy: "maria")))
        }
        for (copy, other) in [(mine, paths.1), (theirs, paths.0)] {
            let merge = try copy.merging(other)
            #expect(merge.setAside.map(\.entry.id) == [late.id])
            // The week stays as it was closed.
            #expect(State(merge.entries).minutesByRole == ["data-scientist": Minutes(60)])
        }
    }

    @Test func `an undo that the closing of its week did not see is set aside, and its time counts`() throws {
        let (mine, theirs, paths) = try pair()
        let time = try #require(try mine.entries().last)
        _ = try theirs.append(write("undo", on: CivilDate(2026, 12, 2))) { _ in
            .entry(.voided(EntryVoided(target: time.id, reason: "typed twice")))
        }
        _ = try mine.append(write("close", on: CivilDate(2026, 12, 7))) { _ in
            .week(.closed(WeekClosed(week: CivilDate(2026, 11, 30), closedBy: "maria")))
        }
        for (copy, other) in [(mine, paths.1), (theirs, paths.0)] {
            let merge = try copy.merging(other)
            #expect(merge.setAside.map(\.entry.id) == [time.id])
            #expect(merge.setAside.map(\.isLateTime) == [false])
            #expect(State(merge.entries).minutesByRole == ["data-scientist": Minutes(60)])
        }
    }

    @Test func `what was undone before its week was closed is not set aside`() throws {
        let (mine, theirs, paths) = try pair()
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
        for (copy, other) in [(mine, paths.1), (theirs, paths.0)] {
            let merge = try copy.merging(other)
            #expect(merge.setAside.isEmpty)
            #expect(merge.entries.count { $0.event.kind == .entryVoided } == 1)
            #expect(State(merge.entries).minutesByRole == ["data-scientist": Minutes(90)])
        }
    }

    @Test func `a change request that gets another number is named by either copy`() throws {
        let (mine, theirs, paths) = try pair()
        func propose(_ ledger: Ledger, _ title: String, _ day: Int) throws {
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
        #expect(try mine.merging(paths.1).conflicts.contains("CR-1 of the other copy, 'Second', is now CR-2"))
        #expect(try theirs.merging(paths.0).conflicts.contains("CR-1, 'Second', is now CR-2"))
    }

    @Test func `equal work of both copies is named`() throws {
        let (mine, theirs, paths) = try pair()
        let first = try mine.append(write("a", on: CivilDate(2026, 12, 2))) { _ in .time(.fixture(120)) }.entry
        let second = try theirs.append(write("b", on: CivilDate(2026, 12, 2))) { _ in .time(.fixture(120)) }.entry
        let conflicts = try mine.merging(paths.1).conflicts
        #expect(
            conflicts.contains {
                $0.words.hasPrefix("perhaps the same work twice: \(first.shortID) and \(second.shortID)")
            })
    }

    @Test(arguments: 1...15 as ClosedRange<UInt64>, [false, true])
    func `a merge does not ask who merges whom, in which order or how often`(seed: UInt64, imports: Bool) throws {
        let (a, b, c) = try copies(seed, imports: imports)
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
        #expect(try !Ledger.open(at: ab).merging(b).changesAnything)
    }

    @Test(arguments: 1...15 as ClosedRange<UInt64>)
    func `a merge holds each operation of both copies once, in the order of each`(seed: UInt64) throws {
        let (a, b, _) = try copies(seed)
        let own = try Ledger.open(at: a).entries()
        let other = try Ledger.open(at: b).entries()
        let merged = try Ledger.open(at: merge(a, b))
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

    @Test func `an undo and its undo keep their order in a merge, whatever the clock says`() throws {
        let path = folder.path + "/own.sqlite"
        let ledger = try makeLedger(at: path)
        let time = try ledger.append(write("time")) { _ in .time(.fixture(60)) }.entry
        let other = folder.path + "/other.sqlite"
        try FileManager.default.copyItem(atPath: path, toPath: other)
        _ = try Ledger.open(at: other).append(write("elsewhere")) { _ in .time(.fixture(5)) }
        // The clock is put back a day between the undo and its undo.
        _ = try ledger.append(write("undo", on: CivilDate(2026, 12, 3))) { _ in
            .entry(.voided(EntryVoided(target: time.id, reason: "")))
        }
        _ = try ledger.append(write("undo of undo", on: CivilDate(2026, 12, 2))) { _ in
            .entry(.restored(EntryRestored(target: time.id)))
        }
        let merged = try Ledger.open(at: merge(path, other))
        #expect(try merged.state().minutesByRole["data-scientist"] == Minutes(65))
    }

    @Test func `a row that both copies imported is one entry, as whoever was first recorded it`() throws {
        let paths = try ["early", "late"].enumerated().map { number, name in
            let path = "\(folder.path)/\(name).sqlite"
            let ledger = try makeLedger(at: path)
            var importing = write("import/row", on: CivilDate(2026, 12, 2 + number))
            importing.actor = name
            _ = try ledger.append(importing) { _ in .time(.fixture(60)) }
            return path
        }
        let merged = try merge(paths[1], paths[0])
        #expect(try head(merge(paths[0], paths[1])) == head(merged))
        let entries = try Ledger.open(at: merged).entries()
        #expect(entries.map(\.event.kind) == [.contractRecorded, .timeLogged])
        #expect(entries.last?.actor == "early")
        // Another use of the operation is no second import of the row.
        _ = try Ledger.open(at: paths[0]).append(write("same")) { _ in .time(.fixture(1)) }
        _ = try Ledger.open(at: paths[1]).append(write("same")) { _ in .time(.fixture(2)) }
        #expect(throws: LedgerFault.self) { try Ledger.open(at: paths[0]).merging(paths[1]) }
    }
}
