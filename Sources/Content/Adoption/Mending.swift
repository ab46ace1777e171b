import Markdown
import Markup
import Yams

/// What is wrong with the files of `content/` and has one right answer, mended in their bytes.
///
/// Links whose target moved or has another ending, anchors in other letters, ids that are missing, and byte order
/// marks. Every other byte of a file stays.
package struct Mending: Sendable {
    package struct File: Sendable {
        /// The path below `content/`.
        package let path: String
        package let before: [UInt8]
        package let after: [UInt8]
        /// What changed, one line each.
        package let changes: [String]
    }

    /// The files that change, sorted by path.
    package let files: [File]

    /// - Parameters:
    ///   - files: The files of the folder, by their path below `content/`.
    ///   - generated: The addresses of the pages and files that the site makes itself: a link to one is right.
    ///   - steps: What links may name in a page beside its headings, by the page's path.
    package init(
        _ content: ContentFolder, files: [(path: String, bytes: [UInt8])], generated: Set<String>,
        steps: [String: Set<String>] = [:]
    ) {
        let links = LinkMending(content, files: files, generated: generated, steps: steps)
        let known = Set(content.pages.map(\.path))
        var taken = Set(content.pages.map(\.frontMatter.id))
        self.files = files.filter { PagePath.isPage($0.path) }.sorted { $0.path < $1.path }.compactMap { path, bytes in
            var changes: [String] = []
            var lines = TextLines(bytes)
            if bytes.starts(with: TextLines.byteOrderMark) {
                lines = TextLines(Array(bytes.dropFirst(TextLines.byteOrderMark.count)))
                changes.append("the byte order mark is removed")
            }
            if !known.contains(path), let id = Self.missingID(of: path, lines.bytes, taken) {
                taken.insert(id)
                lines.insert(["id: \(YAMLScalar.written(id))"], at: 1)
                changes.append("id: \(id)")
            }
            var destinations = LinkDestinations(lines.bytes, path: path)
            destinations.rewrite { written in
                guard let new = links.destination(written, from: path), new != written else { return nil }
                changes.append("\(written) is \(new)")
                return new
            }
            let after = destinations.lines.bytes
            return after == bytes ? nil : File(path: path, before: bytes, after: after, changes: changes)
        }
    }

    /// Returns the id for a page whose front matter has none, or nil if that isn't what the page lacks.
    private static func missingID(of path: String, _ bytes: [UInt8], _ taken: Set<String>) -> String? {
        let page = ForeignPage(path: path, bytes: bytes)
        guard page.matter != nil, let values = page.values, values["id"] == nil else { return nil }
        return Adoption.ids(of: page, kind: page.kind(in: "content"), folder: "home").first { !taken.contains($0) }
    }
}

/// Finds what a broken link means, if there is only one answer.
private struct LinkMending {
    private let files: Set<String>
    private let folders: Set<String>
    private let generated: Set<String>
    /// What links may name in each page.
    private let anchors: [String: Set<String>]
    /// The pages by their old addresses, by their file's name and by their id in lower case.
    private let aliases: [String: Set<String>]
    private let names: [String: [String]]
    private let ids: [String: [String]]

    init(
        _ content: ContentFolder, files contents: [(path: String, bytes: [UInt8])], generated: Set<String>,
        steps: [String: Set<String>]
    ) {
        let files = contents.map(\.path)
        self.files = Set(files)
        self.generated = generated
        let pages = files.filter(PagePath.isPage)
        let folderPages = PagePath.folderPages(among: pages)
        var folders: Set<String> = []
        for path in pages {
            var folder = PagePath.folder(of: path)
            while !folder.isEmpty, folders.insert(folder).inserted { folder = PagePath.folder(of: folder) }
        }
        self.folders = folders
        var anchors = Dictionary(content.pages.map { ($0.path, $0.document.headingIDs) }) { first, _ in first }
        // A page that can't be read yet has headings all the same.
        for (path, bytes) in contents where PagePath.isPage(path) && anchors[path] == nil {
            anchors[path] = ForeignPage(path: path, bytes: bytes).headingIDs
        }
        self.anchors = anchors.merging(steps) { $0.union($1) }
        aliases = content.pages.reduce(into: [:]) { aliases, page in
            for alias in page.frontMatter.aliases { aliases[Self.address(of: alias), default: []].insert(page.path) }
        }
        // The page of a folder has a name that says nothing.
        let named = pages.filter { !folderPages.contains($0) && PagePath.folderRank(of: $0) == nil }
        names = Dictionary(grouping: named) { PagePath.stem(of: $0).split(separator: "/").last.map(String.init) ?? "" }
        ids = Dictionary(grouping: content.pages, by: { $0.frontMatter.id.lowercased() }).mapValues { $0.map(\.path) }
    }

