/// What happened to a prerequisite.
package enum PrerequisiteEvent: Sendable, Equatable {
    case confirmed(PrerequisiteConfirmed)
    case waived(PrerequisiteWaived)
    case blocked(PrerequisiteBlocked)
    case reopened(PrerequisiteReopened)
}

extension PrerequisiteEvent {
    var parts: (kind: Event.Kind, payload: any EventPayload) {
        switch self {
        case .confirmed(let payload): (.prerequisiteConfirmed, payload)
        case .waived(let payload): (.prerequisiteWaived, payload)
        case .blocked(let payload): (.prerequisiteBlocked, payload)
        case .reopened(let payload): (.prerequisiteReopened, payload)
        }
    }
}

/// The customer showed that a prerequisite holds.
package struct PrerequisiteConfirmed: EventPayload {
    package var prerequisite: String
    package var evidence: String

    package init(prerequisite: String, evidence: String) {
        self.prerequisite = prerequisite
        self.evidence = evidence
    }
}

/// Somebody with the authority decided to go on without a prerequisite.
package struct PrerequisiteWaived: EventPayload {
    package var prerequisite: String
    package var waivedBy: String
    package var reason: String

    package init(prerequisite: String, waivedBy: String, reason: String) {
        self.prerequisite = prerequisite
        self.waivedBy = waivedBy
        self.reason = reason
    }
}

/// Something keeps the customer from assuring a prerequisite.
package struct PrerequisiteBlocked: EventPayload {
    package var prerequisite: String
    package var reason: String

    package init(prerequisite: String, reason: String) {
        self.prerequisite = prerequisite
        self.reason = reason
    }
}

/// A prerequisite that was confirmed, waived or blocked is open again.
package struct PrerequisiteReopened: EventPayload {
    package var prerequisite: String
    package var reason: String

    package init(prerequisite: String, reason: String) {
        self.prerequisite = prerequisite
        self.reason = reason
    }
}
