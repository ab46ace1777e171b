import FoundationEssentials
import Glibc

/// A database that is written beside its destination and gets its name when it is whole.
///
/// A process that is killed leaves it behind. Its writer holds a lock on it while it lives, so the next run sees which
/// of these files have no writer, and removes them.
final class UnfinishedFile {
    private let destination: String
    let path: String
    private let descriptor: Int32

    /// Makes an empty file beside `destination`, after removing those that killed processes left in its folder.
    init(for destination: String) throws(FileError) {
        Self.removeLeftovers(in: Disk.folder(of: destination))
        while true {
            let path = "\(destination).\(UUID().uuidString.prefix(8).lowercased()).part"
            let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else {
                if errno == EEXIST { continue }
                throw FileError(destination)
            }
            var status = stat()
            // Another process may have taken it for a leftover before the lock was there.
            if flock(descriptor, LOCK_EX) == 0, fstat(descriptor, &status) == 0, status.st_nlink > 0 {
                self.destination = destination
                self.path = path
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    /// Removes the file if it did not get its name.
    ///
    /// If it cannot be removed now, the next run removes it.
    deinit {
        unlink(path + "-journal")
        unlink(path)
        close(descriptor)
    }

    /// Gives the file its name, which no other file may have, and waits until that is on disk.
    ///
    /// - Throws: `FileError`; if `isNamed` is true then, the file has its name and the disk did not confirm it.
    func finish(isNamed: inout Bool) throws(FileError) {
        try Disk.synchronize(path)
        if link(path, destination) != 0 {
            // A file system without hard links.
            guard [EPERM, ENOTSUP, ENOSYS].contains(errno) else { throw FileError(destination) }
            guard try !Disk.holds(destination) else { throw FileError(destination, code: EEXIST) }
            guard rename(path, destination) == 0 else { throw FileError(destination) }
        }
        isNamed = true
        unlink(path)
        try Disk.synchronizeFolder(of: destination)
    }

    /// Gives the file its name in place of the file that has it, and waits until that is on disk.
    func replace(isNamed: inout Bool) throws(FileError) {
        try Disk.synchronize(path)
        guard rename(path, destination) == 0 else { throw FileError(destination) }
        isNamed = true
        try Disk.synchronizeFolder(of: destination)
    }

    /// Removes the files in `folder` whose writers are gone.
    ///
    /// A file that cannot be read or removed is left for the next run; it only takes up space.
    static func removeLeftovers(in folder: String) {
        guard let stream = opendir(folder) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if isLeftover(name) { removeUnlocked(folder + "/" + name) }
        }
    }

    /// Whether `name` is like `workbook.sqlite.0123abcd.part`, or `workbook.sqlite.part` as older versions named it.
    private static func isLeftover(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 2, parts.last == "part" else { return false }
        let mark = parts[parts.count - 2]
        return mark == "sqlite" || (mark.utf8.count == 8 && mark.allSatisfy { $0.isASCII && $0.isHexDigit })
    }

    private static func removeUnlocked(_ path: String) {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
        // Only a database that was begun is removed, whatever its name is.
        var head = [UInt8](repeating: 0, count: 16)
        let count = head.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard count == 0 || Array(head.prefix(max(0, count))) == Array("SQLite format 3\0".utf8) else { return }
        unlink(path + "-journal")
        unlink(path)
    }
}
