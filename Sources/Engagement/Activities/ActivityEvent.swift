package import CivilTime

/// What happened to an activity.
package enum ActivityEvent: Sendable, Equatable {
    case started(ActivityStarted)
    case done(ActivityDone)
    case dropped(ActivityDropped)
}

extension ActivityEvent {
    var parts: (kind: Event.Kind, payload: any EventPayload) {
        switch self {
        case .started(let payload): (.activityStarted, payload)
        case .done(let payload): (.activityDone, payload)
        case .dropped(let payload): (.activityDropped, payload)
        }
    }
}

/// Work on an activity began.
package struct ActivityStarted: EventPayload {
    package var activity: String
    /// Who let it start although a before-start prerequisite was open; nil where none was.
    package var overriddenBy: String?
    package var reason: String?

    package init(activity: String, overriddenBy: String? = nil, reason: String? = nil) {
        self.activity = activity
        self.overriddenBy = overriddenBy
        self.reason = reason
    }
}

/// An activity is finished.
package struct ActivityDone: EventPayload {
    package var activity: String
    /// The time that was logged on it when it was finished; nil in entries of older versions.
    package var workedMinutes: Minutes?

    package init(activity: String, workedMinutes: Minutes? = nil) {
        self.activity = activity
        self.workedMinutes = workedMinutes
    }
}

/// An activity will not be done.
package struct ActivityDropped: EventPayload {
    package var activity: String
    package var reason: String
    /// Who agreed that a required activity is not done; nil for optional ones and in entries of older versions.
    package var approvedBy: String?

    package init(activity: String, reason: String, approvedBy: String? = nil) {
        self.activity = activity
        self.reason = reason
        self.approvedBy = approvedBy
    }
}
