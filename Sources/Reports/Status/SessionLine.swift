package import CivilTime
package import Engagement

extension Session {
    /// When, what, and for whom, in a line.
    package var summary: String { "\(when): \(subject)" }

    /// What, and for whom.
    package var subject: String {
        let people = planned.attendees.isEmpty ? "" : "; \(planned.attendees.joined(separator: ", "))"
        return "\(planned.title) (\(planned.activity)\(people))"
    }
}

/// A session for scripts.
package struct SessionLine: Encodable {
    package let id: String
    package let title: String
    package let activity: String
    package let date: CivilDate
    package let start: ClockTime?
    package let minutes: Minutes?
    package let attendees: [String]
    package let cancellation: String?
    package let held: SessionHeld?

    package init(_ session: Session) {
        id = session.id
        title = session.planned.title
        activity = session.planned.activity
        date = session.planned.date
        start = session.planned.start
        minutes = session.planned.minutes
        attendees = session.planned.attendees
        cancellation = session.cancellation
        held = session.held
    }
}
