/// A document as it was when a person read, followed or taught it.
package struct DocumentVersion: Hashable, Sendable, Codable {
    /// The document's id.
    package var document: String
    /// The fingerprint of its visible text: 64 hexadecimal digits.
    package var fingerprint: String

    package init(document: String, fingerprint: String) {
        self.document = document
        self.fingerprint = fingerprint
    }

    /// Whether the fingerprint is one.
    package var isWellFormed: Bool {
        fingerprint.utf8.count == 64
            && fingerprint.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// As much of the fingerprint as people need to compare.
    package var shortFingerprint: String { String(fingerprint.prefix(12)) }
}

/// The party that a person belongs to.
package enum Side: String, Sendable, Codable, CaseIterable {
    case customer, supplier
}
