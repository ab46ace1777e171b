import ICalendar
import TestSupport
import Testing

@Suite struct HostileCalendarTests {
    @Test(arguments: [
        ("", nil, "no calendar: there is no BEGIN:VCALENDAR"),
        ("<html>", 1, "a line without a colon"),
        ("BEGIN:VEVENT\nEND:VEVENT\n", 1, "VEVENT outside of the calendar"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\n", 2, "VEVENT is not ended"),
        ("BEGIN:VCALENDAR\nEND:VEVENT\n", 2, "END:VEVENT, where END:VCALENDAR is due"),
        ("SUMMARY:x\n", 1, "a line outside of the calendar"),
    ])
    func `what is not a whole calendar is a fault`(text: String, line: Int?, message: String) {
        let fault = faultOf(text)
        #expect(fault?.reason == .syntax)
        #expect(fault?.line == line)
        #expect(fault?.message == message)
    }

    @Test(arguments: [
        "DTSTART;VALUE=DATE:20261340", "DTSTART:soon", "SUMMARY:no start",
        "DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=BANANA", "DTSTART;VALUE=DATE:20260101\r\nDTEND:x",
        "DTSTART:20260101\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    ])
    func `an event that cannot be dated is a fault at its line`(lines: String) {
        #expect(faultOf(calendar(lines))?.reason == .value)
        #expect(faultOf(calendar(lines))?.line == 3)
    }

    @Test(arguments: ["SECONDLY", "minutely", "HOURLY"])
    func `a rule below a day is refused`(frequency: String) {
        #expect(faultOf(calendar("DTSTART:20260101T000000", "RRULE:FREQ=\(frequency)"))?.reason == .value)
    }

    @Test func `components nested without end are refused`() {
        let text = "BEGIN:VCALENDAR\n" + String(repeating: "BEGIN:VEVENT\n", count: 100_000)
        #expect(faultOf(text)?.reason == .tooLarge)
    }

    @Test func `a text of more than 4 MiB is refused`() {
        #expect(faultOf(String(repeating: "x", count: (4 << 20) + 1))?.reason == .tooLarge)
    }

    @Test func `more than 10,000 events are refused`() {
        let text = calendar("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY")
        #expect(faultOf(text, through: 2050) == nil)
        #expect(faultOf(text, through: 2060)?.reason == .tooLarge)
        #expect(
            faultOf(calendar("DTSTART;VALUE=DATE:00010101", "DURATION:P999999W"), through: 9999)?.reason == .tooLarge)
    }

    @Test func `an unreadable length or a long line is refused`() {
        let start = "DTSTART;VALUE=DATE:20260101"
        #expect(faultOf(calendar(start, "SUMMARY:" + String(repeating: "x", count: 70_000)))?.reason == .tooLarge)
        let parameters = String(repeating: ";A=b", count: 10_000)
        #expect(faultOf(calendar("DTSTART\(parameters):20260101"))?.reason == .tooLarge)
        #expect(faultOf(calendar(start, "ATTACH\(parameters):" + String(repeating: "x", count: 1 << 20))) == nil)
    }

    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31", "RRULE:FREQ=DAILY;COUNT=30000",
        ])
    func `thousands of futile rules end in a fault`(rule: String) {
        let event = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:19000101\r\n\(rule)\r\nEND:VEVENT\r\n"
        let text = "BEGIN:VCALENDAR\r\n" + String(repeating: event, count: 20_000) + "END:VCALENDAR\r\n"
        let effort = Effort { #expect(faultOf(text)?.reason == .tooLarge) }
        #expect(effort.isBounded, "\(effort)")
    }

    @Test(arguments: [
        "RRULE:FREQ=SECONDLY", "RRULE:FREQ=YEARLY;BYSECOND=1,2,3", "RRULE:FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2",
        "RRULE:FREQ=YEARLY", "RDATE:19000101T000000", "TZOFFSETTO:x",
    ])
    func `a hostile time zone is read to its end`(line: String) throws {
        let part = "BEGIN:STANDARD\r\nDTSTART:00010101T000000\r\n\(line)\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
        let zone = String(repeating: part + "END:STANDARD\r\n", count: 490)
        let text = calendar("DTSTART;TZID=Z:20260101T000000", "RRULE:FREQ=DAILY;UNTIL=20260103T000000Z")
            .replacing("BEGIN:VEVENT", with: "BEGIN:VTIMEZONE\r\nTZID:Z\r\n\(zone)END:VTIMEZONE\r\nBEGIN:VEVENT")
        let effort = Effort { _ = faultOf(text) }
        #expect(effort.isBounded, "\(effort)")
    }

    @Test func `a calendar cut anywhere is a fault or none, never a crash`() {
        let text = calendar(
            "SUMMARY:Sync \"x\"", "DTSTART;TZID=Europe/Berlin:20260105T090000", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=4",
            "RDATE;VALUE=PERIOD:20260301T000000Z/PT1H", "EXDATE:20260112T080000Z", "DURATION:-P1D")
        for length in 0...text.utf8.count {
            let cut = String(decoding: text.utf8.prefix(length), as: UTF8.self)
            _ = faultOf(cut)
            _ = faultOf(cut + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
            _ = faultOf(cut + "\0\u{1}" + text.utf8.dropFirst(length).map { String(UnicodeScalar($0)) }.joined())
        }
    }

    @Test func `the limits are at the numbers that are documented`() {
        func nested(_ depth: Int) -> String {
            let names = ["VCALENDAR"] + Array(repeating: "X-PART", count: depth - 1)
            return names.map { "BEGIN:\($0)\n" }.joined() + names.reversed().map { "END:\($0)\n" }.joined()
        }
        #expect(faultOf(nested(8)) == nil)
        #expect(faultOf(nested(9))?.message == "components are nested more than 8 deep")
        func repeated(_ count: Int) -> String {
            calendar("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY;COUNT=\(count)")
        }
        #expect(faultOf(repeated(10_000), through: 2060) == nil)
        #expect(faultOf(repeated(10_001), through: 2060)?.message == "more than 10000 events in this time")
        func zone(_ lines: Int) -> String {
            calendar("DTSTART;VALUE=DATE:20260101").replacing(
                "BEGIN:VEVENT",
                with: "BEGIN:VTIMEZONE\r\nTZID:Z\r\nBEGIN:STANDARD\r\n"
                    + String(repeating: "TZOFFSETTO:+0100\r\n", count: lines - 1)
                    + "END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT")
        }
        #expect(faultOf(zone(2000))?.message != "too many lines about time zones")
        #expect(faultOf(zone(2001))?.message == "too many lines about time zones")
    }

    @Test func `moved instances count for each event that they may belong to`() {
        func series(_ count: Int) -> String {
            let event = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20260101\r\nEND:VEVENT\r\n"
            let moved = event.replacing("UID:a", with: "UID:a\r\nRECURRENCE-ID;VALUE=DATE:20260101")
            return "BEGIN:VCALENDAR\r\n" + String(repeating: event + moved, count: count) + "END:VCALENDAR\r\n"
        }
        #expect(faultOf(series(100)) == nil)
        #expect(faultOf(series(400))?.reason == .tooLarge)
    }

    @Test func `a thousand yearly holidays are read, and three thousand are too much work`() {
        func holidays(_ count: Int) -> String {
            let event = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n"
            return "BEGIN:VCALENDAR\r\n" + String(repeating: event, count: count) + "END:VCALENDAR\r\n"
        }
        #expect(faultOf(holidays(1000), through: 2028) == nil)
        #expect(faultOf(holidays(3000), through: 2028)?.reason == .tooLarge)
    }
}
