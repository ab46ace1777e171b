package import CivilTime
import Content
package import Engagement
package import Ledger

extension Workspace {
    /// Finds the workbook in `folder`, or in the nearest folder at or above the current one.
    ///
    /// - Throws: `InvalidContent` if there is none, but a folder `content/`, where a contract is likely to have another
    ///   name; `WorkspaceError` otherwise; `WorkspaceError` if a folder can't be read.
    package static func find(_ folder: String? = nil, in surroundings: Surroundings) throws -> Workspace {
        let start = surroundings.absolute(folder ?? surroundings.directory)
        if try holdsContract(start) { return Workspace(root: start, in: surroundings) }
        if folder == nil {
            var folder = start[...]
            while let slash = folder.lastIndex(of: "/") {
                folder = folder[..<slash]
                if try holdsContract(String(folder)) { return Workspace(root: String(folder), in: surroundings) }
            }
        }
        if try FileSystem.holds(start + "/content") { throw InvalidContent(diagnostics: [.missingContract]) }
        throw WorkspaceError.input(
            "there is no workbook in \(start)",
            hint: "make one with \(.makeWorkbook), or name its folder with \(.give(.folder))")
    }

    private static func holdsContract(_ folder: String) throws -> Bool {
        try FileSystem.holds(folder + "/content/engagement.yaml")
    }

    /// Returns the contract as its file reads now.
    ///
    /// - Throws: `InvalidContent` with every diagnostic; `WorkspaceError` if a file can't be read.
    package func contract() throws -> Contract {
        let contract: Contract?
        let diagnostics: [Diagnostic]
        do {
            (contract, diagnostics) = try ContentFolder.readContract(at: root)
        } catch {
            throw WorkspaceError.file(
                "the contract cannot be read: \(error)", hint: "check the disk, and the rights on the file")
        }
        guard let contract else { throw InvalidContent(diagnostics: diagnostics) }
        return contract
    }

    /// Returns what the ledger holds, read in one transaction; nothing is created for a reader.
    ///
    /// Whatever shows more than one figure takes them all from one snapshot, so that they agree while another process
    /// writes.
    package func snapshot(asOf: CivilDate? = nil, withEntries: Bool = false) throws -> Snapshot {
        try existingLedger()?.snapshot(asOf: asOf, withEntries: withEntries) ?? .empty
    }

    /// Returns what the ledger adds up to.
    package func state() throws -> State { try snapshot().state }

    package var today: CivilDate { surroundings.now().date }

    /// Returns the status now, or at the end of `asOf`; of an earlier day with the contract of that day.
    package func report(asOf: CivilDate? = nil) throws -> StatusReport {
        try report(of: snapshot(asOf: asOf), asOf: asOf)
    }

    /// Returns the status by a snapshot of `asOf`.
    package func report(of snapshot: Snapshot, asOf: CivilDate?) throws -> StatusReport {
        let today = today
        let recorded = asOf.map { $0 < today } == true ? snapshot.state.contract : nil
        return StatusReport(
            contract: try recorded ?? contract(), state: snapshot.state, asOf: asOf ?? today, isDayOver: asOf != nil)
    }
}
