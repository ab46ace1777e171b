package import CivilTime

/// What happened to a session.
package enum SessionEvent: Sendable, Equatable {
    case planned(SessionPlanned)
    case cancelled(SessionCancelled)
    case held(SessionHeld)
}

extension SessionEvent {
    var parts: (kind: Event.Kind, payload: any EventPayload) {
        switch self {
        case .planned(let payload): (.sessionPlanned, payload)
        case .cancelled(let payload): (.sessionCancelled, payload)
        case .held(let payload): (.sessionHeld, payload)
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

/// A session took place.
package struct SessionHeld: EventPayload {
    /// Somebody who was there.
    package struct Attendee: Hashable, Sendable, Codable {
        package var name: String
        /// What they do, as in `on-call engineer`; nil if it isn't known.
        package var role: String?
        package var side: Side

        package init(name: String, role: String? = nil, side: Side) {
            self.name = name
            self.role = role
            self.side = side
        }
    }

    /// The full id of the entry that planned it.
    package var session: String
    package var heldOn: CivilDate
    package var minutes: Minutes?
    package var teacher: String
    package var attendees: [Attendee]
    /// The documents that were covered, as they were then.
    package var documents: [DocumentVersion]
    /// The address of the recording.
    package var recording: String?
    /// What was asked and not answered; each is open until it is.
    package var questions: [String]

    package init(
        session: String, heldOn: CivilDate, minutes: Minutes? = nil, teacher: String, attendees: [Attendee] = [],
        documents: [DocumentVersion] = [], recording: String? = nil, questions: [String] = []
    ) {
        self.session = session
        self.heldOn = heldOn
        self.minutes = minutes
        self.teacher = teacher
        self.attendees = attendees
        self.documents = documents
        self.recording = recording
        self.questions = questions
    }
}
