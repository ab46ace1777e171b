package import CivilTime

extension Rules {
    /// The first business day from today on whose week is open: the day of a correction or of late time.
    package func firstOpenDay(of person: String) -> CivilDate {
        let calendar = contract.calendar(of: person)
        let first = max(today, contract.window.start)
        return (0...366).lazy.map { first.adding(days: $0) }.first {
            self.state.closedWeeks[$0.monday] == nil && calendar.isBusinessDay($0)
        } ?? first
    }

    /// Records forgotten time of a closed week on the first open business day, with the day of the work and a reason.
    func logLate(_ request: TimeRequest, reason: String) throws(Refusal) -> Event {
        let reason = try required(reason, .missingReason)
        guard request.corrects == nil else {
            throw Refusal(
                rule: .lateCorrection, "late time cannot correct an entry",
                hint: "name either the entry to correct, or the reason why new time is late")
        }
        guard state.closing(ofWeekOf: request.date) != nil else {
            throw Refusal(
                rule: .weekOpen, "\(request.date.isoWeek) is open, so its time is not late",
                hint: "log it on its day: \(.leaveOut(.lateReason))")
        }
        try checkNewTime(request)
        try checkLength(of: request, by: request.person)
        let marks = try checkDay(of: request)
        var booked = request
        let asked = request.countsOn.flatMap { state.closing(ofWeekOf: $0) == nil ? $0 : nil }
        booked.date = asked ?? firstOpenDay(of: request.person)
        let isOutside = try checkDay(of: booked).isOutsideWindow
        return .time(
            TimeLogged(
                role: request.role, activity: request.activity, person: request.person, date: booked.date,
                minutes: request.minutes, note: request.note, isNonBusinessDay: marks.isNonBusinessDay,
                isOutsideWindow: marks.isOutsideWindow || isOutside, workedOn: request.date, lateReason: reason))
    }
}
