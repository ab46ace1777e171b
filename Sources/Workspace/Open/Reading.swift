package import CivilTime
import Content
package import Engagement
import Ledger

/// Contract, state and entries, read in one transaction: what the pages of the tracker are made of.
package struct Reading: Sendable {
    /// The contract without change requests.
    package let signed: Contract
    package let report: StatusReport
    package let state: State
    /// Every entry, in the ledger's order.
    package let entries: [Entry]
    package let today: CivilDate

    /// The contract as approved change requests amend it.
    package var contract: Contract { report.contract }

    /// Returns the entries that a request with this operation id recorded, in order.
    package func entries(of operation: String) -> [Entry] {
        entries.filter { $0.isRecorded(by: operation) }
    }

    /// Returns whether an entry counts: no later entry took it back.
    package func counts(_ entry: Entry) -> Bool { state.voided[entry.id] == nil }
}

extension Workspace {
    /// Reads contract, state and entries together, on a thread that may wait for the disk.
    package func reading() async throws -> Reading {
        try await BlockingThread.run {
            let snapshot = try snapshot(withEntries: true)
            let signed = try contract()
            let today = today
            return Reading(
                signed: signed,
                report: StatusReport(contract: signed, state: snapshot.state, asOf: today, isDayOver: false),
                state: snapshot.state, entries: snapshot.entries, today: today)
        }
    }

    /// Returns what an error means to the person who meets it.
    package static func explanation(of error: any Error) -> Explanation {
        if let error = error as? any Explained { return error.explanation }
        if let error = error as? InvalidContent, let first = error.diagnostics.first {
            let place = first.line.map { "\(first.file):\($0)" } ?? first.file
            return Explanation(.storage, "\(place): \(first.summary)", hint: Hint(first.hint))
        }
        return Explanation(.storage, "the request failed: \(error)", hint: "try again; nothing was recorded")
    }
}
