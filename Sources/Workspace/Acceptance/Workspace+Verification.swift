import Archive
import Engagement
import Fingerprint
import FoundationEssentials
package import Knowledge

/// A pack that was checked, and whose key signed it.
package struct CheckedPack: Sendable {
    package enum Signer: Sendable, Equatable {
        /// The key whose fingerprint the caller gave, or the supplier's own on this machine.
        case expected
        case other
        /// There is nothing to compare the key with.
        case unknown
    }

    package let verification: PackVerification
    package let signer: Signer

    package var isSound: Bool { verification.isSound && signer != .other }

    /// The fingerprint of the pack, in hexadecimal digits.
    package var fingerprint: String? { verification.fingerprint?.hex }

    /// The fingerprint of the key in it.
    package var keyFingerprint: String? { verification.key?.fingerprint }
}

extension Workspace {
    /// The largest pack that is read, in bytes.
    private static let packLimit = 2 << 30

    /// Checks an acceptance pack: its ZIP file, or the folder that it was unpacked to.
    ///
    /// - Parameters:
    ///   - fingerprint: The fingerprint of the supplier's key, however its digits are grouped; nil to compare with this
    ///     machine's own key, if there is one.
    ///   - keyFile: Where this machine's key is; nil for the usual place.
    package static func checkPack(
        _ path: String, signedBy fingerprint: String?, keyFile: String?, in surroundings: Surroundings
    ) throws -> CheckedPack {
        let path = surroundings.absolute(path)
        let verification = try verification(ofPackAt: path)
        let expected =
            try fingerprint ?? SigningKeyFile.existing(keyFile, in: surroundings)?.publicKey.fingerprint
        let signer: CheckedPack.Signer =
            switch (expected, verification.key?.fingerprint) {
            case (nil, _): .unknown
            case (let expected?, let found?): digits(found) == digits(expected) ? .expected : .other
            case (_, nil): .other
            }
        return CheckedPack(verification: verification, signer: signer)
    }

    private static func digits(_ fingerprint: String) -> String {
        fingerprint.lowercased().filter { $0.isHexDigit }
    }

    private static func verification(ofPackAt path: String) throws -> PackVerification {
        guard try FileSystem.holds(path) else {
            throw WorkspaceError.input(
                "\(path) does not exist", hint: "name the ZIP file, or the folder it was unpacked to")
        }
        var isFolder = false
        _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        if isFolder { return PackVerification(files: try files(below: path)) }
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        guard size <= packLimit else { throw unreadable(path) }
        do throws(ArchiveError) {
            return try PackVerification(archive: [UInt8](contents(of: path)))
        } catch {
            throw unreadable(path)
        }
    }

    private static func contents(of path: String) -> Data {
        // A file that vanished meanwhile is reported as no pack.
        (try? Data(contentsOf: URL(filePath: path))) ?? Data()
    }

    private static func unreadable(_ path: String) -> WorkspaceError {
        WorkspaceError.input(
            "\(path) is not an acceptance pack, or was cut off or packed again by another program",
            hint: "ask for the file again, or unpack it and name the folder")
    }

    private static func files(below folder: String) throws -> [ArchivedFile] {
        var files: [ArchivedFile] = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let path = folder + "/" + name
            let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            // A link that leads elsewhere is no file of the pack; it counts as missing, or as added.
            if type == .typeDirectory { continue }
            files.append(
                ArchivedFile(
                    path: name,
                    bytes: type == .typeRegular ? [UInt8](try Data(contentsOf: URL(filePath: path))) : []))
        }
        return files
    }
}
