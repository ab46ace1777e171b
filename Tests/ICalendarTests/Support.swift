import CivilTime
import ICalendar

func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate { CivilDate(year, month, day) }

/// A calendar of one event that has these lines.
func calendar(_ lines: String...) -> String {
    (["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT"] + lines + ["END:VEVENT", "END:VCALENDAR", ""])
        .joined(separator: "\r\n")
}

/// The days of 2026 that the calendar has, as `MM-DD` and the summary.
func year2026(_ text: String) throws -> [String] {
    try ICalendar.events(in: text, from: day(2026, 1, 1), through: day(2026, 12, 31))
        .map { "\($0.date.description.dropFirst(5)) \($0.summary)" }
}

func faultOf(_ text: String, through year: Int = 2026) -> ICalendarError? {
    do throws(ICalendarError) {
        _ = try ICalendar.events(in: text, from: day(2026, 1, 1), through: day(year, 12, 31))
        return nil
    } catch {
        return error
    }
}
