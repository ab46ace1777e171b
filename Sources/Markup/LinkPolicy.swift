/// Which destinations a link or image may have.
///
/// The policy names what is permitted, so that a scheme that nobody thought of is refused:
///
/// | destination | link | image |
/// |---|---|---|
/// | `guide.md#caps`, `#caps`, `/guide/` | yes | yes |
/// | `https://example.com` | yes | yes |
/// | `http://example.com`, `mailto:ann@example.com` | yes | no |
/// | `javascript:alert(1)`, `data:...`, `C:/x`, `//example.com`, `\\host`, `""` | no | no |
///
/// Percent-encoding hides nothing: `javascript%3Aalert(1)` is judged as what it decodes to.
package enum LinkPolicy {
    /// Whether a link may lead to `destination`.
    package static func permitsLink(_ destination: String) -> Bool {
        switch kind(of: destination) {
        case .relative, .https, .http, .mailto: true
        case .refused: false
        }
    }

    /// Whether an image may be loaded from `source`.
    package static func permitsImage(_ source: String) -> Bool {
        switch kind(of: source) {
        case .relative, .https: true
        case .http, .mailto, .refused: false
        }
    }

    /// Whether `destination` has no scheme: a path, a query or a fragment of this site.
    package static func isRelative(_ destination: String) -> Bool {
        kind(of: destination) == .relative
    }

    private enum Kind {
        case relative
        case https
        case http
        case mailto
        case refused
    }

    private static func kind(of destination: String) -> Kind {
        let bytes = Array(destination.utf8)
        let kind = kind(ofBytes: bytes)
        guard kind == .relative, bytes.contains(UInt8(ascii: "%")) else { return kind }
        // A path may hold any octet, but nothing that would be dangerous if somebody decoded it.
        return kind == self.kind(ofBytes: percentDecoded(bytes)) ? kind : .refused
    }

    private static func kind(ofBytes bytes: [UInt8]) -> Kind {
        guard let first = bytes.first, first != 0x20, bytes.last != 0x20 else { return .refused }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else {
            return .refused
        }
        guard !bytes.starts(with: "//".utf8) else { return .refused }
        let end = bytes.firstIndex { byte in
            switch byte {
            case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): true
            default: false
            }
        }
        guard let end, bytes[end] == UInt8(ascii: ":") else { return .relative }
        let rest = bytes[(end + 1)...]
        switch String(decoding: bytes[..<end], as: UTF8.self).lowercased() {
        case "https": return hasHost(rest) ? .https : .refused
        case "http": return hasHost(rest) ? .http : .refused
        case "mailto": return rest.isEmpty ? .refused : .mailto
        default: return .refused
        }
    }

    private static func hasHost(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.starts(with: "//".utf8) && rest.count > 2 && rest.dropFirst(2).first != UInt8(ascii: "/")
    }

    /// The bytes with every `%XX` resolved, again and again: `%253A` hides a colon as well.
    private static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<3 where bytes.contains(UInt8(ascii: "%")) { bytes = PercentEncoding.decoded(bytes) }
        return bytes
    }
}
