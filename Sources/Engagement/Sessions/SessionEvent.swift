package import CivilTime

/// What happened to a session.
package enum SessionEvent: Sendable, Equatable {
    case planned(SessionPlanned)
    case cancelled(SessionCancelled)
}

extension SessionEvent {
    var parts: (kind: Event.Kind, payload: any EventPayload) {
        switch self {
        case .planned(let payload): (.sessionPlanned, payload)
        case .cancelled(let payload): (.sessionCancelled, payload)
        }
    }
}

/// A session is to take place.
package struct SessionPlanned: EventPayload {
    package var title: String
    /// The activity that it belongs to.
    package var activity: String
    package var date: CivilDate
    /// The local time where it takes place, or nil for a session that has a day and no hour yet.
    package var start: ClockTime?
    package var minutes: Minutes?
    package var attendees: [String]
    /// The full id of the entry that planned the session, if this entry moves it to another time; nil for a new session.
    package var moves: String?

    package init(
        title: String, activity: String, date: CivilDate, start: ClockTime? = nil, minutes: Minutes? = nil,
        attendees: [String] = [], moves: String? = nil
    ) {
        self.title = title
        self.activity = activity
        self.date = date
        self.start = start
        self.minutes = minutes
        self.attendees = attendees
        self.moves = moves
    }
}

/// A session does not take place.
package struct SessionCancelled: EventPayload {
    /// The full id of the entry that planned it.
    package var session: String
    package var reason: String

    package init(session: String, reason: String) {
        self.session = session
        self.reason = reason
    }
}
