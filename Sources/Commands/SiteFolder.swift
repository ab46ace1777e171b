import FoundationEssentials
import Glibc
import Publishing

/// A built site on disk: written aside, then swapped in, so that a reader never sees half of one.
struct SiteFolder {
    /// An absolute path.
    let path: String

    /// Writes `site` to the folder, in place of the site that is there.
    ///
    /// - Throws: `FileFault` where the folder holds something that no build made, or cannot be written.
    func write(_ site: Site) throws {
        try checkIsOurs()
        let aside = "\(path).new-\(getpid())"
        do {
            try? FileManager.default.removeItem(atPath: aside)
            for folder in Set(site.files.map { Self.folder(of: $0.path) }) {
                try FileManager.default.createDirectory(
                    atPath: aside + "/" + folder, withIntermediateDirectories: true)
            }
            for file in site.files {
                try Data(file.bytes).write(to: URL(filePath: aside + "/" + file.path))
            }
            try swap(with: aside)
        } catch {
            try? FileManager.default.removeItem(atPath: aside)
            throw FileFault(
                summary: "\(path) cannot be written: \(error)", hint: "the site that was there is untouched")
        }
    }

    private static func folder(of path: String) -> String {
        path.split(separator: "/").dropLast().joined(separator: "/")
    }

    /// A folder that holds other things than a site is never replaced.
    private func checkIsOurs() throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw FileFault(
                summary: "\(path) is not a folder that can be read, and would be replaced as a whole",
                hint: "name a folder with --output DIR")
        }
        guard names.isEmpty || names.contains(Self.manifest) else {
            throw FileFault(
                summary: "\(path) holds files that no build made, and would be replaced as a whole",
                hint: "name an empty folder with --output DIR")
        }
    }

    static let manifest = "manifest.sha256"

    /// Two renames: the folder lacks its name for the moment between them, and never holds half a site.
    private func swap(with aside: String) throws {
        let manager = FileManager.default
        guard manager.fileExists(atPath: path) else { return try manager.moveItem(atPath: aside, toPath: path) }
        let old = "\(path).old-\(getpid())"
        try manager.moveItem(atPath: path, toPath: old)
        do {
            try manager.moveItem(atPath: aside, toPath: path)
        } catch {
            try manager.moveItem(atPath: old, toPath: path)
            throw error
        }
        try manager.removeItem(atPath: old)
    }
}
