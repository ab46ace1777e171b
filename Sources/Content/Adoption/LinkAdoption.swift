import Markup

/// Makes the addresses that other generators have for pages the paths of their files, as GitHub and this workbook
/// follow them.
struct LinkAdoption {
    /// Every file of the folder, by its path there.
    private let files: Set<String>
    /// The pages of the folder by the last part of their address, in lower case: `x` for `manual/x.md`.
    private let pages: [String: [String]]
    /// The path that a file gets, if it is another one.
    private let newPaths: [String: String]

    /// The ids of the headings of each page.
    private let anchors: [String: Set<String>]

    init(files: some Sequence<String>, newPaths: [String: String], anchors: [String: Set<String>]) {
        self.files = Set(files)
        self.anchors = anchors
        self.newPaths = newPaths
        pages = Dictionary(
            grouping: self.files.filter(ForeignPage.isMarkdown), by: { Self.address(of: $0).last ?? "" })
    }

    /// The parts of a page's address: its path without the ending and without the name of a folder's page.
    private static func address(of path: String) -> [String] {
        var parts = path.lowercased().split(separator: "/").map(String.init)
        guard var last = parts.popLast() else { return [] }
        // Some generators name a page's file `x.html.md`.
        for ending in [".md", ".markdown", ".html", ".htm"] where last.hasSuffix(ending) {
            last.removeLast(ending.count)
        }
        return ["index", "readme", "_index"].contains(last) ? parts : parts + [last]
    }

    /// Returns the destination that a link in the page at `path` should have, or nil if it stays as it is.
    func destination(_ written: String, from path: String) -> String? {
        if written.hasPrefix("link:http") { return String(written.dropFirst("link:".count)) }
        let file = written.prefix { $0 != "#" && $0 != "?" }
        guard !file.contains(":"), !file.hasPrefix("//"), !written.contains("{{") else { return nil }
        let rest = written[file.endIndex...]
        if file.isEmpty { return fragment(of: rest, in: path) }
        let read = PercentEncoding.decoded(String(file)) ?? String(file)
        let isRooted = read.hasPrefix("/")
        let resolved = isRooted ? String(read.drop { $0 == "/" }) : LinkDestinations.resolved(read, from: path)
        guard let resolved else { return nil }
        if files.contains(resolved) {
            let isMoved = isRooted || newPaths[resolved] != nil
            let address = isMoved ? Self.relative(newPaths[resolved] ?? resolved, from: path) : String(file)
            return address + (fragment(of: rest, in: resolved) ?? String(rest))
        }
        guard let target = page(at: resolved, isRooted: isRooted) else { return nil }
        let anchor = rest.firstIndex(of: "#").map { rest[$0...] } ?? ""
        return Self.relative(newPaths[target] ?? target, from: path)
            + (fragment(of: anchor, in: target) ?? String(anchor))
    }

    /// Returns the anchor of a heading of the page at `path` that is written in other letters, as GitHub follows it.
    private func fragment(of rest: Substring, in path: String) -> String? {
        guard rest.hasPrefix("#"), let known = anchors[path] else { return nil }
        let anchor = String(rest.dropFirst())
        guard !known.contains(anchor), known.contains(anchor.lowercased()) else { return nil }
        return "#" + anchor.lowercased()
    }

    /// Returns the only page with an address, or nil if there is none or more than one.
    private func page(at resolved: String, isRooted: Bool) -> String? {
        let wanted = Self.address(of: resolved)
        let candidates = pages[wanted.last ?? ""] ?? []
        let exact = candidates.filter { Self.address(of: $0) == wanted }
        if !exact.isEmpty { return exact.count == 1 ? exact[0] : nil }
        // An address from the root of a site may begin with folders that are not below the one that is adopted, and
        // the other way round.
        guard isRooted, !wanted.isEmpty else { return nil }
        let near = candidates.filter { candidate in
            let parts = Self.address(of: candidate)
            let length = min(parts.count, wanted.count)
            return parts.suffix(length) == wanted.suffix(length)
        }
        return near.count == 1 ? near[0] : nil
    }

    static func relative(_ target: String, from path: String) -> String {
        var from = path.split(separator: "/").dropLast()[...]
        var to = target.split(separator: "/")[...]
        while let first = from.first, to.count > 1, to.first == first {
            from.removeFirst()
            to.removeFirst()
        }
        return String(repeating: "../", count: from.count)
            + to.map { PercentEncoding.encoded(String($0)) }.joined(separator: "/")
    }
}
