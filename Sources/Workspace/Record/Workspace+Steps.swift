import CivilTime
package import Engagement
package import Ledger

extension Workspace {
    /// Records several decisions in one transaction, each on the state that the one before left: all of them, or none.
    ///
    /// The operation id of the first is the author's with `/1` at its end, and so on.
    package func record(by author: Author, steps: [(Rules) throws -> Event]) async throws -> [Receipt] {
        let contract = try contract()
        return try await BlockingThread.run {
            try openLedger().append(self.steps(steps, by: author, contract: contract))
        }
    }

    /// Returns the steps of a write that has several entries.
    func steps(_ steps: [(Rules) throws -> Event], by author: Author, contract: Contract) -> [WriteStep] {
        let operation = author.operation ?? surroundings.newOperation()
        let moment = surroundings.now()
        return steps.enumerated().map { index, decide in
            let write = Write(
                operation: "\(operation)/\(index + 1)", actor: author.name, moment: moment, contract: contract)
            return (
                write, { try decide(Rules(contract: contract, state: $0, today: moment.date, asker: author.name)) }
            )
        }
    }

    /// Takes back every entry that a request with this operation id recorded, the newest first, in one transaction.
    package func undo(operation: String, by author: Author) async throws -> [Receipt] {
        let ledger = try ledger()
        let entries = try ledger.entries().filter { $0.isRecorded(by: operation) }
        guard !entries.isEmpty else { throw Self.nothingToUndo }
        let subjects = try entries.reversed().map(ledger.undoSubject)
        return try await record(by: author, steps: subjects.map { subject in { try $0.undo(subject) } })
    }
}

extension Entry {
    /// Whether a request with this operation id recorded the entry, alone or as one of several.
    func isRecorded(by operation: String) -> Bool {
        self.operation == operation || self.operation.hasPrefix(operation + "/")
    }
}
