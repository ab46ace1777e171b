import Archive
import Content
import Engagement
import FoundationEssentials
import Glibc
package import Knowledge
import Ledger
import LedgerSQLite

/// A customer's own workbook that was made of a pack.
package struct AdoptedPack: Sendable {
    package let root: String
    package let description: PackDescription
    package let pageCount: Int
    /// The supplier's entries, which the new ledger begins with.
    package let entryCount: Int
}

extension Workspace {
    /// Makes the customer's own workbook of an acceptance pack.
    ///
    /// Its ledger begins with the supplier's entries as the pack has them, so that rehearsals and evidence go on
    /// counting; what is recorded later follows them in one chain. The signed pack is kept in `history/`.
    ///
    /// - Throws: `Refusal` if the pack isn't sound or the folder holds something.
    package static func adoptPack(
        _ pack: String, to folder: String, signedBy fingerprint: String?, in surroundings: Surroundings
    ) throws -> AdoptedPack {
        let checked = try checkPack(pack, signedBy: fingerprint, keyFile: nil, in: surroundings)
        // The supplier's key isn't on the customer's machine: another key there is no reason to refuse the pack.
        guard checked.verification.isSound, fingerprint == nil || checked.signer == .expected,
            let description = checked.verification.description
        else {
            throw Refusal(
                rule: .unsoundPack, "\(pack) is not as it was signed",
                hint: "\(.verifyPack(pack)) names each difference; ask the supplier for the pack again")
        }
        let root = surroundings.absolute(folder)
        guard try FileSystem.isMissingOrEmpty(root) else {
            throw Refusal(
                rule: .folderNotEmpty, "\(root) is not empty, and nothing in it is overwritten",
                hint: "name a folder that does not exist yet")
        }
        let files = checked.verification.files
        let pages = files.filter { $0.path.hasPrefix("content/") }
        let ledger = files.first { $0.path == "ledger/workbook.sqlite" }
        var written = pages.map { FileSet.File(path: root + "/" + $0.path, before: nil, after: $0.bytes) }
        written.append(.init(path: root + "/.gitignore", before: nil, after: Array("public/\n*.sqlite\n".utf8)))
        if let ledger {
            written.append(.init(path: root + "/workbook.sqlite", before: nil, after: ledger.bytes))
        }
        let kept = "\(root)/history/\(description.engagement)-\(description.madeOn)"
        do {
            written.append(.init(path: kept + ".zip", before: nil, after: try ZIPWriter.bytes(of: files)))
        } catch {
            throw WorkspaceError.input("\(pack) cannot be kept: \(error)", hint: "ask the supplier for the pack again")
        }
        try FileSet(written).write()
        chmod(kept + ".zip", 0o444)
        let workspace = Workspace(root: root, in: surroundings)
        let entries = try workspace.existingLedger().map { store in
            try store.requireVerified()
            return try store.entries().count
        }
        _ = try workspace.contract()
        return AdoptedPack(
            root: root, description: description, pageCount: pages.count { $0.path.hasSuffix(".md") },
            entryCount: entries ?? 0)
    }
}
