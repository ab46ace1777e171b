import Foundation

/// A page as an indented outline that a person can check: one element a line, with its text beside it.
///
/// Text, links, code and emphasis read as in Markdown. A drawing is one line with its name and its texts, and a closed
/// section of the site's navigation one line with the number of its links: both have tests of their own.
struct PageOutline {
    private static let inline: Set<String> = [
        "a", "abbr", "code", "em", "kbd", "small", "span", "strong", "sub", "sup",
    ]
    private static let empty: Set<String> = ["br", "hr", "img", "input", "link", "meta"]
    /// Attributes that say nothing to a reader of the outline, or repeat what it shows.
    private static let skipped: Set<String> = ["viewBox", "d", "tabindex", "type", "lang"]

    private var lines: [String] = []
    private var line = ""
    private var lineDepth = 0
    private var depth = 0
    private var isInNavigation = false
    private var destinations: [String] = []
    /// The element whose contents are left out, what is shown for it, and how deep in it the reader is.
    private var left: (name: String, texts: [String], links: Int, level: Int)?
    private var isPreformatted = false

    static func text(of html: String) -> String {
        var outline = PageOutline()
        for token in html.matches(of: /(?s)<!--.*?-->|<\/?[A-Za-z!](?:"[^"]*"|[^">])*>|[^<]+/) {
            outline.read(html[token.range])
        }
        outline.endLine()
        return outline.lines.joined(separator: "\n") + "\n"
    }

    private mutating func read(_ token: Substring) {
        guard token.hasPrefix("<") else { return add(token) }
        guard !token.hasPrefix("<!") else { return }
        let isEnd = token.hasPrefix("</")
        let name = String(token.dropFirst(isEnd ? 2 : 1).prefix { $0.isLetter || $0.isNumber })
        if var left {
            if name == "a", !isEnd { left.links += 1 }
            if name == left.name { left.level += isEnd ? -1 : 1 }
            self.left = left
            if left.level == 0 { endLeftOut(left) }
            return
        }
        if isEnd { end(name) } else { begin(name, attributes(of: token)) }
    }

    private func attributes(of tag: Substring) -> [(name: String, value: String)] {
        tag.matches(of: /\s([\w-]+)(?:="([^"]*)")?/).map { (String($0.output.1), String($0.output.2 ?? "")) }
    }

    private mutating func begin(_ name: String, _ attributes: [(name: String, value: String)]) {
        func value(_ wanted: String) -> String? { attributes.first { $0.name == wanted }?.value }
        if line.isEmpty { lineDepth = depth }
        switch name {
        case "a":
            destinations.append(value("href") ?? "")
            line += "["
        case "code": line += isPreformatted ? "" : "`"
        case "em": line += "*"
        case "strong": line += "**"
        case _ where Self.inline.contains(name):
            line += value("class").map { "{\($0)} " } ?? ""
        default:
            endLine()
            let label = value("class").map { "." + $0.replacing(" ", with: ".") } ?? ""
            let id = value("id").map { "#" + $0 } ?? ""
            let others = attributes.filter { !["class", "id"].contains($0.name) && !Self.skipped.contains($0.name) }
                .map { $0.value.isEmpty ? " \($0.name)" : " \($0.name)=\($0.value)" }.joined()
            line = name + id + label + others + ":"
            lineDepth = depth
            if value("id") == "site-nav" { isInNavigation = true }
            if name == "svg" || (name == "details" && isInNavigation && value("open") == nil) {
                left = (name, [], 0, 1)
            } else if Self.empty.contains(name) {
                endLine()
            } else {
                depth += 1
                isPreformatted = isPreformatted || name == "pre"
            }
        }
    }

    private mutating func end(_ name: String) {
        switch name {
        case "a": line += "](\(destinations.popLast() ?? ""))"
        case "code": line += isPreformatted ? "" : "`"
        case "em": line += "*"
        case "strong": line += "**"
        case _ where Self.inline.contains(name): break
        default:
            endLine()
            depth -= 1
            if name == "pre" { isPreformatted = false }
            if name == "nav" { isInNavigation = false }
        }
    }

    private mutating func add(_ text: Substring) {
        if left != nil {
            let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !words.isEmpty { left?.texts.append(words) }
            return
        }
        if line.isEmpty { lineDepth = depth }
        if isPreformatted {
            let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if index > 0 { endLine() }
                if line.isEmpty { lineDepth = depth }
                line += part
            }
            return
        }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let (first, last) = (text.first?.isWhitespace == true, text.last?.isWhitespace == true)
        if first, !line.isEmpty, !line.hasSuffix(" ") { line += " " }
        line += (line.hasSuffix(":") && !words.isEmpty ? " " : "") + words
        if last, !words.isEmpty { line += " " }
    }

    private mutating func endLeftOut(_ element: (name: String, texts: [String], links: Int, level: Int)) {
        line +=
            element.name == "details"
            ? " \(element.texts.first ?? ""), \(element.links) links" : " " + element.texts.joined(separator: " | ")
        left = nil
        endLine()
    }

    private mutating func endLine() {
        let text = isPreformatted ? line : line.trimmingCharacters(in: .whitespaces)
        line = ""
        guard !text.isEmpty else { return }
        lines.append(String(repeating: "  ", count: lineDepth) + text)
    }
}
