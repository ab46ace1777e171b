/// A day of the civil calendar: year, month and day, with no time and no time zone.
///
/// The same value in Sydney, Kiritimati and Los Angeles, so an entry never changes its day
/// when it is read elsewhere. Proleptic Gregorian, years 1 to 9999.
///
///     CivilDate(iso: "2026-12-01")?.weekday      // .tuesday
///     CivilDate(2026, 2, 28).adding(days: 1)     // 2026-03-01
package struct CivilDate: Hashable, Sendable {
    /// Days since 1970-01-01, which is 0.
    package let dayNumber: Int

    /// The first and the last date: 0001-01-01 and 9999-12-31.
    private static let possible = -719_162...2_932_896

    /// The date of a day number, or the first or last one where the number is out of range: no arithmetic leaves the
    /// years that can be written.
    package init(dayNumber: Int) {
        self.dayNumber = min(max(dayNumber, Self.possible.lowerBound), Self.possible.upperBound)
    }

    /// The date of a year, month and day that are known to be valid.
    package init(_ year: Int, _ month: Int, _ day: Int) {
        precondition(Self.isValid(year, month, day), "no such date: \(year)-\(month)-\(day)")
        self.init(dayNumber: Self.dayNumber(year, month, day))
    }

    /// The date of a year, month and day, or nil if there is no such date.
    package init?(year: Int, month: Int, day: Int) {
        guard Self.isValid(year, month, day) else { return nil }
        self.init(dayNumber: Self.dayNumber(year, month, day))
    }

    /// The date written as ISO 8601's `YYYY-MM-DD`, or nil if the text is not a date.
    package init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
            return nil
        }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            Self.isValid(year, month, day)
        else { return nil }
        self.init(dayNumber: Self.dayNumber(year, month, day))
    }

    /// The date `days` later, or earlier where negative.
    package func adding(days: Int) -> CivilDate {
        let (sum, overflows) = dayNumber.addingReportingOverflow(days)
        return CivilDate(dayNumber: overflows ? (days < 0 ? .min : .max) : sum)
    }

    /// How many days `other` lies after this date; negative where it lies before.
    package func days(until other: CivilDate) -> Int {
        other.dayNumber - dayNumber
    }

    package var weekday: Weekday {
        // 1970-01-01 was a Thursday, the fourth day of ISO 8601's week.
        let index = ((dayNumber + 3) % 7 + 7) % 7
        return Weekday.allCases[index]
    }

    /// The Monday of this date's week.
    package var monday: CivilDate { adding(days: 1 - weekday.rawValue) }

    /// The week of ISO 8601 that holds this date, `2026-W49`; a week belongs to the year of its Thursday.
    package var isoWeek: String {
        let thursday = monday.adding(days: 3)
        let year = thursday.components.year
        let week = CivilDate(year, 1, 1).days(until: thursday) / 7 + 1
        return "\(year)-W\(week < 10 ? "0" : "")\(week)"
    }

    /// Year, month and day, by Howard Hinnant's `civil_from_days`.
    package var components: (year: Int, month: Int, day: Int) {
        let z = dayNumber + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// Returns the days since 1970-01-01, by Howard Hinnant's `days_from_civil`; a day past the month's end counts on.
    package static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func isValid(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        guard (1...9999).contains(year), (1...12).contains(month) else { return false }
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...length[month - 1]).contains(day)
    }
}

/// A day of the week, numbered as ISO 8601 does: Monday is 1.
package enum Weekday: Int, CaseIterable, Hashable, Sendable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    /// The English name in lower case: `monday`.
    package var name: String { String(describing: self) }

    /// The English name as in a sentence: `Monday`.
    package var title: String { name.prefix(1).uppercased() + name.dropFirst() }

    /// The weekday of a full name or its first three letters, in any case.
    package init?(name: some StringProtocol) {
        let lowered = name.lowercased()
        guard let found = Self.allCases.first(where: { $0.name == lowered || $0.name.prefix(3) == lowered })
        else { return nil }
        self = found
    }
}

extension CivilDate: Comparable, CustomStringConvertible {
    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.dayNumber < right.dayNumber
    }

    /// ISO 8601: `2026-12-01`.
    package var description: String {
        let (year, month, day) = components
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// For people: `Tue 1 Dec 2026`.
    package var spelled: String {
        let (year, month, day) = components
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(weekday.title.prefix(3)) \(day) \(months[month - 1]) \(year)"
    }
}

extension CivilDate: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CivilDate(iso: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a date")
        }
        self = date
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
