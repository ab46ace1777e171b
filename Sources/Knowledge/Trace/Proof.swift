import Content
package import Engagement
import Fingerprint

/// Judges evidence by the documents and criteria as they read now.
///
/// What the customer's own people did or saw is proof; at the current fingerprints it proves the present revision:
///
/// | evidence | proves if |
/// |---|---|
/// | a runbook, or a rehearsal of it | a rehearsal of that runbook proves (see `Rehearsal.proves`) |
/// | another document | the customer saw it |
/// | a session that was held | the customer was there, and the documents it covered read the same |
/// | something outside | the customer saw it |
///
/// A document's change that is marked immaterial doesn't count as a change. All evidence is about a criterion in the
/// words that it had then; a criterion that reads otherwise now needs new evidence.
package struct Proof: Sendable {
    /// Evidence, and what it is worth.
    package struct JudgedEvidence: Sendable, Equatable {
        package let evidence: Evidence
        package let standing: ProofStanding
        /// The ids of the documents that it is about.
        package let documents: [String]
        /// Why it isn't proof of the present revision; empty if it is.
        package let reason: String
    }

    package let documents: CurrentDocuments
    private let state: State

    package init(_ state: State, documents: CurrentDocuments) {
        self.state = state
        self.documents = documents
    }

    /// The fingerprint of a criterion's own text, which evidence refers to.
    package static func fingerprint(of criterion: Criterion) -> String {
        func words(_ text: String) -> String {
            text.split(whereSeparator: \.isWhitespace).joined(separator: " ").inNormalForm
        }
        return Fingerprint(ofFields: ["workbook/criterion/v1", words(criterion.title), words(criterion.summary)]).hex
    }

    /// Whether a proof of a document at that fingerprint holds for the text that it has now.
    package func isCurrent(_ version: DocumentVersion) -> Bool {
        guard let document = documents[version.document] else { return false }
        let now = DocumentVersion(document: document.id, fingerprint: document.fingerprint.hex)
        return version == now || state.rehearsals.fingerprints(countingFor: now).contains(version.fingerprint)
    }

    /// How far the customer's people have proved that they can follow a document.
    package func standing(ofRehearsalsOf document: String) -> ProofStanding {
        ProofStanding.best(state.rehearsals.of(document).map(standing))
    }

    package func standing(of rehearsal: Rehearsal) -> ProofStanding {
        guard rehearsal.proves else { return .withoutProof }
        return isCurrent(rehearsal.recorded.document) ? .proven : .olderRevision
    }

    package func judge(_ evidence: Evidence, for criterion: Criterion) -> JudgedEvidence {
        let judgement = judgement(of: evidence)
        var (standing, reason) = (judgement.standing, judgement.reason)
        if standing == .proven, evidence.added.criterionFingerprint != Self.fingerprint(of: criterion) {
            (standing, reason) = (.olderRevision, "the criterion's text has changed since")
        }
        return JudgedEvidence(
            evidence: evidence, standing: standing, documents: judgement.documents, reason: reason)
    }

    private struct Judgement {
        var standing: ProofStanding
        var reason = ""
        var documents: [String] = []
    }

    private func judgement(of evidence: Evidence) -> Judgement {
        switch evidence.added.subject {
        case .document(let version):
            guard documents[version.document]?.kind == .runbook else {
                return seen(evidence.added, covering: [version])
            }
            return rehearsed(version.document)
        case .rehearsal(let id):
            guard let rehearsal = state.rehearsals.all.first(where: { $0.id == id }) else {
                return Judgement(standing: .withoutProof, reason: "the rehearsal was undone")
            }
            return rehearsed(rehearsal.recorded.document.document)
        case .session(let id):
            guard let session = state.sessions.first(where: { $0.id == id }), let held = session.held else {
                return Judgement(standing: .withoutProof, reason: "the session was undone")
            }
            return seen(evidence.added, covering: held.documents)
        case .outside: return seen(evidence.added, covering: [])
        }
    }

    private func rehearsed(_ document: String) -> Judgement {
        let standing = standing(ofRehearsalsOf: document)
        let reason =
            switch standing {
            case .proven: ""
            case .olderRevision: "\(document) has changed since its last rehearsal"
            case .withoutProof: "no rehearsal of \(document) shows that the customer's team can follow it"
            case .none: "nobody has rehearsed \(document)"
            }
        return Judgement(
            standing: standing == .none ? .withoutProof : standing, reason: reason, documents: [document])
    }

    private func seen(_ evidence: EvidenceAdded, covering versions: [DocumentVersion]) -> Judgement {
        let ids = versions.map(\.document)
        guard evidence.side == .customer else {
            return Judgement(standing: .withoutProof, reason: "only the supplier saw it", documents: ids)
        }
        let changed = versions.filter { !isCurrent($0) }.map(\.document)
        guard !changed.isEmpty else { return Judgement(standing: .proven, documents: ids) }
        return Judgement(
            standing: .olderRevision, reason: "\(abridged(changed, atMost: 3)) changed since", documents: ids)
    }
}
