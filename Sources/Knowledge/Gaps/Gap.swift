package import Engagement

/// Something that the contract's claim still lacks, and the action that closes it.
package struct Gap: Sendable, Equatable {
    /// What is missing; the most important first.
    ///
    /// The raw values are stable names for programs.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case criterionRejected = "criterion-rejected"
        case conditionOpen = "condition-open"
        case criterionWithoutEvidence = "criterion-without-evidence"
        case criterionWithoutProof = "criterion-without-proof"
        case evidenceAtOlderRevision = "evidence-at-older-revision"
        case changedSinceAcceptance = "changed-since-acceptance"
        case documentWithoutOwner = "document-without-owner"
        case reviewPast = "review-past"
        case runbookUnrehearsed = "runbook-unrehearsed"
        case questionOpen = "question-open"
        case prerequisiteOpen = "prerequisite-open"
        case timeHeld = "time-held"
        case changeOpen = "change-open"
        case riskOpen = "risk-open"

        /// Whether the customer sees gaps of this kind; the others are the supplier's own business.
        package var isForCustomer: Bool {
            switch self {
            case .timeHeld, .changeOpen, .riskOpen: false
            default: true
            }
        }
    }

    package let kind: Kind
    /// The id of the criterion, condition, document, question, prerequisite, role, change request or risk.
    package let subject: String
    package let message: String
    package let hint: Hint
}

/// How many there are of a kind, and how many of them have a gap.
package struct GapCount: Sendable, Equatable {
    package let kind: Gap.Kind
    package let missing: Int
    package let total: Int

    package var complete: Int { total - missing }

    /// `7 of 12 runbooks rehearsed by the customer`.
    package var words: String {
        func counted(_ one: String, _ many: String) -> String { "\(complete) of \(total) \(total == 1 ? one : many)" }
        return switch kind {
        case .criterionRejected: counted("answered criterion", "answered criteria") + " accepted"
        case .conditionOpen: counted("condition", "conditions") + " of the acceptance met"
        case .criterionWithoutEvidence: counted("criterion", "criteria") + " with evidence"
        case .criterionWithoutProof: counted("criterion", "criteria") + " with evidence proven by the customer"
        case .evidenceAtOlderRevision: counted("proven criterion", "proven criteria") + " at this revision"
        case .changedSinceAcceptance:
            counted("accepted document", "accepted documents") + " unchanged since the acceptance"
        case .documentWithoutOwner: counted("document", "documents") + " with an owner"
        case .reviewPast: counted("document", "documents") + " reviewed in time"
        case .runbookUnrehearsed: counted("runbook", "runbooks") + " rehearsed by the customer"
        case .questionOpen: counted("question", "questions") + " answered"
        case .prerequisiteOpen: counted("prerequisite", "prerequisites") + " settled"
        case .timeHeld: counted("role", "roles") + " without held time"
        case .changeOpen: counted("change request", "change requests") + " decided"
        case .riskOpen: counted("entry", "entries") + " of the risk register closed"
        }
    }
}
