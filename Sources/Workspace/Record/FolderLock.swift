import Engagement
import Glibc

/// An advisory lock on a folder, which other processes of this program wait for.
struct FolderLock: ~Copyable {
    private let descriptor: Int32

    /// Waits until no other process holds the lock.
    init(_ folder: String) throws(WorkspaceError) {
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.fault(folder) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let error = Self.fault(folder)
                close(descriptor)
                throw error
            }
        }
    }

    func release() { close(descriptor) }

    private static func fault(_ folder: String) -> WorkspaceError {
        WorkspaceError.file(
            "\(folder) cannot be locked: \(String(cString: strerror(errno)))", hint: "check the rights on it")
    }
}
