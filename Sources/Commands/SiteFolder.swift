import Content
import Fingerprint
import FoundationEssentials
import Glibc
import Publishing

/// A built site on disk: written aside, then swapped in, so that a reader never sees half of one.
///
/// A file that the site there holds already, as its manifest says, is not written again but linked: after an
/// edit of one page, only what the edit changed is written.
struct SiteFolder {
    /// An absolute path.
    let path: String
    var workers = Workers.all

    /// Writes `site` to the folder, in place of the site that is there.
    ///
    /// - Returns: How many files were written; the others were there.
    /// - Throws: `FileFault` where the folder holds something that no build made, or cannot be written.
    @discardableResult
    func write(_ site: Site) throws -> Int {
        try checkIsOurs()
        let aside = "\(path).new-\(getpid())"
        do {
            try? FileManager.default.removeItem(atPath: aside)
            try FileManager.default.createDirectory(atPath: aside, withIntermediateDirectories: true)
            let current = CurrentFiles(path)
            // What is made of all pages takes longest, and so is begun first.
            let files = site.files.filter(\.isMadeOfOthers) + site.files.filter { !$0.isMadeOfOthers }
            var results = workers.at("saving").map(files.filter { $0.path != Manifest.path }, portion: 4) {
                file -> Int32? in
                let failure = Self.makeFolders(of: file.path, in: aside)
                guard failure == 0 else { return failure }
                return current.link(file, to: aside + "/" + file.path)
                    ? nil : Self.write(file, to: aside + "/" + file.path)
            }
            // Last, so that it is never older than what it speaks of.
            if let manifest = site[Manifest.path] {
                results.append(Self.write(manifest, to: aside + "/" + manifest.path))
            }
            if let failure = results.compactMap({ $0 }).first(where: { $0 != 0 }) { throw Failure(code: failure) }
            try swap(with: aside)
            return results.count { $0 != nil }
        } catch {
            try? FileManager.default.removeItem(atPath: aside)
            throw FileFault(
                summary: "\(path) cannot be written: \(error)", hint: "the site that was there is untouched")
        }
    }

    private struct Failure: Error, CustomStringConvertible {
        let code: Int32
        var description: String { String(cString: strerror(code)) }
    }

    /// The error number of making the folders on the way to `path` below `root`, 0 for none.
    private static func makeFolders(of path: String, in root: String) -> Int32 {
        guard let end = path.lastIndex(of: "/") else { return 0 }
        let folder = String(path[..<end])
        if mkdir(root + "/" + folder, 0o755) == 0 || errno == EEXIST { return 0 }
        guard errno == ENOENT else { return errno }
        let failure = makeFolders(of: folder, in: root)
        guard failure == 0 else { return failure }
        // Another thread may have been here in between.
        return mkdir(root + "/" + folder, 0o755) == 0 || errno == EEXIST ? 0 : errno
    }

    /// The error number of writing `file`, 0 for none.
    private static func write(_ file: OutputFile, to path: String) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var written = 0
        while written < file.bytes.count {
            let count = file.bytes.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            }
            guard count >= 0 || errno == EINTR else { return errno }
            written += max(0, count)
        }
        return 0
    }

    /// A folder that holds other things than a site is never replaced.
    private func checkIsOurs() throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw FileFault(
                summary: "\(path) is not a folder that can be read, and would be replaced as a whole",
                hint: "name a folder with --output DIR")
        }
        guard names.isEmpty || names.contains(Manifest.path) else {
            throw FileFault(
                summary: "\(path) holds files that no build made, and would be replaced as a whole",
                hint: "name an empty folder with --output DIR")
        }
    }

    /// Puts the site at `aside` in place of the one that is there, at one moment where the file system can.
    ///
    /// Elsewhere with two renames: the folder lacks its name for the moment between them, and never holds half a site.
    private func swap(with aside: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return try Self.move(aside, to: path) }
        if Self.exchange(aside, path) { return try FileManager.default.removeItem(atPath: aside) }
        let old = "\(path).old-\(getpid())"
        try Self.move(path, to: old)
        do {
            try Self.move(aside, to: path)
        } catch {
            try Self.move(old, to: path)
            throw error
        }
        try FileManager.default.removeItem(atPath: old)
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
}

/// The files of the site that is there, as far as its manifest can be believed.
private struct CurrentFiles: Sendable {
    private let path: String
    private let fingerprints: [String: String]
    /// When the manifest was written, the last of all files: one that was changed later is not what it says.
    private let written: timespec

    init(_ path: String) {
        self.path = path
        var status = stat()
        let manifest = path + "/" + Manifest.path
        if lstat(manifest, &status) == 0, let data = FileManager.default.contents(atPath: manifest) {
            fingerprints = Manifest.fingerprints(in: Array(data))
        } else {
            fingerprints = [:]
        }
        written = status.st_mtim
    }

    /// Links `file` to `target` if it is there as it should be; false where it has to be written.
    func link(_ file: OutputFile, to target: String) -> Bool {
        guard fingerprints[file.path] == file.fingerprint.hex else { return false }
        var status = stat()
        let source = path + "/" + file.path
        guard lstat(source, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size == file.bytes.count,
            (status.st_mtim.tv_sec, status.st_mtim.tv_nsec) <= (written.tv_sec, written.tv_nsec)
        else { return false }
        return Glibc.link(source, target) == 0
    }
}
