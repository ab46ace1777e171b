import Glibc

/// A folder on disk: which regular files it holds, and when each was last written.
///
/// Links are not followed, and nothing is read whose name begins with a dot: what is published comes from
/// the folder itself.
struct DiskFolder {
    /// An absolute path.
    let path: String

    /// A regular file below the folder.
    struct File: Sendable {
        /// From the folder.
        let path: String
        let stamp: FileStamp
    }

    /// Why the folder could not be read.
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let code: Int32

        var description: String { "\(path): \(String(cString: strerror(code)))" }
    }

    /// Every file below the folder, sorted by path; none where there is no such folder.
    func files() throws(Failure) -> [File] {
        var found: [File] = []
        var pending = [""]
        while let prefix = pending.popLast() {
            let folder = path + "/" + prefix
            guard let stream = opendir(folder) else {
                if prefix.isEmpty, errno == ENOENT { return [] }
                throw Failure(path: folder, code: errno)
            }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard !name.hasPrefix(".") else { continue }
                var status = stat()
                guard fstatat(dirfd(stream), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                    // Gone between the two calls: an editor's file that it has put in place by now.
                    if errno == ENOENT { continue }
                    throw Failure(path: folder + name, code: errno)
                }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: pending.append(prefix + name + "/")
                case S_IFREG: found.append(File(path: prefix + name, stamp: FileStamp(status)))
                default: break
                }
            }
        }
        return found.sorted { $0.path < $1.path }
    }

    /// What is in the file at `file`, from the folder, or nil if there is no such file.
    ///
    /// Follows links: of the contract nothing is published that its reader does not take.
    func contentsIfPresent(of file: String) throws(Failure) -> [UInt8]? {
        do throws(Failure) {
            return try contents(of: file, followingLinks: true)
        } catch {
            guard error.code == ENOENT || error.code == ENOTDIR else { throw error }
            return nil
        }
    }

    /// What is in the file at `file`, from the folder.
    func contents(of file: String, followingLinks: Bool = false) throws(Failure) -> [UInt8] {
        let descriptor = open(path + "/" + file, O_RDONLY | O_CLOEXEC | (followingLinks ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else { throw Failure(path: path + "/" + file, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure(path: path + "/" + file, code: errno) }
        // One byte more than it is long tells its end without another call.
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var filled = 0
        while true {
            let count = bytes.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            }
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw Failure(path: path + "/" + file, code: errno)
            }
            guard count > 0 else { break }
            filled += count
            if filled == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }
}

/// When a file was last written, and which file it was: two stamps differ where the bytes may.
struct FileStamp: Sendable, Equatable {
    private let device: UInt64
    private let inode: UInt64
    private let size: Int64
    private let modified: Int64
    private let changed: Int64

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = Self.nanoseconds(status.st_mtim)
        changed = Self.nanoseconds(status.st_ctim)
    }

    /// Whether the file might be written once more without another stamp: the clock of a file system ticks slowly.
    func isFresh(at time: Int64) -> Bool { max(modified, changed) > time - 50_000_000 }

    /// The clock that files are stamped with, in nanoseconds.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return nanoseconds(time)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
