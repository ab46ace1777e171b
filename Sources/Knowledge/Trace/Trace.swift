package import CivilTime
import Content
package import Engagement

/// What each criterion of the contract rests on: activities, decisions, runbooks, rehearsals, evidence and sign-off.
///
/// Evidence is the only thing that a criterion must have. The customer's trace leaves out documents that the customer
/// doesn't see, and evidence about them.
package struct Trace: Sendable, Equatable {
    package struct RunbookLine: Sendable, Equatable {
        package let document: CurrentDocuments.Document
        /// In the ledger's order.
        package let rehearsals: [Rehearsal]
        /// `none` if nobody has rehearsed it.
        package let standing: ProofStanding

        /// The last rehearsal of those that prove most.
        package let best: Rehearsal?

        /// `proven at this revision`, `rehearsed without proof`, `not rehearsed`.
        package var words: String {
            switch standing {
            case .proven, .olderRevision: standing.words
            case .withoutProof: "rehearsed without proof"
            case .none: "not rehearsed"
            }
        }
    }

    package struct CriterionLine: Sendable, Equatable {
        package let criterion: Criterion
        /// The contract's activities that bring it about.
        package let activities: [StatusReport.ActivityLine]
        /// The documents that name the criterion, or one of its activities.
        package let decisions: [CurrentDocuments.Document]
        package let runbooks: [RunbookLine]
        /// In the ledger's order.
        package let evidence: [Proof.JudgedEvidence]
        package let standing: ProofStanding
        package let signOff: Acceptance.SignOff?
        /// What the sign-off says about this criterion.
        package let answer: SignOffGiven.Answer?
        /// The answer's conditions, in its order.
        package let conditions: [AcceptanceCondition]
    }

    /// The day for which it says what is overdue.
    package let asOf: CivilDate
    /// In the contract's order.
    package let criteria: [CriterionLine]
    /// Every runbook of the edition, in the order of their paths.
    package let runbooks: [RunbookLine]

    /// - Parameter documents: Those of every edition.
    package init(_ report: StatusReport, documents: CurrentDocuments, edition: Edition = .internal) {
        let state = report.state
        let proof = Proof(state, documents: documents)
        let visible = documents.visible(in: edition)
        let runbooks = visible.all.filter { $0.kind == .runbook }.map { RunbookLine($0, state, proof) }
        let activities = Dictionary(report.activities.map { ($0.id, $0) }) { first, _ in first }
        self.runbooks = runbooks
        asOf = report.asOf
        criteria = report.contract.criteria.map { criterion in
            func serves(_ document: CurrentDocuments.Document) -> Bool {
                document.criteria.contains(criterion.id)
                    || document.activities.contains(where: criterion.activities.contains)
            }
            let evidence = state.acceptance.evidence(for: criterion.id).map { proof.judge($0, for: criterion) }
                .filter { judged in
                    judged.documents.allSatisfy { visible[$0] != nil || documents[$0] == nil }
                }
            let answer = state.acceptance.answer(to: criterion.id)
            return CriterionLine(
                criterion: criterion, activities: criterion.activities.compactMap { activities[$0] },
                decisions: visible.all.filter { $0.kind == .decision && serves($0) },
                runbooks: runbooks.filter { serves($0.document) }, evidence: evidence,
                standing: ProofStanding.best(evidence.map(\.standing)), signOff: answer?.signOff,
                answer: answer?.answer, conditions: state.acceptance.conditions(of: criterion.id))
        }
    }

    package func count(of standing: ProofStanding) -> Int { criteria.count { $0.standing == standing } }

    /// `5 of 8 criteria proven at this revision`.
    package var summary: String { "\(count(of: .proven)) of \(criteria.count) criteria proven at this revision" }

    /// `7 of 12 runbooks rehearsed by the customer`.
    package var runbookSummary: String {
        "\(runbooks.count { $0.standing == .proven }) of \(runbooks.count) runbooks rehearsed by the customer"
    }
}

extension Trace.RunbookLine {
    init(_ document: CurrentDocuments.Document, _ state: State, _ proof: Proof) {
        let rehearsals = state.rehearsals.of(document.id)
        let standing = ProofStanding.best(rehearsals.map { proof.standing(of: $0) })
        self.init(
            document: document, rehearsals: rehearsals, standing: standing,
            best: rehearsals.last { proof.standing(of: $0) == standing })
    }
}
