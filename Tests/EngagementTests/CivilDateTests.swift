import CivilTime
import Engagement
import Testing

@Suite struct CivilDateTests {
    @Test func `every day from 1600 to 2400 has components that make it again`() {
        let first = CivilDate(1600, 1, 1).dayNumber
        let last = CivilDate(2400, 12, 31).dayNumber
        var previous = CivilDate(dayNumber: first - 1).components
        for number in first...last {
            let (year, month, day) = CivilDate(dayNumber: number).components
            #expect(CivilDate(year, month, day).dayNumber == number)
            let follows = (year, month, day) > (previous.year, previous.month, previous.day)
            #expect(follows)
            previous = (year, month, day)
        }
    }

    @Test func `a date is written and read as ISO 8601`() {
        for text in ["1970-01-01", "2026-12-01", "2028-02-29", "0001-01-01", "9999-12-31"] {
            #expect(CivilDate(iso: text)?.description == text)
        }
    }

    @Test(arguments: [
        "2026-13-01", "2026-02-29", "2026-1-1", "20261201", "2026-12-01T00:00", "", "٢٠٢٦-١٢-٠١", "2026-00-10",
    ])
    func `what is no date is not read as one`(text: String) {
        #expect(CivilDate(iso: text) == nil)
    }

    @Test func `weekdays are those of the calendar on the wall`() {
        #expect(CivilDate(1970, 1, 1).weekday == .thursday)
        #expect(CivilDate(2026, 12, 1).weekday == .tuesday)
        #expect(CivilDate(2000, 2, 29).weekday == .tuesday)
        #expect(CivilDate(2026, 12, 1).monday == CivilDate(2026, 11, 30))
    }

    @Test(
        arguments: zip(
            ["today", "yesterday", "mon", "Tue", "wednesday", "-1", "\u{2212}3", "2026-12-24", "tomorrow"],
            [
                "2026-12-02", "2026-12-01", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-01", "2026-11-29",
                "2026-12-24", "2026-12-03",
            ]))
    func `dates are read as people type them`(typed: String, meant: String) throws {
        #expect(try CivilDate(parsing: typed, today: CivilDate(2026, 12, 2)).description == meant)
    }

    @Test func `years that nobody means are refused`() throws {
        let today = CivilDate(2026, 12, 2)
        for text in ["1899-12-31", "3000-01-01"] {
            #expect(throws: InputError.self) { try CivilDate(parsing: text, today: today) }
        }
        for text in ["1900-01-01", "2999-12-31"] {
            #expect(try CivilDate(parsing: text, today: today).description == text)
        }
    }

    @Test func `a word that is no date is refused with the forms`() throws {
        let fault = try #require(throws: InputError.self) {
            try CivilDate(parsing: "someday", today: CivilDate(2026, 12, 2))
        }
        #expect(fault.hint.contains("yesterday"))
    }
}
