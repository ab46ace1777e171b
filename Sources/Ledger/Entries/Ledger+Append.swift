package import CivilTime
package import Engagement
import GRDB

/// Everything about a write but what it says.
package struct Write: Sendable {
    /// Made by the asker before the first try; repeating it is harmless.
    package var operation: String
    package var actor: String
    package var moment: Moment
    /// The contract as it reads now; recorded first where it differs from the last one recorded.
    package var contract: Contract

    /// - Precondition: `operation` and `actor` are not empty.
    package init(operation: String, actor: String, moment: Moment, contract: Contract) {
        self.operation = operation
        self.actor = actor
        self.moment = moment
        self.contract = contract
    }
}

/// What a write did; returned only when it is on disk.
package struct Receipt: Sendable {
    package let entry: Entry
    /// The state with the entry in it, and with everything that came since.
    package let state: State
    /// The state right behind the entry: what its writer was told, however often the write is repeated.
    package let stateThen: State
    /// The operation was recorded before; nothing was written this time.
    package let isRepeat: Bool
}

extension Ledger {
    /// Decides on the present state and appends the event, in one immediate transaction: no other
    /// writer can come between the decision and the entry.
    ///
    /// - Parameter decide: Returns the event, or throws a `Refusal`, and then nothing is written. Also
    ///   called to compare where the operation was recorded before.
    /// - Throws: The refusal, or a `LedgerFault`.
    package func append(_ write: Write, decide: (State) throws -> Event) throws -> Receipt {
        try writing([write.operation]) { try self.append(write, to: $0, decide: decide) }
    }

    /// Appends several events, each decided on the state that the one before left: all of them, or none.
    package func append(_ steps: [(write: Write, decide: (State) throws -> Event)]) throws -> [Receipt] {
        try writing(steps.map(\.write.operation)) { database in
            try steps.map { try self.append($0.write, to: database, decide: $0.decide) }
        }
    }

    /// Makes the ledger's first entry, the contract, where there is none; harmless to repeat.
    package func record(_ write: Write) throws {
        // Done where the ledger has the contract; an operation that recorded nothing left no trace to ask for.
        try writing(isDone: { try Self.state($0, .everything).contract == write.contract }) {
            _ = try self.recordContract(write, in: try Self.state($0, .everything), $0)
        }
    }

    /// Appends events that no rule is asked about, in one transaction: for the large ledgers of benchmarks.
    package func appendUndecided(_ writes: some Sequence<(Write, Event)>) throws {
        var lastHash = EntryCoding.noHash
        try writing(isDone: { try Self.head($0) == lastHash }) { database in
            let state = try Self.state(database, .everything)
            var sequence = state.entryCount
            lastHash = state.lastHash ?? EntryCoding.noHash
            for (write, event) in writes {
                sequence += 1
                let (entry, payload) = try EntryCoding.entry(
                    sequence: sequence, operation: write.operation, moment: write.moment, actor: write.actor,
                    event: event, previousHash: lastHash)
                try Self.insert(entry, payload: payload, in: database)
                lastHash = entry.hash
            }
        }
    }

    /// Runs `body` in a transaction that records `operations`.
    private func writing<Value>(
        _ operations: [String], _ body: (Database) throws -> Value
    ) throws -> Value {
        try writing(
            isDone: { database in
                try operations.allSatisfy {
                    try Bool.fetchOne(
                        database, sql: "SELECT EXISTS (SELECT 1 FROM entry WHERE operation = ?)", arguments: [$0])
                        ?? false
                }
            }, body)
    }

    private func append(_ write: Write, to database: Database, decide: (State) throws -> Event) throws -> Receipt {
        if let receipt = try repeated(write, database, decide: decide) { return receipt }
        var state = try Self.state(database, .everything)
        if try recordContract(write, in: state, database) { state = try Self.state(database, .everything) }
        let event = try Self.complete(try decide(state), database)
        let entry = try insert(event, of: write, operation: write.operation, behind: state, in: database)
        let after = try state.adding(entry) ?? Self.state(database, .everything)
        return Receipt(entry: entry, state: after, stateThen: after, isRepeat: false)
    }

    /// The receipt of an operation that is recorded already; it must ask for what it asked for then.
    private func repeated(
        _ write: Write, _ database: Database, decide: (State) throws -> Event
    ) throws -> Receipt? {
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT \(EntryCoding.columns) FROM entry WHERE operation = ?"),
            arguments: [write.operation])
        guard let row else { return nil }
        let entry = try EntryCoding.entry(row)
        let before = try Self.state(database, .before(sequence: entry.sequence))
        guard try decides(on: before, decide)?.asked == entry.event.asked else {
            throw LedgerFault(
                "the operation '\(entry.operation)' was used before, for something else (entry \(entry.shortID))",
                hint: "every write needs an operation id of its own; leave it out to have one made")
        }
        let then = try before.adding(entry) ?? Self.state(database, .before(sequence: entry.sequence + 1))
        return Receipt(
            entry: entry, state: try Self.state(database, .everything), stateThen: then, isRepeat: true)
    }

    /// The event that was decided on, or nil if a rule refuses it; an error is neither.
    private func decides(on state: State, _ decide: (State) throws -> Event) throws -> Event? {
        do {
            return try decide(state)
        } catch is Refusal {
            return nil
        }
    }

    /// Records the contract where it differs from the last one recorded; true where it did.
    private func recordContract(_ write: Write, in state: State, _ database: Database) throws -> Bool {
        guard state.contract != write.contract else { return false }
        _ = try insert(
            .contract(ContractRecorded(contract: write.contract)), of: write,
            operation: "contract/" + write.operation, behind: state, in: database)
        return true
    }

    private func insert(
        _ event: Event, of write: Write, operation: String, behind state: State, in database: Database
    ) throws -> Entry {
        // Time goes on within the ledger even where a clock went back or two writers asked at once, so the
        // order of the entries is the order of their times: what a merge sorts by.
        let last = try String.fetchOne(database, sql: "SELECT recorded_at FROM entry ORDER BY sequence DESC LIMIT 1")
        let earliest = last.flatMap { Moment(timestamp: $0, date: write.moment.date) }.map { $0.milliseconds + 1 }
        let moment = Moment(
            milliseconds: max(write.moment.milliseconds, earliest ?? write.moment.milliseconds), date: write.moment.date
        )
        let (entry, payload) = try EntryCoding.entry(
            sequence: state.entryCount + 1, operation: operation, moment: moment, actor: write.actor.inNormalForm,
            event: EntryCoding.inNormalForm(event), previousHash: state.lastHash ?? EntryCoding.noHash)
        try Self.insert(entry, payload: payload, in: database)
        return entry
    }

    static func insert(_ entry: Entry, payload: String, in database: Database) throws {
        try StoredRow(entry, payload: payload).insert(in: database)
    }
}
