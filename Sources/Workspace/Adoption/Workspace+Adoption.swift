package import Content
import Engagement
import Publishing

/// A folder that becomes part of the workbook, and how.
package struct AdoptionRequest: Sendable {
    /// A folder of Markdown, from the reader's folder.
    package var folder: String
    /// What every page becomes, or nil to find out from each.
    package var kind: DocumentKind?
    /// Whether nothing is written.
    package var isTrial: Bool

    package init(folder: String, kind: DocumentKind? = nil, isTrial: Bool = false) {
        self.folder = folder
        self.kind = kind
        self.isTrial = isTrial
    }
}

/// What an adoption did, or would do.
package struct AdoptedFolder: Sendable {
    package struct File: Sendable {
        /// The path from the workbook's folder.
        package let path: String
        /// The path below the folder that was adopted, or nil if the file stays where it is.
        package let source: String?
        /// What changed in its text, one line each.
        package let changes: [String]
        /// Nil for a file that a page shows or links to.
        package let kind: DocumentKind?
        package let isWritten: Bool
    }

    /// Every file that belongs to the folder, sorted by path.
    package let files: [File]
    /// Files of an earlier adoption that were changed since, here or there: they stay as they are here.
    package let kept: [String]
    /// Symbolic links below the folder, none of which is followed.
    package let links: [String]
    /// What is wrong with the pages now, sorted by file and line.
    package let diagnostics: [Diagnostic]
    /// Whether git keeps the workbook.
    package let isInGit: Bool
}

extension Workspace {
    /// Makes the Markdown of a folder pages of this workbook: in place if the folder is below `content/`, or else as a
    /// copy there.
    ///
    /// A second adoption of the same folder writes nothing.
    package func adopt(_ request: AdoptionRequest) throws -> AdoptedFolder {
        let lock = try FolderLock(root + "/content")
        defer { lock.release() }
        let source = surroundings.absolute(request.folder)
        guard source != root, !(root + "/").hasPrefix(source + "/") else {
            throw WorkspaceError.input(
                "\(source) holds the workbook itself", hint: "name the folder of the Markdown, such as content/guides")
        }
        let isInPlace = (source + "/").hasPrefix(root + "/content/")
        let name = source.split(separator: "/").last.map(String.init) ?? ""
        let prefix: String
        if isInPlace {
            prefix = source == root + "/content" ? "" : String(source.dropFirst(root.count + "/content/".count)) + "/"
        } else {
            prefix = Self.place(of: source, kind: request.kind)
        }
        let found = try readFolder(source)
        guard !found.pages.isEmpty else {
            throw WorkspaceError.input(
                "\(source) has no Markdown", hint: "name a folder with files that end in .md")
        }
        let content = try readFolder(root + "/content")
        let here = Dictionary(try content.all().map { ($0.path, $0.bytes) }) { first, _ in first }
        let adoptable = isInPlace ? found.pages.filter { prefix + $0.path != "engagement.yaml" } : found.pages
        let targets = Set(adoptable.map { prefix + $0.path })
        let adoption = Adoption(
            adoptable, folder: name, others: found.others, kind: request.kind,
            takenIDs: Self.ids(in: here, except: targets), prefix: prefix)
        var planned = adoption.files.map { file in
            Planned(
                source: file.source, target: prefix + file.path, before: file.before, after: file.after,
                changes: file.changes, kind: file.kind)
        }
        if !isInPlace {
            let linked = Adoption.linkedFiles(
                of: adoption.files.map { ($0.source, $0.after) }, among: Set(found.others))
            for path in linked.sorted() {
                let bytes = try found.contents(of: path)
                planned.append(
                    Planned(
                        source: path, target: prefix + path, before: bytes, after: bytes, changes: [], kind: nil))
            }
        }
        return try write(
            planned.sorted { $0.target < $1.target }, over: here, below: isInPlace ? prefix : nil, links: found.links,
            request)
    }

    /// Returns the folder below `content/` that a copy of `source` gets: its own name, below the folder of its kind.
    ///
    /// A folder whose name is one of the workbook's own, such as `decisions`, goes below that one by the name of the
    /// folder that it is in, so that two collections never share a folder. A name that says nothing is not taken.
    private static func place(of source: String, kind: DocumentKind?) -> String {
        let parts = source.split(separator: "/").map(String.init)
        let name = parts.last ?? "adopted"
        let kindFolder = kind?.pluralTitle.lowercased()
        let isKnown = kindFolder == name || KnownFolder(rawValue: name) != nil
        let isPlain = ["content", "docs", "doc", "source", "src"].contains(name)
        let own = (isKnown || isPlain) && parts.count > 1 ? parts[parts.count - 2] : name
        return (kindFolder ?? (isKnown ? name : nil)).map { $0 + "/" + own + "/" } ?? own + "/"
    }

