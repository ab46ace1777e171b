package import CivilTime
package import Engagement

/// Days in a row on which a person works in a planned week.
package struct PlannedSpan: Equatable {
    package let first: CivilDate
    package let last: CivilDate
    /// Which part of the week it is, and of how many.
    package let number: Int
    package let count: Int

    /// Sets the parts of a week apart in a calendar; the first has the name of the whole.
    package var suffix: String { number == 1 ? "" : "-\(number)" }

    /// `, part 1 of 2`; empty if the week is in one part.
    package var part: String { count == 1 ? "" : ", part \(number) of \(count)" }

    /// The spans of the week of `date`: within the window, without holidays and days off.
    package static func all(of person: String, inWeekOf date: CivilDate, _ contract: Contract) -> [PlannedSpan] {
        var spans: [(first: CivilDate, last: CivilDate)] = []
        for day in contract.workDays(of: person, inWeekOf: date) {
            if let span = spans.last, span.last.days(until: day) == 1 {
                spans[spans.endIndex - 1].last = day
            } else {
                spans.append((day, day))
            }
        }
        return spans.enumerated().map {
            PlannedSpan(first: $1.first, last: $1.last, number: $0 + 1, count: spans.count)
        }
    }
}
