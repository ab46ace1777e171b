import Foundation
import TestSupport

/// A published specification of Markdown, whose examples are pairs of Markdown and HTML.
///
/// Their text is under a licence of its own and is not part of this repository: `make python` fetches it.
struct Specification {
    struct Example {
        /// Its number in the published specification, from 1.
        let number: Int
        let markdown: String
        let html: String
    }

    let examples: [Example]

    private static func path(_ name: String) -> String {
        Repository.root + "/.build/python/specification/\(name).txt"
    }

    /// Whether `make python` has been run.
    static var isHere: Bool {
        ["gfm", "commonmark"].allSatisfy { FileManager.default.isReadableFile(atPath: path($0)) }
    }

    /// Reads the specification `gfm` or `commonmark`.
    ///
    /// An example stands between lines of 32 backticks, of which the first says `example`; a line with a dot
    /// parts Markdown from HTML; an arrow is a tab.
    init(_ name: String) throws {
        let text = try String(contentsOfFile: Self.path(name), encoding: .utf8)
        let fence = String(repeating: "`", count: 32)
        var examples: [Example] = []
        var parts: [[String]]?
        for line in text.replacing("\u{2192}", with: "\t").split(separator: "\n", omittingEmptySubsequences: false) {
            if parts == nil {
                if line.hasPrefix(fence + " example") { parts = [[]] }
            } else if line == fence, let found = parts, found.count == 2 {
                let texts = found.map { $0.map { $0 + "\n" }.joined() }
                examples.append(Example(number: examples.count + 1, markdown: texts[0], html: texts[1]))
                parts = nil
            } else if line == ".", parts?.count == 1 {
                parts?.append([])
            } else if var open = parts {
                open[open.count - 1].append(String(line))
                parts = open
            }
        }
        self.examples = examples
    }
}

/// HTML reduced to what a browser makes of it, so that two ways of writing the same compare equal.
///
/// What Workbook adds to every element of a kind for the sake of those who do not see or do not use a pointer
/// is taken away: the class of an aligned cell, the frame around a table, the names of regions, and ids of
/// headings.
enum NormalHTML {
    private enum Token: Equatable {
        case text(String, isVerbatim: Bool)
        case tag(name: String, isClosing: Bool, attributes: String)
    }

    private static let blocks: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "br", "table", "thead",
        "tbody", "tr", "th", "td", "div", "section",
    ]

    private static let dropped: Set<String> = ["role", "tabindex", "aria-label", "scope"]

    static func of(_ html: String) -> String {
        let html = html.replacing(/<div class="table-scroll"[^>]*>/, with: "").replacing(
            "</table></div>", with: "</table>")
        var tokens = read(html)
        for index in tokens.indices {
            guard case .text(var text, false) = tokens[index] else { continue }
            text = text.replacing(/\s+/, with: " ")
            if index == 0 || isBlock(tokens[index - 1]) { text = String(text.drop { $0 == " " }) }
            if index == tokens.count - 1 || isBlock(tokens[index + 1]) {
                while text.last == " " { text.removeLast() }
            }
            tokens[index] = .text(text, isVerbatim: false)
        }
        return tokens.map { token in
            switch token {
            case .text(let text, _): text
            case .tag(let name, let isClosing, let attributes): "<\(isClosing ? "/" : "")\(name)\(attributes)>"
            }
        }.joined()
    }

    private static func isBlock(_ token: Token) -> Bool {
        if case .tag(let name, _, _) = token { blocks.contains(name) } else { false }
    }

    private static func read(_ html: String) -> [Token] {
        var tokens: [Token] = []
        var verbatimDepth = 0
        var rest = html[...]
        while let first = rest.first {
            if first == "<",
                let tag = rest.prefixMatch(of: /<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>"]*(?:"[^"]*")?)*?)\s*\/?>/)
            {
                let name = tag.2.lowercased()
                let isClosing = !tag.1.isEmpty
                if name == "pre" { verbatimDepth += isClosing ? -1 : 1 }
                tokens.append(.tag(name: name, isClosing: isClosing, attributes: attributes(tag.3, of: name)))
                rest = rest[tag.range.upperBound...]
            } else {
                let end = rest.dropFirst().firstIndex(of: "<") ?? rest.endIndex
                tokens.append(.text(decoded(String(rest[..<end])), isVerbatim: verbatimDepth > 0))
                rest = rest[end...]
            }
        }
        return tokens
    }

    private static func attributes(_ text: Substring, of name: String) -> String {
        var found: [String] = []
        for attribute in text.matches(of: /([A-Za-z-]+)(?:="([^"]*)")?/) {
            let key = attribute.1.lowercased()
            let value = attribute.2.map(String.init) ?? ""
            switch (key, value) {
            case (_, _) where dropped.contains(key): continue
            case ("id", _) where name.count == 2 && name.hasPrefix("h"): continue
            case ("class", "task-list"), ("class", "task"): continue
            case ("class", "align-left"), ("class", "align-center"), ("class", "align-right"):
                found.append("align=\(value.dropFirst(6))")
            default: found.append("\(key)=\(decoded(value))")
            }
        }
        return found.sorted().map { " " + $0 }.joined()
    }

    private static func decoded(_ text: String) -> String {
        text.replacing("&quot;", with: "\"").replacing("&#x27;", with: "'").replacing("&#39;", with: "'")
    }
}
