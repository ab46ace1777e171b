/// What the path of a file in `content/` says about it.
package enum PagePath {
    /// Whether the file is a page.
    package static func isPage(_ path: String) -> Bool { path.hasSuffix(".md") || path.hasSuffix(".markdown") }

    /// Returns the path without the ending of a page.
    package static func stem(of path: String) -> String {
        for ending in [".md", ".markdown"] where path.hasSuffix(ending) { return String(path.dropLast(ending.count)) }
        return path
    }

    /// Returns the folder that the file is in, or an empty text for one at the top.
    package static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// How well the page suits as the page of its folder, the lowest first, or nil if it is another page.
    ///
    /// `index.md` comes before `README.md`, which GitHub shows for a folder, in any letters.
    package static func folderRank(of path: String) -> Int? {
        guard isPage(path) else { return nil }
        switch stem(of: path).split(separator: "/").last.map(String.init) {
        case "index": return path.hasSuffix(".md") ? 0 : 1
        case "README": return 2
        case let name? where name.lowercased() == "readme": return 3
        default: return nil
        }
    }

    /// Returns the paths, among `paths`, of the pages that folders show.
    package static func folderPages(among paths: [String]) -> Set<String> {
        var best: [String: (rank: Int, path: String)] = [:]
        for path in paths {
            guard let rank = folderRank(of: path) else { continue }
            let folder = folder(of: path)
            if best[folder].map({ (rank, path) < $0 }) ?? true { best[folder] = (rank, path) }
        }
        return Set(best.values.map(\.path))
    }
}
