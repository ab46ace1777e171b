import CivilTime
import Engagement

/// Dates, clock times and durations as other programs write them.
enum SourceValues {
    /// How the dates of a file are read.
    enum DateForm: Equatable {
        /// All of them are ISO 8601, or a form was named, or only one form reads all of them.
        case known(WrittenDates?)
        /// Day and month can be told apart in no row.
        case ambiguous
    }

    /// A date without the time of day after it.
    static func day(_ text: String) -> String {
        guard let end = text.firstIndex(where: { $0 == " " || $0 == "T" }) else { return text }
        return String(text[..<end])
    }

    /// - Parameter named: The form that the importer named.
    static func form(of texts: [String], named: WrittenDates?) -> DateForm {
        if let named { return .known(named) }
        let others = texts.map(day).filter { !$0.isEmpty && CivilDate(iso: slashesAsHyphens($0)) == nil }
        guard !others.isEmpty else { return .known(nil) }
        let readable = [WrittenDates.dmy, .mdy].filter { form in
            // Dots separate days from months in that order only.
            (form == .dmy || !others.contains { $0.contains(".") }) && others.contains { form.date($0) != nil }
                && others.allSatisfy {
                    form.date($0) != nil || (WrittenDates.dmy.date($0) ?? WrittenDates.mdy.date($0)) == nil
                }
        }
        return readable.count > 1 ? .ambiguous : .known(readable.first)
    }

    static func date(_ text: String, _ form: DateForm) -> CivilDate? {
        let day = day(text)
        if let date = CivilDate(iso: slashesAsHyphens(day)) { return date }
        guard case .known(let written?) = form else { return nil }
        return written.date(day)
    }

    /// hledger and Timewarrior accept 2026/12/01, too.
    private static func slashesAsHyphens(_ text: String) -> String {
        text.utf8.count == 10 && text.utf8.first.map { $0 < UInt8(ascii: "3") } == true
            && text.dropFirst(4).first == "/"
            ? text.replacing("/", with: "-") : text
    }

    /// Seconds since midnight of `9:00`, `09:00:00` or `01:26:00 PM`.
    static func clock(_ text: String) -> Int? {
        var text = text.lowercased().filter { $0 != " " && $0 != "\u{202F}" && $0 != "\u{A0}" }
        var half: Int?
        for (mark, hours) in [("am", 0), ("pm", 12)] where text.hasSuffix(mark) {
            half = hours
            text = String(text.dropLast(2))
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { number($0) }
        guard (2...3).contains(parts.count), var hour = parts[0], let minute = parts[1],
            let second = parts.count == 3 ? parts[2] : 0, minute < 60, second < 60
        else { return nil }
        if let half {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + half
        }
        guard hour < 24 else { return nil }
        return (hour * 60 + minute) * 60 + second
    }

    /// At most 6 digits.
    private static func number(_ text: Substring) -> Int? {
        (1...6).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    /// The seconds of `01:30:00`, `1:30`, `1.5`, `1,5`, `1.50 h`, `90m` or `1h 30m`; a bare number is hours.
    static func seconds(_ text: String) -> Int? {
        var text = text.filter { $0 != "\u{A0}" }
        let isNegative = text.hasPrefix("-")
        if isNegative { text.removeFirst() }
        guard let amount = amount(text) else { return nil }
        return isNegative ? -amount : amount
    }

    private static func amount(_ text: String) -> Int? {
        if text.contains(":") {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { number($0) }
            guard (2...3).contains(parts.count), let hours = parts[0], let minutes = parts[1],
                let seconds = parts.count == 3 ? parts[2] : 0, minutes < 60, seconds < 60
            else { return nil }
            return (hours * 60 + minutes) * 60 + seconds
        }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
        let sizes = ["": 3600, "h": 3600, "m": 60, "min": 60, "s": 1]
        let unit = text[digits.endIndex...].filter { $0 != " " }.lowercased()
        if let size = sizes[unit] {
            let plain = digits.replacing(",", with: ".")
            guard !plain.isEmpty, plain.count(where: { $0 == "." }) <= 1, let value = Double(plain), value < 100_000
            else {
                return nil
            }
            // hledger writes 90 minutes as 1.49999999999999994 hours.
            return Int((value * Double(size)).rounded())
        }
        return (try? Minutes(parsing: text)).map { $0.count * 60 }
    }

    /// Whole minutes, or the nearest multiple of `step`.
    ///
    /// - Returns: Also what was rounded, in words; nil if nothing was.
    static func minutes(ofSeconds seconds: Int, written: String, step: Minutes) -> (Minutes, String?) {
        let size = max(step.count, 1) * 60
        guard !seconds.isMultiple(of: size) else { return (Minutes(seconds / 60), nil) }
        let steps = (Double(seconds) / Double(size)).rounded(.toNearestOrAwayFromZero)
        let minutes = Minutes(Int(steps) * max(step.count, 1))
        return (minutes, "'\(written)' rounded to \(minutes)")
    }
}
