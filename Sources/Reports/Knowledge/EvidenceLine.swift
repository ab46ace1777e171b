package import CivilTime
package import Engagement
package import Knowledge

/// Evidence, and what it is worth, for scripts.
package struct EvidenceLine: Encodable {
    package let id: String
    package let criterion: String
    /// `document`, `rehearsal`, `session`, or the place outside.
    package let kind: String
    /// The document's id, the id of the rehearsal or session, or the reference outside.
    package let subject: String
    package let fingerprint: String?
    package let seenBy: String
    package let side: Side
    package let seenOn: CivilDate
    package let note: String
    package let standing: ProofStanding
    package let reason: String

    package init(_ judged: Proof.JudgedEvidence) {
        let added = judged.evidence.added
        id = judged.evidence.id
        criterion = added.criterion
        switch added.subject {
        case .document(let version): (kind, subject, fingerprint) = ("document", version.document, version.fingerprint)
        case .rehearsal(let id): (kind, subject, fingerprint) = ("rehearsal", id, nil)
        case .session(let id): (kind, subject, fingerprint) = ("session", id, nil)
        case .outside(let place, let reference): (kind, subject, fingerprint) = (place.rawValue, reference, nil)
        }
        seenBy = added.seenBy
        side = added.side
        seenOn = added.seenOn
        note = added.note
        standing = judged.standing
        reason = judged.reason
    }
}

extension Proof.JudgedEvidence {
    /// What was seen, by whom and when, and what it is worth.
    package var summary: String {
        let added = evidence.added
        let because = reason.isEmpty ? "" : " (\(reason))"
        return "\(added.subjectText), seen by \(added.seenBy) (\(added.side.rawValue)) on \(added.seenOn): "
            + "\(standing.words)\(because)"
    }
}
