import Engagement

/// What `verify` found.
package struct Verification: Sendable, Equatable {
    /// Something that is not as it was written.
    package struct Finding: Sendable, Equatable, Codable {
        /// The entry's place, or nil if the finding is about the whole store.
        package let sequence: Int?
        package let message: String

        package init(sequence: Int? = nil, _ message: String) {
            self.sequence = sequence
            self.message = message
        }

        /// The message, after the entry that it is about.
        package var text: String { sequence.map { "entry \($0): \(message)" } ?? message }
    }

    package let entryCount: Int
    /// The last entry's hash: while a copy of it is kept elsewhere, the ledger can't be rewritten unseen.
    package let head: String
    /// The findings, those about entries first and in the ledger's order.
    package let findings: [Finding]

    package init(_ chain: ChainVerification, _ others: [Finding]) {
        entryCount = chain.count
        head = chain.head
        // The sort is stable.
        findings = (chain.findings + others).sorted { ($0.sequence ?? .max) < ($1.sequence ?? .max) }
    }

    package var passes: Bool { findings.isEmpty }
}

/// Checks entries one after another: each one's id, hash, link, and that its payload is what its event encodes to.
package struct ChainVerification {
    /// The place of the last entry.
    private(set) package var count = 0
    /// The hash of the last entry.
    private(set) package var head = EntryCoding.noHash
    private(set) package var findings: [Verification.Finding] = []

    package init() {}

    /// Checks the next entry.
    package mutating func check(_ stored: StoredEntry) {
        var messages: [String] = []
        if stored.sequence != count + 1 { messages.append("entry \(count + 1) is missing") }
        if stored.previousHash != head { messages.append("it does not follow the entry before it") }
        if stored.id != EntryCoding.id(ofOperation: stored.operation) {
            messages.append("its id is not its operation's")
        }
        if stored.hash != stored.derivedHash {
            messages.append("it was changed: its hash does not match what it says")
        }
        do {
            let entry = try EntryCoding.entry(stored)
            if try !PayloadForm.isWhole(stored.payload, of: EntryCoding.payload(of: entry.event)) {
                messages.append("its payload is not in the form that is written")
            }
        } catch let error as LedgerError {
            messages.append("it cannot be read: \(error.summary)")
        } catch {
            messages.append("it cannot be read: \(error)")
        }
        findings += messages.map { Verification.Finding(sequence: stored.sequence, $0) }
        advance(to: stored.sequence, stored.hash)
    }

    /// Notes that the next row does not have the columns of an entry.
    ///
    /// - Parameters:
    ///   - sequence: Its place, or nil if it has none.
    ///   - hash: Its hash, or nil if that is no text.
    package mutating func noteUnreadable(sequence: Int?, hash: String?) {
        findings.append(Verification.Finding(sequence: sequence, "it holds what no entry holds"))
        advance(to: sequence ?? count, hash ?? "")
    }

    /// After a gap the count goes on from there.
    private mutating func advance(to sequence: Int, _ hash: String) {
        count = min(max(0, sequence), Int(Int32.max))
        head = hash
    }
}

extension LedgerStore {
    /// - Throws: `LedgerError` with the first finding if the ledger does not verify.
    package func requireVerified() throws {
        guard let finding = try verify().findings.first else { return }
        throw LedgerError("\(location) does not verify: \(finding.text)", hint: "use another copy")
    }
}
