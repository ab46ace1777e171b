import FoundationEssentials
import Glibc

/// A site that is written beside its folder, and takes the folder's place when it is whole.
///
/// A process that is killed leaves it behind. Its builder holds a lock on it for as long as it lives, so the next
/// build sees which of these folders no process writes any more, and removes them.
final class UnfinishedSite {
    /// What became of the site that was there.
    enum Previous {
        case untouched
        case replaced
        /// It has another name, because neither site could be given its own.
        case moved(String)
    }

    /// A call to the file system that failed.
    struct Failure: Error, CustomStringConvertible {
        let code: Int32
        var description: String { String(cString: strerror(code)) }
    }

    let path: String
    private(set) var previous = Previous.untouched
    private let destination: String
    private let descriptor: Int32

    /// Makes an empty folder beside `destination`, after removing those that killed builds left there.
    init(for destination: String) throws(Failure) {
        Self.removeLeftovers("new", of: destination)
        let failure = Self.makeFolders(of: String(destination.dropFirst()), in: "")
        guard failure == 0 else { throw Failure(code: failure) }
        var number = 0
        while true {
            let path = "\(destination).new-\(getpid())" + (number > 0 ? "-\(number)" : "")
            number += 1
            guard mkdir(path, 0o755) == 0 else {
                // A process elsewhere that shares this folder has the same number.
                if errno == EEXIST { continue }
                throw Failure(code: errno)
            }
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else {
                let code = errno
                // Another build may have taken it for a leftover before the lock was there.
                if code == ENOENT { continue }
                rmdir(path)
                throw Failure(code: code)
            }
            _ = flock(descriptor, LOCK_EX | LOCK_NB)
            var status = stat()
            if stat(path, &status) == 0 {
                self.destination = destination
                self.path = path
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    deinit {
        remove()
        close(descriptor)
    }

    /// Puts the site in place of the one that is there, at one moment where the file system can, and waits until that
    /// is on disk.
    ///
    /// Elsewhere with two renames: the folder lacks its name for the moment between them, and never holds half a site.
    func takePlace() throws(Failure) {
        try Self.synchronizeFileSystem(descriptor)
        var old = path
        if try !Self.exists(destination) {
            try Self.move(path, to: destination)
        } else if !Self.exchange(path, destination) {
            old = "\(destination).old-\(getpid())"
            try Self.move(destination, to: old)
            do {
                try Self.move(path, to: destination)
            } catch {
                if rename(old, destination) != 0 { previous = .moved(old) }
                throw error
            }
        }
        previous = .replaced
        if old != path { try? FileManager.default.removeItem(atPath: old) }
        Self.removeLeftovers("old", of: destination)
        try Self.synchronizeFolder(of: destination)
    }

    /// Removes what is beside the folder: the unfinished site, or the one that was replaced.
    ///
    /// - Returns: The path, if that failed; the next build tries again.
    @discardableResult
    func remove() -> String? {
        try? FileManager.default.removeItem(atPath: path)
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// Removes the folders that killed builds of `destination` left beside it: `public.new-4711`, `public.old-4711`.
    ///
    /// What cannot be read or removed is left for the next build: it takes room, and nothing else.
    private static func removeLeftovers(_ kind: String, of destination: String) {
        let folder = folder(of: destination)
        let prefix = destination.split(separator: "/").last.map { "\($0).\(kind)-" } ?? ""
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let mark = name.dropFirst(prefix.count)
            guard name.hasPrefix(prefix), !mark.isEmpty, mark.allSatisfy({ "0123456789-".contains($0) }) else {
                continue
            }
            let path = folder + "/" + name
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { continue }
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// The error number of making the folders on the way to `path` below `root`, 0 for none.
    static func makeFolders(of path: String, in root: String) -> Int32 {
        guard let end = path.lastIndex(of: "/") else { return 0 }
        let folder = String(path[..<end])
        if mkdir(root + "/" + folder, 0o755) == 0 || errno == EEXIST { return 0 }
        guard errno == ENOENT else { return errno }
        let failure = makeFolders(of: folder, in: root)
        guard failure == 0 else { return failure }
        // Another thread may have been here in between.
        return mkdir(root + "/" + folder, 0o755) == 0 || errno == EEXIST ? 0 : errno
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// - Throws: `Failure` where the system does not say: an error is not an absence.
    private static func exists(_ path: String) throws(Failure) -> Bool {
        var status = stat()
        if lstat(path, &status) == 0 { return true }
        guard errno == ENOENT else { throw Failure(code: errno) }
        return false
    }

    private static func move(_ source: String, to target: String) throws(Failure) {
        guard rename(source, target) == 0 else { throw Failure(code: errno) }
    }

    /// Gives two folders each other's name; false where the file system does not know how.
    ///
    /// `renameat2(2)` with RENAME_EXCHANGE, which Swift's Glibc leaves out.
    private static func exchange(_ one: String, _ other: String) -> Bool {
        typealias Rename =
            @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
        let exchanging: UInt32 = 2
        guard let symbol = dlsym(nil, "renameat2") else { return false }
        return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, one, AT_FDCWD, other, exchanging) == 0
    }

    /// Waits until the files of the site are on disk: in one call, because a site may have thousands.
    ///
    /// `syncfs(2)`, which Swift's Glibc leaves out.
    private static func synchronizeFileSystem(_ descriptor: Int32) throws(Failure) {
        typealias Synchronize = @convention(c) (Int32) -> Int32
        guard let symbol = dlsym(nil, "syncfs") else { return sync() }
        guard unsafeBitCast(symbol, to: Synchronize.self)(descriptor) == 0 || cannotSynchronize(errno) else {
            throw Failure(code: errno)
        }
    }

    private static func synchronizeFolder(of path: String) throws(Failure) {
        let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || cannotSynchronize(errno) else { throw Failure(code: errno) }
    }

    /// Whether the error says that the file system has no such operation; a site can be built again, so it may be kept
    /// there.
    private static func cannotSynchronize(_ code: Int32) -> Bool { [EINVAL, ENOTSUP, ENOSYS].contains(code) }
}
