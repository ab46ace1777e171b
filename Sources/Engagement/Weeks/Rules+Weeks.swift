package import CivilTime

extension Rules {
    /// Says that a person's week is complete.
    package func submitWeek(
        of person: String, _ week: CivilDate, confirmsNewPerson: Bool = false
    ) throws(Refusal) -> Event {
        let person = try self.person(person, confirmsNew: confirmsNewPerson)
        if state.closing(ofWeekOf: week) != nil {
            throw closedWeek(
                week, hint: "a closed week needs no submission; ", orReopen: "if its time is not complete, ")
        }
        guard state.submittedWeeks[week.monday]?.contains(person) != true else {
            throw Refusal(
                rule: .weekSubmitted, "\(person) has submitted \(week.isoWeek) already",
                hint: "time can still be logged until the week is closed; the submission then lapses")
        }
        return .week(
            .submitted(
                WeekSubmitted(
                    person: person, week: week.monday, minutes: state.minutes(of: person, inWeekOf: week))))
    }

    /// Locks a week: its time is final from then on.
    ///
    /// Without a confirmation, every person with time in the week has submitted it, and no business day of it is
    /// still to come.
    package func closeWeek(
        _ week: CivilDate, by name: String, confirmsIncomplete: Bool = false
    ) throws(Refusal) -> Event {
        let name = try required(name, .missingName)
        if state.closing(ofWeekOf: week) != nil {
            throw closedWeek(week, hint: "there is nothing left to close; ", orReopen: "to change its time, ")
        }
        guard week.monday <= today else {
            throw Refusal(
                rule: .futureWeek, "\(week.isoWeek) has not begun", hint: "close a week when its work is logged")
        }
        let reasons = incompleteness(ofWeekOf: week)
        guard confirmsIncomplete || reasons.isEmpty else {
            throw Refusal(
                rule: .incompleteWeek, "\(week.isoWeek) is not complete: \(abridged(reasons, separator: "; "))",
                hint: "\(.submitWeek(week)) submits it; if it is meant, \(.confirm(.incompleteWeek))")
        }
        return .week(.closed(WeekClosed(week: week.monday, closedBy: name)))
    }

    /// What speaks against closing a week: missing and lapsed submissions, business days to come.
    package func incompleteness(ofWeekOf week: CivilDate) -> [String] {
        let submitted = state.submittedWeeks[week.monday] ?? []
        let lapsed = state.lapsedSubmissions[week.monday] ?? []
        var reasons = state.minutesByPerson(inWeekOf: week).sorted { $0.key < $1.key }
            .filter { !submitted.contains($0.key) }
            .map { person, minutes in
                lapsed.contains(person)
                    ? "\(person) has \(minutes), changed since the submission"
                    : "\(person) has \(minutes) and has not submitted"
            }
        let last = (0...6).map { week.monday.adding(days: $0) }.last(where: contract.calendar.isBusinessDay)
        if let last, last > today { reasons.append("it lasts until \(last.spelled)") }
        return reasons
    }

    /// Opens a closed week again; only who closed it may.
    package func reopenWeek(_ week: CivilDate, by name: String, reason: String) throws(Refusal) -> Event {
        let name = try required(name, .missingName)
        let reason = try required(reason, .missingReason)
        guard let closed = state.closing(ofWeekOf: week)?.closed else {
            throw Refusal(rule: .weekOpen, "\(week.isoWeek) is not closed", hint: "time can be logged in it")
        }
        guard closed.closedBy == name else {
            throw Refusal(
                rule: .weekClosedByAnother,
                "\(week.isoWeek) was closed by \(closed.closedBy), who alone may reopen it",
                hint: "ask \(closed.closedBy), or record a correction in this week: \(.correct(nil))")
        }
        return .week(.reopened(WeekReopened(week: week.monday, reopenedBy: name, reason: reason)))
    }

    /// Refuses new time of a closed week.
    func checkOpen(for request: TimeRequest) throws(Refusal) {
        guard state.closing(ofWeekOf: request.date) != nil else { return }
        let late = Remedy.LateTime(
            minutes: request.minutes, role: request.role, activity: request.activity, person: request.person,
            date: request.date)
        throw closedWeek(
            request.date,
            hint: request.corrects == nil
                ? "record forgotten time late: \(.logLate(late)); "
                    + "correct recorded time in an open week: \(.correct(nil)); "
                : "leave the date out, and the correction is recorded on the first open business day; ",
            orReopen: "or ")
    }

    /// Refuses to undo time of a closed week.
    func checkOpen(forUndoOf entry: Entry, _ time: TimeLogged) throws(Refusal) {
        guard state.closing(ofWeekOf: time.date) != nil else { return }
        let correction = Remedy.Correction(
            minutes: .zero - left(of: entry), role: time.role, activity: time.activity, entry: entry.shortID)
        throw closedWeek(
            time.date,
            hint: "record a correction in an open week: \(.correct(correction)); ",
            orReopen: "or ")
    }

    /// A refusal for a closed week; its hint ends with who may reopen the week, or how.
    private func closedWeek(_ date: CivilDate, hint: Hint, orReopen: Hint) -> Refusal {
        guard let (entry, closed) = state.closing(ofWeekOf: date) else {
            return Refusal(rule: .weekOpen, "\(date.isoWeek) is open", hint: hint)
        }
        let isOwn = closed.closedBy == asker
        let reopen = Remedy.reopenWeek(date)
        return Refusal(
            rule: .closedWeek,
            "\(date.isoWeek) is closed: \(closed.closedBy) closed it on \(entry.moment.date)"
                + (isOwn ? "" : ", and may reopen it"),
            hint: hint + orReopen + "\(isOwn ? "reopen it" : "ask \(closed.closedBy) to reopen it"): \(reopen)")
    }
}
