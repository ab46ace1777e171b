extension Rules {
    /// Takes back what an entry did: voids it, or, where the entry is itself an undo, undoes that.
    package func undo(_ entry: Entry, reason: String = "") throws(Refusal) -> Event {
        switch entry.event {
        case .contractRecorded:
            throw Refusal(
                rule: "contract-entry", "entry \(entry.shortID) records the contract and cannot be undone",
                hint: "change content/engagement.yaml; the next write records it as it then reads")
        case .entryVoided(let event):
            guard let voiding = state.voided[event.target], voiding.id == entry.id else {
                throw overtaken(entry)
            }
            return .entryRestored(EntryRestored(target: event.target))
        // An undo that is itself undone changes the same week.
        case .entryRestored(let event):
            guard state.voided[event.target] == nil else { throw overtaken(entry) }
            return .entryVoided(EntryVoided(target: event.target, reason: reason))
        default:
            if case .timeLogged(let time) = entry.event { try checkOpen(time.date) }
            if let voiding = state.voided[entry.id] {
                throw Refusal(
                    rule: "already-undone", "entry \(entry.shortID) is undone already, by \(voiding.shortID)",
                    hint: "to bring it back: workbook undo \(voiding.shortID)")
            }
            return .entryVoided(EntryVoided(target: entry.id, reason: reason))
        }
    }

    private func overtaken(_ entry: Entry) -> Refusal {
        Refusal(
            rule: "already-undone", "a later entry has already taken back what \(entry.shortID) did",
            hint: "workbook history shows the order")
    }
}
