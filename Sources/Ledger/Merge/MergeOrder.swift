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

    /// Returns the place of `entry`, after noting the places of the entries that it refers to.
    ///
    /// Entries that refer to each other in a circle, as only a forged ledger has them, are placed by their own times.
    private func place(of entry: Entry, _ places: inout [String: Place]) -> Place {
        var chain = [entry]
        var seen: Set = [entry.id]
        while let id = chain[chain.count - 1].event.refersTo, places[id] == nil, let target = byID[id],
            seen.insert(id).inserted
        {
            chain.append(target)
        }
        for entry in chain.reversed() where places[entry.id] == nil {
            places[entry.id] = Self.place(of: entry, after: entry.event.refersTo.flatMap { places[$0] })
        }
        return places[entry.id] ?? Self.place(of: entry, after: nil)
    }

    private static func place(of entry: Entry, after target: Place?) -> Place {
        // The contract of a write comes before the write, which has the same time.
        let depth = entry.event.kind == .contractRecorded ? 0 : 1
        let own = Place(milliseconds: entry.moment.milliseconds, depth: depth, id: entry.id)
        // A machine whose clock was behind does not undo what is not there yet.
        guard let target, own.milliseconds <= target.milliseconds else { return own }
        return Place(milliseconds: target.milliseconds, depth: target.depth + 1, id: entry.id)
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
        case .session(.held(let event)): event.session
        case .question(.asked(let event)): event.session
        case .question(.closed(let event)): event.asked
        case .acceptance(.evidenceAdded(let event)): event.subject.entry
        case .acceptance(.conditionMet(let event)): event.signOff
        case .time(let event): event.corrects
        default: nil
        }
    }
}
