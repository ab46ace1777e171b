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
