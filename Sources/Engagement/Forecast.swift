/// Where a role's time is heading: a range, or "not enough data".
///
/// Two paces make the range: the average since the first day of work, and the average of the last five
/// business days. Nothing is forecast before three business days have passed since the first work, because a
/// date that one busy Monday makes is worse than none.
package struct Forecast: Sendable, Equatable {
    /// The day on which the remaining time will be used up: at the faster pace, and at the slower.
    package let finish: ClosedRange<CivilDate>?
    /// What will have been used by the window's end, held time included; in whole hours, because a forecast
    /// to the minute would claim to know more than it does.
    package let atCompletion: ClosedRange<Minutes>

    /// The fewest business days, from the first day of work through the report's day, that a forecast is made from.
    package static let enoughDays = 3
    private static let recentDays = 5
    /// Beyond this many days ahead a finish date says nothing.
    private static let horizon = 400

    /// The forecast of `budget`'s role as of the end of `asOf`; nil where there is not enough data.
    package init?(_ budget: Budget, totals: [TimeTotal], contract: Contract, asOf: CivilDate) {
        let own = totals.filter { $0.role == budget.role && $0.date <= asOf }
        guard let first = own.map(\.date).min() else { return nil }
        let calendar = contract.calendar
        let days = (first.dayNumber...asOf.dayNumber).map { CivilDate(dayNumber: $0) }.filter(calendar.isBusinessDay)
        guard days.count >= Self.enoughDays else { return nil }
        let recent = days.suffix(Self.recentDays)
        let recentMinutes = own.reduce(Minutes.zero) { $1.date >= (recent.first ?? asOf) ? $0 + $1.minutes : $0 }
        let all = own.reduce(Minutes.zero) { $0 + $1.minutes }
        // Paces are fractions, minutes over days, and are compared without dividing.
        let paces = [Pace(all, days.count), Pace(recentMinutes, recent.count)].sorted()
        guard let slow = paces.first, let fast = paces.last, fast.minutes > .zero else { return nil }
        let left = calendar.businessDays(after: asOf, through: contract.window.end)
        // Time that is logged for days to come is used already.
        let logged = budget.used + budget.held
        let low = logged + slow.minutes(in: left)
        let high = logged + fast.minutes(in: left)
        atCompletion = low.roundedToHours(up: false)...high.roundedToHours(up: true)
        let earliest = Self.day(whenUsed: budget.remaining, at: fast, after: asOf, calendar: calendar)
        let latest = Self.day(whenUsed: budget.remaining, at: slow, after: asOf, calendar: calendar)
        if let earliest, let latest { finish = earliest...max(earliest, latest) } else { finish = nil }
    }

    /// In words: `12d to 14d`, or one figure where both ends are the same.
    package var atCompletionText: String {
        atCompletion.lowerBound == atCompletion.upperBound
            ? "\(atCompletion.lowerBound)" : "\(atCompletion.lowerBound) to \(atCompletion.upperBound)"
    }

    private static func day(
        whenUsed remaining: Minutes, at pace: Pace, after start: CivilDate, calendar: BusinessCalendar
    ) -> CivilDate? {
        guard remaining > .zero else { return start }
        guard pace.minutes > .zero else { return nil }
        var needed = pace.days(for: remaining)
        var day = start
        while needed > 0, start.days(until: day) < horizon {
            day = day.adding(days: 1)
            if calendar.isBusinessDay(day) { needed -= 1 }
        }
        return needed == 0 ? day : nil
    }

    /// So many minutes in so many business days.
    private struct Pace: Comparable {
        let minutes: Minutes
        let days: Int

        init(_ minutes: Minutes, _ days: Int) {
            self.minutes = max(.zero, minutes)
            self.days = days
        }

        func minutes(in count: Int) -> Minutes {
            Minutes(Int(clamping: Int128(minutes.count) * Int128(count) / Int128(days)))
        }

        /// The business days that `amount` takes, begun days included.
        func days(for amount: Minutes) -> Int {
            let needed = Int128(amount.count) * Int128(days) + Int128(minutes.count) - 1
            return Int(clamping: needed / Int128(minutes.count))
        }

        static func < (left: Pace, right: Pace) -> Bool {
            Int128(left.minutes.count) * Int128(right.days) < Int128(right.minutes.count) * Int128(left.days)
        }
    }
}
