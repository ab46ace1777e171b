import Glibc

/// A call to the file system that failed.
struct FileError: Error, CustomStringConvertible {
    let path: String
    let code: Int32

    /// - Parameter code: By default the error of the last call.
    init(_ path: String, code: Int32 = errno) {
        self.path = path
        self.code = code
    }

    /// The code of an error about a name that another file has.
    static let exists = EEXIST

    var isFull: Bool { code == ENOSPC || code == EDQUOT }

    var description: String { "\(path): \(String(cString: strerror(code)))" }
}
