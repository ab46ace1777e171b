import CivilTime
import ICalendar
import Testing

/// The parts of days that events take, in the time zone where they take place.
@Suite struct HoursTests {
    private func parts(_ text: String) throws -> [String] {
        try ICalendar.events(in: text, from: day(2026, 12, 1), through: day(2026, 12, 31)).map { event in
            "\(event.date.components.day) \(event.minutes.lowerBound)-\(event.minutes.upperBound)"
        }
    }

    private func zoned(_ lines: String..., zone: String) -> String {
        (["BEGIN:VCALENDAR", "X-WR-TIMEZONE:\(zone)", "BEGIN:VEVENT"] + lines + ["END:VEVENT", "END:VCALENDAR", ""])
            .joined(separator: "\r\n")
    }

    @Test func `an event of hours takes those minutes of its day`() throws {
        #expect(try parts(calendar("DTSTART:20261201T090000", "DTEND:20261201T093000")) == ["1 540-570"])
        #expect(try parts(calendar("DTSTART:20261201T220000", "DURATION:PT3H")) == ["1 1320-1440", "2 0-60"])
        #expect(try parts(calendar("DTSTART:20261201T090000")) == ["1 540-540"])
    }

    @Test func `an event from midnight to midnight in its zone is those days whole`() throws {
        let text = calendar(
            "DTSTART;TZID=Europe/Berlin:20261216T000000", "DTEND;TZID=Europe/Berlin:20261218T000000")
        #expect(try parts(text) == ["16 0-1440", "17 0-1440"])
    }

    @Test func `midnight to midnight in the calendar's zone, written in UTC, is that day`() throws {
        let (start, end) = ("DTSTART:20261215T230000Z", "DTEND:20261216T230000Z")
        #expect(try parts(zoned(start, end, zone: "Europe/Berlin")) == ["16 0-1440"])
        #expect(try parts(calendar(start, end)) == ["15 1380-1440", "16 0-1380"])
        let weekly = zoned(start, end, "RRULE:FREQ=WEEKLY;COUNT=2", zone: "Europe/Berlin")
        #expect(try parts(weekly) == ["16 0-1440", "23 0-1440"])
        #expect(try parts(zoned("DTSTART:20261216T110000Z", "DURATION:P1D", zone: "Pacific/Auckland")) == ["17 0-1440"])
    }

    @Test func `an event across the end of summer time has its local hours`() throws {
        let text = zoned("DTSTART:20261023T220000Z", "DTEND:20261025T230000Z", zone: "Europe/Berlin")
        let events = try ICalendar.events(in: text, from: day(2026, 10, 1), through: day(2026, 10, 31))
        #expect(events.map(\.date.components.day) == [24, 25])
        #expect(events.map(\.isAllDay) == [true, true])
    }

    @Test func `a change for this instance and all later ones moves them all`() throws {
        let text = """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            UID:1
            DTSTART;VALUE=DATE:20261201
            RRULE:FREQ=WEEKLY;COUNT=4
            END:VEVENT
            BEGIN:VEVENT
            UID:1
            RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20261208
            DTSTART;VALUE=DATE:20261209
            END:VEVENT
            END:VCALENDAR
            """
        #expect(try parts(text).compactMap { $0.split(separator: " ").first } == ["1", "9", "16", "23"])
        let cancelled = text.replacing("DTSTART;VALUE=DATE:20261209", with: "STATUS:CANCELLED\nDTSTART:20261209")
        #expect(try parts(cancelled).compactMap { $0.split(separator: " ").first } == ["1"])
    }

    @Test func `what cannot be read is named without libical's account of it`() {
        let text = calendar("DTSTART;VALUE=DATE:20261201", "RRULE:FREQ=FORTNIGHTLY")
        #expect(faultOf(text)?.message == "the RRULE of the event cannot be read: FREQ=FORTNIGHTLY")
    }

    @Test func `a file says how many events it has`() throws {
        func count(_ text: String) throws -> Int {
            try ICalendar.read(Array(text.utf8), from: day(2026, 1, 1), through: day(2026, 12, 31)).eventCount
        }
        #expect(try count("BEGIN:VCALENDAR\nEND:VCALENDAR\n") == 0)
        #expect(try count(calendar("DTSTART;VALUE=DATE:20201201")) == 1)
    }

    @Test func `hours in a zone are written as the moment they are`() throws {
        let hours = ICalendar.OutgoingEvent.Hours(start: 840, end: 960, timeZone: "Europe/Berlin")
        func event(_ sequence: Int, isCancelled: Bool) -> ICalendar.OutgoingEvent {
            ICalendar.OutgoingEvent(
                uid: "1@x", summary: "Rehearsal", first: day(2026, 12, 16), last: day(2026, 12, 16), hours: hours,
                sequence: sequence, isCancelled: isCancelled)
        }
        let text = try ICalendar.write(name: "N", events: [event(2, isCancelled: true)], stamp: "2026-12-01T09:00:00Z")
        #expect(text.contains("DTSTART:20261216T130000Z\r\n"))
        #expect(text.contains("DTEND:20261216T150000Z\r\n"))
        #expect(text.contains("SEQUENCE:2\r\n"))
        #expect(text.contains("STATUS:CANCELLED\r\n"))
        #expect(ICalendar.isTimeZone("Europe/Berlin"))
        #expect(!ICalendar.isTimeZone("Europe/Atlantis"))
    }
}
