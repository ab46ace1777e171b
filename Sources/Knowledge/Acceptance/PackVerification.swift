package import Archive
package import Fingerprint

/// What is wrong with an acceptance pack, checked with nothing but the pack.
package struct PackVerification: Sendable, Equatable {
    package enum Difference: Sendable, Equatable {
        /// The file isn't the one that was signed.
        case changed(String)
        case missing(String)
        /// The file wasn't in the pack when it was signed.
        case added(String)
        /// The archive's record of the file's name, size or checksum was changed.
        case record(String)
        /// The record at the end of the archive was changed.
        case end
    }

    package enum Signature: Sendable, Equatable {
        case valid
        /// The list of sums or the signature was changed, or another key signed it.
        case invalid
        /// The pack has no readable signature or key.
        case missing
    }

    /// By path.
    package let differences: [Difference]
    package let signature: Signature
    /// The key in the pack, if it has a readable one.
    package let key: PublicKey?
    package let description: PackDescription?
    /// The SHA-256 of `pack.json` as it is in the pack.
    package let fingerprint: Fingerprint?
    package let files: [ArchivedFile]

    /// Whether every byte is as it was signed by the key in the pack.
    ///
    /// Whether that key is the supplier's is another question: somebody who changes everything signs with a key of
    /// their own.
    package var isSound: Bool { differences.isEmpty && signature == .valid && description != nil }

    /// Checks the bytes of a pack's ZIP file.
    ///
    /// - Throws: `ArchiveError.unreadable` if it isn't an archive that Workbook wrote.
    package init(archive bytes: [UInt8]) throws(ArchiveError) {
        let readings = try ZIPReader.readings(of: bytes).map { reader in
            PackVerification(files: reader.files, records: reader.damaged.compactMap(Self.difference))
        }
        // If the archive's two lists disagree about a name, the sums know which one is right.
        guard let best = readings.min(by: { $0.differences.count < $1.differences.count }) else { throw .unreadable }
        self = best
    }

    private static func difference(_ part: ZIPPart) -> Difference? {
        switch part {
        // The sums find it.
        case .contents: nil
        case .header(let path): .record(path)
        case .end: .end
        }
    }

    /// Checks the files of a pack that was unpacked.
    package init(files: [ArchivedFile]) { self.init(files: files, records: []) }

    private init(files: [ArchivedFile], records: [Difference]) {
        self.files = files
        let byPath = Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
        let sums = byPath[Pack.Name.sums]
        key = byPath[Pack.Name.key].flatMap { PublicKey(pem: String(decoding: $0, as: UTF8.self)) }
        if let sums, let key, let signature = byPath[Pack.Name.signature] {
            self.signature = key.isValid(signature, of: sums) ? .valid : .invalid
        } else {
            signature = .missing
        }
        let described = byPath[Pack.Name.description]
        description = described.flatMap(PackDescription.init(bytes:))
        fingerprint = described.map { Fingerprint(of: $0) }
        differences = Self.differences(of: byPath, from: sums).sorted { $0.path < $1.path } + records
    }

    private static func differences(of files: [String: [UInt8]], from sums: [UInt8]?) -> [Difference] {
        let unlisted: Set = [Pack.Name.sums, Pack.Name.signature, Pack.Name.key]
        var found = unlisted.subtracting(files.keys).map { Difference.missing($0) }
        guard let sums else { return found }
        var listed: Set<String> = []
        for line in String(decoding: sums, as: UTF8.self).split(separator: "\n") {
            guard line.utf8.count > 66, line.dropFirst(64).hasPrefix("  ") else {
                found.append(.changed(Pack.Name.sums))
                continue
            }
            let path = String(line.dropFirst(66))
            guard listed.insert(path).inserted else { continue }
            if let bytes = files[path] {
                if Fingerprint(of: bytes).hex != line.prefix(64) { found.append(.changed(path)) }
            } else {
                found.append(.missing(path))
            }
        }
        return found + files.keys.filter { !listed.contains($0) && !unlisted.contains($0) }.map { .added($0) }
    }
}

extension PackVerification.Difference {
    /// The file that it is about; empty for the archive itself.
    package var path: String {
        switch self {
        case .changed(let path), .missing(let path), .added(let path), .record(let path): path
        case .end: ""
        }
    }
}
