package import Engagement

/// A change request as `change list` shows it.
package struct ChangeLine: Encodable {
    package let id: String
    package let label: String
    package let title: String
    package let effect: String
    package let requester: String
    package let reason: String
    package let status: ChangeRequest.Status
    package let decidedBy: String?
    package let decisionReason: String?

    package init(_ change: ChangeRequest) {
        id = change.id
        label = change.label
        title = change.proposal.title
        effect = change.proposal.effect.description
        requester = change.proposal.requester
        reason = change.proposal.reason
        status = change.status
        decidedBy = change.decision?.decidedBy
        decisionReason = change.decision?.reason
    }
}
