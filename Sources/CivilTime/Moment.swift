/// When something was recorded: the instant, and the civil date on the recorder's own calendar.
package struct Moment: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int
    /// The local date where it was recorded; a report of an earlier day compares this.
    package let date: CivilDate

    package init(milliseconds: Int, date: CivilDate) {
        self.milliseconds = milliseconds
        self.date = date
    }

    /// RFC 3339 in UTC: `2026-12-01T09:30:00.000Z`.
    package var timestamp: String {
        let day = Int((Double(milliseconds) / 86_400_000).rounded(.down))
        let rest = milliseconds - day * 86_400_000
        func padded(_ number: Int, _ width: Int = 2) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0) }
        return "\(CivilDate(dayNumber: day))T\(clock.joined(separator: ":")).\(padded(rest % 1000, 3))Z"
    }
}
