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

    /// What one entry, cap or plan may say: 190 years, as `Minutes(parsing:)` reads too.
    package static let recordable = -100_000_000...100_000_000
    /// What a sum may be: ten million entries of the most that one may say.
    ///
    /// No ledger comes near it, and a product with a thousand or with a number of days still fits into an integer. So
    /// no number in a file can stop the program.
    package static let possible = -1_000_000_000_000_000...1_000_000_000_000_000

    package let count: Int

    /// The time of so many minutes, or the nearest that is possible.
    package init(_ count: Int) {
        self.count = min(max(count, Self.possible.lowerBound), Self.possible.upperBound)
    }

    /// The time of so many Days of the contract.
    package static func days(_ days: Int) -> Minutes { Minutes(Minutes(days).count * perDay) }

    /// The time of so many hours.
    package static func hours(_ hours: Int) -> Minutes { Minutes(Minutes(hours).count * perHour) }

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

extension Minutes {
    /// In hours, for a length that isn't counted in days: `13h`, `12h 30m`.
    package var inHours: String {
        let amount = abs(count)
        let hours = "\(amount / Self.perHour)h"
        let rest = amount % Self.perHour
        return (count < 0 ? "-" : "") + (rest == 0 ? hours : "\(hours) \(rest)m")
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
    package func roundedToHours(up: Bool) -> Minutes {
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
        let container = try decoder.singleValueContainer()
        let count = try container.decode(Int.self)
        guard Self.recordable.contains(count) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(count) minutes are too many")
        }
        self.init(count)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }
}
