import CivilTime
package import Engagement

/// Two copies of a ledger that went separate ways, brought together: nothing is written yet.
///
/// The union of both, each operation once, in one order that depends on the entries alone. So it does not
/// matter who merges whom, in which order three copies meet, or how often. What both recorded on their own, as
/// the row of a file that was imported twice, is there as the one that did it first recorded it.
package struct Merge: Sendable {
    /// Every entry of both, in order, with new places in the chain.
    package let entries: [Entry]
    /// How many entries only the other copy had.
    package let added: Int
    /// The ledger would read differently than before.
    package let changesAnything: Bool
    /// What people should look at, in sentences.
    package let conflicts: [Hint]
    /// Time that stays out of closed weeks, in order.
    package let setAside: [SetAside]
    /// The head of the ledger that was read, so that nothing written since gets lost.
    let base: String?

    /// - Throws: `Refusal` where the copies belong to different engagements, or an entry of the other one could not
    ///   have been recorded; `LedgerFault` where they use one operation for different things.
    init(_ own: [Entry], with other: [Entry]) throws {
        try ForeignEntries.checkEngagement(of: own, and: other)
        let mine = Dictionary(own.map { ($0.operation, $0) }, uniquingKeysWith: { first, _ in first })
        let theirs = Dictionary(other.map { ($0.operation, $0) }, uniquingKeysWith: { first, _ in first })
        for entry in other {
            guard let same = mine[entry.operation] else { continue }
            guard same.event == entry.event else {
                throw LedgerFault(
                    "the copies disagree about what the operation '\(entry.operation)' did (entry \(entry.shortID))",
                    hint: "one of them was changed by hand: \(.verify)")
            }
        }
        let onlyTheirs = other.filter { mine[$0.operation] == nil }
        try ForeignEntries(onlyTheirs, among: own + onlyTheirs).check()
        let joined = own.map { Self.earlier($0, theirs[$0.operation] ?? $0) } + onlyTheirs
        let union = MergeOrder(joined + (try LateEntries(joined).missing())).sorted
        entries = try Self.chained(union)
        added = onlyTheirs.count
        base = own.last?.hash
        setAside = LateEntries.all(in: entries, unknownTo: Set(mine.keys))
        changesAnything = entries.last?.hash != own.last?.hash
        conflicts =
            MergeConflicts(
                own: own.filter { theirs[$0.operation] == nil }, other: onlyTheirs, before: State(own),
                otherBefore: State(other), after: State(entries),
                setAside: Set(setAside.map(\.entry.id)),
                times: union.reduce(into: [:]) { times, entry in
                    if case .time(let time) = entry.event { times[entry.id] = time }
                }
            ).all
    }

    /// The one of two records of an operation that was made first.
    private static func earlier(_ left: Entry, _ right: Entry) -> Entry {
        func key(_ entry: Entry) -> (Int, CivilDate, String) {
            (entry.moment.milliseconds, entry.moment.date, entry.actor)
        }
        return key(right) < key(left) ? right : left
    }

    /// The entries with their new places and hashes.
    private static func chained(_ entries: [Entry]) throws -> [Entry] {
        var chained: [Entry] = []
        for entry in entries {
            chained.append(
                try EntryCoding.entry(
                    sequence: chained.count + 1, operation: entry.operation, moment: entry.moment, actor: entry.actor,
                    event: entry.event, previousHash: chained.last?.hash ?? EntryCoding.noHash
                ).entry)
        }
        return chained
    }
}

/// The one order of a set of entries: by the time of recording, but nothing before what it refers to.
private struct MergeOrder {
    /// Where an entry belongs: later than everything smaller.
    private struct Place: Comparable {
        let milliseconds: Int
        /// How many entries stand between it and one that refers to nothing.
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
        // The contract of a write stands before the write, which has the same time.
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