    /// Returns the destination that a link in the page at `path` should have, or nil if it stays as it is.
    func destination(_ written: String, from path: String) -> String? {
        let file = written.prefix { $0 != "#" && $0 != "?" }
        let rest = written[file.endIndex...]
        guard !file.contains(":"), !file.hasPrefix("//") else { return nil }
        guard !file.isEmpty else { return fragment(of: rest, in: path) }
        let read = PercentEncoding.decoded(String(file)) ?? String(file)
        let isRooted = read.hasPrefix("/")
        guard
            let resolved = isRooted
                ? LinkDestinations.resolved(String(read.drop { $0 == "/" }), from: "")
                : LinkDestinations.resolved(read, from: path)
        else { return nil }
        if files.contains(resolved) { return fragment(of: rest, in: resolved).map { file + $0 } }
        let isGenerated = generated.contains(resolved) || generated.contains(resolved + "/index.html")
        guard !isGenerated, !resolved.isEmpty, !folders.contains(resolved), !resolved.hasPrefix("content/") else {
            return nil
        }
        guard let target = moved(resolved) else { return nil }
        return LinkAdoption.relative(target, from: path) + (fragment(of: rest, in: target) ?? String(rest))
    }

    /// Returns the anchor that a fragment means in other letters.
    private func fragment(of rest: Substring, in path: String) -> String? {
        guard rest.hasPrefix("#"), let known = anchors[path] else { return nil }
        let written = String(rest.dropFirst())
        let anchor = PercentEncoding.decoded(written) ?? written
        guard !anchor.isEmpty, !known.contains(anchor) else { return nil }
        let alike = known.filter { $0.lowercased() == anchor.lowercased() }
        return alike.count == 1 ? alike.first.map { "#" + PercentEncoding.encoded($0) } : nil
    }

    /// Returns the only page that a path means at which there is none.
    private func moved(_ path: String) -> String? {
        let address = Self.address(of: path)
        if path.hasSuffix(".html") || path.hasSuffix(".htm") {
            let candidates =
                ["\(address).md", "\(address).markdown"]
                + ["index.md", "README.md"].map { address.isEmpty ? $0 : "\(address)/\($0)" }
            if let page = candidates.first(where: files.contains) { return page }
        } else if path.contains("."), !PagePath.isPage(path) {
            return nil
        }
        let name = address.split(separator: "/").last.map(String.init) ?? ""
        guard !["index", "readme", "_index", ""].contains(name.lowercased()) else { return nil }
        for found in [aliases[address].map(Array.init), names[name], ids[name.lowercased()]] {
            guard let found, !found.isEmpty else { continue }
            return found.count == 1 ? found[0] : nil
        }
        return nil
    }

    /// The path of a page without its ending, and without the name of a folder's page: `guides/a` for `guides/a.html`.
    private static func address(of path: String) -> String {
        var stem = PagePath.stem(of: path)
        for ending in [".html", ".htm"] where stem.hasSuffix(ending) { stem.removeLast(ending.count) }
        var parts = stem.split(separator: "/").filter { $0 != "." }
        if parts.last == "index" { parts.removeLast() }
        return parts.joined(separator: "/")
    }
}
