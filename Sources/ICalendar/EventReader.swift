internal import CICal

/// Reads events with libical.
struct EventReader {
    private static let eventLimit = 10_000

    private let window: ClosedRange<Int>
    private let lines: [Int]
    private var events: [ICalendar.Event] = []
    private var budget = Budget()

    /// The instances that stand as events of their own, by the id of the event that repeats.
    private var overrides: [String: [icaltimetype]] = [:]

    /// The events of `calendar` on the days of `window`, in order.
    static func events(
        in calendar: CalendarText, window: ClosedRange<Int>
    ) throws(ICalendarFault) -> [ICalendar.Event] {
        try Library.use { () throws(ICalendarFault) in
            guard let root = icalparser_parse_string(calendar.text) else {
                throw ICalendarFault(reason: .library, line: nil, message: "libical could not read the calendar")
            }
            defer { icalcomponent_free(root) }
            var reader = EventReader(window: window, lines: calendar.eventLines)
            try reader.read(root)
            return reader.events.sorted { one, other in
                if one.date != other.date { return one.date < other.date }
                if one.isAllDay != other.isAllDay { return one.isAllDay }
                return one.summary < other.summary
            }
        }
    }

    private init(window: ClosedRange<Int>, lines: [Int]) {
        self.window = window
        self.lines = lines
    }

    private mutating func read(_ root: OpaquePointer) throws(ICalendarFault) {
        // Several calendars in one text stand below a root of libical's own.
        let calendars =
            icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT
            ? [root] : Library.components(ICAL_VCALENDAR_COMPONENT, of: root)
        for calendar in calendars {
            let found = Library.components(ICAL_VEVENT_COMPONENT, of: calendar)
            overrides = [:]
            for event in found {
                let id = id(event)
                guard !id.isEmpty,
                    let property = Library.properties(ICAL_RECURRENCEID_PROPERTY, of: event).first
                else { continue }
                overrides[id, default: []].append(icalproperty_get_datetime_with_component(property, event))
            }
            for event in found { try read(event: event) }
        }
        guard index == lines.count else {
            throw ICalendarFault(
                reason: .library, line: nil, message: "libical read \(index) events of \(lines.count)")
        }
    }

    /// How many events have been read.
    private var index = 0

    private func id(_ event: OpaquePointer) -> String {
        icalcomponent_get_uid(event).map { String(cString: $0) } ?? ""
    }

    private mutating func read(event: OpaquePointer) throws(ICalendarFault) {
        let line = lines.indices.contains(index) ? lines[index] : nil
        index += 1
        if let error = Library.properties(ICAL_XLICERROR_PROPERTY, of: event).first {
            let text = icalproperty_get_xlicerror(error).map { String(cString: $0) } ?? "a line cannot be read"
            throw ICalendarFault(reason: .value, line: line, message: text)
        }
        let start = icalcomponent_get_dtstart(event)
        guard start.wallDay.isValid else {
            throw ICalendarFault(reason: .value, line: line, message: "an event without a valid DTSTART")
        }
        guard icalcomponent_get_status(event) != ICAL_STATUS_CANCELLED else { return }

        let isAllDay = start.is_date != 0
        let length = isAllDay ? days(of: event, from: start) : 1
        let isOverride = !Library.properties(ICAL_RECURRENCEID_PROPERTY, of: event).isEmpty
        let replaced = isOverride ? [] : overrides[id(event)] ?? []
        let reach = window.lowerBound - (length - 1)...window.upperBound
        var recurrence = Recurrence(event: event, start: start, reach: reach, line: line)
        let moments = try isOverride ? recurrence.once() : recurrence.moments(without: replaced, &budget)

        let summary = icalcomponent_get_summary(event).map { Self.line(String(cString: $0)) } ?? ""
        guard isAllDay else {
            for moment in moments { try add(summary, moment.day.number, isAllDay: false, line) }
            return
        }
        var dates: Set<Int> = []
        for moment in moments {
            let first = max(moment.day.number, window.lowerBound)
            let last = min(moment.day.number + length - 1, window.upperBound)
            guard first <= last else { continue }
            for date in first...last where dates.insert(date).inserted {
                try add(summary, date, isAllDay: true, line)
            }
        }
    }

    private mutating func add(
        _ summary: String, _ number: Int, isAllDay: Bool, _ line: Int?
    ) throws(ICalendarFault) {
        guard events.count < Self.eventLimit else {
            throw ICalendarFault(
                reason: .tooLarge, line: line, message: "more than \(Self.eventLimit) events in this time")
        }
        events.append(ICalendar.Event(summary: summary, date: ICalendar.Day(number: number), isAllDay: isAllDay))
    }

    /// How many days an all-day event takes: to `DTEND`, which is not part of it, or by `DURATION`.
    private func days(of event: OpaquePointer, from start: icaltimetype) -> Int {
        if let property = Library.properties(ICAL_DTEND_PROPERTY, of: event).first {
            let end = icalproperty_get_dtend(property).wallDay
            return end.isValid ? max(1, end.number - start.wallDay.number) : 1
        }
        if let property = Library.properties(ICAL_DURATION_PROPERTY, of: event).first {
            let duration = icalproperty_get_duration(property)
            let days = Int(duration.weeks) * 7 + Int(duration.days) + Int(duration.hours) / 24
            return duration.is_neg != 0 ? 1 : min(max(1, days), 3_660_000)
        }
        return 1
    }

    /// `text` in one line.
    private static func line(_ text: String) -> String {
        text.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
    }
}
