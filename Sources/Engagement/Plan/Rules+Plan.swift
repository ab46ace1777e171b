package import CivilTime

extension Rules {
    /// Plans how much of a role a person works in a week; zero takes the plan back.
    package func setPlan(
        role: String, person: String, week: CivilDate, minutes: Minutes, confirmsNewPerson: Bool = false
    ) throws(Refusal) -> Event {
        let role = try knownRole(role)
        let person = try self.person(person, confirmsNew: confirmsNewPerson)
        let monday = week.monday
        guard minutes >= .zero else {
            throw Refusal(rule: .positiveTime, "a plan is zero or more, not \(minutes)", hint: "0h takes a plan back")
        }
        let plan = Event.plan(PlanSet(role: role.id, person: person, week: monday, minutes: minutes))
        // A plan can always be taken back, whatever became of the calendar since.
        guard minutes > .zero else { return plan }
        let first = max(monday, contract.window.start)
        let last = min(monday.adding(days: 6), contract.window.end)
        guard first <= last else {
            throw Refusal(
                rule: .outsideWindow,
                "\(monday.isoWeek) lies outside the window, \(contract.window.start) to \(contract.window.end)",
                hint: "plan within the window, or extend it by a change request")
        }
        // What the person can work that week, in all roles together.
        let capacity = contract.capacity(of: person, inWeekOf: monday)
        let others = state.plan.reduce(Minutes.zero) { sum, item in
            item.key.person == person && item.key.week == monday && item.key.role != role.id ? sum + item.value : sum
        }
        guard others + minutes <= capacity else {
            let planned = others == .zero ? "" : " (\(others) is planned for other roles)"
            throw Refusal(
                rule: .overCapacity,
                "\(person) can work \(capacity) in \(monday.isoWeek), not \(others + minutes)\(planned)",
                hint: "weekends, holidays, days off and days outside the window don't count; plan less, or another week"
            )
        }
        return plan
    }
}
