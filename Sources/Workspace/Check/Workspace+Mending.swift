package import Content
import Engagement
import Knowledge
import Pages
import Publishing

extension Workspace {
    /// Mends what has one right answer in the pages, or only finds it.
    ///
    /// - Returns: The files that change, sorted by path.
    /// - Throws: `InvalidContent` if there is no contract to build a site with; `WorkspaceError` if a file can't be read
    ///   or written, in which case none is changed.
    package func mend(isTrial: Bool) throws -> [Mending.File] {
        let lock = try FolderLock(root + "/content")
        defer { lock.release() }
        let result = try SiteAssembly(workspace: self).make(.internal)
        let paths = result.content.pages.map(\.path)
        let pages = Set(paths.map(Address.ofPage) + PagePath.folderPages(among: paths).map(Self.folderAddress))
        let generated = Set(result.site.files.map(\.path)).subtracting(pages)
        let mending = Mending(
            result.content, files: try contentFiles(), generated: generated, steps: Self.steps(of: result.content))
        if !isTrial {
            try FileSet(
                mending.files.map {
                    FileSet.File(path: root + "/content/" + $0.path, before: $0.before, after: $0.after)
                }
            ).write()
        }
        return mending.files
    }

    /// The addresses of the steps of each runbook, by its path.
    private static func steps(of content: ContentFolder) -> [String: Set<String>] {
        let runbooks = content.pages.filter { $0.frontMatter.kind == .runbook }.map { page in
            let found = Runbook.steps(in: page.document)
            return (page.path, Set((found.steps + found.rollback).map(\.address)))
        }
        return Dictionary(runbooks) { first, _ in first }
    }

    private static func folderAddress(of path: String) -> String {
        let folder = PagePath.folder(of: path)
        return folder.isEmpty ? "index.html" : folder + "/index.html"
    }

    /// The files of `content/`: pages with their bytes, and the others without.
    private func contentFiles() throws -> [(path: String, bytes: [UInt8])] {
        let disk = DiskFolder("content", of: root)
        do throws(DiskFolder.Failure) {
            var files: [(path: String, bytes: [UInt8])] = []
            for file in try disk.listing().files {
                files.append((file.path, PagePath.isPage(file.path) ? try disk.contents(of: file.path) : []))
            }
            return files
        } catch {
            throw WorkspaceError.file("the pages cannot be read: \(error)", hint: "check the rights on content/")
        }
    }
}
