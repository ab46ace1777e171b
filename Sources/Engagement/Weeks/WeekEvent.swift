package import CivilTime

/// What happened to a week.
package enum WeekEvent: Sendable, Equatable {
    case submitted(WeekSubmitted)
    case closed(WeekClosed)
    case reopened(WeekReopened)
}

extension WeekEvent {
    var parts: (kind: Event.Kind, payload: any EventPayload) {
        switch self {
        case .submitted(let payload): (.weekSubmitted, payload)
        case .closed(let payload): (.weekClosed, payload)
        case .reopened(let payload): (.weekReopened, payload)
        }
    }
}

/// A person's week is complete.
package struct WeekSubmitted: EventPayload {
    package var person: String
    /// The Monday of the week.
    package var week: CivilDate
    /// The person's time of the week when it was submitted; nil in entries of older versions.
    package var minutes: Minutes?

    package init(person: String, week: CivilDate, minutes: Minutes? = nil) {
        self.person = person
        self.week = week
        self.minutes = minutes
    }
}

/// A week is locked, for everybody.
package struct WeekClosed: EventPayload {
    /// The Monday of the week.
    package var week: CivilDate
    package var closedBy: String
    /// Full ids of the week's time entries that counted when it was closed; nil in entries of older versions, which
    /// counted what is before them in the ledger.
    package var counted: [String]?
    /// Full ids of the other entries about the week's time that the ledger held: undone entries, and their undos.
    package var disregarded: [String]?

    package init(week: CivilDate, closedBy: String, counted: [String]? = nil, disregarded: [String]? = nil) {
        self.week = week
        self.closedBy = closedBy
        self.counted = counted
        self.disregarded = disregarded
    }
}

/// A closed week is open again.
package struct WeekReopened: EventPayload {
    /// The Monday of the week.
    package var week: CivilDate
    package var reopenedBy: String
    package var reason: String

    package init(week: CivilDate, reopenedBy: String, reason: String) {
        self.week = week
        self.reopenedBy = reopenedBy
        self.reason = reason
    }
}

extension Event {
    /// The event without what the ledger's entries added to it when it was recorded.
    ///
    /// A merge can put other entries before it, so a repeated request is compared without them.
    package var asked: Event {
        switch self {
        case .week(.submitted(let event)): .week(.submitted(WeekSubmitted(person: event.person, week: event.week)))
        case .week(.closed(let event)): .week(.closed(WeekClosed(week: event.week, closedBy: event.closedBy)))
        default: self
        }
    }
}
