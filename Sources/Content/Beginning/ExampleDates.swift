import CivilTime
import Engagement

/// Moves the dates of the worked example to the dates of a new engagement.
///
/// The nth business day of the example's window becomes the nth business day of the new one, so that no step falls on a
/// day off. What is before or after the window, or on a weekend, moves by whole weeks and keeps its weekday.
struct ExampleDates {
    private let example: Answers.Schedule
    private let new: Answers.Schedule
    /// Dates of the platform, such as the end of a version's support, which are the same for every customer.
    private let facts: Set<CivilDate>

    init(of example: Answers.Schedule, to new: Answers.Schedule, facts: Set<CivilDate>) {
        self.example = example
        self.new = new
        self.facts = facts
    }

    func moved(_ date: CivilDate) -> CivilDate {
        guard !facts.contains(date), isNear(date) else { return date }
        if date == example.window.lowerBound { return new.window.lowerBound }
        if date == example.window.upperBound { return new.window.upperBound }
        let first = example.window.lowerBound
        if example.window.contains(date), example.calendar.isBusinessDay(date) {
            return businessDay(example.calendar.businessDays(after: first, through: date))
        }
        return date > example.window.upperBound
            ? date.adding(days: example.window.upperBound.monday.days(until: new.window.upperBound.monday))
            : movedByWeeks(date)
    }

    func movedByWeeks(_ date: CivilDate) -> CivilDate {
        date.adding(days: example.window.lowerBound.monday.days(until: new.window.lowerBound.monday))
    }

    /// Whether a date is about the example, and not a year that a version carries.
    private func isNear(_ date: CivilDate) -> Bool {
        abs(example.window.lowerBound.days(until: date)) < 800
    }

    /// Returns the business day so many after the first, at the latest the last of the window.
    private func businessDay(_ count: Int) -> CivilDate {
        var date = new.window.lowerBound
        var left = count
        while left > 0, date < new.window.upperBound {
            date = date.adding(days: 1)
            if new.calendar.isBusinessDay(date) { left -= 1 }
        }
        return date
    }
}
