import CivilTime

extension Finding {
    /// The remaining time must fit into the remaining business days of one person in each role.
    ///
    /// - Parameter firstDay: The first day that is left.
    static func shortOfDays(
        _ contract: Contract, _ state: State, budgets: [Budget], firstDay: CivilDate
    ) -> [Finding] {
        let first = max(firstDay, contract.window.start)
        let capacity = contract.calendar.capacity(from: first, through: contract.window.end)
        return budgets.compactMap { budget in
            // What is logged on the first day already is no time left.
            let begun = state.totals.reduce(Minutes.zero) {
                $1.role == budget.role && $1.date == first ? $0 + $1.minutes : $0
            }
            let left = max(.zero, capacity - max(.zero, min(begun, contract.calendar.capacity(on: first))))
            guard budget.remaining > left, budget.cap > .zero else { return nil }
            guard left > .zero else {
                return Finding(
                    rule: .notEnoughDays, subject: budget.role,
                    message: "\(budget.remaining) of \(budget.title) time remains, "
                        + "and no working time is left until \(contract.window.end)",
                    hint: "agree a later end of the window with the customer, or leave the time unused")
            }
            return Finding(
                rule: .notEnoughDays, subject: budget.role,
                message: "\(budget.remaining) of \(budget.title) time remains, "
                    + "but only \(left) of working time is left until \(contract.window.end)",
                hint: "plan a second person, or agree a later end of the window with the customer")
        }
    }

    static func schedule(_ contract: Contract, _ state: State, asOf: CivilDate) -> [Finding] {
        length(contract.window, state) + start(contract) + notice(contract.window, asOf: asOf)
    }

    private static func length(_ window: Window, _ state: State) -> [Finding] {
        let isExtended = state.changes.contains { change in
            guard change.status == .approved, case .extendWindow = change.proposal.effect else { return false }
            return true
        }
        // What a change request agreed is no problem of the schedule.
        guard window.isTooShort || (window.isTooLong && !isExtended) else { return [] }
        return [
            Finding(
                rule: .windowLength, subject: "window",
                message: "the window is \(window.length) long; the contract foresees "
                    + "\(window.minimumWeeks) to \(window.maximumWeeks) weeks",
                hint: "correct window.start or window.end in content/engagement.yaml")
        ]
    }

    private static func start(_ contract: Contract) -> [Finding] {
        let start = contract.window.start
        guard !contract.calendar.isBusinessDay(start) else { return [] }
        let reason = contract.calendar.holiday(on: start)?.name ?? "a \(start.weekday.title)"
        return [
            Finding(
                rule: .windowStart, subject: "window",
                message: "the window starts on \(start), which is not a business day: \(reason)",
                hint: "correct window.start in content/engagement.yaml")
        ]
    }

    private static func notice(_ window: Window, asOf: CivilDate) -> [Finding] {
        guard let weeks = window.noticeWeeks else { return [] }
        let agreed = "\(weeks) \(weeks == 1 ? "week" : "weeks")"
        guard let requested = window.resourcesRequested else {
            // Once the work has begun, the people are there.
            guard asOf < window.start, asOf.days(until: window.start) / 7 < weeks else { return [] }
            return [
                Finding(
                    rule: .resourcingNotice, subject: "window",
                    message: "the start on \(window.start) is less than \(agreed) away, and the contract records "
                        + "no request for people",
                    hint: "request people and write the day to window.resources-requested in "
                        + "content/engagement.yaml, or agree a later start")
            ]
        }
        guard requested.days(until: window.start) / 7 < weeks else { return [] }
        return [
            Finding(
                rule: .resourcingNotice, subject: "window",
                message: "people were requested on \(requested), less than \(agreed) before "
                    + "the start on \(window.start)",
                hint: "expect that people may not be available at the start; agree a later one if they are not")
        ]
    }
}
