import CivilTime
package import Engagement

/// Two copies of a ledger that went separate ways, brought together; nothing is written yet.
///
/// It is the union of both, each operation once, in one order that depends on the entries alone. So it does not
/// matter which copy is merged into which, in which order three copies meet, or how often. If both recorded the same
/// operation, such as a row of a file that was imported twice, the entry of the copy that did it first is kept.
package struct Merge: Sendable {
    /// Every entry of both, in order, with new places in the chain.
    package let entries: [Entry]
    /// How many entries only the other copy had.
    package let added: Int
    /// Whether the ledger would read differently than before.
    package let changesAnything: Bool
    /// What people should look at, in sentences.
    package let conflicts: [Hint]
    /// Time that stays out of closed weeks, in order.
    package let setAside: [SetAside]
    /// The head of the ledger that was read, which a store compares so that nothing written since is lost.
    package let base: String?

    /// - Throws: `Refusal` if the copies belong to different engagements, or an entry of the other one could not
    ///   have been recorded; `LedgerError` if they use one operation for different things.
    package init(_ own: [Entry], with other: [Entry]) throws {
        try ForeignEntries.checkEngagement(of: own, and: other)
        let mine = Dictionary(own.map { ($0.operation, $0) }, uniquingKeysWith: { first, _ in first })
        let theirs = Dictionary(other.map { ($0.operation, $0) }, uniquingKeysWith: { first, _ in first })
        for entry in other {
            guard let same = mine[entry.operation] else { continue }
            guard same.event == entry.event else {
                throw LedgerError(
                    "the copies disagree about what the operation '\(entry.operation)' did (entry \(entry.shortID))",
                    hint:
                        "give each write its own operation id; if you did, one copy was changed by hand: \(.verify)"
                )
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

    /// Returns the one of two records of an operation that was made first.
    private static func earlier(_ left: Entry, _ right: Entry) -> Entry {
        func key(_ entry: Entry) -> (Int, CivilDate, String) {
            (entry.moment.milliseconds, entry.moment.date, entry.actor)
        }
        return key(right) < key(left) ? right : left
    }

    /// Returns the entries with their new places and hashes.
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

extension LedgerStore {
    /// Returns what this ledger and the copy in `other` make together.
    ///
    /// - Throws: `Refusal` if the copy belongs to another engagement or holds what no rule allows; `LedgerError` if it
    ///   does not verify, or disagrees about an operation.
    package func merging(_ other: any LedgerStore) throws -> Merge {
        try other.requireVerified()
        return try Merge(entries(), with: other.entries())
    }
}
