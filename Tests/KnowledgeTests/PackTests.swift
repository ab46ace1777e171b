import Archive
import CivilTime
import Fingerprint
import Knowledge
import TestSupport
import Testing

@Suite struct PackTests {
    private static let key = SigningKey(hex: String(repeating: "7a", count: 32))

    /// A pack of eight files of up to 900 bytes.
    private static func pack() throws -> Pack {
        let contents = (1...8).map { number in
            ArchivedFile(
                path: number.isMultiple(of: 2) ? "site/page-\(number)/index.html" : "content/page-\(number).md",
                bytes: (0..<number * 113).map { UInt8(truncatingIfNeeded: $0 * number) })
        }
        return try Pack(
            of: contents, signedBy: #require(key),
            describe: { contents in
                PackDescription(
                    engagement: "mlops", title: "MLOps", customer: "Northwind", supplier: "Databricks",
                    madeOn: CivilDate(2026, 12, 22), ledger: .init(entries: 2, hash: "ab"), contents: contents)
            },
            addressed: { description, fingerprint in
                [ArchivedFile(path: "response.json", bytes: Array((description.title + fingerprint.hex).utf8))]
            })
    }

    @Test func `a pack is sound, and the same each time`() throws {
        let bytes = try ZIPWriter.bytes(of: Self.pack().files)
        #expect(try ZIPWriter.bytes(of: Self.pack().files) == bytes)
        let found = try PackVerification(archive: bytes)
        #expect(found.isSound)
        #expect(found.fingerprint == (try Self.pack().fingerprint))
        #expect(found.description?.customer == "Northwind")
    }

    @Test func `the fingerprint of a pack depends on everything that is accepted`() throws {
        let files = [ArchivedFile(path: "a", bytes: [1]), ArchivedFile(path: "b", bytes: [2])]
        let fingerprint = Pack.fingerprint(of: files)
        #expect(Pack.fingerprint(of: files.reversed()) == fingerprint)
        #expect(Pack.fingerprint(of: [files[0]]) != fingerprint)
        #expect(Pack.fingerprint(of: [files[0], ArchivedFile(path: "c", bytes: [2])]) != fingerprint)
        #expect(Pack.fingerprint(of: [files[0], ArchivedFile(path: "b", bytes: [3])]) != fingerprint)
    }

    @Test func `a file that is missing, added or listed twice is named`() throws {
        let files = try Self.pack().files
        let without = PackVerification(files: files.filter { $0.path != "content/page-1.md" })
        #expect(without.differences == [.missing("content/page-1.md")])
        let more = PackVerification(files: files + [ArchivedFile(path: "z", bytes: [])])
        #expect(more.differences == [.added("z")])
        let unsigned = PackVerification(files: files.filter { $0.path != Pack.Name.signature })
        #expect(unsigned.differences == [.missing(Pack.Name.signature)])
        #expect(unsigned.signature == .missing)
        #expect(!unsigned.isSound)
    }

    @Test func `a thousand random flips are all reported, with the right file`() throws {
        let bytes = try ZIPWriter.bytes(of: Self.pack().files)
        let sound = try PackVerification(archive: bytes)
        #expect(sound.isSound)
        let files = try ZIPReader(bytes).files
        var generator = SeededGenerator(seed: 2026)
        for _ in 0..<1_000 {
            let index = Int.random(in: bytes.indices, using: &generator)
            var changed = bytes
            changed[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            let found = try PackVerification(archive: changed)
            #expect(!found.isSound, "byte \(index)")
            let owner = Self.owner(of: index, in: files)
            let names = found.differences.map(\.path)
            let isSignature = owner == Pack.Name.signature || owner == Pack.Name.key || owner == Pack.Name.sums
            #expect(
                names.contains(owner) || (isSignature && found.signature != .valid),
                "byte \(index) of \(owner): \(names)")
        }
    }

    /// The file that a byte of the archive belongs to; empty for the record at the end.
    private static func owner(of index: Int, in files: [ArchivedFile]) -> String {
        var offset = 0
        for file in files {
            offset += 30 + file.path.utf8.count + file.bytes.count
            if index < offset { return file.path }
        }
        for file in files {
            offset += 46 + file.path.utf8.count
            if index < offset { return file.path }
        }
        return ""
    }

}
