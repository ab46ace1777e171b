import CivilTime
import Engagement
import Testing

@Suite struct MinutesTests {
    @Test func `three entries of twenty minutes make one hour`() {
        let sum = Minutes(20) + Minutes(20) + Minutes(20)
        #expect(sum == .hours(1))
        #expect(sum.description == "1h")
        #expect(sum.inDays == "0.125")
    }

    @Test func `fourteen days are 6720 minutes and six days two hours are fifty hours`() throws {
        #expect(Minutes.days(14).count == 6720)
        #expect(try Minutes(parsing: "6d 2h") == .hours(50))
    }

    @Test(
        arguments: zip(
            [
                "1d", "2h", "1d 2h", "90m", "1.5h", "0:45", "1d2h15m", "0.125d", "12:00", "1D", "-1h", "0h",
                "1h30", "1,5h", "01:30:00", ".5h",
            ],
            [480, 120, 600, 90, 90, 45, 615, 60, 720, 480, -60, 0, 90, 90, 90, 30]))
    func `durations are read as people type them`(typed: String, minutes: Int) throws {
        #expect(try Minutes(parsing: typed).count == minutes)
    }

    @Test(arguments: [
        "6", "1.5", "30min", "abc", "", "1h 2h", "1.h", "1h90", "1,500h", "00:00:30", "1:5", "1:60", "1w", "0.33h",
        "99999999999h", "--1h",
        "1d-2h",
    ])
    func `what is ambiguous or rounds is refused, never guessed`(typed: String) {
        #expect(throws: InputError.self) { try Minutes(parsing: typed) }
    }

    @Test func `every amount reads back as the minutes it shows`() throws {
        for count in 1...10_000 {
            #expect(try Minutes(parsing: Minutes(count).description).count == count)
        }
    }
}
