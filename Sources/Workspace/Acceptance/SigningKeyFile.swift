import Engagement
package import Fingerprint
import FoundationEssentials
import Glibc

/// The file that keeps the supplier's signing key, for all its engagements.
///
/// The key is made at the first use. The file is for its owner alone (mode 0600).
package struct SigningKeyFile: Sendable {
    package let path: String

    /// - Parameter path: Where the key is; nil for `workbook/signing-key` in XDG_CONFIG_HOME or `~/.config`.
    package init(_ path: String?, in surroundings: Surroundings) throws {
        guard let path = path.map(surroundings.absolute) ?? Self.usualPath(in: surroundings) else {
            throw WorkspaceError.input(
                "neither HOME nor XDG_CONFIG_HOME says where the signing key is",
                hint: "name its file with \(.give(.signingKey))")
        }
        self.path = path
    }

    /// The key of this machine's user, or nil if there is none.
    static func existing(_ path: String?, in surroundings: Surroundings) throws -> SigningKey? {
        guard path != nil || usualPath(in: surroundings) != nil else { return nil }
        return try SigningKeyFile(path, in: surroundings).existing()
    }

    /// Below XDG_CONFIG_HOME (XDG Base Directory Specification: an absolute path, or it is ignored).
    private static func usualPath(in surroundings: Surroundings) -> String? {
        func absolute(_ name: String) -> String? {
            surroundings.environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        let folder = absolute("XDG_CONFIG_HOME") ?? absolute("HOME").map { $0 + "/.config" }
        return folder.map { $0 + "/workbook/signing-key" }
    }

    /// Returns the key, or nil if there is none yet.
    ///
    /// - Throws: `FileError` if the file can't be read, is no key, or can be read by others.
    package func existing() throws -> SigningKey? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw error("cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw error("is not a file") }
        guard status.st_mode & 0o077 == 0 else {
            throw WorkspaceError.file(
                "the signing key \(path) can be read by others", hint: "make it yours alone: chmod 600 \(path)")
        }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &buffer, buffer.count)
        let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        guard let line = text.split(separator: "\n").first, let key = SigningKey(hex: String(line)) else {
            throw error("is not a signing key")
        }
        return key
    }

    /// Returns the key, and makes it if there is none.
    ///
    /// If two processes make one at the same time, both get the one that was first.
    package func keyOrNew() throws -> (key: SigningKey, isNew: Bool) {
        if let key = try existing() { return (key, false) }
        let folder = URL(filePath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let key = SigningKey()
        let unfinished = path + ".\(getpid())"
        let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw error("cannot be written: \(String(cString: strerror(errno)))") }
        defer {
            close(descriptor)
            unlink(unfinished)
        }
        let bytes = Array((key.hex + "\n").utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw error("cannot be written: \(String(cString: strerror(errno)))")
        }
        // A link, unlike a rename, leaves a key alone that another process made meanwhile.
        if link(unfinished, path) != 0 {
            guard errno == EEXIST, let other = try existing() else {
                throw error("cannot be written: \(String(cString: strerror(errno)))")
            }
            return (other, false)
        }
        return (key, true)
    }

    private func error(_ what: String) -> WorkspaceError {
        WorkspaceError.file(
            "the signing key \(path) \(what)",
            hint: "check the file, or name another one with \(.give(.signingKey)); a new key is made if there is none")
    }
}
