package import CivilTime

/// Which days are local business days, and how much work each holds.
///
/// Contract, clause `day`: a Day is 8 working hours during local business days, excluding holidays.
package struct BusinessCalendar: Hashable, Sendable, Codable {
    /// A day off, or half a day off, and why.
    package struct Holiday: Hashable, Sendable, Codable {
        package var date: CivilDate
        package var name: String
        /// Half the day is worked: 240 minutes of capacity.
        package var isHalfDay: Bool

        package init(date: CivilDate, name: String, isHalfDay: Bool = false) {
            self.date = date
            self.name = name
            self.isHalfDay = isHalfDay
        }
    }

    /// ISO numbers of the weekdays that are not worked, in order: 6 and 7 in most places.
    package var weekend: [Int]
    package var holidays: [Holiday]
    /// The time zone of hours, such as those of sessions, or nil if the contract names none.
    ///
    /// A name of the tz database: `Europe/Berlin`. Days are civil dates and have no zone.
    package var timeZone: String?

    package init(
        weekend: Set<Weekday> = [.saturday, .sunday], holidays: [Holiday] = [], timeZone: String? = nil
    ) {
        self.weekend = weekend.map(\.rawValue).sorted()
        self.holidays = holidays
        self.timeZone = timeZone
    }

    /// The working time of `date`: a Day, half a Day, or none.
    package func capacity(on date: CivilDate) -> Minutes {
        if weekend.contains(date.weekday.rawValue) { return .zero }
        // A whole holiday outweighs a half one of the same date, in whatever order they stand.
        let onDate = holidays.filter { $0.date == date }
        guard !onDate.isEmpty else { return .days(1) }
        return onDate.allSatisfy(\.isHalfDay) ? Minutes(Minutes.perDay / 2) : .zero
    }

    package func isBusinessDay(_ date: CivilDate) -> Bool { capacity(on: date) > .zero }

    package func holiday(on date: CivilDate) -> Holiday? {
        holidays.first { $0.date == date }
    }

    /// The working time from `first` through `last`; zero where `last` comes before `first`.
    package func capacity(from first: CivilDate, through last: CivilDate) -> Minutes {
        guard first <= last else { return .zero }
        return (first.dayNumber...last.dayNumber)
            .reduce(.zero) { $0 + capacity(on: CivilDate(dayNumber: $1)) }
    }

    /// How many business days lie after `start`, up to and including `end`.
    package func businessDays(after start: CivilDate, through end: CivilDate) -> Int {
        guard start < end else { return 0 }
        return (start.dayNumber + 1...end.dayNumber)
            .count { isBusinessDay(CivilDate(dayNumber: $0)) }
    }

    /// The latest business day that is not after `date`, looking back at most a month.
    package func lastBusinessDay(onOrBefore date: CivilDate) -> CivilDate {
        (0...31).lazy.map { date.adding(days: -$0) }.first(where: isBusinessDay) ?? date
    }
}
