internal import CICal
internal import CivilTime

/// Reads events with libical.
struct EventReader {
    private static let eventLimit = 10_000
    private static let minutesPerDay = 1440

    private let window: ClosedRange<Int>
    private let calendar: CalendarText
    private var events: [ICalendar.Event] = []
    private var budget = Budget()

    /// The instances that have events of their own, by the id of the event that repeats.
    private var overrides: [String: [icaltimetype]] = [:]
    /// The changes that hold from an instance on, by the id of the event that repeats.
    private var shifts: [String: [Shift]] = [:]
    /// The zone that the calendar names for its times in UTC.
    private var zone: OpaquePointer?
    /// How many events have been read.
    private var index = 0

    /// A change to one instance and every later one (`RANGE=THISANDFUTURE`, RFC 5545, 3.2.13).
    private struct Shift {
        let instance: Recurrence.Moment
        /// By how much the instances move; nil if they are cancelled.
        let seconds: Int?
        let summary: String
        let length: Int
    }

    /// The events of `calendar` on the days of `window`, in order.
    static func events(
        in calendar: CalendarText, window: ClosedRange<Int>
    ) throws(ICalendarError) -> [ICalendar.Event] {
        try Library.use { () throws(ICalendarError) in
            guard let root = icalparser_parse_string(calendar.text) else {
                throw ICalendarError(reason: .library, line: nil, message: "libical could not read the calendar")
            }
            defer { icalcomponent_free(root) }
            var reader = EventReader(window: window, calendar: calendar)
            try reader.read(root)
            return reader.events.sorted { one, other in
                if one.date != other.date { return one.date < other.date }
                if one.isAllDay != other.isAllDay { return one.isAllDay }
                if one.minutes.lowerBound != other.minutes.lowerBound {
                    return one.minutes.lowerBound < other.minutes.lowerBound
                }
                return one.summary < other.summary
            }
        }
    }

    private init(window: ClosedRange<Int>, calendar: CalendarText) {
        self.window = window
        self.calendar = calendar
    }

    private mutating func read(_ root: OpaquePointer) throws(ICalendarError) {
        // Several calendars in one text are below a root of libical's own.
        let calendars =
            icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT
            ? [root] : Library.components(ICAL_VCALENDAR_COMPONENT, of: root)
        for (place, component) in calendars.enumerated() {
            let name = calendar.zones.indices.contains(place) ? calendar.zones[place] : nil
            zone = name.flatMap { TimeZones.zone($0, of: component) }
            let found = Library.components(ICAL_VEVENT_COMPONENT, of: component)
            overrides = [:]
            shifts = [:]
            for event in found { note(override: event) }
            for event in found { try read(event: event) }
        }
        guard index == calendar.eventLines.count else {
            throw ICalendarError(
                reason: .library, line: nil,
                message: "libical read \(index) events of \(calendar.eventLines.count)")
        }
    }

    /// Remembers which instance of a repeating event `event` replaces, if it replaces one.
    private mutating func note(override event: OpaquePointer) {
        let id = id(event)
        guard !id.isEmpty, let property = Library.properties(ICAL_RECURRENCEID_PROPERTY, of: event).first
        else { return }
        let instance = icalproperty_get_datetime_with_component(property, event)
        overrides[id, default: []].append(instance)
        guard Library.changesLaterInstances(property) else { return }
        let start = icalcomponent_get_dtstart(event)
        let moment = Recurrence.Moment(instance.moved(to: start.zone))
        let isCancelled = icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED
        shifts[id, default: []].append(
            Shift(
                instance: moment, seconds: isCancelled ? nil : Recurrence.Moment(start).seconds - moment.seconds,
                summary: summary(event), length: length(of: event, from: start)))
    }

    private func id(_ event: OpaquePointer) -> String {
        icalcomponent_get_uid(event).map { String(cString: $0) } ?? ""
    }

    private func summary(_ event: OpaquePointer) -> String {
        icalcomponent_get_summary(event).map { Self.line(String(cString: $0)) } ?? ""
    }

