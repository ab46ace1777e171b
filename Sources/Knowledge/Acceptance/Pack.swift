package import Archive
package import Fingerprint

/// An acceptance pack: what the customer accepts, with the means to check it years later without any of our programs.
///
///     SHA256SUMS        the SHA-256 of every other file but the two below, as `sha256sum --check` reads it
///     SHA256SUMS.sig    the supplier's Ed25519 signature of SHA256SUMS, 64 bytes
///     public-key.pem    the key that the signature is checked with
///     pack.json         what the pack is about; its SHA-256 is the pack's fingerprint, which a sign-off names
///     response.json     the customer's answer, to be filled in
///     ...               what is accepted
package struct Pack: Sendable {
    package enum Name {
        package static let sums = "SHA256SUMS"
        package static let signature = "SHA256SUMS.sig"
        package static let key = "public-key.pem"
        package static let description = "pack.json"
        package static let response = "response.json"
    }

    /// Sorted by path.
    package let files: [ArchivedFile]
    package let description: PackDescription
    /// What a sign-off names: the SHA-256 of `pack.json`, which depends on everything that is accepted.
    package let fingerprint: Fingerprint

    /// Makes the pack of `contents`.
    ///
    /// - Parameters:
    ///   - describe: Describes the pack, given the fingerprint of its contents.
    ///   - addressed: Makes the files that name the pack's own fingerprint: the form and the response file.
    package init(
        of contents: [ArchivedFile], signedBy key: SigningKey, describe: (Fingerprint) -> PackDescription,
        addressed: (PackDescription, Fingerprint) throws -> [ArchivedFile]
    ) throws {
        description = describe(Self.fingerprint(of: contents))
        let described = ArchivedFile(path: Name.description, bytes: description.bytes)
        fingerprint = Fingerprint(of: described.bytes)
        let listed = (contents + [described] + (try addressed(description, fingerprint))).sorted { $0.path < $1.path }
        let sums = Array(listed.map { "\(Fingerprint(of: $0.bytes).hex)  \($0.path)\n" }.joined().utf8)
        files =
            (listed + [
                ArchivedFile(path: Name.sums, bytes: sums),
                ArchivedFile(path: Name.signature, bytes: try key.signature(of: sums)),
                ArchivedFile(path: Name.key, bytes: Array(key.publicKey.pem.utf8)),
            ]).sorted { $0.path < $1.path }
    }

    /// The fingerprint of files with their paths, in whatever order they are given.
    package static func fingerprint(of files: [ArchivedFile]) -> Fingerprint {
        Fingerprint(ofFields: files.sorted { $0.path < $1.path }.flatMap { [$0.path, Fingerprint(of: $0.bytes).hex] })
    }
}
