package import CivilTime

//  Calendars as text: the `.ics` files of RFC 5545, read for their days and written with events of days or hours.
//
//  Read the files in this order:
//
//  1. `ICalendar` (this file): what a caller reads, writes and catches.
//  2. `CalendarText` looks at a file before libical does: its size, its structure, and the few lines that
//     date an event. Nothing else of a file reaches the library. `ZoneLine` is its list for zones.
//  3. `EventReader` and `Recurrence` read with libical, `EventWriter` writes with it, one at a time; `TimeZones`
//     finds its time zones. No other file sees a C pointer.

/// Reads and writes calendars.
package enum ICalendar {
    /// What a calendar has on one day: an event, or the part of a longer one that falls on that day.
    package struct Event: Hashable, Sendable {
        /// What it is called, or empty if the calendar gives no summary.
        package let summary: String

        /// The day, in the time zone of the event; an event in UTC is in the calendar's zone (`X-WR-TIMEZONE`).
        package let date: CivilDate

        /// The minutes after midnight that it takes of the day: 0 to 1440 for the whole day.
        package let minutes: Range<Int>

        /// The line of the file on which the event begins, from 1.
        package let line: Int?

        /// Whether it takes the whole day.
        package var isAllDay: Bool { minutes == 0..<1440 }
    }

    /// What a calendar file holds in a span of days.
    package struct Reading: Hashable, Sendable {
        /// The events of the days that were asked for, in order.
        package let events: [Event]

        /// How many events the file has, on whatever days; repetitions are counted once.
        package let eventCount: Int
    }

    /// An event to be written: all day, or at hours of one day.
    package struct OutgoingEvent: Hashable, Sendable {
        /// Part of a day, in minutes after midnight.
        package struct Hours: Hashable, Sendable {
            package var start: Int
            /// At most 1440, midnight.
            package var end: Int
            /// The time zone of these minutes, or nil for RFC 5545's floating time, which every reader sees at
            /// the same local hour.
            package var timeZone: String?

            package init(start: Int, end: Int, timeZone: String? = nil) {
                self.start = start
                self.end = end
                self.timeZone = timeZone
            }
        }

        /// What makes it the same event when the calendar is read again: `prerequisite-7@acme.example`.
        package var uid: String

        /// What it is called.
        package var summary: String

        /// A longer text; empty for none.
        package var description: String

        /// The first day.
        package var first: CivilDate

        /// The last day, which belongs to the event.
        package var last: CivilDate

        /// Of the first day; nil for an event of whole days.
        package var hours: Hours?

        /// Words to group events by.
        ///
        /// Commas and semicolons in one become blanks.
        package var categories: [String]

        /// How often it was changed since it was first written: `SEQUENCE`, by which a calendar tells the newer of two
        /// versions (RFC 5545, 3.8.7.4).
        package var sequence: Int

        /// Whether it was called off; a calendar that has it then shows it as cancelled or removes it.
        package var isCancelled: Bool

        /// An event from `first` through `last`.
        package init(
            uid: String, summary: String, description: String = "", first: CivilDate, last: CivilDate,
            hours: Hours? = nil,
            categories: [String] = [], sequence: Int = 0, isCancelled: Bool = false
        ) {
            self.uid = uid
            self.summary = summary
            self.description = description
            self.first = first
            self.last = last
            self.hours = hours
            self.categories = categories
            self.sequence = sequence
            self.isCancelled = isCancelled
        }
    }

    /// The events of a calendar from `first` through `last`, in order of their days.
    ///
    ///     let holidays = try ICalendar.events(
    ///         in: text, from: CivilDate(2026, 1, 1), through: CivilDate(2026, 12, 31))
    ///     holidays.first?.summary    // "New Year's Day"
    ///
    /// An event of several days is there once for each. Repetitions (`RRULE`, `RDATE`) are carried out, with their
    /// exceptions (`EXDATE`, `EXRULE`, `RECURRENCE-ID`, also with `RANGE=THISANDFUTURE`); cancelled events are
    /// left out.
    ///
    /// Bounds: 4 MiB of text, 10,000 events in the answer, and rules of a day or longer that take 100,000 steps. A
    /// time zone that neither the calendar nor the machine's tz database has is taken for none: days are right,
    /// but a rule's `UNTIL` in UTC may take or leave its last instance; so for zones after the first sixteen of
    /// a calendar that change their clocks.
    ///
    /// A file that is not well formed, or an event that cannot be dated, is an error: nothing is skipped.
    package static func events(
        in text: String, from first: CivilDate, through last: CivilDate
    ) throws(ICalendarError) -> [Event] {
        try events(inUTF8: Array(text.utf8), from: first, through: last)
    }

    /// The events of a calendar that is given as the bytes of its file.
    ///
    /// Prefer it to a text: a line may be folded within a letter, which reads as damage
    /// before the lines are unfolded.
    package static func events(
        inUTF8 bytes: [UInt8], from first: CivilDate, through last: CivilDate
    ) throws(ICalendarError) -> [Event] {
        try read(bytes, from: first, through: last).events
    }

    /// The same, with the number of events that the file has.
    package static func read(
        _ bytes: [UInt8], from first: CivilDate, through last: CivilDate
    ) throws(ICalendarError) -> Reading {
        let calendar = try CalendarText(bytes)
        guard first <= last else { return Reading(events: [], eventCount: calendar.eventLines.count) }
        let events = try EventReader.events(in: calendar, window: first.dayNumber...last.dayNumber)
        return Reading(events: events, eventCount: calendar.eventLines.count)
    }

    /// Whether the machine's time zone database has `name`: `Europe/Berlin`.
    package static func isTimeZone(_ name: String) -> Bool { TimeZones.isKnown(name) }

    /// The day in a time zone at an instant, in seconds since 1970; nil if the zone is not known.
    package static func localDay(of seconds: Int, in timeZone: String) -> CivilDate? {
        TimeZones.localDay(of: seconds, in: timeZone)
    }

    /// A calendar of events, for other programs to read.
    ///
    ///     try ICalendar.write(
    ///         name: "Handover", events: [.init(uid: "1@a", summary: "Rehearsal", first: day, last: day)],
    ///         stamp: "2026-12-01T09:00:00Z")
    ///
    /// CRLF, lines of at most 75 octets, `VALUE=DATE` for whole days. Equal arguments give equal text. Control characters
    /// are left out, line breaks are kept.
    ///
    /// - Parameter stamp: when this was so, in UTC: `2026-12-01T09:00:00Z` or `20261201T090000Z`.
    package static func write(
        name: String, events: [OutgoingEvent], stamp: String
    ) throws(ICalendarError) -> String {
        try EventWriter.write(name: name, events: events, stamp: stamp)
    }
}

/// Why a calendar was not read or written.
package struct ICalendarError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of error.
    package enum Reason: Hashable, Sendable {
        /// The text is not a calendar, or not a whole one.
        case syntax
        /// A date, a rule or an id cannot be used.
        case value
        /// There is more of it than is accepted.
        case tooLarge
        /// libical gave up.
        case library
    }

    /// The kind of error.
    package let reason: Reason

    /// The line of the text, from 1, where it is known: that of the event for an error in an event.
    package let line: Int?

    /// What is wrong, in a few words.
    package let message: String

    /// The line, where it is known, and the message.
    package var description: String {
        line.map { "line \($0): \(message)" } ?? message
    }
}
