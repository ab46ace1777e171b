package import CivilTime

/// Somebody who works under the contract, with a calendar of their own.
package struct Person: Hashable, Sendable, Codable {
    /// Days on which the person does not work, first and last included.
    package struct Absence: Hashable, Sendable, Codable {
        package var from: CivilDate
        package var through: CivilDate
        package var reason: String

        package init(from: CivilDate, through: CivilDate, reason: String) {
            self.from = from
            self.through = through
            self.reason = reason
        }
    }

    package var id: String
    package var name: String
    /// Weekdays that the person does not work; nil for those of the engagement.
    package var weekend: [Int]?
    /// Holidays where the person works, besides the engagement's.
    package var holidays: [BusinessCalendar.Holiday]
    package var absences: [Absence]

    package init(
        id: String, name: String, weekend: [Int]? = nil, holidays: [BusinessCalendar.Holiday] = [],
        absences: [Absence] = []
    ) {
        self.id = id
        self.name = name
        self.weekend = weekend
        self.holidays = holidays
        self.absences = absences
    }
}

extension Contract {
    package func person(_ id: String) -> Person? { people.first { $0.id == id } }

    /// What `person` can work in the week of `date`, in all roles together: within the window, on business days.
    package func capacity(of person: String, inWeekOf date: CivilDate) -> Minutes {
        let days = workDays(of: person, inWeekOf: date)
        let calendar = calendar(of: person)
        return days.reduce(.zero) { $0 + calendar.capacity(on: $1) }
    }

    /// The days of the week of `date` on which `person` works: within the window, on business days.
    package func workDays(of person: String, inWeekOf date: CivilDate) -> [CivilDate] {
        let calendar = calendar(of: person)
        return (0..<7).map { date.monday.adding(days: $0) }
            .filter { window.contains($0) && calendar.isBusinessDay($0) }
    }

    /// The calendar that `person` works by: the engagement's, with the person's own weekend, holidays
    /// and absences in it.
    package func calendar(of person: String) -> BusinessCalendar {
        guard let person = self.person(person) else { return calendar }
        var own = calendar
        own.weekend = person.weekend ?? calendar.weekend
        own.holidays = person.holidays + calendar.holidays
        for absence in person.absences where absence.from <= absence.through {
            own.holidays += (absence.from.dayNumber...absence.through.dayNumber).map {
                BusinessCalendar.Holiday(date: CivilDate(dayNumber: $0), name: absence.reason)
            }
        }
        return own
    }
}
