import FoundationEssentials
import Glibc

/// A folder beside a destination, in which something is written until it takes the destination's name.
///
/// A process that is killed leaves it behind. Its writer holds a lock on it for as long as it lives, so the next
/// run sees which of these folders no process writes any more, and removes them.
final class AsideFolder {
    /// A call to the file system that failed.
    struct Failure: Error, CustomStringConvertible {
        let code: Int32
        var description: String { String(cString: strerror(code)) }
    }

    /// `public.new-4711`, with this process's number.
    let path: String
    let descriptor: Int32

    /// Makes an empty folder beside `destination`, after removing those that killed processes left there.
    init(for destination: String) throws(Failure) {
        Self.removeLeftovers("new", of: destination)
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
                // Another run may have taken it for a leftover before the lock was there.
                if code == ENOENT { continue }
                rmdir(path)
                throw Failure(code: code)
            }
            _ = flock(descriptor, LOCK_EX | LOCK_NB)
            var status = stat()
            if stat(path, &status) == 0 {
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

    /// Removes the folder.
    ///
    /// - Returns: The path, if that failed; the next run tries again.
    @discardableResult
    func remove() -> String? {
        try? FileManager.default.removeItem(atPath: path)
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// Removes the folders that killed processes left beside `destination`: `public.new-4711`, `public.old-4711`.
    ///
    /// What cannot be read or removed is left for the next run: it takes room, and nothing else.
    static func removeLeftovers(_ kind: String, of destination: String) {
        let folder = parent(of: destination)
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

    static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }
}
