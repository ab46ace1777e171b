/// The time that one person logged on one day for one role and activity: what the ledger keeps a running
/// total of, so that a figure needs no walk through every entry.
package struct TimeTotal: Sendable, Equatable {
    package let role: String
    package let activity: String
    package let person: String
    package let date: CivilDate
    package let minutes: Minutes

    package init(role: String, activity: String, person: String, date: CivilDate, minutes: Minutes) {
        self.role = role
        self.activity = activity
        self.person = person
        self.date = date
        self.minutes = minutes
    }
}
