import CivilTime

extension Rules {
    /// An entry to take back, and the entries that its effect hangs on.
    package struct UndoSubject: Sendable, Equatable {
        /// What somebody asks to undo.
        package let entry: Entry
        /// The entry that will count or no longer count: `entry` itself, or what an undo was about.
        package let affected: Entry
        /// The entry of a closed week that `affected` corrects; nil where it corrects none.
        package let corrected: Entry?

        package init(entry: Entry, affected: Entry, corrected: Entry? = nil) {
            self.entry = entry
            self.affected = affected
            self.corrected = corrected
        }
    }

    /// Takes back what an entry did: voids it, or, where the entry is itself an undo, undoes that.
    package func undo(_ subject: UndoSubject, reason: String = "") throws(Refusal) -> Event {
        let entry = subject.entry
        let affected = subject.affected
        switch entry.event {
        case .contract:
            throw Refusal(
                rule: .contractEntry, "entry \(entry.shortID) records the contract and cannot be undone",
                hint: "change content/engagement.yaml; the next write records the change")
        case .week(.closed(let event)):
            throw Refusal(
                rule: .weekEntry, "closing a week cannot be undone",
                hint: "reopen the week, with a reason: \(.reopenWeek(event.week))")
        case .week(.reopened(let event)):
            throw Refusal(
                rule: .weekEntry, "reopening a week cannot be undone",
                hint: "close the week again: \(.closeWeek(event.week, confirmsIncomplete: false))")
        case .entry(.voided):
            guard state.voided[affected.id]?.id == entry.id else { throw overtaken(entry) }
            try checkTime(of: subject, returns: true)
            return .entry(.restored(EntryRestored(target: affected.id)))
        case .entry(.restored):
            guard state.voided[affected.id] == nil else { throw overtaken(entry) }
            try checkTime(of: subject, returns: false)
            return .entry(.voided(EntryVoided(target: affected.id, reason: reason)))
        default:
            if let voiding = state.voided[entry.id] {
                throw Refusal(
                    rule: .alreadyUndone, "entry \(entry.shortID) is undone already, by \(voiding.shortID)",
                    hint: "to bring it back: \(.undo(voiding.shortID))")
            }
            try checkTime(of: subject, returns: false)
            return .entry(.voided(EntryVoided(target: entry.id, reason: reason)))
        }
    }

    /// Time counts or does not as its week says, and no entry is left with less than nothing.
    private func checkTime(of subject: UndoSubject, returns: Bool) throws(Refusal) {
        guard case .time(let time) = subject.affected.event else { return }
        try checkOpen(forUndoOf: subject.affected, time)
        if state.corrected[subject.affected.id] != nil {
            throw Refusal(
                rule: .correctedEntry,
                "entry \(subject.affected.shortID) was corrected, and the correction needs it",
                hint: "undo the correction first; \(.listEntries(.timeLogged)) lists it")
        }
        guard let corrected = subject.corrected else { return }
        let left = left(of: corrected) + (returns ? time.minutes : .zero - time.minutes)
        guard left >= .zero else {
            throw Refusal(
                rule: .correctsTooMuch,
                "without entry \(subject.affected.shortID) the corrections take more than entry \(corrected.shortID) has",
                hint: "undo the other corrections first")
        }
    }

    /// What corrections have left of an entry.
    func left(of entry: Entry) -> Minutes {
        guard case .time(let time) = entry.event else { return .zero }
        return state.corrected[entry.id] ?? (state.voided[entry.id] == nil ? time.minutes : .zero)
    }

    private func overtaken(_ entry: Entry) -> Refusal {
        Refusal(
            rule: .alreadyUndone, "a later entry has already taken back what \(entry.shortID) did",
            hint: "\(.listEntries(nil)) shows the order")
    }
}
