import CivilTime
import Engagement

/// A place across a drawing: hundredths of a percent of its width.
///
/// An integer, so that every machine writes the same digits.
struct Share: Comparable, Sendable {
    static let zero = Share(0)
    static let whole = Share(10_000)

    let count: Int

    init(_ count: Int) { self.count = count }

    /// As in `12.5%`.
    var percent: String {
        let digits = String(count % 100)
        let fraction = count % 100 == 0 ? "" : "." + String(repeating: "0", count: 2 - digits.utf8.count) + digits
        return String(count / 100) + fraction + "%"
    }

    static func < (left: Share, right: Share) -> Bool { left.count < right.count }

    static func - (left: Share, right: Share) -> Share { Share(left.count - right.count) }
}

/// The business days from left to right, each as wide as the next; a weekend takes no room.
struct ChartAxis {
    /// An axis is at most this many days long, so that a mistyped year does not stretch it without end.
    static let longest = 1830

    private let slots: [CivilDate]

    init(_ calendar: BusinessCalendar, from first: CivilDate, through last: CivilDate) {
        let last = min(max(first, last), first.adding(days: Self.longest))
        let days = (first.dayNumber...last.dayNumber).map { CivilDate(dayNumber: $0) }
        let business = days.filter(calendar.isBusinessDay)
        slots = business.isEmpty ? days : business
    }

    /// Where `date` ends; for a day off, where the business day before it does.
    func end(of date: CivilDate) -> Share { share(2 * count { $0 <= date }) }

    /// Where `date` begins.
    func start(of date: CivilDate) -> Share { share(2 * count { $0 < date }) }

    /// The middle of `date`.
    func middle(of date: CivilDate) -> Share { share(count { $0 <= date } + count { $0 < date }) }

    func contains(_ date: CivilDate) -> Bool {
        guard let first = slots.first, let last = slots.last else { return false }
        return first <= date && date <= last
    }

    /// The first business day of each week, and where it begins.
    var weeks: [(date: CivilDate, start: Share)] {
        slots.indices.filter { $0 == 0 || slots[$0].monday != slots[$0 - 1].monday }
            .map { (slots[$0], share(2 * $0)) }
    }

    /// The weeks that are named: all, or every so many, so that at most eight are.
    ///
    /// Of more than five, every second is minor, and left out where there is little room.
    var namedWeeks: [(date: CivilDate, start: Share, isMinor: Bool)] {
        var weeks = weeks
        // A short first week has no room for its name.
        if weeks.count > 2, (weeks[1].start - weeks[0].start).count * 2 < (weeks[2].start - weeks[1].start).count {
            weeks.removeFirst()
        }
        let step = (weeks.count + 7) / 8
        let named = stride(from: 0, to: weeks.count, by: max(1, step)).map { weeks[$0] }
        return named.enumerated().map { ($1.date, $1.start, named.count > 5 && $0 % 2 == 1) }
    }

    private func count(_ isBefore: (CivilDate) -> Bool) -> Int {
        // The days are in order, so the first that does not belong ends the search.
        var low = 0
        var high = slots.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(slots[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func share(_ halves: Int) -> Share { Share(halves * Share.whole.count / (2 * slots.count)) }
}

/// Time from the bottom of a drawing to its top.
struct TimeAxis {
    /// In pixels.
    let height: Int
    let ticks: [Minutes]

    /// Steps that read well: quarters of a Day, then Days by one, two and five.
    private static let steps =
        [60, 120, 240, 480, 960, 2400, 4800, 9600, 24_000, 48_000, 96_000, 240_000, 480_000].map { Minutes($0) }

    init(through most: Minutes, height: Int) {
        self.height = height
        let most = max(most, Minutes(1))
        let step = Self.steps.first { $0.count * 5 >= most.count } ?? Minutes((most.count + 4) / 5)
        ticks = (0...(most.count + step.count - 1) / step.count).map { Minutes($0 * step.count) }
    }

    /// Tenths of a pixel from the top.
    func tenths(_ minutes: Minutes) -> Int {
        let top = max(1, ticks.last?.count ?? 1)
        return height * 10 - (minutes.count * height * 10 + top / 2) / top
    }

    /// Pixels from the top.
    func pixels(_ minutes: Minutes) -> Int { (tenths(minutes) + 5) / 10 }
}

extension CivilDate {
    /// For the axis of a chart: `1 Dec`.
    var dayAndMonth: String { spelled.split(separator: " ").dropFirst().prefix(2).joined(separator: " ") }
}
