import CivilTime
import Testing

@Suite struct MomentTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (86_399_999, "1970-01-01T23:59:59.999Z"),
        (-86_400_000, "1969-12-31T00:00:00.000Z"),
    ])
    func `a timestamp is in UTC, before 1970 too`(milliseconds: Int, text: String) {
        #expect(Moment(milliseconds: milliseconds, date: CivilDate(1970, 1, 1)).timestamp == text)
    }

    @Test(arguments: ["00:00", "23:59", "7:05"]) func `a time of day is read`(text: String) throws {
        let time = try #require(ClockTime(text))
        #expect(time.description == (text.utf8.count == 4 ? "0" + text : text))
    }

    @Test(arguments: ["24:00", "12:60", "1:5", "123:00", "-1:00", "12", "12:00:00", "", "\u{663}:00"])
    func `what is no time of day is refused`(text: String) {
        #expect(ClockTime(text) == nil)
    }

    @Test(arguments: ["1h 2h", "1m1m", "1h60", "1h99", "1,500h", "1,234m"])
    func `a duration that can be read in two ways is refused`(text: String) {
        #expect(throws: InputError.self) { try Minutes(parsing: text) }
    }
}
