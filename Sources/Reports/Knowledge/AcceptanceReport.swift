package import CivilTime
package import Engagement
package import Knowledge

/// A condition of the acceptance for scripts.
package struct ConditionLine: Encodable {
    /// Its label: `6ae0b523.1`.
    package let id: String
    package let criterion: String
    package let text: String
    package let owner: String
    package let due: CivilDate
    package let isOpen: Bool
    package let isOverdue: Bool
    package let metOn: CivilDate?
    package let seenBy: String?
    package let evidence: String?

    /// - Parameter day: The day for which `isOverdue` is computed.
    package init(_ condition: AcceptanceCondition, on day: CivilDate) {
        id = condition.label
        criterion = condition.criterion
        text = condition.named.text
        owner = condition.named.owner
        due = condition.named.due
        isOpen = condition.isOpen
        isOverdue = condition.isOverdue(on: day)
        metOn = condition.meeting?.metOn
        seenBy = condition.meeting?.seenBy
        evidence = condition.meeting?.evidence
    }
}

/// The customer's answers and their conditions for scripts.
package struct AcceptanceReport: Encodable {
    package struct AnswerLine: Encodable {
        package let criterion: String
        package let title: String
        /// Nil if the criterion is not answered.
        package let outcome: SignOffGiven.Outcome?
        package let reason: String?
        package let signer: String?
        package let signerRole: String?
        package let onBehalfOf: String?
        package let signedOn: CivilDate?
        package let packFingerprint: String?
    }

    /// Nil if no criterion is answered.
    package let standing: StatusReport.JSON.Acceptance?
    /// Of each criterion, in the contract's order.
    package let answers: [AnswerLine]
    /// What is open first, by its date.
    package let conditions: [ConditionLine]

    package init(_ report: StatusReport) {
        standing = report.acceptance.map(StatusReport.JSON.Acceptance.init)
        answers = report.contract.criteria.map { criterion in
            let last = report.state.acceptance.answer(to: criterion.id)
            let given = last?.signOff.given
            return AnswerLine(
                criterion: criterion.id, title: criterion.title, outcome: last?.answer.outcome,
                reason: last.flatMap { $0.answer.reason.isEmpty ? nil : $0.answer.reason }, signer: given?.signer,
                signerRole: given?.signerRole, onBehalfOf: given?.onBehalfOf, signedOn: given?.signedOn,
                packFingerprint: given?.packFingerprint)
        }
        conditions = report.conditions.map { ConditionLine($0, on: report.asOf) }
    }
}

extension StatusReport.JSON {
    /// How the acceptance stands.
    package struct Acceptance: Encodable, Sendable {
        let criteria: Int
        let answered: Int
        /// With conditions or without.
        let accepted: Int
        let rejected: Int
        let conditions: Int
        let openConditions: Int
        let overdueConditions: Int
        let words: String

        init(_ standing: AcceptanceStanding) {
            criteria = standing.criteria
            answered = standing.answered
            accepted = standing.accepted
            rejected = standing.rejected
            conditions = standing.conditions
            openConditions = standing.openConditions
            overdueConditions = standing.overdueConditions
            words = standing.words
        }
    }

    /// What reads otherwise since the customer accepted it.
    package struct AcceptedDocuments: Encodable, Sendable {
        let acceptedOn: CivilDate
        let accepted: Int
        /// The ids of the documents that changed or are gone.
        let changed: [String]

        package init(_ changes: ChangesSinceAcceptance) {
            acceptedOn = changes.acceptedOn
            accepted = changes.accepted.count
            changed = changes.changed.map(\.id)
        }
    }
}
