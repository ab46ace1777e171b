/// An amount of working time in whole minutes.
///
/// The contract counts in Days; the ledger counts in minutes, so that no sum ever rounds. This type
/// is the one place where the two meet: a Day is 8 working hours (contract, clause `day`), that is
/// 480 minutes, everywhere and always.
///
///     try Minutes(parsing: "1d 2h")     // 600
///     Minutes(600).description          // "1d 2h"
///     Minutes(60).inDays                // "0.125"
package struct Minutes: Hashable, Sendable {
    package static let perHour = 60
    /// A Day of the contract: 8 hours of 60 minutes.
    package static let perDay = 480

    package var count: Int

    package init(_ count: Int) {
        self.count = count
    }

    /// The time of so many Days of the contract.
    package static func days(_ days: Int) -> Minutes { Minutes(days * perDay) }

    /// The time of so many hours.
    package static func hours(_ hours: Int) -> Minutes { Minutes(hours * perHour) }

    /// Days as a decimal number without a trailing zero, rounded half up to a thousandth: `0.125`.
    ///
    /// For people to read; sums are made of minutes, never of this.
    package var inDays: String {
        let thousandths = (abs(count) * 1000 * 2 + Self.perDay) / (Self.perDay * 2)
        var fraction = String(thousandths % 1000)
        fraction = String(repeating: "0", count: 3 - fraction.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return (count < 0 ? "-" : "") + String(thousandths / 1000) + (fraction.isEmpty ? "" : "." + fraction)
    }
}

extension Minutes: CustomStringConvertible {
    /// Days, hours and minutes that add up exactly, as they may be typed: `13d 2h 15m`.
    package var description: String {
        guard count != 0 else { return "0h" }
        let amount = abs(count)
        let parts = [
            (amount / Self.perDay, "d"),
            (amount % Self.perDay / Self.perHour, "h"),
            (amount % Self.perHour, "m"),
        ]
        let text = parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined(separator: " ")
        return count < 0 ? "-" + text : text
    }
}

extension Minutes {
    /// The nearest whole hour that is not less, or not more.
    func roundedToHours(up: Bool) -> Minutes {
        let hours = Int((Double(count) / Double(Self.perHour)).rounded(up ? .up : .down))
        return .hours(hours)
    }

    /// Without spaces, for a command line: `13d2h15m`.
    package var compact: String { description.filter { $0 != " " } }
}

extension Minutes: Comparable, AdditiveArithmetic {
    package static let zero = Minutes(0)

    package static func < (left: Minutes, right: Minutes) -> Bool { left.count < right.count }

    package static func + (left: Minutes, right: Minutes) -> Minutes { Minutes(left.count + right.count) }

    package static func - (left: Minutes, right: Minutes) -> Minutes { Minutes(left.count - right.count) }
}

extension Minutes: Codable {
    package init(from decoder: any Decoder) throws {
        count = try decoder.singleValueContainer().decode(Int.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }
}
