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
    /// The state with the entry in it.
    package let state: State
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
        try LedgerFault.translating(path) {
            try queue.writeWithoutTransaction { database in
                var receipt: Receipt?
                try database.inTransaction(.immediate) {
                    receipt = try self.append(write, to: database, decide: decide)
                    return .commit
                }
                guard let receipt else { throw LedgerFault("nothing was recorded", hint: "try again") }
                return receipt
            }
        }
    }

    /// Makes the ledger's first entry, the contract, where there is none; harmless to repeat.
    package func record(_ write: Write) throws {
        try LedgerFault.translating(path) {
            try queue.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    var entries = try Self.entries(database)
                    try self.recordContract(write, behind: &entries, in: database)
                    return .commit
                }
            }
        }
    }

    private func append(_ write: Write, to database: Database, decide: (State) throws -> Event) throws -> Receipt {
        var entries = try Self.entries(database)
        if let index = entries.firstIndex(where: { $0.operation == write.operation }) {
            return try repeated(entries, at: index, decide: decide)
        }
        try recordContract(write, behind: &entries, in: database)
        let event = try decide(State(entries))
        let entry = try insert(event, of: write, operation: write.operation, behind: entries.last, in: database)
        entries.append(entry)
        return Receipt(entry: entry, state: State(entries), isRepeat: false)
    }

    /// A repeated operation must ask for what it asked for the first time.
    private func repeated(_ entries: [Entry], at index: Int, decide: (State) throws -> Event) throws -> Receipt {
        let before = State(entries[..<index])
        guard let event = try? decide(before), event == entries[index].event else {
            throw LedgerFault(
                "the operation '\(entries[index].operation)' was used before, for something else "
                    + "(entry \(entries[index].shortID))",
                hint: "every write needs an operation id of its own; leave it out to have one made")
        }
        return Receipt(entry: entries[index], state: State(entries), isRepeat: true)
    }

    private func recordContract(_ write: Write, behind entries: inout [Entry], in database: Database) throws {
        let last = entries.last { $0.event.kind == .contractRecorded }
        if case .contractRecorded(let recorded)? = last?.event, recorded.contract == write.contract { return }
        entries.append(
            try insert(
                .contractRecorded(ContractRecorded(contract: write.contract)), of: write,
                operation: "contract/" + write.operation, behind: entries.last, in: database))
    }

    private func insert(
        _ event: Event, of write: Write, operation: String, behind last: Entry?, in database: Database
    ) throws -> Entry {
        let (entry, payload) = try EntryCoding.entry(
            sequence: (last?.sequence ?? 0) + 1, operation: operation, moment: write.moment,
            actor: write.actor, event: event, previousHash: last?.hash ?? EntryCoding.noHash)
        try database.execute(
            sql: "INSERT INTO entry (\(EntryCoding.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                entry.sequence, entry.id, entry.operation, entry.moment.timestamp,
                entry.moment.date.description, entry.actor, event.kind.rawValue, payload, entry.previousHash,
                entry.hash,
            ])
        return entry
    }
}
