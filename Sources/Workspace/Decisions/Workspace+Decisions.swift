import Content
import Engagement
package import Knowledge

/// What an edit of the pages did.
package struct EditedContent: Sendable {
    /// What changed, one line each.
    package let changes: [String]
    package let notes: [String]
    /// The paths from the workbook's folder that were written, as they are named now.
    package let paths: [String]
    /// Whether git keeps the workbook, so that it can restore what the files held at the last commit.
    package let isInGit: Bool
}

extension Workspace {
    /// Reads every decision, and the pages that may link to them.
    package func decisions() throws -> DecisionRegister {
        let folder = DiskFolder("content", of: root)
        do throws(DiskFolder.Failure) {
            var pages: [(path: String, bytes: [UInt8])] = []
            for file in try folder.listing().files where file.path.hasSuffix(".md") {
                pages.append((file.path, try folder.contents(of: file.path)))
            }
            return DecisionRegister(pages: pages)
        } catch {
            throw WorkspaceError.file("the pages cannot be read: \(error)", hint: "check the rights on content/")
        }
    }

    /// Edits the decisions: asks `edit` what to write, and writes it.
    ///
    /// The pages are locked for other edits by this program meanwhile, so that no two get the same number.
    package func editDecisions(
        _ edit: (DecisionRegister) throws -> ContentEdit
    ) throws -> EditedContent {
        let lock = try FolderLock(root + "/content")
        defer { lock.release() }
        return try apply(edit(decisions()))
    }

    /// Writes an edit of pages: all of its files, or none.
    func apply(_ edit: ContentEdit) throws(WorkspaceError) -> EditedContent {
        let content = root + "/content/"
        try FileSet(
            edit.files.map { file in
                FileSet.File(
                    path: content + file.path, before: file.before, after: file.after,
                    newPath: file.newPath.map { content + $0 })
            }
        ).write()
        return EditedContent(
            changes: edit.changes, notes: edit.notes, paths: edit.paths.map { "content/" + $0 },
            isInGit: Self.isInWorkTree(root))
    }

    static func isInWorkTree(_ root: String) -> Bool {
        var folder = root[...]
        while !folder.isEmpty {
            if (try? FileSystem.holds(folder + "/.git")) == true { return true }
            guard let slash = folder.lastIndex(of: "/") else { break }
            folder = folder[..<slash]
        }
        return false
    }
}
