import CivilTime

/// How dates are written in a file, besides ISO 8601.
package enum WrittenDates: String, CaseIterable, Sendable {
    /// `16/12/2026`, `16.12.2026`.
    case dmy
    /// `12/16/2026`.
    case mdy
    /// A spreadsheet's day number: 46372 is 16 December 2026.
    case excel

    func date(_ text: String) -> CivilDate? {
        if self == .excel {
            // Day 60 is 29 February 1900, which Excel has and the calendar does not.
            guard let serial = Int(text), (61...2_958_465).contains(serial) else { return nil }
            return CivilDate(1899, 12, 30).adding(days: serial)
        }
        let parts = text.split(omittingEmptySubsequences: false) { "/.-".contains($0) }
        guard parts.count == 3, parts[2].utf8.count == 4, let first = Int(parts[0]), let second = Int(parts[1]),
            parts[0].utf8.count <= 2, parts[1].utf8.count <= 2
        else { return nil }
        let (day, month) = self == .dmy ? (first, second) : (second, first)
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return CivilDate(iso: "\(parts[2])-\(padded(month))-\(padded(day))")
    }
}
