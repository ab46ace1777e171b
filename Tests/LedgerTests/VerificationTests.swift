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
}
