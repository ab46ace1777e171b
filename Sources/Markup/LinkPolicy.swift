/// Which destinations a link or an image may have, for each kind of place.
///
/// The policy names what is permitted, so an unknown scheme is refused:
///
/// | destination | link | image | diagram | drawing file |
/// |---|---|---|---|---|
/// | `#caps` | yes | yes | yes | yes |
/// | `guide.md#caps`, `/guide/` | yes | yes | yes | no |
/// | `https://example.com` | yes | yes | yes | no |
/// | `http://example.com`, `mailto:ann@example.com` | yes | no | no | no |
/// | `data:image/png;base64,...` | no | no | no | yes |
/// | `javascript:alert(1)`, `C:/x`, `//example.com`, `\\host` | no | no | no | no |
///
/// Percent-encoding hides nothing: `javascript%3Aalert(1)` is judged as what it decodes to.
package enum LinkPolicy {
    package enum Place: Sendable {
        /// A link in the text of a page.
        case link
        /// An image of a page.
        case image
        /// A link of a node or a participant in a diagram.
        case diagram
        /// A reference in an SVG file, which is shown as it is: within the file, or a picture that the file holds.
        case drawingFile
    }

    /// Returns whether a link or an image in `place` may have this destination.
    package static func permits(_ destination: String, in place: Place) -> Bool {
        if case .drawingFile = place { return isInFile(destination) }
        return switch kind(of: destination) {
        case .relative, .https: true
        case .http, .mailto: place == .link
        case .refused: false
        }
    }

    /// The pictures that a drawing file may hold.
    private static let pictures = ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"]

    /// A browser ignores spaces and control characters of ASCII, so a value that has only them is empty.
    ///
    /// It ignores no other character: after one that is invisible or an accent, `#` belongs to the name of a file.
    private static func isInFile(_ reference: String) -> Bool {
        // The picture itself can have megabytes.
        let address = Array(reference.utf8.lazy.filter { $0 > 0x20 }.prefix(32)).map { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
        return address.isEmpty || address.first == UInt8(ascii: "#")
            || pictures.contains { address.starts(with: $0.utf8) }
    }

    /// Returns whether `destination` has no scheme: a path, a query or a fragment of this site.
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
        // A path may hold any octet, but nothing that would be dangerous after decoding.
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

    /// Returns the bytes with every `%XX` resolved up to three times, because `%253A` hides a colon as well.
    private static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<3 where bytes.contains(UInt8(ascii: "%")) { bytes = PercentEncoding.decoded(bytes) }
        return bytes
    }
}
