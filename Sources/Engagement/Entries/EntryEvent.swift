/// An entry about another entry.
package enum EntryEvent: Sendable, Equatable {
    case voided(EntryVoided)
    case restored(EntryRestored)
}

extension EntryEvent {
    var parts: (kind: Event.Kind, payload: any EventPayload) {
        switch self {
        case .voided(let payload): (.entryVoided, payload)
        case .restored(let payload): (.entryRestored, payload)
        }
    }
}

/// An earlier entry no longer counts.
package struct EntryVoided: EventPayload {
    /// The full id of the entry.
    package var target: String
    package var reason: String

    package init(target: String, reason: String) {
        self.target = target
        self.reason = reason
    }
}

/// A voided entry counts again.
package struct EntryRestored: EventPayload {
    /// The full id of the entry.
    package var target: String

    package init(target: String) { self.target = target }
}
