package import Content
import Engagement
import Fingerprint
import FoundationEssentials
import Glibc
package import Publishing

/// A built site on disk: written aside, then swapped in, so that a reader never sees half of one.
///
/// A file that the site there holds already, as its manifest says, is not written again but linked: after an
/// edit of one page, only what the edit changed is written.
package struct SiteFolder {
    /// An absolute path.
    package let path: String
    package var workers = Workers.all

    package init(path: String, workers: Workers = .all) {
        self.path = path
        self.workers = workers
    }

    /// What a write did.
    package struct Written: Sendable {
        /// How many files were written; the others were there.
        package let count: Int
        /// The folder of the replaced site, if it could not be removed.
        package let leftover: String?
    }

    /// Writes `site` to the folder, in place of the site that is there.
    ///
    /// - Throws: `WorkspaceError` if the folder holds something that no build made, or cannot be written.
    @discardableResult
    package func write(_ site: Site) throws -> Written {
        try checkIsOurs()
        let unfinished: UnfinishedSite
        do {
            unfinished = try UnfinishedSite(for: path)
        } catch {
            throw failure(error, .untouched)
        }
        do {
            let count = try write(site, to: unfinished.path)
            try unfinished.takePlace()
            return Written(count: count, leftover: unfinished.remove())
        } catch {
            throw failure(error, unfinished.previous)
        }
    }

    private func write(_ site: Site, to aside: String) throws(UnfinishedSite.Failure) -> Int {
        let current = CurrentFiles(path)
        // What is made of all pages takes longest, and so is begun first.
        let files = site.files.filter(\.isDerived) + site.files.filter { !$0.isDerived }
        let pages = files.filter { $0.path != Manifest.path }
        var results = workers.at("saving").map(pages, portion: 4) { file -> Int32? in
            let failure = UnfinishedSite.makeFolders(of: file.path, in: aside)
            guard failure == 0 else { return failure }
            return current.link(file, to: aside + "/" + file.path) ? nil : Self.write(file, to: aside + "/" + file.path)
        }
        // Last, so that it is never older than what it speaks of.
        if let manifest = site[Manifest.path] {
            results.append(Self.write(manifest, to: aside + "/" + manifest.path))
        }
        if let failure = results.compactMap({ $0 }).first(where: { $0 != 0 }) {
            throw UnfinishedSite.Failure(code: failure)
        }
        return results.count { $0 != nil }
    }

    private func failure(_ error: any Error, _ previous: UnfinishedSite.Previous) -> WorkspaceError {
        switch previous {
        case .untouched:
            WorkspaceError.file("\(path) cannot be written: \(error)", hint: "the site that was there is untouched")
        case .replaced:
            WorkspaceError.file(
                "the new site is in \(path), but the disk did not confirm it: \(error)",
                hint: "check the disk, then build again")
        case .moved(let old):
            WorkspaceError.file(
                "\(path) cannot be written: \(error); the site that was there is in \(old)",
                hint: "give it its name again: mv \(old) \(path)")
        }
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
            throw WorkspaceError.file(
                "\(path) is not a folder that can be read, and would be replaced as a whole",
                hint: "name a folder with \(.give(.outputFolder))")
        }
        guard names.isEmpty || names.contains(Manifest.path) else {
            throw WorkspaceError.file(
                "\(path) holds files that no build made, and would be replaced as a whole",
                hint: "name an empty folder with \(.give(.outputFolder))")
        }
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
