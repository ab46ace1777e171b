/// A Quartz expression of a job's schedule: seconds, minutes, hours, day of month, month, day of week, and maybe a year.
package struct Quartz: Hashable, Sendable {
    package var fields: [String]

    private static let days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
    private static let dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// Fails unless the text has 6 or 7 fields and exactly one of the two day fields is `?`.
    package init?(_ text: String) {
        fields = text.split(separator: " ").map { $0.uppercased() }
        guard fields.count == 6 || fields.count == 7, (fields[3] == "?") != (fields[5] == "?"),
            fields.allSatisfy({ $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "*?/,-#".contains($0)) } })
        else { return nil }
    }

    /// The times of a day at which it runs, in minutes after midnight, if minutes and hours are plain numbers, lists,
    /// ranges or steps; nil for anything else.
    package var minutesOfDay: [Int]? {
        guard let minutes = Self.values(fields[1], in: 0...59), let hours = Self.values(fields[2], in: 0...23) else {
            return nil
        }
        return hours.flatMap { hour in minutes.map { hour * 60 + $0 } }
    }

    /// The expression in words, as in `every day at 09:00`, or nil for a form that has none here.
    ///
    /// The words exclude the time zone, which is another field: see `words(_:zone:)`.
    package var words: String? {
        guard fields.count == 6 || fields[6] == "*", fields[0] == "0", let day = dayWords else { return nil }
        if let hours = hourWords { return day == "every day" ? hours : hours + " " + day }
        guard let minutes = minutesOfDay, minutes.count <= 6 else { return nil }
        let times = minutes.map(Self.clock).joined(separator: ", ")
        return "\(day) at \(times)"
    }

    /// Returns a schedule in words with its time zone; the expression itself if it has no simple form.
    package static func words(_ expression: String, zone: String?) -> String {
        let words = Quartz(expression)?.words ?? "Quartz expression `\(expression)`"
        return words + " " + (zone ?? "UTC")
    }

    static func clock(_ minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        return (hour < 10 ? "0" : "") + "\(hour)" + (minute < 10 ? ":0" : ":") + "\(minute)"
    }

    /// `every hour`, `every 15 minutes`: what runs more than once a day at equal distances.
    private var hourWords: String? {
        let (minute, hour) = (fields[1], fields[2])
        if hour == "*" || hour == "0/1" || hour == "*/1" {
            if minute == "*" || minute == "0/1" || minute == "*/1" { return "every minute" }
            if let step = Self.step(minute, of: 60) { return "every \(step) minutes" }
            if let number = Int(minute) {
                return number == 0 ? "every hour" : "every hour at minute \(number)"
            }
            return nil
        }
        if let step = Self.step(hour, of: 24), let number = Int(minute) {
            return number == 0 ? "every \(step) hours" : "every \(step) hours at minute \(number)"
        }
        return nil
    }

    /// Returns the distance in a field such as `0/15`, if it divides the whole, so that all distances are equal.
    private static func step(_ field: String, of whole: Int) -> Int? {
        for prefix in ["0/", "*/"] where field.hasPrefix(prefix) {
            if let step = Int(field.dropFirst(2)), step > 1, whole % step == 0 { return step }
        }
        return nil
    }

    /// `every day`, `every Monday`, `on day 1 of every month`.
    private var dayWords: String? {
        let months: String
        if fields[4] == "*" {
            months = ""
        } else if let list = Self.values(fields[4], in: 1...12, names: Self.monthAbbreviations, first: 1) {
            months = " in " + list.map { Self.monthNames[$0 - 1] }.joined(separator: ", ")
        } else {
            return nil
        }
        if fields[5] == "?" {
            if fields[3] == "*" || fields[3] == "1/1" || fields[3] == "*/1" { return "every day" + months }
            if fields[3] == "L" { return "on the last day of every month" + months }
            guard let list = Self.values(fields[3], in: 1...31) else { return nil }
            let days = list.map(String.init).joined(separator: ", ")
            let noun = list.count == 1 ? "day" : "days"
            return months.isEmpty ? "on \(noun) \(days) of every month" : "on \(noun) \(days)" + months
        }
        if fields[5] == "*" { return "every day" + months }
        if fields[5] == "MON-FRI" || fields[5] == "2-6" { return "from Monday to Friday" + months }
        guard let list = Self.values(fields[5], in: 1...7, names: Self.days, first: 1) else { return nil }
        return "every " + list.map { Self.dayNames[$0 - 1] }.joined(separator: ", ") + months
    }

    private static var monthAbbreviations: [String] { monthNames.map { $0.prefix(3).uppercased() } }

    /// Returns the numbers of a field, sorted, or nil if it has another form.
    private static func values(
        _ field: String, in range: ClosedRange<Int>, names: [String] = [], first: Int = 0
    ) -> [Int]? {
        func number(_ text: Substring) -> Int? {
            let value = Int(text) ?? names.firstIndex(of: String(text)).map { $0 + first }
            return value.flatMap { range.contains($0) ? $0 : nil }
        }
        var result: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            var bounds = range
            let base = halves[0]
            if base == "*" {
                bounds = range
            } else if let dash = base.firstIndex(of: "-") {
                guard let low = number(base[..<dash]), let high = number(base[base.index(after: dash)...]), low <= high
                else { return nil }
                bounds = low...high
            } else {
                guard let low = number(base) else { return nil }
                bounds = low...(halves.count == 2 ? range.upperBound : low)
            }
            var step = 1
            if halves.count == 2 {
                guard let number = Int(halves[1]), number > 0 else { return nil }
                step = number
            }
            result.formUnion(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
        }
        return result.sorted()
    }
}
