import CivilTime
import Content
package import Engagement
import FoundationEssentials
import Knowledge
package import Ledger

/// A rehearsal of a response file, and what importing it does.
package struct ImportedRehearsal: Sendable {
    package let rehearsal: RehearsalRecorded
    /// Whether the document's text has changed since.
    package let isOlder: Bool
    /// Whether the ledger has it already.
    package let isKnown: Bool
    /// The entry that records it; nil in a dry run.
    package internal(set) var receipt: Receipt?

    /// The id of the write.
    package var operation: String? { receipt?.entry.operation }
}

extension Workspace {
    /// Records the rehearsals of a response file, all or none, and each only once however often it is imported.
    ///
    /// - Parameters:
    ///   - path: The file that the site's rehearsal form saved.
    ///   - isDryRun: Whether to record nothing.
    package func importRehearsals(
        _ path: String, isDryRun: Bool, by name: String
    ) async throws -> [ImportedRehearsal] {
        let path = surroundings.absolute(path)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw WorkspaceError.input("\(path) cannot be read", hint: "check the name of the file")
        }
        return try await importRehearsals(Array(data), named: path, isDryRun: isDryRun, by: name)
    }

    /// Records the rehearsals of a response that is in memory.
    ///
    /// - Parameter path: What errors call the response.
    package func importRehearsals(
        _ bytes: [UInt8], named path: String, isDryRun: Bool, by name: String
    ) async throws -> [ImportedRehearsal] {
        let rehearsals = try RehearsalResponse.read(Data(bytes), path: path)
        let knowledge = try knowledge()
        let proof = Proof(knowledge.state, documents: knowledge.documents)
        for rehearsal in rehearsals {
            let document = try knowledge.documents.named(rehearsal.document.document)
            guard document.kind == .runbook else { throw notRunbook(document) }
        }
        let contract = try contract()
        let moment = surroundings.now()
        let ledger = try existingLedger()
        var imported = try rehearsals.map { rehearsal in
            // Asked before anything is written, so that a dry run finds what a rule refuses.
            _ = try Rules(contract: contract, state: knowledge.state, today: moment.date).recordRehearsal(rehearsal)
            return ImportedRehearsal(
                rehearsal: rehearsal, isOlder: !proof.isCurrent(rehearsal.document),
                isKnown: try ledger?.entry(ofOperation: rehearsal.operation) != nil)
        }
        guard !isDryRun else { return imported }
        let steps: [WriteStep] = rehearsals.map { rehearsal in
            (
                write: Write(operation: rehearsal.operation, actor: name, moment: moment, contract: contract),
                decide: { state in
                    try Rules(contract: contract, state: state, today: moment.date).recordRehearsal(rehearsal)
                }
            )
        }
        let receipts = try await BlockingThread.run { try openLedger().append(steps) }
        for index in imported.indices { imported[index].receipt = receipts[index] }
        return imported
    }
}
