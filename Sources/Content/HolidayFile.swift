import Engagement
import ICalendar

/// Holidays from an `.ics` file that the contract names.
struct HolidayFile {
    /// How far beyond the window repeating events are carried out, in days: reports look back, forecasts ahead.
    private static let margin = 400

    /// The bytes of a file below `content/`, or nil where there is none.
    typealias Source = (String) -> [UInt8]?

    /// The holidays of the files that `record` names, each fault noted with the file and its line.
    static func holidays(_ record: YAMLRecord, window: Window?, log: FaultLog, source: Source) -> [BusinessCalendar
        .Holiday]
    {
        record.texts("holiday-files").flatMap { path -> [BusinessCalendar.Holiday] in
            guard let window else { return [] }
            guard !path.hasPrefix("/"), !path.split(separator: "/").contains(".."), let bytes = source(path) else {
                record.fault(
                    "holiday-files", rule: "missing-file", "there is no file content/\(path)",
                    hint: "put the calendar below content/ and name it from there: calendars/us.ics")
                return []
            }
            do throws(ICalendarFault) {
                return try ICalendar.events(
                    inUTF8: bytes, from: day(window.start.adding(days: -margin)),
                    through: day(window.end.adding(days: margin))
                ).map { event in
                    BusinessCalendar.Holiday(
                        date: CivilDate(event.date.year, event.date.month, event.date.day),
                        name: event.summary.isEmpty ? "holiday" : event.summary)
                }
            } catch {
                log.add(
                    rule: "bad-calendar", file: "content/" + path, line: error.line, error.message,
                    hint: "export the calendar anew; it has to be an .ics file (RFC 5545)")
                return []
            }
        }
    }

    private static func day(_ date: CivilDate) -> ICalendar.Day {
        let (year, month, day) = date.components
        return ICalendar.Day(year: year, month: month, day: day)
    }
}
