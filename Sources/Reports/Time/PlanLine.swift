package import CivilTime
package import Engagement

/// One person's week in one role: planned, and worked.
package struct PlanLine: Encodable {
    package let week: String
    package let monday: CivilDate
    package let person: String
    package let role: String
    package let plannedMinutes: Minutes
    package let workedMinutes: Minutes

    /// A line for each plan, and for each week with work but no plan.
    package static func all(state: State) -> [PlanLine] {
        var worked: [State.PlanKey: Minutes] = [:]
        for total in state.totals {
            let key = State.PlanKey(role: total.role, person: total.person, week: total.date.monday)
            worked[key, default: .zero] += total.minutes
        }
        let keys = Set(state.plan.keys).union(worked.keys)
        return keys.sorted { ($0.week, $0.person, $0.role) < ($1.week, $1.person, $1.role) }.map { key in
            PlanLine(
                week: key.week.isoWeek, monday: key.week, person: key.person, role: key.role,
                plannedMinutes: state.plan[key] ?? .zero, workedMinutes: worked[key] ?? .zero)
        }
    }
}
