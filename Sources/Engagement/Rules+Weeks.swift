extension Rules {
    /// Says that a person's week is complete.
    package func submitWeek(
        of person: String, _ week: CivilDate, confirmsNewPerson: Bool = false
    ) throws(Refusal) -> Event {
        let person = try self.person(person, confirmsNew: confirmsNewPerson)
        try checkOpen(week)
        guard state.submittedWeeks[week.monday]?.contains(person) != true else {
            throw Refusal(
                rule: "week-submitted", "\(person) has submitted \(week.isoWeek) already",
                hint: "time can still be logged until the week is closed")
        }
        return .weekSubmitted(WeekSubmitted(person: person, week: week.monday))
    }

    /// Locks a week: its time is final from then on.
    package func closeWeek(_ week: CivilDate, by name: String) throws(Refusal) -> Event {
        let name = try required(name, "name")
        try checkOpen(week)
        guard week.monday <= today else {
            throw Refusal(
                rule: "future-week", "\(week.isoWeek) has not begun", hint: "a week is closed when its work is logged")
        }
        return .weekClosed(WeekClosed(week: week.monday, closedBy: name))
    }

    /// Opens a closed week again; only who closed it may.
    package func reopenWeek(_ week: CivilDate, by name: String, reason: String) throws(Refusal) -> Event {
        let name = try required(name, "name")
        let reason = try required(reason, "reason")
        guard let entry = state.closedWeeks[week.monday], case .weekClosed(let closing) = entry.event else {
            throw Refusal(rule: "week-open", "\(week.isoWeek) is not closed", hint: "time can be logged in it")
        }
        guard closing.closedBy == name else {
            throw Refusal(
                rule: "week-closed-by-another",
                "\(week.isoWeek) was closed by \(closing.closedBy), who alone may reopen it",
                hint: "ask \(closing.closedBy), or record a correction in this week: workbook log ... --corrects ID")
        }
        return .weekReopened(WeekReopened(week: week.monday, reopenedBy: name, reason: reason))
    }

    /// Refuses what would change a closed week.
    func checkOpen(_ date: CivilDate) throws(Refusal) {
        guard let entry = state.closedWeeks[date.monday], case .weekClosed(let closing) = entry.event else { return }
        throw Refusal(
            rule: "closed-week",
            "\(date.isoWeek) is closed: \(closing.closedBy) closed it on \(entry.moment.date), and may reopen it",
            hint: "record a correction in an open week: workbook log 1h ... --corrects ID (or -1h to take time back), "
                + "or ask \(closing.closedBy): workbook week reopen \(date.isoWeek) --reason TEXT")
    }
}
