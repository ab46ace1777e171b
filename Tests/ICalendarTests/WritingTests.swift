import ICalendar
import Testing

@Suite struct WritingTests {
    private static let stamp = "2026-12-01T09:00:00Z"

    private static let rehearsal = ICalendar.OutgoingEvent(
        uid: "prerequisite-7@acme.example", summary: "Access; a \"workspace\", \\ for all",
        description: "Line one\r\nLine two", first: day(2026, 12, 30), last: day(2026, 12, 31),
        categories: ["Prerequisites", "a,b;c"])

    @Test func `a calendar is written as RFC 5545 has it`() throws {
        let text = try ICalendar.write(name: "Acme, handover", events: [Self.rehearsal], stamp: Self.stamp)
        #expect(
            text
                == [
                    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Workbook//Workbook//EN", "CALSCALE:GREGORIAN",
                    "METHOD:PUBLISH", "NAME:Acme\\, handover", "X-WR-CALNAME;VALUE=TEXT:Acme, handover",
                    "BEGIN:VEVENT", "UID:prerequisite-7@acme.example", "DTSTAMP:20261201T090000Z",
                    "DTSTART;VALUE=DATE:20261230", "DTEND;VALUE=DATE:20270101",
                    "SUMMARY:Access\\; a \"workspace\"\\, \\\\ for all", "DESCRIPTION:Line one\\nLine two",
                    "CATEGORIES:Prerequisites", "CATEGORIES:a b c", "TRANSP:TRANSPARENT", "SEQUENCE:0",
                    "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR", "",
                ].joined(separator: "\r\n"))
        #expect(text == (try ICalendar.write(name: "Acme, handover", events: [Self.rehearsal], stamp: Self.stamp)))
    }

    @Test(arguments: ["ä", "x", "word ", "👩‍👩‍👧 ", "漢字", "\\", ",;", "e\u{301}"])
    func `no line is longer than 75 octets, and none loses a letter`(unit: String) throws {
        for count in Array(1...80) + [400] {
            let summary = String(repeating: unit, count: count) + "."
            let event = ICalendar.OutgoingEvent(
                uid: "1", summary: summary, description: summary, first: day(2026, 1, 1), last: day(2026, 1, 1))
            let text = try ICalendar.write(name: summary, events: [event], stamp: Self.stamp)
            #expect(text.utf8.split(separator: 0x0A).allSatisfy { $0.last == 0x0D && $0.count <= 76 })
            #expect(text.utf8.count { $0 == 0x0D } == text.utf8.count { $0 == 0x0A })
            let read = try ICalendar.events(in: text, from: day(2026, 1, 1), through: day(2026, 1, 1))
            #expect(read.map(\.summary) == [summary])
        }
    }

    @Test func `nothing in a text makes a line of its own`() throws {
        let text = "x\r\nEND:VEVENT\nBEGIN:VALARM\rA\u{0}B\u{7}\u{85}\u{1B}[0m\u{2028}"
        let event = ICalendar.OutgoingEvent(
            uid: text, summary: text, description: text, first: day(2026, 1, 1), last: day(2026, 1, 1),
            categories: [text])
        let written = try ICalendar.write(name: text, events: [event], stamp: Self.stamp)
        let lines = written.utf8.split(separator: 0x0A).map { String(decoding: $0.dropLast(), as: UTF8.self) }
        #expect(lines.filter { $0.hasPrefix("BEGIN") || $0.hasPrefix("END") }.count == 4)
        #expect(written.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\r" || $0 == "\n" })
    }

    @Test func `a stamp is UTC in either form of ISO 8601`() throws {
        for stamp in ["20261201T090000Z", "2026-12-01T09:00:00Z", "2026-12-01T09:00:00.123Z"] {
            #expect(
                try ICalendar.write(name: "", events: [Self.rehearsal], stamp: stamp).contains(
                    "DTSTAMP:20261201T090000Z"))
        }
        for stamp in [
            "", "Z", "2026-12-01", "2026-12-01T09:00:00+01:00", "2026-12-01T09:00:00", "2026-13-01T09:00:00Z",
        ] {
            #expect(throws: ICalendarError.self) {
                try ICalendar.write(name: "", events: [Self.rehearsal], stamp: stamp)
            }
        }
    }

    @Test func `an event without an id, with another's id or that ends before it begins is refused`() {
        var noID = Self.rehearsal
        noID.uid = "\u{7}"
        var backwards = Self.rehearsal
        backwards.last = day(2026, 12, 29)
        for events in [[noID], [backwards], [Self.rehearsal, Self.rehearsal]] {
            #expect(throws: ICalendarError.self) { try ICalendar.write(name: "", events: events, stamp: Self.stamp) }
        }
    }

    @Test func `a calendar without events is one still`() throws {
        let text = try ICalendar.write(name: "", events: [], stamp: Self.stamp)
        #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
        #expect(try year2026(text) == [])
    }
}
