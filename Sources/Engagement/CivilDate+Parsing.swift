extension CivilDate {
    /// Reads a date as people type it: ISO 8601, `today`, `yesterday`, `mon`, `-1`.
    ///
    /// A weekday is the latest such day that is not after `today`; `-N` is N days before it.
    ///
    /// - Throws: `InputFault` that lists the forms.
    package init(parsing text: String, today: CivilDate) throws(InputFault) {
        let lowered = text.lowercased()
        if let date = CivilDate(iso: lowered) {
            self = date
        } else if lowered == "today" {
            self = today
        } else if lowered == "yesterday" {
            self = today.adding(days: -1)
        } else if lowered == "tomorrow" {
            self = today.adding(days: 1)
        } else if let weekday = Weekday(name: lowered) {
            self = today.adding(days: -((today.weekday.rawValue - weekday.rawValue + 7) % 7))
        } else if let sign = lowered.first, "-\u{2212}".contains(sign), let days = Int(lowered.dropFirst()),
            (0...3660).contains(days)
        {
            self = today.adding(days: -days)
        } else {
            throw InputFault(
                "'\(text)' is not a date",
                hint: "write 2026-12-01, today, yesterday, a weekday such as mon, or -1 for the day before today")
        }
    }
}
