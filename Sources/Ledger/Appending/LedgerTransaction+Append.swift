import CivilTime
import Engagement

extension LedgerTransaction {
    /// Decides on each step and records its event, one after the other.
    package func append(_ steps: [WriteStep]) throws -> [Receipt] {
        try steps.map { try append($0.write, decide: $0.decide) }
    }

    /// Records the contract of `write` if it differs from the last one recorded.
    package func record(_ write: Write) throws {
        _ = try recordContract(of: write, in: state(.everything))
    }

    /// Whether every operation is recorded.
    package func holds(_ operations: [String]) throws -> Bool {
        try operations.allSatisfy { try entry(ofOperation: $0) != nil }
    }

    private func append(_ write: Write, decide: (State) throws -> Event) throws -> Receipt {
        if let receipt = try repeated(write, decide: decide) { return receipt }
        var state = try state(.everything)
        if try recordContract(of: write, in: state) { state = try self.state(.everything) }
        let event = try completed(decide(state))
        let entry = try insert(event, of: write, operation: write.operation, after: state)
        let after = try state.adding(entry) ?? self.state(.everything)
        return Receipt(entry: entry, state: after, stateThen: after, isRepeat: false)
    }

    /// Returns the receipt of an operation that is recorded already, or nil if it is new.
    ///
    /// - Throws: `LedgerError` if the operation was used for something else.
    private func repeated(_ write: Write, decide: (State) throws -> Event) throws -> Receipt? {
        guard let entry = try entry(ofOperation: write.operation) else { return nil }
        let before = try state(.before(sequence: entry.sequence))
        guard try decision(on: before, decide)?.asked == entry.event.asked else {
            throw LedgerError(
                "the operation '\(entry.operation)' was used before, for something else (entry \(entry.shortID))",
                hint: "every write needs its own operation id; leave it out to have one made")
        }
        let then = try before.adding(entry) ?? state(.before(sequence: entry.sequence + 1))
        return Receipt(entry: entry, state: try state(.everything), stateThen: then, isRepeat: true)
    }

    /// The event that was decided on, or nil if a rule refuses it; an error is neither.
    private func decision(on state: State, _ decide: (State) throws -> Event) throws -> Event? {
        do {
            return try decide(state)
        } catch is Refusal {
            return nil
        }
    }

    /// Records the contract if it differs from the last one recorded; returns whether it did.
    private func recordContract(of write: Write, in state: State) throws -> Bool {
        guard state.contract != write.contract else { return false }
        _ = try insert(
            .contract(ContractRecorded(contract: write.contract)), of: write,
            operation: "contract/" + write.operation, after: state)
        return true
    }

    private func insert(_ event: Event, of write: Write, operation: String, after state: State) throws -> Entry {
        // Time moves forward within the ledger even if a clock was put back or two writers asked at once. So the order
        // of the entries is the order of their times, which a merge sorts by.
        let last = try lastTimestamp().flatMap { Moment(timestamp: $0, date: write.moment.date) }
        let earliest = last.map { $0.milliseconds + 1 } ?? write.moment.milliseconds
        let moment = Moment(
            milliseconds: max(write.moment.milliseconds, earliest), date: write.moment.date)
        let (entry, payload) = try EntryCoding.entry(
            sequence: state.entryCount + 1, operation: operation, moment: moment, actor: write.actor.inNormalForm,
            event: EntryCoding.inNormalForm(event), previousHash: state.lastHash ?? EntryCoding.noHash)
        try insert(StoredEntry(entry, payload: payload))
        return entry
    }

    /// The event with what the ledger knows: the closing of a week names the week's entries.
    ///
    /// With these a merge can tell the time that the closing counted from time that came in later.
    private func completed(_ event: Event) throws -> Event {
        guard case .week(.closed(var closing)) = event else { return event }
        let entries = try timeEntries(from: closing.week, through: closing.week.adding(days: 6))
        var isVoided: [String: Bool] = [:]
        for entry in entries {
            if let target = entry.target { isVoided[target] = entry.isUndo }
        }
        func counts(_ entry: TimeEntry) -> Bool { entry.target == nil && isVoided[entry.id] != true }
        closing.counted = entries.filter(counts).map(\.id)
        closing.disregarded = entries.filter { !counts($0) }.map(\.id)
        return .week(.closed(closing))
    }
}
