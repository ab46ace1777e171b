import Foundation
import ICalendar
import Testing

@Suite struct ReadingTests {
    @Test func `a holiday is one day, for its end is not part of it`() throws {
        let text = calendar(
            "SUMMARY:Christmas\\, first day", "DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261226")
        let events = try ICalendar.events(in: text, from: day(2026, 12, 1), through: day(2026, 12, 31))
        #expect(events.map(\.summary) == ["Christmas, first day"])
        #expect(events.map(\.date) == [day(2026, 12, 25)])
        #expect(events.map(\.isAllDay) == [true])
    }

    @Test(arguments: ["DTEND;VALUE=DATE:20260404", "DURATION:P3D", "DTEND;VALUE=DATE:20260404\r\nDURATION:P9D"])
    func `an event of several days gives each`(end: String) throws {
        #expect(
            try year2026(calendar("SUMMARY:Away", "DTSTART;VALUE=DATE:20260401", end))
                == ["04-01 Away", "04-02 Away", "04-03 Away"])
    }

    @Test func `an event that reaches into the time gives only the days of it`() throws {
        let text = calendar("SUMMARY:Shutdown", "DTSTART;VALUE=DATE:20251224", "DTEND;VALUE=DATE:20260103")
        #expect(try year2026(text) == ["01-01 Shutdown", "01-02 Shutdown"])
        #expect(try ICalendar.events(in: text, from: day(2026, 1, 2), through: day(2026, 1, 1)) == [])
    }

    @Test(arguments: [
        ("FREQ=YEARLY", "19700501", ["05-01"]),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", "19710531", ["05-25"]),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "20201126", ["11-26"]),
        ("FREQ=MONTHLY;INTERVAL=4;BYMONTHDAY=31", "20251231", ["08-31", "12-31"]),
        ("FREQ=WEEKLY;COUNT=3", "20251225", ["01-01", "01-08"]),
        ("FREQ=WEEKLY;UNTIL=20260108", "20260101", ["01-01", "01-08"]),
        ("FREQ=DAILY;INTERVAL=100", "20260101", ["01-01", "04-11", "07-20", "10-28"]),
    ])
    func `a rule is carried out`(rule: String, start: String, expected: [String]) throws {
        let text = calendar("SUMMARY:", "DTSTART;VALUE=DATE:\(start)", "RRULE:\(rule)")
        #expect(try year2026(text) == expected.map { $0 + " " })
    }

    @Test func `dates are added and excepted`() throws {
        let text = calendar(
            "SUMMARY:Sync", "DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=WEEKLY;COUNT=4",
            "RDATE;VALUE=DATE:20260301,20260303", "EXDATE;VALUE=DATE:20260112,20260303")
        #expect(try year2026(text) == ["01-05 Sync", "01-19 Sync", "01-26 Sync", "03-01 Sync"])
    }

    @Test func `an instance that was moved stands where it was moved to`() throws {
        let text = """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            UID:1
            SUMMARY:Review
            DTSTART;TZID=Europe/Berlin:20260105T090000
            RRULE:FREQ=WEEKLY;COUNT=3
            END:VEVENT
            BEGIN:VEVENT
            UID:1
            SUMMARY:Review (moved)
            RECURRENCE-ID:20260112T080000Z
            DTSTART;TZID=Europe/Berlin:20260114T090000
            END:VEVENT
            BEGIN:VEVENT
            UID:1
            STATUS:CANCELLED
            RECURRENCE-ID;TZID=Europe/Berlin:20260119T090000
            DTSTART;TZID=Europe/Berlin:20260119T090000
            END:VEVENT
            END:VCALENDAR
            """
        #expect(try year2026(text) == ["01-05 Review", "01-14 Review (moved)"])
    }

    @Test func `a timed event stands on its own day, and is not all-day`() throws {
        let text = calendar(
            "SUMMARY:Call", "DTSTART;TZID=Pacific/Auckland:20260310T070000",
            "DTEND;TZID=Pacific/Auckland:20260310T080000",
            "RRULE:FREQ=DAILY;UNTIL=20260311T180000Z", "EXDATE;TZID=Pacific/Auckland:20260311T070000")
        let events = try ICalendar.events(in: text, from: day(2026, 1, 1), through: day(2026, 12, 31))
        #expect(events.map(\.date) == [day(2026, 3, 10), day(2026, 3, 12)])
        #expect(events.allSatisfy { !$0.isAllDay })
    }

    @Test(arguments: ["20260120T080000Z", "20260127T075959Z", "20260120T225959Z"])
    func `a rule ends where its calendar's own time zone says`(until: String) throws {
        let text = """
            BEGIN:VCALENDAR
            BEGIN:VTIMEZONE
            TZID:W. Europe Standard Time
            BEGIN:STANDARD
            DTSTART:16011028T030000
            RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010325T020000
            RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            END:DAYLIGHT
            END:VTIMEZONE
            BEGIN:VEVENT
            SUMMARY;LANGUAGE=de-at:Jour fixe
            DTSTART;TZID="W. Europe Standard Time":20260106T090000
            RRULE:FREQ=WEEKLY;UNTIL=\(until);BYDAY=TU
            END:VEVENT
            END:VCALENDAR
            """
        #expect(try year2026(text) == ["01-06 Jour fixe", "01-13 Jour fixe", "01-20 Jour fixe"])
    }

    @Test func `several calendars, tasks, alarms and folded lines are read as they are meant`() throws {
        let text =
            "\u{FEFF}BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:X\nEND:VTIMEZONE\nBEGIN:VTODO\nSUMMARY:No\nEND:VTODO\n"
            + "begin:vevent\nSUMMARY;LANGUAGE=\"en:us\":Whit \n Mon\n\tday\nDTSTART;VALUE=DA\n TE:20260525\n"
            + "BEGIN:VALARM\nSUMMARY:No\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n"
            + calendar("DTSTART;VALUE=DATE:20260101")
        #expect(try year2026(text) == ["01-01 ", "05-25 Whit Monday"])
    }

    @Test func `a letter that is folded in the middle is whole again`() throws {
        let text = calendar("SUMMARY:Tag der deutschen #", "DTSTART;VALUE=DATE:20261003")
        let letter: [UInt8] = [0xC3, 0x0D, 0x0A, 0x20, 0xA4]
        let bytes = Array(text.utf8).flatMap { $0 == UInt8(ascii: "#") ? letter : [$0] }
        let events = try ICalendar.events(inUTF8: bytes, from: day(2026, 10, 1), through: day(2026, 10, 31))
        #expect(events.map(\.summary) == ["Tag der deutschen ä"])
    }

    @Test func `calendars are read at the same time`() async {
        let text = calendar("SUMMARY:Sync", "DTSTART;VALUE=DATE:20200106", "RRULE:FREQ=WEEKLY")
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<64 { group.addTask { (try? year2026(text).count) ?? 0 } }
            for await count in group { #expect(count == 52) }
        }
    }
}
