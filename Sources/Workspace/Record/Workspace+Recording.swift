import CivilTime
package import Engagement
package import Ledger

/// Who makes a write, and the id that makes repeating it harmless.
package struct Author: Sendable {
    package let name: String
    /// The caller's own id of the write; nil to have one made.
    package let operation: String?

    package init(name: String, operation: String? = nil) {
        self.name = name
        self.operation = operation
    }
}

extension Workspace {
    /// Asks the rules inside the write transaction and records what they decide; returns only when it is on disk.
    ///
    /// Waits for other writers and for the disk on its own thread.
    package func record(
        by author: Author, decide: @escaping (Rules) throws -> Event
    ) async throws -> Receipt {
        let contract = try contract()
        let moment = surroundings.now()
        if author.operation?.isEmpty == true {
            throw WorkspaceError.input("the operation id is empty", hint: "\(.leaveOut(.operation)) to have one made")
        }
        let write = Write(
            operation: author.operation ?? surroundings.newOperation(), actor: author.name, moment: moment,
            contract: contract)
        return try await BlockingThread.run {
            try openLedger().append(write) { state in
                try decide(Rules(contract: contract, state: state, today: moment.date, asker: write.actor))
            }
        }
    }

    /// Makes the ledger, with the contract as its first entry, if there is none.
    ///
    /// - Returns: Whether it was made.
    package func makeLedger(by name: String) async throws -> Bool {
        try await BlockingThread.run {
            guard try existingLedger() == nil else { return false }
            try openLedger().record(
                Write(
                    operation: surroundings.newOperation(), actor: name, moment: surroundings.now(),
                    contract: try contract()))
            return true
        }
    }
}