    /// A file as the adoption would write it.
    private struct Planned {
        /// The path below the folder that is adopted.
        let source: String
        /// The path below `content/`.
        let target: String
        let before: [UInt8]
        let after: [UInt8]
        let changes: [String]
        let kind: DocumentKind?
    }

    /// - Parameter prefix: The path of the folder below `content/` if it is changed in place.
    private func write(
        _ planned: [Planned], over here: [String: [UInt8]], below prefix: String?, links: [String],
        _ request: AdoptionRequest
    ) throws -> AdoptedFolder {
        let content = root + "/content/"
        var set: [FileSet.File] = []
        var kept: [String] = []
        var files: [AdoptedFolder.File] = []
        var after = here
        for file in planned {
            let isNew: Bool
            if let prefix {
                let old = prefix + file.source
                isNew = file.after != file.before || old != file.target
                if isNew {
                    set.append(
                        FileSet.File(
                            path: content + old, before: file.before, after: file.after,
                            newPath: old == file.target ? nil : content + file.target))
                    after[old] = nil
                }
            } else {
                isNew = here[file.target] == nil
                if isNew { set.append(FileSet.File(path: content + file.target, before: nil, after: file.after)) }
                if let written = here[file.target], written != file.after { kept.append("content/" + file.target) }
            }
            if isNew { after[file.target] = file.after }
            files.append(
                AdoptedFolder.File(
                    path: "content/" + file.target, source: prefix == nil ? file.source : nil,
                    changes: isNew ? file.changes : [], kind: file.kind, isWritten: isNew))
        }
        let diagnostics = try diagnostics(of: Set(files.map(\.path)), in: after)
        if !request.isTrial { try FileSet(set).write() }
        return AdoptedFolder(
            files: files, kept: kept, links: links, diagnostics: diagnostics, isInGit: Self.isInWorkTree(root))
    }

    /// What `check` says of some files when the content folder holds `files`.
    private func diagnostics(of paths: Set<String>, in files: [String: [UInt8]]) throws -> [Diagnostic] {
        let content = ContentFolder(files: files.map { ($0.key, $0.value) })
        guard content.contract != nil else { return content.diagnostics.filter { paths.contains($0.file) } }
        let assembly = SiteAssembly(workspace: self)
        let found = try Edition.allCases.flatMap { try assembly.make($0, of: content).diagnostics }
        return Set(found.filter { paths.contains($0.file) }).sorted()
    }

    private static func ids(in files: [String: [UInt8]], except targets: Set<String>) -> Set<String> {
        let others = files.filter { !targets.contains($0.key) }
        return Set(ContentFolder(files: others.map { ($0.key, $0.value) }).pages.map(\.frontMatter.id))
    }

    // MARK: Reading

    /// The files of a folder that is adopted.
    private struct SourceFolder {
        let disk: DiskFolder
        let pages: [(path: String, bytes: [UInt8])]
        let others: [String]
        let links: [String]

        func contents(of path: String) throws(WorkspaceError) -> [UInt8] {
            do throws(DiskFolder.Failure) {
                return try disk.contents(of: path)
            } catch {
                throw Workspace.unreadable(error)
            }
        }

        func all() throws(WorkspaceError) -> [(path: String, bytes: [UInt8])] {
            var all = pages
            for path in others { all.append((path, try contents(of: path))) }
            return all
        }
    }

    private func readFolder(_ path: String) throws(WorkspaceError) -> SourceFolder {
        guard let slash = path.lastIndex(of: "/") else {
            throw WorkspaceError.input("'\(path)' is not a folder", hint: "name a folder of Markdown")
        }
        let parent = slash == path.startIndex ? "/" : String(path[..<slash])
        let disk = DiskFolder(String(path[path.index(after: slash)...]), of: parent)
        do throws(DiskFolder.Failure) {
            let listing = try disk.listing()
            // What a package manager fetched was written by somebody else.
            let paths = listing.files.map(\.path).filter { !("/" + $0).contains("/node_modules/") }
            var pages: [(path: String, bytes: [UInt8])] = []
            for path in paths where Adoption.isPage(path) { pages.append((path, try disk.contents(of: path))) }
            return SourceFolder(
                disk: disk, pages: pages, others: paths.filter { !Adoption.isPage($0) }, links: listing.links)
        } catch {
            throw Self.unreadable(error)
        }
    }

    private static func unreadable(_ failure: DiskFolder.Failure) -> WorkspaceError {
        WorkspaceError.file("the folder cannot be read: \(failure)", hint: "check its path and the rights on it")
    }
}
