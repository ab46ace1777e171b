package import CivilTime

/// How a role's time was used up, day by day: what a chart of it is drawn from.
///
/// Its last day says what the role's `Budget` says, and the weeks' plans add up to what is planned there.
package struct BurnUp: Sendable, Equatable {
    /// A day on which somebody worked, or on which the cap moved.
    package struct Day: Sendable, Equatable {
        package let date: CivilDate
        /// What was worked on the day itself.
        package let worked: Minutes
        /// Everything worked through this day that the cap of this day covers.
        package let used: Minutes
        /// Everything worked through this day beyond the cap of this day.
        package let held: Minutes
    }

    package struct Week: Sendable, Equatable {
        /// The Monday of the week.
        package let week: CivilDate
        package let planned: Minutes
    }

    /// The cap from a day on.
    package struct CapStep: Sendable, Equatable {
        package let from: CivilDate
        package let cap: Minutes
        /// The change request that moved the cap, as `CR-2`; nil for the contract's own cap.
        package let change: String?

        package init(from: CivilDate, cap: Minutes, change: String?) {
            self.from = from
            self.cap = cap
            self.change = change
        }
    }

    package let budget: Budget
    package let forecast: Forecast?
    /// In order, each date once.
    package let days: [Day]
    /// In order, each week once.
    package let plan: [Week]
    /// In order; the first is the contract's.
    package let caps: [CapStep]

    init(_ budget: Budget, forecast: Forecast?, contract: Contract, state: State, asOf: CivilDate) {
        self.budget = budget
        self.forecast = forecast
        var steps = [CapStep(from: contract.window.start, cap: budget.contracted, change: nil)]
        let approved = state.changes.filter { $0.status == .approved }.compactMap { change -> CapMove? in
            guard case .addTime(budget.role, let minutes) = change.proposal.effect else { return nil }
            // A report of an earlier day may count what was recorded later; its cap moved by its own day.
            let day = min(change.decidedOn ?? asOf, asOf)
            return CapMove(day: day, number: change.number, label: change.label, minutes: minutes)
        }
        for move in approved.sorted(by: { ($0.day, $0.number) < ($1.day, $1.number) }) {
            let cap = (steps.last?.cap ?? .zero) + move.minutes
            steps.append(CapStep(from: move.day, cap: cap, change: move.label))
        }
        caps = steps

        var worked = state.totals.reduce(into: [CivilDate: Minutes]()) { sums, total in
            if total.role == budget.role { sums[total.date, default: .zero] += total.minutes }
        }
        for step in steps.dropFirst() { worked[step.from, default: .zero] += .zero }
        var sum = Minutes.zero
        days = worked.sorted { $0.key < $1.key }.map { date, minutes in
            sum += minutes
            let cap = steps.last { $0.from <= date && $0.change != nil }?.cap ?? budget.contracted
            return Day(date: date, worked: minutes, used: min(sum, cap), held: max(.zero, sum - cap))
        }
        let planned = state.plan.reduce(into: [CivilDate: Minutes]()) { sums, item in
            if item.key.role == budget.role { sums[item.key.week, default: .zero] += item.value }
        }
        plan = planned.sorted { $0.key < $1.key }.map { Week(week: $0.key, planned: $0.value) }
    }

    private struct CapMove {
        let day: CivilDate
        let number: Int
        let label: String
        let minutes: Minutes
    }

    /// Whether nobody worked and nothing is planned.
    package var isEmpty: Bool { !days.contains { $0.worked != .zero } && plan.isEmpty }
}

extension StatusReport {
    /// The course of each role's time, in the contract's order; made when asked for, from the totals by day.
    package var burnUps: [BurnUp] {
        budgets.map {
            BurnUp($0, forecast: forecasts[$0.role], contract: contract, state: state, asOf: asOf)
        }
    }
}
