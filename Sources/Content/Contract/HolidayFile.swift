import CivilTime
import Engagement
import ICalendar

/// Holidays from an `.ics` file that the contract names.
struct HolidayFile {
    /// How far beyond the window repeating events are carried out, in days: reports look back, forecasts ahead.
    private static let margin = 400

    /// The bytes of a file below `content/`, or nil if there is none.
    typealias Source = (String) -> [UInt8]?

    /// The holidays of the files that `record` names, each mistake reported with the file and its line.
    static func holidays(_ record: YAMLRecord, window: Window?, log: DiagnosticLog, source: Source) -> [BusinessCalendar
        .Holiday]
    {
        record.texts("holiday-files").flatMap { path -> [BusinessCalendar.Holiday] in
            guard let window else { return [] }
            guard !path.hasPrefix("/"), !path.split(separator: "/").contains(".."), let bytes = source(path) else {
                record.diagnose(
                    "holiday-files", rule: .missingFile, "there is no file content/\(path)",
                    hint: "put the calendar below content/ and name it from there: calendars/us.ics")
                return []
            }
            do throws(ICalendarError) {
                let reading = try ICalendar.read(
                    bytes, from: window.start.adding(days: -margin), through: window.end.adding(days: margin))
                if reading.eventCount == 0 {
                    log.add(
                        .warning, rule: .emptyCalendar, file: "content/" + path, line: nil,
                        "the calendar has no event, so it gives no day off",
                        hint: "export the calendar again, with its holidays, or remove it from the contract")
                }
                return holidays(reading.events, file: "content/" + path, log: log)
            } catch {
                log.add(
                    rule: .badCalendar, file: "content/" + path, line: error.line,
                    "the calendar cannot be read: \(error.message)",
                    hint: "export the calendar again; it has to be an .ics file (RFC 5545)")
                return []
            }
        }
    }

    /// The hours of a day in which work is done, in minutes after midnight: 8 to 18.
    ///
    /// The contract counts 8 hours a day and does not say when they begin, so these are the usual office hours.
    private static let workingHours = 8 * 60..<18 * 60

    /// Days off and half days off from events.
    ///
    /// An event that takes 8 of the working hours is a day off, and one that takes 4 is half a day. A shorter event is
    /// an appointment: it is reported once, with the number of its days.
    private static func holidays(
        _ events: [ICalendar.Event], file: String, log: DiagnosticLog
    ) -> [BusinessCalendar.Holiday] {
        var shorter: [Int?: (summary: String, days: Int)] = [:]
        var daysOff: Set<Int?> = []
        let holidays = events.compactMap { event -> BusinessCalendar.Holiday? in
            let minutes = event.minutes.clamped(to: workingHours).count
            guard minutes >= Minutes.perDay / 2 else {
                shorter[event.line, default: (event.summary, 0)].days += 1
                return nil
            }
            daysOff.insert(event.line)
            return BusinessCalendar.Holiday(
                date: event.date,
                name: event.summary.isEmpty ? "holiday" : event.summary, isHalfDay: minutes < Minutes.perDay)
        }
        // The first and last hours of an event that gives days off are no appointment.
        for (line, event) in shorter where !daysOff.contains(line) {
            let name = event.summary.isEmpty ? "the event" : "'\(event.summary)'"
            let days = event.days == 1 ? "" : " (\(event.days) days)"
            log.add(
                .warning, rule: .shortHoliday, file: file, line: line,
                "\(name) takes less than 4 working hours, so it is no day off\(days)",
                hint: "keep appointments out of the holiday calendar, or make the event 4 hours or longer")
        }
        return holidays
    }

}
