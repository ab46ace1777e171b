import Engagement
import Glibc

/// What the disk says about a path.
package enum FileSystem {
    /// Whether there is a file or folder at `path`.
    ///
    /// - Throws: `WorkspaceError` if the system does not say: an error is not an absence.
    package static func holds(_ path: String) throws(WorkspaceError) -> Bool {
        var status = stat()
        if lstat(path, &status) == 0 { return true }
        guard errno == ENOENT || errno == ENOTDIR else { throw failure(path) }
        return false
    }

    /// Whether there is nothing at `path`, or a folder with nothing in it.
    package static func isMissingOrEmpty(_ path: String) throws(WorkspaceError) -> Bool {
        guard try holds(path) else { return true }
        guard let stream = opendir(path) else {
            if errno == ENOTDIR { return false }
            throw failure(path)
        }
        defer { closedir(stream) }
        // Every folder has two entries: itself and its parent.
        var count = 0
        while count < 3, readdir(stream) != nil { count += 1 }
        return count < 3
    }

    private static func failure(_ path: String) -> WorkspaceError {
        WorkspaceError.file(
            "\(path) cannot be read: \(String(cString: strerror(errno)))",
            hint: "check the disk, and the rights on its folder")
    }
}
