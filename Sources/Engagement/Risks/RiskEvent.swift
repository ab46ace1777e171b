/// What happened to a risk.
package enum RiskEvent: Sendable, Equatable {
    case added(RiskAdded)
    case closed(RiskClosed)
}

extension RiskEvent {
    var parts: (kind: Event.Kind, payload: any EventPayload) {
        switch self {
        case .added(let payload): (.riskAdded, payload)
        case .closed(let payload): (.riskClosed, payload)
        }
    }
}

/// Something joined the register of risks, issues, assumptions and dependencies.
package struct RiskAdded: EventPayload {
    package var kind: Risk.Kind
    package var title: String
    package var owner: String

    package init(kind: Risk.Kind, title: String, owner: String) {
        self.kind = kind
        self.title = title
        self.owner = owner
    }
}

/// Something of the register is settled.
package struct RiskClosed: EventPayload {
    /// The full id of the entry that added it.
    package var risk: String
    package var resolution: String

    package init(risk: String, resolution: String) {
        self.risk = risk
        self.resolution = resolution
    }
}
