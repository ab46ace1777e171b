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
    private func copies(_ seed: UInt64) throws -> (String, String, String) {
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

    @Test(arguments: 1...15 as ClosedRange<UInt64>)
    func `a merge does not ask who merges whom, in which order or how often`(seed: UInt64) throws {
        let (a, b, c) = try copies(seed)
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
        #expect(Set(operations) == Set((own + other).map(\.operation)))
        for copy in [own, other] {
            let kept = Set(copy.map(\.operation))
            #expect(operations.filter(kept.contains) == copy.map(\.operation))
        }
        #expect(try State(merged.entries()) == merged.state())
    }

    @Test func `an undo and its undo keep their order in a merge, whatever the clock says`() throws {
        let path = folder.path + "/own.sqlite"
        let ledger = try makeLedger(at: path)
        let time = try ledger.append(write("time")) { _ in .timeLogged(.fixture(60)) }.entry
        let other = folder.path + "/other.sqlite"
        try FileManager.default.copyItem(atPath: path, toPath: other)
        _ = try Ledger.open(at: other).append(write("elsewhere")) { _ in .timeLogged(.fixture(5)) }
        // The clock is put back a day between the undo and its undo.
        _ = try ledger.append(write("undo", on: CivilDate(2026, 12, 3))) { _ in
            .entryVoided(EntryVoided(target: time.id, reason: ""))
        }
        _ = try ledger.append(write("undo of undo", on: CivilDate(2026, 12, 2))) { _ in
            .entryRestored(EntryRestored(target: time.id))
        }
        let merged = try Ledger.open(at: merge(path, other))
        #expect(try merged.state().minutesByRole["data-scientist"] == Minutes(65))
    }
}
