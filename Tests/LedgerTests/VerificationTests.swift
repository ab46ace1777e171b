import CivilTime
import Engagement
import Ledger
import LedgerFixtures
import TestSupport
import Testing

/// A ledger that was changed without asking the store does not verify, and the entry is named.
@Suite struct VerificationTests {
    private let folder: MemoryFolder

    init() throws {
        folder = try MemoryFolder()
    }

    /// Makes a ledger of twenty-one entries and tampers with it.
    private func findings(
        _ kind: StoreKind, _ changes: Tampering...
    ) throws -> [Verification.Finding] {
        let stores = kind.stores(in: folder.path)
        let ledger = try stores.make()
        for number in 1...20 {
            _ = try ledger.append(write("operation \(number)")) { _ in .time(.fixture(number)) }
        }
        for change in changes { try stores.tamper(change, with: "own") }
        return try stores.open().verify().findings
    }

    @Test(arguments: StoreKind.allCases)
    func `an untouched ledger verifies and names its head`(kind: StoreKind) throws {
        #expect(try findings(kind).isEmpty)
        let ledger = try kind.stores(in: folder.path).open()
        let verification = try ledger.verify()
        #expect(verification.entryCount == 21)
        #expect(try verification.head == ledger.entries().last?.hash)
    }

    @Test(
        arguments: StoreKind.allCases,
        [
            ("actor", "another"), ("recorded_on", "2026-12-02"), ("recorded_at", "2026-12-01T09:30:00.001Z"),
            ("operation", "another"), ("kind", "activity-done"), ("id", "0123456789abcdef"),
            ("hash", String(repeating: "f", count: 64)), ("previous_hash", String(repeating: "f", count: 64)),
        ])
    func `a changed entry is named`(kind: StoreKind, change: (column: String, text: String)) throws {
        let findings = try findings(kind, .set(change.column, to: change.text, sequence: 8))
        #expect(findings.first?.sequence == 8, "\(findings)")
    }

    @Test(arguments: StoreKind.allCases)
    func `a changed payload is named`(kind: StoreKind) throws {
        let payload = try EntryCoding.payload(of: .time(.fixture(9)))
        let findings = try findings(kind, .set("payload", to: payload, sequence: 8))
        #expect(findings.first?.sequence == 8, "\(findings)")
    }

    @Test(arguments: StoreKind.allCases)
    func `a missing entry is named, in the middle as at the end`(kind: StoreKind) throws {
        let findings = try findings(kind, .delete(8...8), .delete(20...21))
        #expect(findings.first?.message == "entry 8 is missing")
        #expect(findings.contains { $0.message == "21 entries were written, but 19 are there" }, "\(findings)")
    }

    @Test(arguments: StoreKind.allCases)
    func `two entries that change places are named`(kind: StoreKind) throws {
        #expect(try findings(kind, .exchange(8, 9)).first?.sequence == 8)
    }

    @Test(arguments: StoreKind.allCases)
    func `a ledger that does not verify is neither merged nor backed up`(kind: StoreKind) throws {
        _ = try findings(kind, .set("actor", to: "another", sequence: 8))
        let stores = kind.stores(in: folder.path)
        let ledger = try stores.open()
        let other = try stores.make("other")
        #expect(try #require(throws: LedgerError.self) { try other.merging(ledger) }.summary.contains("entry 8"))
        #expect(throws: LedgerError.self) { try ledger.backUp(to: folder.path + "/backup") }
        #expect(try stores.openBackup(folder.path + "/backup").entries().isEmpty)
    }

    /// What is wrong with the second of two entries, whose first has the number 1 and a hash of `first`.
    private func findings(
        sequence: Int = 2, id: String? = nil, previousHash: String? = nil, payload: String? = nil, hash: String? = nil
    ) throws -> [String] {
        let date = CivilDate(2026, 12, 1)
        let moment = Moment(milliseconds: date.dayNumber * 86_400_000, date: date)
        func stored(_ sequence: Int, _ operation: String, _ previousHash: String) throws -> StoredEntry {
            let (entry, payload) = try EntryCoding.entry(
                sequence: sequence, operation: operation, moment: moment, actor: "a", event: .time(.fixture(60)),
                previousHash: previousHash)
            return StoredEntry(entry, payload: payload)
        }
        let first = try stored(1, "one", EntryCoding.noHash)
        let second = try stored(sequence, "two", previousHash ?? first.hash)
        var texts = second.texts
        texts[0] = id ?? texts[0]
        texts[6] = payload ?? texts[6]
        // Whoever forges an entry computes its hash as well.
        texts[8] = hash ?? StoredEntry(sequence: sequence, texts: texts).derivedHash
        var chain = ChainVerification()
        chain.check(first)
        chain.check(StoredEntry(sequence: sequence, texts: texts))
        #expect(chain.count == sequence)
        #expect(chain.head == texts[8])
        #expect(chain.findings.allSatisfy { $0.sequence == sequence })
        return chain.findings.map(\.message)
    }

    @Test func `each link of the chain is checked by itself, also if the hash was computed again`() throws {
        #expect(try findings() == [])
        #expect(try findings(previousHash: EntryCoding.noHash) == ["it does not follow the entry before it"])
        #expect(try findings(id: "0123456789abcdef") == ["its id is not its operation's"])
        #expect(
            try findings(hash: String(repeating: "f", count: 64)) == [
                "it was changed: its hash does not match what it says"
            ])
        #expect(try findings(sequence: 3) == ["entry 2 is missing"])
        let payload = try EntryCoding.payload(of: .time(.fixture(60)))
        #expect(
            try findings(payload: payload.replacing("{", with: "{ ", maxReplacements: 1)) == [
                "its payload is not in the form that is written"
            ])
    }

    @Test func `findings about entries come first, in the ledger's order`() {
        let findings: [Verification.Finding] = [.init("the store"), .init(sequence: 2, "b"), .init(sequence: 1, "a")]
        #expect(
            Verification(ChainVerification(), findings).findings.map(\.text) == [
                "entry 1: a", "entry 2: b", "the store",
            ])
    }
}
