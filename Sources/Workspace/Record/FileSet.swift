import Engagement
import Glibc

/// Files of a workbook that are written together.
///
/// Each is written aside and flushed to the disk first, so that a full disk or a crash leaves every file as it was.
/// Then they are renamed into place, one after the other; if a rename fails, those before it are taken back.
struct FileSet {
    struct File {
        /// An absolute path.
        let path: String
        /// What the file has to hold now, or nil if there must be no file yet.
        let before: [UInt8]?
        let after: [UInt8]
        /// The absolute path that the file gets, or nil if it keeps its own.
        var newPath: String?
    }

    private let files: [File]

    init(_ files: [File]) { self.files = files }

    /// Writes every file, or none.
    ///
    /// - Throws: `WorkspaceError` if nothing was written, or, in words that say so, if a file couldn't be taken back.
    func write() throws(WorkspaceError) {
        var aside: [String] = []
        defer { for path in aside { unlink(path) } }
        for (index, file) in files.enumerated() {
            let target = file.newPath ?? file.path
            try makeFolder(of: target)
            let path = Self.hidden(target, "new-\(getpid())-\(index)")
            aside.append(path)
            try Self.write(file.after, to: path, mode: Self.mode(of: file.path))
        }
        for file in files { try check(file) }
        var done: [File] = []
        var kept: [(file: File, path: String)] = []
        defer { for (_, path) in kept { unlink(path) } }
        do throws(WorkspaceError) {
            for (index, file) in files.enumerated() {
                let target = file.newPath ?? file.path
                if file.before != nil {
                    let old = Self.hidden(file.path, "old-\(getpid())-\(index)")
                    unlink(old)
                    guard link(file.path, old) == 0 else { throw Self.fault(file.path, "kept aside") }
                    kept.append((file, old))
                }
                guard rename(aside[index], target) == 0 else { throw Self.fault(target, "written") }
                done.append(file)
                if file.newPath != nil { unlink(file.path) }
            }
        } catch {
            let lost = takeBack(done, kept: kept)
            guard lost.isEmpty else {
                throw WorkspaceError.file(
                    "\(error.explanation.summary); changed all the same: \(abridged(lost))",
                    hint: "compare these files with the last version in git")
            }
            throw error
        }
        for folder in Set(files.flatMap { [$0.path, $0.newPath ?? $0.path] }.map(Self.folder)) { Self.flush(folder) }
    }

    /// Returns the paths that couldn't be taken back.
    private func takeBack(_ done: [File], kept: [(file: File, path: String)]) -> [String] {
        var lost: [String] = []
        for file in done.reversed() {
            let target = file.newPath ?? file.path
            if let old = kept.first(where: { $0.file.path == file.path })?.path {
                if rename(old, file.path) != 0 { lost.append(file.path) }
                if file.newPath != nil, unlink(target) != 0 { lost.append(target) }
            } else if unlink(target) != 0 {
                lost.append(target)
            }
        }
        return lost
    }

    /// - Throws: `WorkspaceError` if the file isn't what the edit began with.
    private func check(_ file: File) throws(WorkspaceError) {
        let changed = WorkspaceError.file(
            "\(file.path) was changed while it was edited; nothing was written", hint: "run the command again")
        if let newPath = file.newPath, try FileSystem.holds(newPath) { throw Self.occupied(newPath) }
        guard let before = file.before else {
            guard try !FileSystem.holds(file.path) else { throw Self.occupied(file.path) }
            return
        }
        guard Self.contents(of: file.path) == before else { throw changed }
    }

    private static func occupied(_ path: String) -> WorkspaceError {
        WorkspaceError.file("\(path) exists already; nothing was written", hint: "move it away, or rename it")
    }

    // MARK: The system's calls

    static func contents(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += buffer[..<count]
        }
    }

    private static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(WorkspaceError) {
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw fault(path, "written") }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let error = fault(path, "written")
                close(descriptor)
                throw error
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else {
            let error = fault(path, "flushed to the disk")
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0 else { throw fault(path, "written") }
    }

    private func makeFolder(of path: String) throws(WorkspaceError) {
        let folder = Self.folder(of: path)
        guard try !FileSystem.holds(folder) else { return }
        try makeFolder(of: folder)
        guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw Self.fault(folder, "made") }
        Self.flush(Self.folder(of: folder))
    }

    private static func mode(of path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o666
    }

    private static func flush(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// A name beside `path` that no reader of the workbook's folders looks at.
    private static func hidden(_ path: String, _ suffix: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return folder(of: path) + "/." + name + "." + suffix
    }

    private static func fault(_ path: String, _ verb: String) -> WorkspaceError {
        WorkspaceError.file(
            "\(path) cannot be \(verb): \(String(cString: strerror(errno)))",
            hint: "check the rights on its folder, and that the disk has room")
    }
}
