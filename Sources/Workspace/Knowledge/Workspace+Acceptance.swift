package import CivilTime
package import Engagement
import Knowledge
package import Ledger

extension Workspace {
    /// Evidence, as an edge takes it.
    package struct EvidenceInput: Sendable {
        package enum Subject: Sendable {
            /// The document's id.
            case document(String)
            /// The beginning of an id.
            case rehearsal(String)
            case session(String)
            case outside(Evidence.Place, reference: String)
        }

        /// The criterion's id.
        package var criterion: String
        package var subject: Subject
        package var seenBy: String
        package var side: Side
        /// Nil for today.
        package var seenOn: CivilDate?
        package var note = ""

        package init(criterion: String, subject: Subject, seenBy: String, side: Side) {
            self.criterion = criterion
            self.subject = subject
            self.seenBy = seenBy
            self.side = side
        }
    }

    /// Names what a criterion rests on.
    package func addEvidence(_ input: EvidenceInput, by author: Author) async throws -> Receipt {
        let subject: Evidence.Subject =
            switch input.subject {
            case .document(let id): .document(try CurrentDocuments(readContent()).named(id).version)
            case .rehearsal(let id): .rehearsal(id)
            case .session(let id): .session(id)
            case .outside(let place, let reference): .outside(place, reference: reference)
            }
        let day = input.seenOn ?? today
        return try await record(by: author) { rules in
            let criterion = rules.contract.criteria.first { $0.id == input.criterion }
            return try rules.addEvidence(
                EvidenceAdded(
                    criterion: input.criterion, criterionFingerprint: criterion.map(Proof.fingerprint) ?? "",
                    subject: subject, seenBy: input.seenBy, side: input.side, seenOn: day, note: input.note))
        }
    }

    /// Takes evidence back, which stays in the history.
    ///
    /// - Parameter id: The beginning of its id.
    package func voidEvidence(_ id: String, reason: String, by author: Author) async throws -> Receipt {
        let ledger = try ledger()
        let evidence = try Rules(contract: contract(), state: ledger.state(), today: today).evidence(id)
        let subject = try ledger.undoSubject(of: ledger.entry(withPrefix: evidence.id))
        return try await record(by: author) { try $0.undo(subject, reason: reason) }
    }

    /// Records that a condition of the acceptance is met.
    ///
    /// - Parameters:
    ///   - id: The condition's label, or the beginning of it.
    ///   - day: Nil for today.
    package func meetCondition(
        _ id: String, seenBy name: String, evidence: String, on day: CivilDate?, by author: Author
    ) async throws -> Receipt {
        let day = day ?? today
        return try await record(by: author) {
            try $0.meetCondition(id, seenBy: name, evidence: evidence, on: day)
        }
    }
}