    private mutating func read(event: OpaquePointer) throws(ICalendarError) {
        let line = calendar.eventLines.indices.contains(index) ? calendar.eventLines[index] : nil
        index += 1
        if let error = Library.properties(ICAL_XLICERROR_PROPERTY, of: event).first {
            throw ICalendarError(reason: .value, line: line, message: Library.explanation(of: error))
        }
        let start = icalcomponent_get_dtstart(event)
        guard start.isDate else {
            throw ICalendarError(reason: .value, line: line, message: "the event has no valid DTSTART")
        }
        guard icalcomponent_get_status(event) != ICAL_STATUS_CANCELLED else { return }

        let length = length(of: event, from: start)
        let isOverride = !Library.properties(ICAL_RECURRENCEID_PROPERTY, of: event).isEmpty
        let replaced = isOverride ? [] : overrides[id(event)] ?? []
        let shifts = isOverride ? [] : (shifts[id(event)] ?? []).sorted { $0.instance.seconds < $1.instance.seconds }
        // An instance matters if a part of it, moved as far as any change moves it, is in the window. One day more on
        // either side is for the hours between time zones.
        let days = ([length] + shifts.map(\.length)).map { $0 / 86_400 }.max() ?? 0
        let farthest = shifts.map { abs($0.seconds ?? 0) / 86_400 + 1 }.max() ?? 0
        let reach = window.lowerBound - days - farthest - 1...window.upperBound + farthest + 1
        var recurrence = Recurrence(event: event, start: start, reach: reach, line: line)
        let moments = try isOverride ? recurrence.once() : recurrence.moments(without: replaced, &budget)

        let summary = summary(event)
        var taken: Set<Int> = []
        for moment in moments.sorted(by: { $0.seconds < $1.seconds }) {
            guard let shift = shifts.last(where: { $0.instance.seconds <= moment.seconds }) else {
                try add(summary, from: moment.seconds, length, like: start, line, &taken)
                continue
            }
            guard let seconds = shift.seconds else { continue }
            try add(shift.summary, from: moment.seconds + seconds, shift.length, like: start, line, &taken)
        }
    }

    /// Adds the parts of one instance on the days of the window.
    ///
    /// - Parameters:
    ///   - start: Seconds of local time since 1970-01-01, in the zone of `pattern`.
    ///   - taken: The days that the event has taken whole; two instances of one event do not take a day twice.
    private mutating func add(
        _ summary: String, from start: Int, _ length: Int, like pattern: icaltimetype, _ line: Int?,
        _ taken: inout Set<Int>
    ) throws(ICalendarError) {
        let local = pattern.is_date != 0 ? start...start + length : localTime(start, length, like: pattern)
        let first = max(local.lowerBound.floorDivided(by: 86_400), window.lowerBound)
        // An event that ends at midnight takes nothing of the day that begins then.
        let end = max(local.lowerBound, local.upperBound - 1)
        let last = min(end.floorDivided(by: 86_400), window.upperBound)
        guard first <= last else { return }
        for day in first...last {
            let begin = max(0, (local.lowerBound - day * 86_400) / 60)
            let finish = min(Self.minutesPerDay, (local.upperBound - day * 86_400 + 59) / 60)
            let minutes = begin..<max(begin, finish)
            guard minutes != 0..<Self.minutesPerDay || taken.insert(day).inserted else { continue }
            try add(summary, day, minutes, line)
        }
    }

    /// The span of an event in the calendar's own zone if it is written in UTC, else as it is written.
    private func localTime(_ start: Int, _ length: Int, like pattern: icaltimetype) -> ClosedRange<Int> {
        guard let zone, icaltime_is_utc(pattern) != 0 else { return start...start + length }
        func moved(_ seconds: Int) -> Int {
            Recurrence.Moment(icaltimetype(seconds: seconds, like: pattern).moved(to: zone)).seconds
        }
        let begin = moved(start)
        return begin...max(begin, moved(start + length))
    }

    private mutating func add(
        _ summary: String, _ number: Int, _ minutes: Range<Int>, _ line: Int?
    ) throws(ICalendarError) {
        guard events.count < Self.eventLimit else {
            throw ICalendarError(
                reason: .tooLarge, line: line, message: "more than \(Self.eventLimit) events in this time")
        }
        events.append(
            ICalendar.Event(summary: summary, date: CivilDate(dayNumber: number), minutes: minutes, line: line))
    }

    /// How long an event takes in seconds of local time: to `DTEND`, which is not part of it, or by `DURATION`; else a day,
    /// or no time for an event that has an hour (RFC 5545, 3.6.1).
    private func length(of event: OpaquePointer, from start: icaltimetype) -> Int {
        let isAllDay = start.is_date != 0
        let least = isAllDay ? 86_400 : 0
        // The longest span of valid days: years 1 to 9999.
        let most = 3_652_059 * 86_400
        if let property = Library.properties(ICAL_DTEND_PROPERTY, of: event).first {
            let end = icalproperty_get_datetime_with_component(property, event).moved(to: start.zone)
            guard end.isDate else { return least }
            return min(max(least, Recurrence.Moment(end).seconds - Recurrence.Moment(start).seconds), most)
        }
        if let property = Library.properties(ICAL_DURATION_PROPERTY, of: event).first {
            let duration = icalproperty_get_duration(property)
            guard duration.is_neg == 0 else { return least }
            let days = Int(duration.weeks) * 7 + Int(duration.days)
            let rest = (Int(duration.hours) * 60 + Int(duration.minutes)) * 60 + Int(duration.seconds)
            // Part of a day makes no day of an all-day event.
            return min(max(least, days * 86_400 + (isAllDay ? rest / 86_400 * 86_400 : rest)), most)
        }
        return least
    }

    /// `text` in one line.
    private static func line(_ text: String) -> String {
        text.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
    }
}
