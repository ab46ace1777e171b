package import CivilTime

extension Rules {
    /// Time that somebody asks to log.
    package struct TimeRequest: Sendable, Equatable {
        package var role: String
        package var activity: String
        package var person: String
        package var date: CivilDate
        package var minutes: Minutes
        package var note: String
        package var confirmsNonBusinessDay: Bool
        package var confirmsOutsideWindow: Bool
        /// The person is new, although the name is close to a known one.
        package var confirmsNewPerson: Bool
        /// The entry of a closed week that this corrects.
        package var corrects: Entry?
        /// Why time of a closed week was not recorded before the closing; nil for other time.
        package var lateReason: String?
        /// The day that counts late time, if its week is open; otherwise the first open business day does.
        package var countsOn: CivilDate?

        /// The day that counts the time.
        package var countedDate: CivilDate { lateReason == nil ? date : countsOn ?? date }

        package init(
            role: String, activity: String, person: String, date: CivilDate, minutes: Minutes,
            note: String = "", confirmsNonBusinessDay: Bool = false, confirmsOutsideWindow: Bool = false,
            confirmsNewPerson: Bool = false, corrects: Entry? = nil, lateReason: String? = nil,
            countsOn: CivilDate? = nil
        ) {
            self.role = role
            self.activity = activity
            self.person = person
            self.date = date
            self.minutes = minutes
            self.note = note
            self.confirmsNonBusinessDay = confirmsNonBusinessDay
            self.confirmsOutsideWindow = confirmsOutsideWindow
            self.confirmsNewPerson = confirmsNewPerson
            self.corrects = corrects
            self.lateReason = lateReason
            self.countsOn = countsOn
        }
    }

    /// Checks a request to log time.
    ///
    /// Time over a cap is not refused: it is recorded, and the state counts it as held.
    package func log(_ asked: TimeRequest) throws(Refusal) -> Event {
        var request = asked
        let person = try person(asked.person, confirmsNew: asked.confirmsNewPerson)
        request.person = person
        if let reason = request.lateReason { return try logLate(request, reason: reason) }
        if let corrected = request.corrects {
            try checkCorrection(request, of: corrected)
        } else {
            try checkNewTime(request)
        }
        try checkOpen(for: request)
        try checkLength(of: request, by: person)
        let marks = try checkDay(of: request)
        return .time(
            TimeLogged(
                role: request.role, activity: request.activity, person: person, date: request.date,
                minutes: request.minutes, note: request.note, isNonBusinessDay: marks.isNonBusinessDay,
                isOutsideWindow: marks.isOutsideWindow, corrects: request.corrects?.id))
    }

    /// Refuses a day outside the window, or off for the person, unless it is confirmed.
    func checkDay(of request: TimeRequest) throws(Refusal) -> (isOutsideWindow: Bool, isNonBusinessDay: Bool) {
        let isOutside = !contract.window.contains(request.date)
        guard !isOutside || request.confirmsOutsideWindow else {
            throw Refusal(
                rule: .outsideWindow,
                "\(request.date) lies outside the window, \(contract.window.start) to \(contract.window.end)",
                hint: "check the date; if it is meant, \(.confirm(.outsideWindow))")
        }
        let calendar = contract.calendar(of: request.person)
        let isNonBusiness = !calendar.isBusinessDay(request.date)
        guard !isNonBusiness || request.confirmsNonBusinessDay else {
            let reason = calendar.holiday(on: request.date)?.name ?? "a \(request.date.weekday.title)"
            throw Refusal(
                rule: .nonBusinessDay, "\(request.date) is not a business day: \(reason)",
                hint: "check the date; if it is meant, \(.confirm(.nonBusinessDay))")
        }
        return (isOutside, isNonBusiness)
    }

    /// New time is more than zero, for a role of the contract, on something that may be worked on.
    func checkNewTime(_ request: TimeRequest) throws(Refusal) {
        _ = try knownRole(request.role)
        let activity = try workable(request.activity)
        guard state.standing(ofActivity: activity) != .dropped else {
            throw Refusal(
                rule: .droppedActivity, "the activity '\(activity)' was dropped",
                hint: "take it up again first: \(.startActivity(activity))")
        }
        guard request.minutes > .zero else {
            throw Refusal(
                rule: .positiveTime, "time to log must be more than zero, not \(request.minutes)",
                hint: "to take back time, undo the entry that logged it: \(.undo(nil))")
        }
    }

    /// A civil day has 24 hours, whoever counts.
    func checkLength(of request: TimeRequest, by person: String) throws(Refusal) {
        let day = Minutes.hours(24)
        let already = state.minutes(of: person, on: request.date)
        guard already + request.minutes <= day else {
            let logged = already == .zero ? "" : ", with \(already) logged already"
            throw Refusal(
                rule: .moreThanADay,
                "\(request.minutes) is more than \(person) can work on \(request.date)\(logged)",
                hint: "one person has 24 hours a day; check the date, the person and the time "
                    + "(\(request.minutes) is \(request.minutes.count / 60)h\(request.minutes.count % 60 == 0 ? "" : " \(request.minutes.count % 60)m"))"
            )
        }
    }
}
