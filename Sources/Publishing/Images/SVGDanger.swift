import Markup
import XMLReading

/// What makes an SVG file more than a drawing.
///
/// The site is opened from a folder, and there a script in an SVG that a reader opens by itself could read other
/// files. So: no script, no handler of events, no other document inside, nothing loaded from elsewhere.
enum SVGDanger {
    /// The danger of an attribute, in words that follow "holds"; nil if it has none.
    static func danger(of attribute: XMLElement.Attribute) -> String? {
        let name = attribute.name.local.lowercased()
        if name.hasPrefix("on") { return "the event handler \(name)" }
        let value = seen(attribute.value)
        if value.contains("javascript:".utf8) || value.contains("vbscript:".utf8) { return "a script in \(name)" }
        switch name {
        case "href", "src", "base", "data", "action", "formaction", "srcset", "background", "poster", "ping":
            return LinkPolicy.permits(attribute.value, in: .drawingFile) ? nil : "a reference to elsewhere in \(name)"
        case "attributename":
            // What an animation may set has to be harmless whatever the value is.
            let animated = String(decoding: value, as: UTF8.self)
            let isRisky = animated.hasSuffix("href") || animated.hasPrefix("on") || animated == "style"
            return isRisky ? "an animation of \(animated)" : nil
        case "style": return danger(ofStyle: attribute.value)
        // Most attributes can be a style too; a backslash outside any call is only a backslash.
        default: return value.contains(UInt8(ascii: "(")) ? danger(ofStyle: attribute.value) : nil
        }
    }

    /// The danger of a style sheet, or of an attribute that may hold a style.
    static func danger(ofStyle text: String) -> String? {
        judge(text) ?? withoutComments(text).flatMap(judge)
    }

    private static func judge(_ text: String) -> String? {
        let style = seen(text)
        // A backslash can spell any letter, those of url( too.
        if style.contains(UInt8(ascii: "\\")) { return "a style with escaped letters" }
        let loading = ["@import", "image-set(", "image(", "src(", "expression(", "-moz-binding"]
        if loading.contains(where: { style.contains($0.utf8) }) { return "a style that is loaded from elsewhere" }
        let written = text.utf8.filter { $0 > 0x20 }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        for mark in written.ranges(of: "url(".utf8) {
            let target = written[mark.upperBound...].drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
            guard !target.isEmpty,
                LinkPolicy.permits(String(decoding: target.prefix(64), as: UTF8.self), in: .drawingFile)
            else {
                return "a reference to elsewhere in a style"
            }
        }
        return nil
    }

    /// The bytes of a text in small letters, without what a browser skips in a URL or a word, or shows nothing for.
    ///
    /// Scalar by scalar, because a mark with an accent after it is another `Character`.
    private static func seen(_ text: String) -> [UInt8] {
        Array(
            String(
                String.UnicodeScalarView(
                    text.lowercased().unicodeScalars.filter { scalar in
                        let isSkipped =
                            scalar.value < 0x20 || scalar.value == 0x7F || scalar.properties.isWhitespace
                            || scalar.properties.isDefaultIgnorableCodePoint
                        return !isSkipped
                    })
            ).utf8)
    }

    /// Returns a style without its comments, or nil if it has none.
    private static func withoutComments(_ text: String) -> String? {
        var rest = Array(text.utf8)[...]
        var result: [UInt8] = []
        while let start = rest.firstRange(of: "/*".utf8) {
            result += rest[..<start.lowerBound]
            let end = rest[start.upperBound...].firstRange(of: "*/".utf8)
            rest = rest[(end?.upperBound ?? rest.endIndex)...]
        }
        result += rest
        return result.count == text.utf8.count ? nil : String(decoding: result, as: UTF8.self)
    }
}
