import CivilTime
package import Engagement

extension DocumentVersion {
    /// A document at one of its revisions.
    package static func fixture(_ revision: Int = 0, of document: String = "RB-1") -> DocumentVersion {
        let digits = String(revision, radix: 16)
        return DocumentVersion(
            document: document, fingerprint: String(repeating: "0", count: 64 - digits.count) + digits)
    }
}

extension RehearsalRecorded {
    /// A rehearsal that proves, unless `change` makes it another.
    package static func fixture(_ change: (inout RehearsalRecorded) -> Void = { _ in }) -> RehearsalRecorded {
        var rehearsal = RehearsalRecorded(
            document: .fixture(), level: .unaided, performer: "ann", side: .customer, result: .passed,
            minutes: Minutes(25), performedOn: CivilDate(2026, 12, 1))
        change(&rehearsal)
        return rehearsal
    }
}

extension EvidenceAdded {
    /// Evidence that the customer saw.
    package static func fixture(_ subject: Evidence.Subject, for criterion: String = "operated") -> EvidenceAdded {
        EvidenceAdded(
            criterion: criterion, criterionFingerprint: DocumentVersion.fixture().fingerprint, subject: subject,
            seenBy: "ann", side: .customer, seenOn: CivilDate(2026, 12, 1))
    }
}

extension SignOffGiven {
    package static var fixture: SignOffGiven { fixture(for: "operated") }

    /// A sign-off with one answer of each kind.
    package static func fixture(for criterion: String) -> SignOffGiven {
        SignOffGiven(
            answers: [
                Answer(criterion: criterion, outcome: .rejected, reason: "not yet"),
                Answer(
                    criterion: criterion, outcome: .acceptedWithConditions,
                    conditions: [Condition(text: "rotate the key", owner: "bob", due: CivilDate(2027, 1, 15))]),
                Answer(criterion: criterion, outcome: .accepted),
            ],
            signer: "ann", signerRole: "Head of ML", onBehalfOf: "Customer", method: "response file by mail",
            signedOn: CivilDate(2026, 12, 1), packFingerprint: DocumentVersion.fixture(7).fingerprint)
    }
}
