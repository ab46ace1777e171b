/// Judges HTML by a list of what the renderer may write.
///
/// The reader is stricter than a browser: a tag is `<name attribute="value">` or `</name>`, in lower case,
/// with double quotes, and anything else that has a `<` in it is an objection. What passes here, every
/// browser reads alike.
enum AllowList {
    private static let flags: Set<String> = ["disabled", "checked", "open"]

    private static let attributes: [String: Set<String>] = [
        "h1": ["id"], "h2": ["id"], "h3": ["id"], "h4": ["id"], "h5": ["id"], "h6": ["id"], "p": ["class"],
        "a": ["href", "title", "id", "class", "role", "aria-label"], "img": ["src", "alt", "title"],
        "em": [], "strong": [], "del": [], "ins": [], "kbd": [], "sub": [], "sup": ["id"], "mark": [],
        "br": [],
        "code": ["class"], "pre": ["role", "tabindex", "aria-label"], "blockquote": [], "ul": ["class"],
        "ol": ["class", "start"], "li": ["class", "id"], "hr": [],
        "input": ["type", "disabled", "checked", "aria-label", "name", "id"], "fieldset": ["class"],
        "legend": ["class"], "label": ["for"], "aside": ["class", "role"],
        "div": ["class", "role", "tabindex", "aria-label"], "table": [], "thead": [], "tbody": [], "tr": [],
        "th": ["scope", "class"], "td": ["class"], "details": ["open"], "summary": [],
        "section": ["class", "role", "aria-label"],
    ]

    private static let empty: Set<String> = ["br", "hr", "img", "input"]

    /// What is wrong with `html`.
    static func objections(to html: String) -> [String] {
        var objections: [String] = []
        var open: [String] = []
        var ids: Set<String> = []
        var rest = Array(html.unicodeScalars)[...]
        while let start = rest.firstIndex(of: "<") {
            if rest[..<start].contains(">") { objections.append("a bare >") }
            guard let end = rest[start...].firstIndex(of: ">") else { return objections + ["an open tag"] }
            var body = String(String.UnicodeScalarView(rest[(start + 1)..<end]))
            rest = rest[(end + 1)...]
            if body.hasPrefix("/") {
                body.removeFirst()
                if open.popLast() != body { objections.append("</\(body)> closes another element") }
                continue
            }
            guard let tag = Tag(body) else {
                objections.append("not a tag: <\(body)>")
                continue
            }
            objections += judge(tag, ids: &ids)
            if !empty.contains(tag.name) { open.append(tag.name) }
        }
        if rest.contains(">") { objections.append("a bare >") }
        return objections + open.map { "<\($0)> is not closed" }
    }

    private static func judge(_ tag: Tag, ids: inout Set<String>) -> [String] {
        guard let permitted = attributes[tag.name] else { return ["the element \(tag.name)"] }
        var objections: [String] = []
        var seen: Set<String> = []
        for (name, value) in tag.attributes {
            if !permitted.contains(name) { objections.append("the attribute \(name) of \(tag.name)") }
            if !seen.insert(name).inserted { objections.append("\(name) twice") }
            if value == nil, !flags.contains(name) { objections.append("\(name) without a value") }
            guard let value = value.map(unescaped) else { continue }
            switch name {
            case "href", "src":
                if !isSafe(value, isImage: name == "src") { objections.append("\(name) leads to \(value)") }
            case "class":
                let isWord = value.unicodeScalars.allSatisfy {
                    $0.isASCII
                        && ($0.properties.isAlphabetic || $0.properties.numericType != nil
                            || " -_+#".unicodeScalars.contains($0))
                }
                if !isWord { objections.append("the class \(value)") }
            case "id":
                if !ids.insert(value).inserted { objections.append("the id \(value) twice") }
            case "tabindex": if value != "0" { objections.append("tabindex \(value)") }
            case "type": if !["checkbox", "radio"].contains(value) { objections.append("type \(value)") }
            default: break
            }
        }
        return objections
    }

    private static func isSafe(_ value: String, isImage: Bool) -> Bool {
        let scalars = value.unicodeScalars
        guard scalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F && $0 != "\\" }) else { return false }
        guard !value.hasPrefix("//") else { return false }
        let scheme = value.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
        guard scheme.endIndex < value.endIndex, value[scheme.endIndex] == ":" else { return true }
        return (isImage ? ["https"] : ["http", "https", "mailto"]).contains(scheme.lowercased())
    }

    /// `text` with the entities that the renderer writes resolved.
    static func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#x27;", with: "'").replacing("&amp;", with: "&")
    }
}

extension AllowList {
    private struct Tag {
        let name: String
        var attributes: [(name: String, value: String?)] = []

        init?(_ body: String) {
            var rest = Array(body.unicodeScalars)[...]
            func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
                ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-"
            }
            func word() -> String {
                let word = rest.prefix(while: isNamePart)
                rest = rest.dropFirst(word.count)
                return String(String.UnicodeScalarView(word))
            }
            name = word()
            guard !name.isEmpty else { return nil }
            while !rest.isEmpty {
                guard rest.first == " " else { return nil }
                rest = rest.dropFirst()
                let attribute = word()
                guard !attribute.isEmpty else { return nil }
                guard rest.first == "=" else {
                    attributes.append((attribute, nil))
                    continue
                }
                guard rest.dropFirst().first == "\"" else { return nil }
                rest = rest.dropFirst(2)
                guard let end = rest.firstIndex(of: "\"") else { return nil }
                attributes.append((attribute, String(String.UnicodeScalarView(rest[..<end]))))
                rest = rest[(end + 1)...]
            }
        }
    }
}
