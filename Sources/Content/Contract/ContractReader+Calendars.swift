import CivilTime
import Engagement
import ICalendar

extension ContractReader {
    func calendar(_ record: YAMLRecord, window: Window?) -> BusinessCalendar {
        guard let inner = record.record("calendar", name: "the calendar") else { return BusinessCalendar() }
        let weekend = weekend(inner)
        let holidays = holidays(inner, window: window)
        let timeZone = inner.optionalText("time-zone")
        if let timeZone, !ICalendar.isTimeZone(timeZone) {
            inner.diagnose(
                "time-zone", rule: .unknownTimeZone, "'\(timeZone)' is not a time zone",
                hint: "write its name in the tz database: Europe/Berlin")
        }
        inner.finish()
        return BusinessCalendar(weekend: weekend ?? [.saturday, .sunday], holidays: holidays, timeZone: timeZone)
    }

    mutating func person(_ record: YAMLRecord, window: Window?) -> Person? {
        let id = identifier(of: record, kind: "person")
        let name = record.optionalText("name") ?? id
        let weekend = weekend(record)
        let holidays = holidays(record, window: window)
        let absences = record.records("away", each: "absence").compactMap { absence -> Person.Absence? in
            let from = absence.date("from")
            let through = absence.optionalDate("through") ?? from
            let reason = absence.optionalText("reason") ?? "away"
            absence.finish()
            guard let from, let through else { return nil }
            guard from <= through else {
                absence.diagnose(
                    "through", rule: .absenceOrder, "the absence ends before it begins",
                    hint: "write a `through` on or after \(from)")
                return nil
            }
            guard from.days(until: through) <= 366 else {
                absence.diagnose(
                    "through", rule: .absenceOrder, "the absence is longer than a year",
                    hint: "write a `through` until \(from.adding(days: 366))")
                return nil
            }
            return Person.Absence(from: from, through: through, reason: reason)
        }
        record.finish()
        guard let id, let name else { return nil }
        return Person(
            id: id, name: name, weekend: weekend.map { $0.map(\.rawValue).sorted() }, holidays: holidays,
            absences: absences)
    }

    private func weekend(_ record: YAMLRecord) -> Set<Weekday>? {
        let names = record.texts("weekend")
        let weekend = names.compactMap { name -> Weekday? in
            if let weekday = Weekday(name: name) { return weekday }
            record.diagnose(
                "weekend", rule: .badWeekday, "'\(name)' is not a weekday",
                hint: "write weekdays as in [saturday, sunday]")
            return nil
        }
        return names.isEmpty ? nil : Set(weekend)
    }

    /// The holidays that stand in the contract, and those of the calendars that it names.
    private func holidays(_ record: YAMLRecord, window: Window?) -> [BusinessCalendar.Holiday] {
        let fromFiles = HolidayFile.holidays(record, window: window, log: log, source: source)
        return fromFiles
            + record.records("holidays", each: "holiday").compactMap { holiday in
                let date = holiday.date("date")
                let name = holiday.text("name", example: "Christmas Day")
                let isHalfDay = holiday.flag("half-day")
                holiday.finish()
                guard let date, let name else { return nil }
                return BusinessCalendar.Holiday(date: date, name: name, isHalfDay: isHalfDay)
            }
    }
}
