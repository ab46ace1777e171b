import Fingerprint

/// `manifest.sha256`: the SHA-256 of every other file, as `sha256sum --check` reads it.
///
/// Whoever accepts a site accepts this file's fingerprint, and with it all of the others.
enum Manifest {
    static let path = "manifest.sha256"

    static func file(of files: [OutputFile]) -> OutputFile {
        let lines = files.sorted { $0.path < $1.path }.map { file in
            Fingerprint(of: file.bytes).hex + "  " + file.path + "\n"
        }
        return OutputFile(path: path, bytes: Array(lines.joined().utf8))
    }
}
