import Glibc

/// A folder of the workbook on disk: which regular files it holds, and when each was last written.
///
/// No symbolic link below the workbook's folder is followed, and nothing is read whose name begins with a dot: what
/// is published comes from the workbook itself. Every reader of the workbook's files goes through here.
package struct DiskFolder {
    /// The workbook's folder, as an absolute path; links on the way to it are the user's own.
    let root: String
    /// The folder's path below the workbook's: `content`, `site/css`.
    let name: String

    package init(_ name: String, of root: String) {
        self.name = name
        self.root = root
    }

    package enum Limits {
        /// The largest file, in bytes: pages show pictures, and no films.
        package static let bytes = 64 << 20
        /// The most files and folders.
        package static let files = 50_000
    }

    /// A regular file below the folder.
    package struct File: Sendable {
        /// From the folder.
        package let path: String
        let stamp: FileStamp
    }

    /// What a folder holds, sorted by path.
    package struct Listing: Sendable {
        package var files: [File] = []
        /// Symbolic links, none of which is followed, from the folder; an empty path is the folder itself.
        package var links: [String] = []
        /// Everything else, from the folder: pipes and sockets, and folders whose files are not listed.
        package var others: [String] = []
    }

    /// Why a folder or a file could not be read.
    package struct Failure: Error, CustomStringConvertible {
        enum Reason: Equatable {
            case system(Int32)
            case symbolicLink
            case notRegular
            case tooLarge
            case tooMany
        }

        let path: String
        let reason: Reason

        /// Whether the system could not read it, which may pass; otherwise the file is of a kind that is not read.
        var isOfSystem: Bool {
            if case .system = reason { true } else { false }
        }

        package var isAbsence: Bool { reason == .system(ENOENT) || reason == .system(ENOTDIR) }

        package var description: String {
            switch reason {
            case .system(let code): "\(path): \(String(cString: strerror(code)))"
            case .symbolicLink: "\(path) is a symbolic link, which is not followed"
            case .notRegular: "\(path) is not a regular file"
            case .tooLarge: "\(path) is larger than \(Limits.bytes >> 20) MiB"
            case .tooMany: "\(path) holds more than \(Limits.files) files"
            }
        }
    }

    /// Lists every file below the folder, or none if there is no such folder.
    ///
    /// - Parameters:
    ///   - isDeep: Whether the files of its folders are listed as well.
    ///   - isSkipped: Whether a file or folder of this name is left out.
    package func listing(
        isDeep: Bool = true, skipping isSkipped: (String) -> Bool = { $0.hasPrefix(".") }
    ) throws(Failure) -> Listing {
        var listing = Listing()
        var count = 0
        var pending = [""]
        while let prefix = pending.popLast() {
            let folder = name + "/" + prefix
            let descriptor: Int32
            do throws(Failure) {
                descriptor = try openFolder(folder)
            } catch {
                if prefix.isEmpty, error.reason == .system(ENOENT) { return listing }
                if prefix.isEmpty, error.reason == .symbolicLink {
                    listing.links = [""]
                    return listing
                }
                throw error
            }
            guard let stream = fdopendir(descriptor) else {
                let code = errno
                close(descriptor)
                throw Failure(path: root + "/" + folder, reason: .system(code))
            }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard name != ".", name != "..", !isSkipped(name) else { continue }
                count += 1
                guard count <= Limits.files else { throw Failure(path: root + "/" + self.name, reason: .tooMany) }
                var status = stat()
                guard fstatat(dirfd(stream), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                    // Gone between the two calls: an editor's file that it has put in place by now.
                    if errno == ENOENT { continue }
                    throw Failure(path: root + "/" + folder + name, reason: .system(errno))
                }
                switch status.st_mode & S_IFMT {
                case S_IFDIR where isDeep: pending.append(prefix + name + "/")
                case S_IFREG: listing.files.append(File(path: prefix + name, stamp: FileStamp(status)))
                case S_IFLNK: listing.links.append(prefix + name)
                default: listing.others.append(prefix + name)
                }
            }
        }
        listing.files.sort { $0.path < $1.path }
        listing.links.sort()
        listing.others.sort()
        return listing
    }

    /// Returns the bytes of the file at `file`, a path from the folder, or nil if there is no such file.
    package func contentsIfPresent(of file: String) throws(Failure) -> [UInt8]? {
        do throws(Failure) {
            return try contents(of: file)
        } catch {
            guard error.isAbsence else { throw error }
            return nil
        }
    }

    /// Returns the bytes of the file at `file`, a path from the folder.
    package func contents(of file: String) throws(Failure) -> [UInt8] {
        let path = name + "/" + file
        let parts = path.split(separator: "/")
        guard let last = parts.last, !parts.contains("..") else {
            throw Failure(path: root + "/" + path, reason: .system(ENOENT))
        }
        let folder = try openFolder(parts.dropLast().joined(separator: "/"))
        defer { close(folder) }
        // Reading a pipe without a writer would block.
        let descriptor = openat(folder, String(last), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        func failure(_ code: Int32) -> Failure {
            Failure(path: root + "/" + path, reason: code == ELOOP ? .symbolicLink : .system(code))
        }
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(path: root + "/" + path, reason: .notRegular) }
        guard status.st_size <= Limits.bytes else { throw Failure(path: root + "/" + path, reason: .tooLarge) }
        // One byte more than it is long tells its end without another call.
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var filled = 0
        while true {
            let count = bytes.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            }
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw failure(errno)
            }
            guard count > 0 else { break }
            filled += count
            // The file grew while it was read.
            guard filled <= Limits.bytes else { throw Failure(path: root + "/" + path, reason: .tooLarge) }
            if filled == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    /// Opens a folder of the workbook, one step of the path at a time, because a link may be at each.
    private func openFolder(_ path: String) throws(Failure) -> Int32 {
        var descriptor = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(path: root, reason: .system(errno)) }
        var walked = root
        for part in path.split(separator: "/") {
            walked += "/" + part
            let next = openat(descriptor, String(part), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
            let code = errno
            if next < 0 {
                // The kernel says of a link only that it is no folder.
                var status = stat()
                let isLink =
                    fstatat(descriptor, String(part), &status, AT_SYMLINK_NOFOLLOW) == 0
                    && status.st_mode & S_IFMT == S_IFLNK
                close(descriptor)
                throw Failure(path: walked, reason: isLink ? .symbolicLink : .system(code))
            }
            close(descriptor)
            descriptor = next
        }
        return descriptor
    }
}

/// When a file was last written, and which file it was: two stamps differ where the bytes may.
struct FileStamp: Sendable, Equatable {
    private let device: UInt64
    private let inode: UInt64
    let size: Int64
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
