extension CivilDate {
    /// The years that people type; another one is a mistyped one, and a chart of it would have no end.
    private static let typedYears = 1900...2999

    package static var lastTypedYear: Int { typedYears.upperBound }

    /// The first day that is too late to be typed.
    package static var firstUntypedDay: CivilDate { CivilDate(typedYears.upperBound + 1, 1, 1) }

    /// Reads a week and gives its Monday: `2026-W49`, or any date in the week as people type it.
    ///
    /// - Throws: `InputError` that lists the forms.
    package init(parsingWeek text: String, today: CivilDate) throws(InputError) {
        let parts = text.uppercased().split(separator: "-")
        if parts.count == 2, parts[1].first == "W", parts[0].utf8.count == 4, let year = Int(parts[0]),
            let week = Int(parts[1].dropFirst()), !(1...53).contains(week)
        {
            throw InputError("\(year) has no week \(week)", hint: "write a week such as 2026-W49, or a date in it")
        }
        guard parts.count == 2, parts[1].first == "W", parts[0].count == 4, let year = Int(parts[0]),
            Self.typedYears.contains(year), let week = Int(parts[1].dropFirst()), (1...53).contains(week)
        else {
            let isWeek = text.uppercased().first == "W" || Int(text).map { (1...53).contains($0) } == true
            guard !isWeek || Weekday(name: text.lowercased()) != nil else {
                throw InputError(
                    "'\(text)' is not a week with its year", hint: "write a week such as 2026-W49, or a date in it")
            }
            self = try CivilDate(parsing: text, today: today).monday
            return
        }
        // The week of 4 January is the first: ISO 8601.
        let monday = CivilDate(year, 1, 4).monday.adding(days: (week - 1) * 7)
        guard monday.isoWeek.hasSuffix(week < 10 ? "W0\(week)" : "W\(week)") else {
            throw InputError("\(year) has no week \(week)", hint: "write a week such as 2026-W49, or a date in it")
        }
        self = monday
    }

    /// Reads a date as people type it: ISO 8601, `today`, `yesterday`, `mon`, `-1`.
    ///
    /// A weekday is the latest such day that is not after `today`; `-N` is N days before it.
    ///
    /// - Throws: `InputError` that lists the forms.
    package init(parsing text: String, today: CivilDate) throws(InputError) {
        let lowered = text.lowercased()
        if let date = CivilDate(iso: lowered) {
            guard Self.typedYears.contains(date.components.year) else {
                throw InputError(
                    "\(date) is not between \(Self.typedYears.lowerBound) and \(Self.typedYears.upperBound)",
                    hint: "check the year")
            }
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
            throw InputError(
                "'\(text)' is not a date",
                hint: "write 2026-12-01, today, yesterday, a weekday such as mon, or -1 for the day before today")
        }
    }
}
