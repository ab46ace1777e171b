import Glibc

/// Asks about files, and makes names and contents durable.
enum Disk {
    /// Whether there is a file at `path`; a link to nothing counts.
    ///
    /// - Throws: `FileError` if the system does not say, because an error is not an absence.
    static func holds(_ path: String) throws(FileError) -> Bool {
        try size(of: path) != nil
    }

    /// Returns the size of the file at `path` in bytes, or nil if there is none.
    static func size(of path: String) throws(FileError) -> Int? {
        var status = stat()
        if stat(path, &status) == 0 { return Int(status.st_size) }
        if errno == ENOENT, lstat(path, &status) == 0 { return Int(status.st_size) }
        guard errno == ENOENT || errno == ENOTDIR else { throw FileError(path) }
        return nil
    }

    /// Waits until the file or folder at `path` is on the disk itself.
    static func synchronize(_ path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError(path) }
    }

    /// Waits until the folder of `path` is on disk, and with it the name.
    static func synchronizeFolder(of path: String) throws(FileError) { try synchronize(folder(of: path)) }

    /// Returns the folder that `path` is in.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// Removes the file at `path`; there may be none.
    static func remove(_ path: String) throws(FileError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw FileError(path) }
    }

    /// Gives the file at `path` a second name, which no file may have.
    ///
    /// A file system without hard links gets a copy instead.
    static func addName(_ name: String, to path: String) throws(FileError) {
        if link(path, name) == 0 { return }
        guard [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(errno) else { throw FileError(name) }
        try copy(path, to: name)
    }

    private static func copy(_ path: String, to copy: String) throws(FileError) {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw FileError(path) }
        defer { close(source) }
        let target = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard target >= 0 else { throw FileError(copy) }
        defer { close(target) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError(path) }
            guard count > 0 else { break }
            var written = 0
            while written < count {
                let step = buffer.withUnsafeBytes { bytes in
                    write(target, bytes.baseAddress.map { $0 + written }, count - written)
                }
                guard step >= 0 || errno == EINTR else { throw FileError(copy) }
                written += max(0, step)
            }
        }
        guard fsync(target) == 0 else { throw FileError(copy) }
    }
}
