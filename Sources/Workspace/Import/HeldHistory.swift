import CivilTime
import Engagement

/// What of each time entry is held, and was held before each change since: an export may be older than the change
/// request that released its held time.
struct HeldHistory {
    /// The number of changes to look back over.
    private static let most = 200

    /// What was held when the ledger had `count` entries.
    private struct Point {
        let count: Int
        let held: [String: Minutes]
    }

    private let entries: [Entry]
    private let contract: Contract
    private var points: [Point] = []
    /// The lengths of the ledger that are not computed yet, the longest last.
    private var lengths: [Int]

    init(_ entries: [Entry], contract: Contract) {
        self.entries = entries
        self.contract = contract
        let changes = entries.indices.reversed().lazy.filter { Self.changesWhatIsHeld(entries[$0]) }.prefix(Self.most)
        lengths = changes.reversed() + [entries.count]
    }

    /// New time over a cap is held itself, and changes nothing about the time before it.
    private static func changesWhatIsHeld(_ entry: Entry) -> Bool {
        if case .time(let time) = entry.event { time.minutes < .zero } else { true }
    }

    /// Whether `minutes` of `entry` are held, or were.
    mutating func had(_ minutes: Minutes, of entry: Entry) -> Bool {
        func matches(_ point: Point) -> Bool {
            point.count >= entry.sequence && point.held[entry.id] ?? .zero == minutes
        }
        if points.contains(where: matches) { return true }
        while let length = lengths.popLast() {
            let prefix = Array(entries.prefix(length))
            let state = State(prefix)
            let then = length == entries.count ? contract : state.contract ?? contract
            let point = Point(count: length, held: HeldTime.byEntry(prefix, state: state, contract: then))
            points.append(point)
            if matches(point) { return true }
        }
        return false
    }
}
