/// Where things are in the site.
///
/// Every address is relative and names a file, so that the site works from a folder as well as from a
/// server.
enum Address {
    /// Where the page made of `path`, below `content/`, is in the site.
    ///
    ///     Address.ofPage("decisions/0001-x.md")     // "decisions/0001-x/index.html"
    ///     Address.ofPage("guides/index.md")         // "guides/index.html"
    static func ofPage(_ path: String) -> String {
        let stem = path.hasSuffix(".md") ? String(path.dropLast(3)) : path
        if stem == "index" || stem.hasSuffix("/index") { return stem + ".html" }
        return stem + "/index.html"
    }

    /// The way from the file at `address` to the site's root: `../../`, or empty.
    static func root(from address: String) -> String {
        String(repeating: "../", count: address.utf8.count { $0 == UInt8(ascii: "/") })
    }

    /// The first folder on the way to `folder`, which is a section of the site: `engagement` of
    /// `engagement/focus-areas`; empty for the root.
    static func firstFolder(of folder: String) -> String {
        folder.split(separator: "/").first.map(String.init) ?? ""
    }

    /// `destination`, written in the file at `path`, as a path from the same root; nil where it climbs
    /// out of it.
    ///
    ///     Address.resolve("../index.md", from: "guides/engineer.md")     // "index.md"
    static func resolve(_ destination: String, from path: String) -> String? {
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

    /// `text` with every byte percent-encoded that may not stand in a path or a fragment.
    static func encoded(_ text: String) -> String {
        if text.utf8.allSatisfy(isPlain) { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `text` with its percent-encoded bytes decoded, as a path on disk reads.
    static func decoded(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let value = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                result.append(value)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "~"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
