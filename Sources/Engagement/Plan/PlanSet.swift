package import CivilTime

/// How much of a role a person is to work in a week; replaces what was set before.
package struct PlanSet: EventPayload {
    package var role: String
    package var person: String
    /// The Monday of the week.
    package var week: CivilDate
    package var minutes: Minutes

    package init(role: String, person: String, week: CivilDate, minutes: Minutes) {
        self.role = role
        self.person = person
        self.week = week
        self.minutes = minutes
    }
}
