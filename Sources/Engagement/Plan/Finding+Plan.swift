import CivilTime

extension Finding {
    /// Plans and forecasts over a cap, before the first minute is held.
    static func headingOverCap(_ budgets: [Budget], _ forecasts: [String: Forecast]) -> [Finding] {
        budgets.filter { $0.held == .zero }.flatMap { budget in
            [planOverCap(budget), forecasts[budget.role].flatMap { forecastOverCap(budget, $0) }].compactMap { $0 }
        }
    }

    private static func planOverCap(_ budget: Budget) -> Finding? {
        guard budget.planned > budget.cap else { return nil }
        return Finding(
            rule: .planOverCap, subject: budget.role,
            message: "\(budget.planned) is planned for \(budget.title), \(budget.planned - budget.cap) over the cap "
                + "of \(budget.cap)",
            hint: "plan less, or agree a change request before the time is worked")
    }

    private static func forecastOverCap(_ budget: Budget, _ forecast: Forecast) -> Finding? {
        guard forecast.atCompletion.upperBound > budget.cap else { return nil }
        let certainty = forecast.atCompletion.lowerBound > budget.cap ? "is" : "may be"
        return Finding(
            rule: .forecastOverCap, subject: budget.role,
            message: "the forecast for \(budget.title), \(forecast.atCompletionText) by \(forecast.end), "
                + "\(certainty) over the cap of \(budget.cap)",
            hint: "work less, or agree a change request before the time is worked")
    }

    /// Roles that have used most of their cap while the work goes on, so that more time can be agreed before it is held.
    static func nearingCap(
        _ budgets: [Budget], _ forecasts: [String: Forecast], _ contract: Contract, _ state: State, asOf: CivilDate
    ) -> [Finding] {
        let required = contract.requiredActivities(in: state)
        let undone = required.count { state.standing(ofActivity: $0.id) != .done }
        guard asOf <= contract.window.end, undone > 0 || required.isEmpty else { return [] }
        return budgets.filter { $0.held == .zero && $0.percent >= 80 }.map { budget in
            let work = required.isEmpty ? "" : ", and \(undone) of \(required.count) required activities are not done"
            let end = forecasts[budget.role].flatMap { usedUp($0.finish) } ?? ""
            return Finding(
                rule: .capNearlyUsed, subject: budget.role,
                message: "\(budget.percent)% of \(budget.title) time is used: \(budget.remaining) of \(budget.cap) "
                    + "is left\(work)\(end)",
                hint: "agree with the customer what the rest is for, or ask for more before it is worked: "
                    + "\(.proposeChange(.addTime(role: budget.role, minutes: .days(1))))")
        }
    }

    /// When the rest of a cap is used up at the pace of the work so far; nil if that is not in the window.
    private static func usedUp(_ finish: Forecast.Finish) -> String? {
        switch finish {
        case .within(let days) where days.lowerBound == days.upperBound:
            "; at this pace it is used up on \(days.lowerBound)"
        case .within(let days): "; at this pace it is used up between \(days.lowerBound) and \(days.upperBound)"
        case .perhaps(let day): "; at the faster pace it is used up on \(day)"
        case .beyond: nil
        }
    }

    /// Weeks for which more is planned than the person can work since the calendar or the window changed.
    static func fullWeeks(_ contract: Contract, _ state: State, asOf: CivilDate) -> [Finding] {
        struct Week: Hashable {
            let monday: CivilDate
            let person: String
        }
        let planned = state.plan.reduce(into: [Week: Minutes]()) { sums, item in
            sums[Week(monday: item.key.week, person: item.key.person), default: .zero] += item.value
        }
        return planned.sorted { ($0.key.monday, $0.key.person) < ($1.key.monday, $1.key.person) }
            .compactMap { week, minutes in
                let possible = contract.capacity(of: week.person, inWeekOf: week.monday)
                guard week.monday.adding(days: 6) >= asOf, minutes > possible else { return nil }
                return Finding(
                    rule: .weekOverCapacity, subject: week.person,
                    message: "\(minutes) is planned for \(week.person) in \(week.monday.isoWeek), "
                        + "but \(possible) is possible",
                    hint: "plan less in that week, or move the time to another one")
            }
    }
}
