import CivilTime

/// A meeting of the knowledge transfer, or any other that the plan has on a day.
package struct Session: Sendable, Equatable {
    /// The full id of the entry that planned it.
    package let id: String
    /// What was planned last: the session as it was added, or as it was moved.
    package internal(set) var planned: SessionPlanned
    /// Why it does not take place, or nil if it does.
    package internal(set) var cancellation: String?
    /// How it took place, or nil if that isn't recorded.
    package internal(set) var held: SessionHeld?

    package var shortID: String { String(id.prefix(8)) }
    package var isCancelled: Bool { cancellation != nil }

    /// `Thu 3 Dec 2026, 14:00 to 16:00`, or the day and how long it takes, where anything is known of it.
    package var when: String {
        let day = planned.date.spelled
        guard let minutes = planned.minutes else { return day }
        guard let start = planned.start else { return "\(day), \(minutes)" }
        return "\(day), \(start) to \(start.adding(minutes))"
    }
}

extension [Session] {
    /// By day and hour; a session without an hour comes first.
    package var inOrder: [Session] {
        sorted {
            ($0.planned.date, $0.planned.start?.minutes ?? -1, $0.planned.title)
                < ($1.planned.date, $1.planned.start?.minutes ?? -1, $1.planned.title)
        }
    }
}
