internal import Glibc
internal import Synchronization

/// Puts a file in another's place, whole or not at all.
enum Replacement {
    private static let counter = Atomic<Int>(0)

    /// Makes an empty file beside `path`, has `body` fill it, and renames it to `path`.
    ///
    /// `body` gets the new file's path and its folder.
    static func write(
        to path: String, _ body: (_ temporary: String, _ folder: String) throws(SpreadsheetError) -> Void
    ) throws(SpreadsheetError) {
        guard !path.isEmpty, !path.hasSuffix("/"), !path.utf8.contains(0) else {
            throw .file("'\(path)' is not a path of a file")
        }
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        removeLeftovers(in: folder)
        let (temporary, made) = try makeFile(in: folder)
        defer { close(made) }
        do throws(SpreadsheetError) {
            try body(temporary, folder)
            try synchronize(temporary)
            guard rename(temporary, path) == 0 else { throw error("cannot write", path) }
        } catch {
            unlink(temporary)
            throw error
        }
        // The file is in place; that its name survives a power cut is worth a try, not an error.
        try? synchronize(folder)
    }

    /// Makes an empty file whose lock tells other runs that it is no leftover.
    private static func makeFile(in folder: String) throws(SpreadsheetError) -> (path: String, descriptor: Int32) {
        while true {
            let number = counter.add(1, ordering: .relaxed).newValue
            let path = "\(folder)/.workbook-\(getpid())-\(number).tmp"
            // Made here and not by libxlsxwriter, which writes its errors to stderr.
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else {
                // A process elsewhere that shares this folder has the same number.
                if errno == EEXIST { continue }
                throw error("cannot write in", folder)
            }
            _ = flock(descriptor, LOCK_EX | LOCK_NB)
            var status = stat()
            if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return (path, descriptor) }
            // Another run took it for a leftover before the lock was there.
            close(descriptor)
        }
    }

    /// Removes the files in `folder` that killed processes left there: those that no process has locked.
    ///
    /// What cannot be read or removed is left for the next run: it takes room, and nothing else.
    private static func removeLeftovers(in folder: String) {
        guard let stream = opendir(folder) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard isTemporary(name) else { continue }
            let path = folder + "/" + name
            let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
        }
    }

    /// Whether `name` is one that `write` gives: `.workbook-4711-1.tmp`.
    private static func isTemporary(_ name: String) -> Bool {
        guard name.hasPrefix(".workbook-"), name.hasSuffix(".tmp") else { return false }
        let parts = name.dropFirst(".workbook-".count).dropLast(".tmp".count)
            .split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    }

    private static func synchronize(_ path: String) throws(SpreadsheetError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw error("cannot read", path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw error("cannot write", path) }
    }

    private static func error(_ what: String, _ path: String) -> SpreadsheetError {
        .file("\(what) '\(path)': \(String(cString: strerror(errno)))")
    }
}
