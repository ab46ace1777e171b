import CivilTime

/// Something worth a second look in a request that no rule refuses.
package struct Note: Sendable, Equatable {
    /// What makes a request unusual; the raw values are stable names for programs and documents.
    package enum Rule: String, Hashable, Sendable, CaseIterable {
        case halfDay = "half-day"
        case longDay = "long-day"
        case sessionDayOff = "session-day-off"
        case sessionOverlap = "session-overlap"
        case timeAfterDone = "time-after-done"
        case timeToCome = "time-to-come"
    }

    package let rule: Rule
    package let message: String
}

extension Rules {
    /// More than this on one day of one person is worth a second look.
    private static let longDay = Minutes.hours(12)

    /// What is unusual about time to be logged; asked before it is recorded.
    package func notes(on request: TimeRequest) -> [Note] {
        guard request.corrects == nil else { return [] }
        var notes: [Note] = []
        if request.lateReason == nil, request.date > today {
            notes.append(Note(rule: .timeToCome, message: "\(request.date.spelled) lies in the future"))
        }
        let day = state.minutes(of: request.person, on: request.date) + request.minutes
        let calendar = contract.calendar(of: request.person)
        let capacity = calendar.capacity(on: request.date)
        if capacity > .zero, capacity < .days(1), day > capacity {
            let name = calendar.holiday(on: request.date).map { " (\($0.name))" } ?? ""
            notes.append(
                Note(
                    rule: .halfDay,
                    message: "\(request.date) has \(capacity) of working time\(name), and \(day) is logged for "
                        + request.person))
        } else if day > Self.longDay {
            notes.append(
                Note(rule: .longDay, message: "\(day.inHours) is logged for \(request.person) on \(request.date)"))
        }
        if state.standing(ofActivity: request.activity) == .done {
            notes.append(Note(rule: .timeAfterDone, message: "the activity '\(request.activity)' is done"))
        }
        return notes
    }

    /// What is unusual about a session to be planned or moved: people who are elsewhere or away.
    package func notes(on session: SessionPlanned) -> [Note] {
        session.attendees.flatMap { attendee -> [Note] in
            let others = state.sessions.filter {
                !$0.isCancelled && $0.id != session.moves && $0.planned.attendees.contains(attendee)
                    && $0.planned.overlaps(session)
            }
            let clashes = others.map { other in
                Note(
                    rule: .sessionOverlap,
                    message: "\(attendee) is expected at '\(other.planned.title)' too: \(other.when)")
            }
            return clashes + absence(of: attendee, on: session.date)
        }
    }

    private func absence(of attendee: String, on date: CivilDate) -> [Note] {
        guard let person = contract.people.first(where: { $0.id == attendee || $0.name == attendee }) else { return [] }
        let calendar = contract.calendar(of: person.id)
        guard !calendar.isBusinessDay(date) else { return [] }
        let reason = calendar.holiday(on: date)?.name ?? "a \(date.weekday.title)"
        return [Note(rule: .sessionDayOff, message: "\(attendee) does not work on \(date): \(reason)")]
    }
}

extension SessionPlanned {
    /// Whether both take place at the same time; never, if one of them has no hour.
    fileprivate func overlaps(_ other: SessionPlanned) -> Bool {
        guard date == other.date, let start, let otherStart = other.start else { return false }
        let end = start.minutes + (minutes ?? .hours(1)).count
        let otherEnd = otherStart.minutes + (other.minutes ?? .hours(1)).count
        return start.minutes < otherEnd && otherStart.minutes < end
    }
}
