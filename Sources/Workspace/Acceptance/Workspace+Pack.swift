import Archive
import CivilTime
package import Content
import Engagement
package import Fingerprint
import FoundationEssentials
import Knowledge
import Ledger
import LedgerSQLite
import Pages
import Publishing
import Reports

/// An acceptance pack that was made and written.
package struct WrittenPack: Sendable {
    /// The ZIP file.
    package let path: String
    package let fingerprint: Fingerprint
    package let fileCount: Int
    package let byteCount: Int
    package let key: PublicKey
    /// Where the key is kept, if it was made for this pack.
    package let newKey: String?
    /// Whether the file was there already, with the same bytes.
    package let isSame: Bool
    /// The gaps that the customer sees in it.
    package let gapCount: Int
}

extension Workspace {
    /// Makes an acceptance pack of the customer's edition, and writes it as one ZIP file.
    ///
    /// The same workbook makes the same bytes. Nothing is written while the content has an error.
    ///
    /// - Parameters:
    ///   - output: The file; nil for one named after the engagement and the day, in the current folder.
    ///   - keyFile: Where the signing key is; nil for the usual place.
    /// - Throws: `InvalidContent` with every error of the content.
    package func makePack(to output: String?, keyFile: String?, workers: Workers = .all) throws -> WrittenPack {
        try makePack(keyFile: keyFile, workers: workers) { name, _ in surroundings.absolute(output ?? name + ".zip") }
    }

    /// - Parameter place: Returns the path of the file, from its usual name without the ending, and its bytes.
    func makePack(
        keyFile: String?, workers: Workers = .all, at place: (_ name: String, _ bytes: [UInt8]) throws -> String
    ) throws -> WrittenPack {
        let assembly = SiteAssembly(workspace: self, workers: workers)
        let today = try assembly.today()
        let result = try assembly.make(.customer)
        let contents = try PackContents(of: self, result, today: today)
        let errors = (result.diagnostics + contents.leaks(workers: workers)).filter { $0.severity == .error }
        guard errors.isEmpty else { throw InvalidContent(diagnostics: errors) }
        let contract = result.report.contract.shownToCustomer
        let keyFile = try SigningKeyFile(keyFile, in: surroundings)
        let (key, isNew) = try keyFile.keyOrNew()
        let pack = try Pack(
            of: contents.files, signedBy: key,
            describe: { fingerprint in
                PackDescription(
                    engagement: contract.id, title: contract.title, customer: contract.customer,
                    supplier: contract.supplier, madeOn: today, ledger: contents.head, contents: fingerprint)
            },
            addressed: { _, fingerprint in
                let form = AcceptanceForm(contract, pack: fingerprint.hex, madeOn: today.spelled)
                return form.files.map { ArchivedFile(path: "acceptance/" + $0.path, bytes: $0.bytes) }
                    + [
                        ArchivedFile(
                            path: "acceptance/" + Pack.Name.response,
                            bytes: AcceptanceResponse(to: fingerprint.hex, of: contract).bytes),
                        ArchivedFile(
                            path: "READ-ME.txt",
                            bytes: Array(PackContents.readMe(contract, fingerprint, key.publicKey).utf8)),
                    ]
            })
        let bytes = try ZIPWriter.bytes(of: pack.files)
        let path = try place("\(contract.id)-\(today)", bytes)
        return WrittenPack(
            path: path, fingerprint: pack.fingerprint, fileCount: pack.files.count, byteCount: bytes.count,
            key: key.publicKey, newKey: isNew ? keyFile.path : nil, isSame: try Self.write(bytes, to: path),
            gapCount: contents.gapCount)
    }

    /// Writes a file that another one of the same bytes may have the name of, and waits until it is on disk.
    ///
    /// - Returns: Whether the file was there.
    private static func write(_ bytes: [UInt8], to path: String) throws -> Bool {
        if try FileSystem.holds(path) {
            guard [UInt8](try Data(contentsOf: URL(filePath: path))) == bytes else {
                throw WorkspaceError.input(
                    "\(path) exists already, and is another pack", hint: "name another file with \(.give(.outputFile))")
            }
            return true
        }
        try FileSet([FileSet.File(path: path, before: nil, after: bytes)]).write()
        return false
    }
}
