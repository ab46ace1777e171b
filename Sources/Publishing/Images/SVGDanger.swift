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
        let value = attribute.value.lowercased().filter { !$0.isWhitespace && !$0.isControl }
        if value.contains("javascript:") || value.contains("vbscript:") { return "a script in \(name)" }
        switch name {
        case "href", "src", "base", "data", "action", "formaction", "srcset", "background", "poster", "ping":
            return LinkPolicy.permits(value, in: .drawingFile) ? nil : "a reference to elsewhere in \(name)"
        case "attributename":
            // What an animation may set has to be harmless whatever the value is.
            let isRisky = value.hasSuffix("href") || value.hasPrefix("on") || value == "style"
            return isRisky ? "an animation of \(value)" : nil
        case "style": return danger(ofStyle: attribute.value)
        // Most attributes can be a style too; a backslash outside any call is only a backslash.
        default: return value.contains("(") ? danger(ofStyle: attribute.value) : nil
        }
    }

    /// The danger of a style sheet, or of an attribute that may hold a style.
    static func danger(ofStyle text: String) -> String? {
        let isWithComments = text.contains("/*")
        return judge(text) ?? (isWithComments ? judge(withoutComments(text)) : nil)
    }

    private static func judge(_ text: String) -> String? {
        let style = text.lowercased().filter { !$0.isWhitespace && !$0.isControl }
        // A backslash can spell any letter, those of url( too.
        if style.contains("\\") { return "a style with escaped letters" }
        if ["@import", "image-set(", "image(", "src(", "expression(", "-moz-binding"].contains(where: style.contains) {
            return "a style that is loaded from elsewhere"
        }
        for mark in style.ranges(of: "url(") {
            let target = style[mark.upperBound...].drop { $0 == "\"" || $0 == "'" }
            guard !target.isEmpty, LinkPolicy.permits(String(target.prefix(64)), in: .drawingFile) else {
                return "a reference to elsewhere in a style"
            }
        }
        return nil
    }

    private static func withoutComments(_ text: String) -> String {
        var rest = text[...]
        var result = ""
        while let start = rest.firstRange(of: "/*") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstRange(of: "*/") else { return result }
            rest = rest[end.upperBound...]
        }
        return result + rest
    }
}

extension Character {
    /// Whether browsers skip it in a URL or a word, or show nothing for it.
    fileprivate var isControl: Bool {
        unicodeScalars.allSatisfy { $0.value < 0x20 || $0.value == 0x7F || $0.properties.isDefaultIgnorableCodePoint }
    }
}
