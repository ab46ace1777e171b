import FoundationEssentials
import Glibc

/// A site that is written beside its folder, and takes the folder's place when it is whole.
///
/// A build that is killed leaves it behind, and the next one removes it.
final class UnfinishedSite {
    /// What became of the site that was there.
    enum Previous {
        case untouched
        case replaced
        /// It has another name, because neither site could be given its own.
        case moved(String)
    }

    typealias Failure = AsideFolder.Failure

    var path: String { aside.path }
    private(set) var previous = Previous.untouched
    private let destination: String
    private let aside: AsideFolder

    /// Makes an empty folder beside `destination`, after removing those that killed builds left there.
    init(for destination: String) throws(Failure) {
        let failure = Self.makeFolders(of: String(destination.dropFirst()), in: "")
        guard failure == 0 else { throw Failure(code: failure) }
        aside = try AsideFolder(for: destination)
        self.destination = destination
    }

    /// Puts the site in place of the one that is there, at one moment where the file system can, and waits until that
    /// is on disk.
    ///
    /// Elsewhere with two renames: the folder lacks its name for the moment between them, and never holds half a site.
    func takePlace() throws(Failure) {
        try Self.synchronizeFileSystem(aside.descriptor)
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
        AsideFolder.removeLeftovers("old", of: destination)
        try Self.synchronizeFolder(of: destination)
    }

    /// Removes what is beside the folder: the unfinished site, or the one that was replaced.
    ///
    /// - Returns: The path, if that failed; the next build tries again.
    @discardableResult
    func remove() -> String? { aside.remove() }

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
        let descriptor = open(AsideFolder.parent(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || cannotSynchronize(errno) else { throw Failure(code: errno) }
    }

    /// Whether the error says that the file system has no such operation; a site can be built again, so it may be kept
    /// there.
    private static func cannotSynchronize(_ code: Int32) -> Bool { [EINVAL, ENOTSUP, ENOSYS].contains(code) }
}
