/// What happened to a change request.
package enum ChangeEvent: Sendable, Equatable {
    case proposed(ChangeProposed)
    case approved(ChangeDecided)
    case declined(ChangeDecided)
}

extension ChangeEvent {
    var parts: (kind: Event.Kind, payload: any EventPayload) {
        switch self {
        case .proposed(let payload): (.changeProposed, payload)
        case .approved(let payload): (.changeApproved, payload)
        case .declined(let payload): (.changeDeclined, payload)
        }
    }
}

/// Somebody asks to change the contract.
package struct ChangeProposed: EventPayload {
    package var title: String
    package var requester: String
    package var reason: String
    package var effect: ChangeEffect

    package init(title: String, requester: String, reason: String, effect: ChangeEffect) {
        self.title = title
        self.requester = requester
        self.reason = reason
        self.effect = effect
    }
}

/// Somebody approved or declined a change request.
package struct ChangeDecided: EventPayload {
    /// The full id of the entry that proposed it.
    package var change: String
    package var decidedBy: String
    package var reason: String

    package init(change: String, decidedBy: String, reason: String) {
        self.change = change
        self.decidedBy = decidedBy
        self.reason = reason
    }
}
