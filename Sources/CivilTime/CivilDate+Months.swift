extension CivilDate {
    /// The same day of the month `months` later; the last day of that month where it has no such day.
    ///
    ///     CivilDate(2026, 11, 30).adding(months: 3)     // 2027-02-28
    ///
    /// What lies after the year 9999 is its last day.
    package func adding(months: Int) -> CivilDate {
        let (year, month, day) = components
        let index = year * 12 + month - 1 + months
        guard index / 12 <= 9999 else { return CivilDate(9999, 12, 31) }
        let first = CivilDate(index / 12, index % 12 + 1, 1)
        let following = CivilDate(dayNumber: first.dayNumber + 31).components
        let next = CivilDate(min(following.year, 9999), following.month, 1)
        let length = following.year > 9999 ? 31 : first.days(until: next)
        return first.adding(days: min(day, length) - 1)
    }
}
