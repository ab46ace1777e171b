import Markup

/// Where things are in the site.
///
/// Every address is relative and names a file, so that the site works from a folder as well as from a
/// server.
package enum Address {
    /// Returns where the page at `path`, in `content/`, is in the site.
    ///
    ///     Address.ofPage("decisions/0001-x.md")     // "decisions/0001-x/index.html"
    ///     Address.ofPage("guides/index.md")         // "guides/index.html"
    package static func ofPage(_ path: String) -> String {
        let ending = [".md", ".markdown"].first { path.hasSuffix($0) } ?? ""
        let stem = String(path.dropLast(ending.count))
        if stem == "index" || stem.hasSuffix("/index") { return stem + ".html" }
        return stem + "/index.html"
    }

    /// Returns the relative path from the file at `address` to the site's root: `../../`, or empty.
    package static func root(from address: String) -> String {
        String(repeating: "../", count: address.utf8.count { $0 == UInt8(ascii: "/") })
    }

    /// Returns the first folder of the path `folder`, which is a section of the site: `engagement` of
    /// `engagement/focus-areas`; empty for the root.
    package static func firstFolder(of folder: String) -> String {
        folder.split(separator: "/").first.map(String.init) ?? ""
    }

    /// Returns `destination`, written in the file at `path`, as a path from the same root, or nil if it climbs out of
    /// the root.
    ///
    ///     Address.resolve("../index.md", from: "guides/engineer.md")     // "index.md"
    package static func resolve(_ destination: String, from path: String) -> String? {
        var parts = path.split(separator: "/").dropLast().map(String.init)
        for part in destination.split(separator: "/", omittingEmptySubsequences: true) {
            switch part {
            case ".": continue
            case "..": if parts.popLast() == nil { return nil }
            default: parts.append(String(part))
            }
        }
        return parts.joined(separator: "/") + (destination.hasSuffix("/") ? "/" : "")
    }

    /// Returns the address of a path or a fragment: see `PercentEncoding`.
    package static func encoded(_ text: String) -> String { PercentEncoding.encoded(text) }

    /// Returns a path as it reads on disk.
    package static func decoded(_ text: some StringProtocol) -> String {
        PercentEncoding.decoded(String(text)) ?? String(text)
    }
}
