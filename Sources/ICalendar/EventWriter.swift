internal import CICal
internal import CivilTime

/// Writes events with libical.
struct EventWriter {
    private let calendar: OpaquePointer

    /// The calendar of `events` as text.
    static func write(
        name: String, events: [ICalendar.OutgoingEvent], stamp: String
    ) throws(ICalendarError) -> String {
        let stamp = try basic(stamp)
        var ids: Set<String> = []
        for event in events { try check(event, &ids) }
        return try Library.use { () throws(ICalendarError) in
            guard let calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT) else { throw noMemory }
            defer { icalcomponent_free(calendar) }
            let writer = EventWriter(calendar: calendar)
            try writer.describe(name)
            for event in events { try writer.add(event, stamp: stamp) }
            guard let text = icalcomponent_as_ical_string_r(calendar) else { throw noMemory }
            defer { icalmemory_free_buffer(text) }
            // libical 3.0.16 folds a line whose end falls on the 75th octet between its CR and its LF. No text
            // has its own CR.
            return String(cString: text).replacing("\r\r\n \n", with: "\r\n")
        }
    }

    private static var noMemory: ICalendarError {
        ICalendarError(reason: .library, line: nil, message: "libical could not write the calendar")
    }

    private static func check(_ event: ICalendar.OutgoingEvent, _ ids: inout Set<String>) throws(ICalendarError) {
        let id = clean(event.uid)
        guard !id.isEmpty, ids.insert(id).inserted else {
            throw ICalendarError(reason: .value, line: nil, message: "the id '\(id)' is empty or there twice")
        }
        if let hours = event.hours {
            guard 0 <= hours.start, hours.start < hours.end, hours.end <= 1440, event.first == event.last else {
                throw ICalendarError(reason: .value, line: nil, message: "the hours of '\(id)' are not within its day")
            }
            if let zone = hours.timeZone, !TimeZones.isKnown(zone) {
                throw ICalendarError(reason: .value, line: nil, message: "'\(zone)' is not a time zone")
            }
        }
        guard event.first <= event.last, event.last.components.year < 9999 else {
            throw ICalendarError(
                reason: .value, line: nil, message: "'\(id)' cannot be from \(event.first) through \(event.last)")
        }
    }

    private func describe(_ name: String) throws(ICalendarError) {
        try add(icalproperty_new_version("2.0"), to: calendar)
        try add(icalproperty_new_prodid("-//Workbook//Workbook//EN"), to: calendar)
        try add(icalproperty_new_calscale("GREGORIAN"), to: calendar)
        try add(icalproperty_new_method(ICAL_METHOD_PUBLISH), to: calendar)
        let name = Self.clean(name)
        guard !name.isEmpty else { return }
        try add(icalproperty_new_name(name), to: calendar)
        // Most programs know only this name for it; a text, so that it is escaped.
        let property = icalproperty_new(ICAL_X_PROPERTY)
        icalproperty_set_x_name(property, "X-WR-CALNAME")
        icalproperty_set_value(property, icalvalue_new_text(name))
        try add(property, to: calendar)
    }

    private func add(_ event: ICalendar.OutgoingEvent, stamp: String) throws(ICalendarError) {
        guard let component = icalcomponent_new(ICAL_VEVENT_COMPONENT) else { throw Self.noMemory }
        icalcomponent_add_component(calendar, component)
        try add(icalproperty_new_uid(Self.clean(event.uid)), to: component)
        try add(icalproperty_new_dtstamp(icaltime_from_string(stamp)), to: component)
        let (start, end) = Self.bounds(of: event)
        try add(icalproperty_new_dtstart(start), to: component)
        try add(icalproperty_new_dtend(end), to: component)
        try add(icalproperty_new_summary(Self.clean(event.summary)), to: component)
        let description = Self.clean(event.description)
        if !description.isEmpty { try add(icalproperty_new_description(description), to: component) }
        for category in event.categories {
            // libical lets these two pass as separators.
            let word = Self.clean(category).replacing(",", with: " ").replacing(";", with: " ")
            if !word.isEmpty { try add(icalproperty_new_categories(word), to: component) }
        }
        // Whole days leave people free, because a milestone is no meeting; hours are busy time.
        let transparency = event.hours == nil ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE
        try add(icalproperty_new_transp(transparency), to: component)
        try add(icalproperty_new_sequence(Int32(clamping: event.sequence)), to: component)
        try add(
            icalproperty_new_status(event.isCancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED), to: component)
    }

    private static func bounds(of event: ICalendar.OutgoingEvent) -> (start: icaltimetype, end: icaltimetype) {
        guard let hours = event.hours else {
            let after = event.last.adding(days: 1)
            return (
                icaltimetype(event.first, like: icaltime_null_date()), icaltimetype(after, like: icaltime_null_date())
            )
        }
        func time(_ minutes: Int) -> icaltimetype {
            let day = event.first.adding(days: minutes / 1440)
            var time = icaltimetype(day, like: icaltime_null_time())
            (time.hour, time.minute) = (Int32(minutes % 1440 / 60), Int32(minutes % 60))
            guard let zone = hours.timeZone.flatMap({ TimeZones.zone($0) }) else { return time }
            // UTC is the same moment in every program, without a copy of the zone's rules in the file.
            icaltime_set_timezone(&time, zone)
            return icaltime_convert_to_zone(time, icaltimezone_get_utc_timezone())
        }
        return (time(hours.start), time(hours.end))
    }

    private func add(_ property: OpaquePointer?, to component: OpaquePointer) throws(ICalendarError) {
        guard let property else { throw Self.noMemory }
        icalcomponent_add_property(component, property)
    }

    /// `text` with line feeds for line breaks and no other control character.
    private static func clean(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar.value {
            case 0x0D: result.append("\n")
            case 0x0A where previous == "\r": break
            case 0x0A: result.append(scalar)
            case 0x09: result.append(" ")
            case 0..<0x20, 0x7F..<0xA0: break
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// `20261201T090000Z` of a stamp in ISO 8601's basic or extended form.
    private static func basic(_ stamp: String) throws(ICalendarError) -> String {
        let error = ICalendarError(
            reason: .value, line: nil, message: "'\(stamp)' is not a time in UTC: 2026-12-01T09:00:00Z is one")
        guard stamp.hasSuffix("Z") else { throw error }
        let whole = stamp.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        let text = (whole.first ?? "").filter { $0 != "-" && $0 != ":" }
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        let isDigits = parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard isDigits, whole.count <= 2, parts.map(\.utf8.count) == [8, 6], let date = Int(parts[0]),
            let time = Int(parts[1])
        else { throw error }
        let day = CivilDate(year: date / 10_000, month: date / 100 % 100, day: date % 100)
        guard day != nil, time / 10_000 < 24, time / 100 % 100 < 60, time % 100 < 60 else { throw error }
        return text + "Z"
    }
}
