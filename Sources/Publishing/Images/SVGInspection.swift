/// Whether an SVG file is only a drawing.
///
/// The site is opened from a folder, and there a script in an SVG that a reader opens by itself could read other
/// files. So: no script, no handler of events, no other document inside, nothing loaded from elsewhere.
enum SVGInspection {
    /// Elements that run something or hold another document.
    private static let elements: Set = [
        "script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas",
        "link", "meta", "html", "body", "base",
    ]
    private static let pictures = ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"]

    /// What makes the file more than a drawing, in words that follow "holds"; nil for a drawing.
    static func danger(in bytes: [UInt8]) -> String? {
        do throws(SVGTags.Fault) {
            var tags = try SVGTags(bytes)
            var styles = 0
            while let token = try tags.next() {
                switch token {
                case .tag(let name, let attributes):
                    let local = SVGTags.localName(name)
                    if elements.contains(local) { return "<\(local)>" }
                    if local == "style" { styles += 1 }
                    if let danger = attributes.lazy.compactMap(danger).first { return danger }
                case .end(let name):
                    if SVGTags.localName(name) == "style" { styles = max(0, styles - 1) }
                case .text(let text):
                    if styles > 0, let danger = danger(inStyle: text) { return danger }
                case .instruction(let target):
                    return "the instruction <?\(target)?>"
                }
            }
            return nil
        } catch {
            return error.what
        }
    }

    private static func danger(_ attribute: SVGTags.Attribute) -> String? {
        let name = attribute.localName
        if attribute.name == "xmlns" || attribute.name.hasPrefix("xmlns:") { return nil }
        if name.hasPrefix("on") { return "the event handler \(name)" }
        let value = attribute.value.lowercased().filter { !$0.isWhitespace }
        if value.contains("javascript:") { return "a script in \(name)" }
        switch name {
        case "href", "src", "base", "data", "action", "formaction":
            let isInside = value.hasPrefix("#") || value.isEmpty
            return isInside || pictures.contains { value.hasPrefix($0) } ? nil : "a reference to elsewhere in \(name)"
        case "attributename":
            // What an animation may set has to be harmless whatever the value is.
            return value.hasSuffix("href") || value.hasPrefix("on") ? "an animation of \(value)" : nil
        case "style": return danger(inStyle: attribute.value)
        // Most attributes can be a style too; a backslash outside any call is only a backslash.
        default: return value.contains("(") ? danger(inStyle: attribute.value) : nil
        }
    }

    /// Of a style sheet, or of an attribute that may hold a style.
    private static func danger(inStyle text: String) -> String? {
        let style = text.lowercased().filter { !$0.isWhitespace }
        // A backslash can spell any letter, those of url( too.
        if style.contains("\\") { return "a style with escaped letters" }
        if ["@import", "image-set(", "image(", "src("].contains(where: style.contains) {
            return "a style that is loaded from elsewhere"
        }
        for part in style.components(after: "url(") {
            let target = part.drop { $0 == "\"" || $0 == "'" }
            guard target.hasPrefix("#") || pictures.contains(where: target.hasPrefix) else {
                return "a reference to elsewhere in a style"
            }
        }
        return nil
    }
}

extension String {
    /// What follows each `mark`.
    fileprivate func components(after mark: String) -> [Substring] {
        ranges(of: mark).map { self[$0.upperBound...] }
    }
}
