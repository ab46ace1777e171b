package import CivilTime
package import Engagement

/// Time that a merge brought into a week after it was closed, and the entry that keeps the week as it was closed.
package struct SetAside: Sendable, Equatable {
    package let week: CivilDate
    package let closedBy: String
    /// The time entry.
    package let entry: Entry
    package let time: TimeLogged
    /// The entry that the merge added: an undo of the time, or, if the closing counted it, its restoration.
    package let keeping: Entry

    /// The time came in late; otherwise an undo of counted time did.
    package var isLateTime: Bool { keeping.event.kind == .entryVoided }
}

/// Finds the entries of a week that were recorded before its closing and that the closing did not know.
///
/// What is added depends on the pairs of a closing and an entry alone, not on what else has come in. So it is the same
/// in whichever order copies meet, and a later closing that counts the time is unaffected.
struct LateEntries {
    static let operationPrefix = "closing/"
    /// The program adds these entries; no person does.
    static let actor = "workbook merge"

    private let entries: [Entry]
    private let byID: [String: Entry]

    init(_ entries: [Entry]) {
        self.entries = entries
        byID = Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Returns the entries to add that `entries` does not hold yet.
    func missing() throws -> [Entry] {
        let operations = Set(entries.map(\.operation))
        var missing: [Entry] = []
        for entry in entries {
            guard case .week(.closed(let closing)) = entry.event, let counted = closing.counted else { continue }
            let known = Set(counted + (closing.disregarded ?? []))
            for id in touched(in: closing.week, before: entry, unknownTo: known) {
                let operation = "\(Self.operationPrefix)\(entry.id)/\(id)"
                guard !operations.contains(operation) else { continue }
                let event: Event =
                    counted.contains(id)
                    ? .entry(.restored(EntryRestored(target: id)))
                    : .entry(
                        .voided(
                            EntryVoided(target: id, reason: "\(closing.week.isoWeek) was closed when it came in")))
                missing.append(
                    try EntryCoding.entry(
                        sequence: 1, operation: operation, moment: entry.moment, actor: Self.actor, event: event,
                        previousHash: EntryCoding.noHash
                    ).entry)
            }
        }
        return missing
    }

    /// Returns the ids of the time entries of `week` that entries unknown to the closing log, undo or restore.
    private func touched(in week: CivilDate, before closing: Entry, unknownTo known: Set<String>) -> [String] {
        var ids: Set<String> = []
        for entry in entries where entry.moment.milliseconds < closing.moment.milliseconds {
            guard !known.contains(entry.id), !entry.operation.hasPrefix(Self.operationPrefix),
                let id = entry.timeEntry, case .time(let time)? = byID[id]?.event, time.date.monday == week
            else { continue }
            ids.insert(id)
        }
        return ids.sorted()
    }

    /// Returns what those entries of `merged` set aside, in order.
    static func all(in merged: [Entry], unknownTo operations: Set<String>) -> [SetAside] {
        let byID = Dictionary(merged.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return merged.compactMap { entry in
            guard entry.operation.hasPrefix(operationPrefix), !operations.contains(entry.operation),
                let target = entry.timeEntry, let subject = byID[target], case .time(let time) = subject.event,
                case .week(.closed(let closing))? = entry.operation.split(separator: "/").dropFirst().first
                    .flatMap({ byID[String($0)]?.event })
            else { return nil }
            return SetAside(
                week: closing.week, closedBy: closing.closedBy, entry: subject, time: time, keeping: entry)
        }
    }
}

extension Entry {
    /// The id of the time entry that the entry logs, undoes or restores.
    fileprivate var timeEntry: String? {
        switch event {
        case .time: id
        case .entry(.voided(let event)): event.target
        case .entry(.restored(let event)): event.target
        default: nil
        }
    }
}
