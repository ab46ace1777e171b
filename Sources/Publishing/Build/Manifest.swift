import Content
import Fingerprint

/// `manifest.sha256`: the SHA-256 of every other file, as `sha256sum --check` reads it.
///
/// An acceptance of a site names the fingerprint of this file, and with it all others.
package enum Manifest {
    package static let path = "manifest.sha256"

    static func file(of files: [OutputFile], workers: Workers) -> OutputFile {
        OutputFile(path: path) {
            let files = files.sorted { $0.path < $1.path }
            let fingerprints = workers.map(files) { $0.fingerprint.hex }
            var bytes: [UInt8] = []
            for (file, fingerprint) in zip(files, fingerprints) {
                bytes += fingerprint.utf8
                bytes += "  ".utf8
                bytes += file.path.utf8
                bytes.append(UInt8(ascii: "\n"))
            }
            return bytes
        }
    }

    /// The SHA-256 of each file by its path, in hexadecimal, as `bytes` of a manifest tell.
    package static func fingerprints(in bytes: [UInt8]) -> [String: String] {
        let lines = String(decoding: bytes, as: UTF8.self).utf8.split(separator: UInt8(ascii: "\n"))
        let pairs = lines.filter { $0.count > 66 }.map {
            (String(Substring($0.dropFirst(66))), String(Substring($0.prefix(64))))
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
