internal import Glibc
internal import Synchronization

/// Puts a file in another's place, whole or not at all.
enum Replacement {
    private static let counter = Atomic<Int>(0)

    /// Makes an empty file beside `path`, has `body` fill it, and renames it to `path`.
    ///
    /// `body` gets the new file's path and its folder.
    static func write(
        to path: String, _ body: (_ temporary: String, _ folder: String) throws(SpreadsheetFault) -> Void
    ) throws(SpreadsheetFault) {
        guard !path.isEmpty, !path.hasSuffix("/"), !path.utf8.contains(0) else {
            throw .file("'\(path)' is not a path of a file")
        }
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let number = counter.add(1, ordering: .relaxed).newValue
        let temporary = "\(folder)/.workbook-\(getpid())-\(number).tmp"
        // Made here and not by libxlsxwriter, which writes its faults to stderr.
        let made = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard made >= 0 else { throw fault("cannot write in", folder) }
        close(made)
        do throws(SpreadsheetFault) {
            try body(temporary, folder)
            try synchronize(temporary)
            guard rename(temporary, path) == 0 else { throw fault("cannot write", path) }
        } catch {
            unlink(temporary)
            throw error
        }
        // The file is in place; that its name survives a power cut is worth a try, not a fault.
        try? synchronize(folder)
    }

    private static func synchronize(_ path: String) throws(SpreadsheetFault) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw fault("cannot read", path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw fault("cannot write", path) }
    }

    private static func fault(_ what: String, _ path: String) -> SpreadsheetFault {
        .file("\(what) '\(path)': \(String(cString: strerror(errno)))")
    }
}
