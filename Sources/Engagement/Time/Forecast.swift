package import CivilTime

/// Where a role's time is heading: a range, or "not enough data".
///
/// Two paces make the range: the average since the first day of work, and the average of the last five
/// business days. Nothing is forecast before three business days have passed since the first work, because a
/// date that one busy Monday makes is worse than none.
package struct Forecast: Sendable, Equatable {
    /// When the remaining time will be used up.
    package enum Finish: Sendable, Equatable {
        /// Between two days of the window: at the faster pace, and at the slower.
        case within(ClosedRange<CivilDate>)
        /// On a day of the window at the faster pace; at the slower one, time is left at the window's end.
        case perhaps(from: CivilDate)
        /// Time is left at the window's end, at either pace.
        case beyond
    }

    package let finish: Finish
    /// What will have been worked by the window's end, held time included; in whole hours, because a forecast
    /// to the minute would claim to know more than it does.
    package let atCompletion: ClosedRange<Minutes>
    /// The window's last day.
    package let end: CivilDate

    /// The fewest business days, from the first day of work through the report's day, that a forecast is made from.
    package static let enoughDays = 3
    private static let recentDays = 5

    /// The forecast of `budget`'s role; nil if there is not enough data.
    ///
    /// A day that is not over yet is a day left, and what is logged on it is a part of what it will hold: a
    /// forecast made in the morning equals the one of the evening before. From the average on, it counts as
    /// worked.
    ///
    /// - Parameter isDayOver: Whether nothing more will be worked on `asOf`.
    package init?(
        _ budget: Budget, totals: [TimeTotal], contract: Contract, asOf: CivilDate, isDayOver: Bool = true
    ) {
        let own = totals.filter { $0.role == budget.role && $0.date <= asOf }
        guard let first = own.map(\.date).min() else { return nil }
        let calendar = contract.calendar
        end = contract.window.end
        let days = (first.dayNumber...asOf.dayNumber).map { CivilDate(dayNumber: $0) }.filter(calendar.isBusinessDay)
        let today = own.reduce(Minutes.zero) { $1.date == asOf ? $0 + $1.minutes : $0 }
        let earlier = own.reduce(Minutes.zero) { $1.date < asOf ? $0 + $1.minutes : $0 }
        let isOpen =
            !isDayOver && calendar.isBusinessDay(asOf) && contract.window.contains(asOf)
            && Pace(today, 1) < Pace(earlier, max(1, days.count - 1))
        let worked = isOpen ? days.dropLast() : days[...]
        guard worked.count >= Self.enoughDays else { return nil }
        let recent = worked.suffix(Self.recentDays)
        let counted = isOpen ? own.filter { $0.date < asOf } : own
        let recentMinutes = counted.reduce(Minutes.zero) { $1.date >= (recent.first ?? asOf) ? $0 + $1.minutes : $0 }
        let all = counted.reduce(Minutes.zero) { $0 + $1.minutes }
        // Paces are fractions, minutes over days, and are compared without dividing.
        let paces = [Pace(all, worked.count), Pace(recentMinutes, recent.count)].sorted()
        guard let slow = paces.first, let fast = paces.last, fast.minutes > .zero else { return nil }
        let last = isOpen ? asOf.adding(days: -1) : asOf
        let left = calendar.businessDays(after: last, through: contract.window.end)
        // The part of today's time that the pace already counts.
        let begun = isOpen ? max(.zero, today) : .zero
        // Time that is logged for days to come is worked already.
        let low = budget.worked + slow.minutes(in: left) - min(begun, slow.minutes(in: 1))
        let high = budget.worked + fast.minutes(in: left) - min(begun, fast.minutes(in: 1))
        atCompletion = low.roundedToHours(up: false)...max(low, high).roundedToHours(up: true)
        func finish(at pace: Pace) -> CivilDate? {
            Self.day(
                whenUsed: budget.remaining, begun: min(begun, pace.minutes(in: 1)), at: pace, after: last,
                through: contract.window.end, calendar: calendar)
        }
        switch (finish(at: fast), finish(at: slow)) {
        case (let earliest?, let latest?): self.finish = .within(earliest...max(earliest, latest))
        case (let earliest?, nil): self.finish = .perhaps(from: earliest)
        case (nil, _): self.finish = .beyond
        }
    }

    /// In words: `12d to 14d`, or one figure where both ends are the same.
    package var atCompletionText: String {
        atCompletion.lowerBound == atCompletion.upperBound
            ? "\(atCompletion.lowerBound)" : "\(atCompletion.lowerBound) to \(atCompletion.upperBound)"
    }

    /// When the remaining time will be used up, in words; nil if none remains.
    ///
    /// - Parameter spelled: How a date is written.
    package func finishText(of budget: Budget, spelled: (CivilDate) -> String = \.description) -> String? {
        guard budget.remaining > .zero else { return nil }
        switch finish {
        case .within(let days) where days.lowerBound == days.upperBound:
            return "used up on \(spelled(days.lowerBound)) at this pace"
        case .within(let days):
            return "used up between \(spelled(days.lowerBound)) and \(spelled(days.upperBound)) at this pace"
        case .perhaps(let earliest):
            return "used up from \(spelled(earliest)) on, perhaps not by \(spelled(end))"
        case .beyond: return "not used up by \(spelled(end)) at this pace"
        }
    }

    /// The day of the window on which `remaining` is used up; nil if time is left at its end.
    private static func day(
        whenUsed remaining: Minutes, begun: Minutes, at pace: Pace, after start: CivilDate,
        through end: CivilDate, calendar: BusinessCalendar
    ) -> CivilDate? {
        guard remaining > .zero else { return start }
        guard pace.minutes > .zero else { return nil }
        var needed = pace.days(for: remaining + begun)
        var day = start
        while needed > 0, day < end {
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
