import CivilTime
import Engagement

/// Puts a set of entries in order: by the time of recording, but no entry before one that it refers to.
struct MergeOrder {
    /// Where an entry belongs: later than everything smaller.
    private struct Place: Comparable {
        let milliseconds: Int
        /// How many entries are between it and one that refers to nothing.
        let depth: Int
        let id: String

        static func < (left: Place, right: Place) -> Bool {
            (left.milliseconds, left.depth, left.id) < (right.milliseconds, right.depth, right.id)
        }
    }

    private let entries: [Entry]
    private let byID: [String: Entry]

    init(_ entries: [Entry]) {
        self.entries = entries
        byID = Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var sorted: [Entry] {
        var places: [String: Place] = [:]
        return entries.map { (place(of: $0, &places), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func place(of entry: Entry, _ places: inout [String: Place]) -> Place {
        if let known = places[entry.id] { return known }
        var milliseconds = entry.moment.milliseconds
        // The contract of a write comes before the write, which has the same time.
        var depth = entry.event.kind == .contractRecorded ? 0 : 1
        if let referred = entry.event.refersTo, referred != entry.id, let target = byID[referred] {
            // A machine whose clock was behind does not undo what is not there yet.
            let before = place(of: target, &places)
            milliseconds = max(milliseconds, before.milliseconds)
            depth = milliseconds == before.milliseconds ? before.depth + 1 : depth
        }
        let place = Place(milliseconds: milliseconds, depth: depth, id: entry.id)
        places[entry.id] = place
        return place
    }
}

extension Event {
    /// The id of the entry that this event is about, if it is about one.
    fileprivate var refersTo: String? {
        switch self {
        case .entry(.voided(let event)): event.target
        case .entry(.restored(let event)): event.target
        case .change(.approved(let event)), .change(.declined(let event)): event.change
        case .risk(.closed(let event)): event.risk
        case .session(.cancelled(let event)): event.session
        case .session(.planned(let event)): event.moves
        case .time(let event): event.corrects
        default: nil
        }
    }
}
