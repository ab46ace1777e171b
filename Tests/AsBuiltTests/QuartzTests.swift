import AsBuilt
import Testing

@Suite struct QuartzTests {
    @Test(arguments: [
        ("0 0 9 * * ?", "every day at 09:00 UTC"), ("0 30 7,19 * * ?", "every day at 07:30, 19:30 UTC"),
        ("0 0 6 ? * MON", "every Monday at 06:00 UTC"), ("0 0 6 ? * 2", "every Monday at 06:00 UTC"),
        ("0 0 6 ? * MON-FRI", "from Monday to Friday at 06:00 UTC"),
        ("0 0 6 ? * MON,WED", "every Monday, Wednesday at 06:00 UTC"),
        ("0 0 6 1 * ?", "on day 1 of every month at 06:00 UTC"),
        ("0 0 6 L * ?", "on the last day of every month at 06:00 UTC"),
        ("0 0 6 1,15 1 ?", "on days 1, 15 in January at 06:00 UTC"),
        ("0 0 * * * ?", "every hour UTC"), ("0 15 * * * ?", "every hour at minute 15 UTC"),
        ("0 0/15 * * * ?", "every 15 minutes UTC"), ("0 0 */6 * * ?", "every 6 hours UTC"),
        ("0 0 6 ? * MON *", "every Monday at 06:00 UTC"),
        ("0 0/45 * * * ?", "Quartz expression `0 0/45 * * * ?` UTC"),
        ("0 0 6 ? * MON#1", "Quartz expression `0 0 6 ? * MON#1` UTC"),
        ("0 0 6 15W * ?", "Quartz expression `0 0 6 15W * ?` UTC"),
        ("0 0 6 * * *", "Quartz expression `0 0 6 * * *` UTC"), ("9 * * * *", "Quartz expression `9 * * * *` UTC"),
        ("0 99 6 * * ?", "Quartz expression `0 99 6 * * ?` UTC"), ("", "Quartz expression `` UTC"),
    ])
    func `simple expressions are put in words, and the others are shown as they are`(text: String, words: String) {
        #expect(Quartz.words(text, zone: nil) == words)
    }

    @Test func `the time zone is part of the words`() {
        #expect(Quartz.words("0 0 9 * * ?", zone: "Europe/Berlin") == "every day at 09:00 Europe/Berlin")
    }

    @Test func `the minutes of a day are computed for a timeline`() {
        #expect(Quartz("0 0,30 8-10/2 * * ?")?.minutesOfDay == [480, 510, 600, 630])
        #expect(Quartz("0 0 6L * * ?")?.minutesOfDay == nil)
    }
}
