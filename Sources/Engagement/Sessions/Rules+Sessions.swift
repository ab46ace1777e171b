package import CivilTime

extension Rules {
    /// Plans a session on a business day of the window.
    package func planSession(_ request: SessionPlanned) throws(Refusal) -> Event {
        var session = request
        session.title = try required(request.title, .missingTitle)
        session.activity = try knownActivity(request.activity).id
        guard contract.window.contains(session.date) else {
            throw Refusal(
                rule: .outsideWindow,
                "\(session.date) lies outside the window, \(contract.window.start) to \(contract.window.end)",
                hint: "plan within the window, or extend it by a change request")
        }
        guard contract.calendar.isBusinessDay(session.date) else {
            let reason = contract.calendar.holiday(on: session.date)?.name ?? "a \(session.date.weekday.title)"
            throw Refusal(
                rule: .nonBusinessDay, "\(session.date) is not a business day: \(reason)",
                hint: "plan the session on another day")
        }
        guard session.minutes.map({ $0 > .zero }) ?? true else {
            throw Refusal(rule: .positiveTime, "a session takes more than no time", hint: "say how long: 2h")
        }
        let end = (session.start?.minutes ?? 0) + (session.minutes ?? .zero).count
        guard end <= Minutes.hours(24).count else {
            throw Refusal(
                rule: .moreThanADay, "the session would end after midnight",
                hint: "plan a session for each day")
        }
        return .session(.planned(session))
    }

    /// Moves a session to another day or hour; what is nil stays as it was planned.
    package func moveSession(
        _ id: String, to date: CivilDate?, start: ClockTime?, minutes: Minutes?
    ) throws(Refusal) -> Event {
        let session = try session(id)
        guard session.cancellation == nil else { throw cancelled(session) }
        if let held = session.held { throw alreadyHeld(session, held) }
        var request = session.planned
        request.date = date ?? request.date
        request.start = start ?? request.start
        request.minutes = minutes ?? request.minutes ?? (request.start == nil ? nil : .hours(1))
        guard request != session.planned else {
            throw Refusal(
                rule: .sessionUnmoved, "'\(session.planned.title)' is at that time already: \(session.when)",
                hint: "give another day, time or duration")
        }
        request.moves = session.id
        return try planSession(request)
    }

    func cancelled(_ session: Session) -> Refusal {
        Refusal(
            rule: .sessionCancelled,
            "'\(session.planned.title)' is cancelled already: \(session.cancellation ?? "")",
            hint: "plan it again if it takes place after all")
    }

    /// The session whose id begins with `id`.
    package func session(_ id: String) throws(Refusal) -> Session {
        let matches = state.sessions.filter { id.count >= 2 && $0.id.hasPrefix(id.lowercased()) }
        guard let session = matches.first, matches.count == 1 else {
            throw notFound(
                .unknownSession, or: .ambiguousSession, "session", id, matches: matches.count,
                among: state.sessions.filter { !$0.isCancelled }.map(\.shortID))
        }
        return session
    }

    /// Takes a session out of the plan, found by the beginning of its id.
    package func cancelSession(_ id: String, reason: String) throws(Refusal) -> Event {
        let session = try session(id)
        guard !session.isCancelled else { throw cancelled(session) }
        if let held = session.held { throw alreadyHeld(session, held) }
        return .session(.cancelled(SessionCancelled(session: session.id, reason: try required(reason, .missingReason))))
    }
}
