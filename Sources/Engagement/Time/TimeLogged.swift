package import CivilTime

/// Somebody worked.
package struct TimeLogged: EventPayload {
    package var role: String
    package var activity: String
    package var person: String
    package var date: CivilDate
    /// More than zero, but in a correction.
    package var minutes: Minutes
    package var note: String
    /// Worked on a weekend or holiday, and somebody confirmed that it is meant.
    package var isNonBusinessDay: Bool
    /// Worked outside the contract's window, and somebody confirmed that it is meant.
    package var isOutsideWindow: Bool
    /// The full id of the entry of a closed week that this one corrects.
    package var corrects: String?
    /// The day of a closed week on which late time was worked; `date` is then the day that counts it.
    package var workedOn: CivilDate?
    /// Why late time was not recorded before its week was closed.
    package var lateReason: String?

    package init(
        role: String, activity: String, person: String, date: CivilDate, minutes: Minutes, note: String = "",
        isNonBusinessDay: Bool = false, isOutsideWindow: Bool = false, corrects: String? = nil,
        workedOn: CivilDate? = nil, lateReason: String? = nil
    ) {
        self.role = role
        self.activity = activity
        self.person = person
        self.date = date
        self.minutes = minutes
        self.note = note
        self.isNonBusinessDay = isNonBusinessDay
        self.isOutsideWindow = isOutsideWindow
        self.corrects = corrects
        self.workedOn = workedOn
        self.lateReason = lateReason
    }
}
