/// The tags of a Mustache template, as a tree.
///
/// Only for checking names: Mustache itself reports errors of the syntax first.
/// The language: https://mustache.github.io/mustache.5.html
struct TemplateNode: Sendable {
    indirect enum Kind: Sendable {
        /// `{{name}}`, `{{{name}}}`, `{{&name}}`.
        case variable(String)
        /// `{{#name}}...{{/name}}`; the inverted one, `{{^name}}`, is no context for what is in it.
        case section(String, [TemplateNode], isInverted: Bool)
        /// `{{> name}}`, or `{{< name}}...{{/name}}` with the blocks that replace its own blocks.
        case partial(String, blocks: [String: [TemplateNode]])
        /// `{{$name}}...{{/name}}`.
        case block(String, [TemplateNode])
    }

    let kind: Kind
    /// The template that contains the tag.
    let file: String
    /// Counted from 1.
    let line: Int

    static func all(in text: String, file: String) -> [TemplateNode] {
        var tags = TemplateTags(text, file: file)
        return nodes(&tags)
    }

    /// Up to the tag that closes the section, or to the end.
    private static func nodes(_ tags: inout TemplateTags) -> [TemplateNode] {
        var nodes: [TemplateNode] = []
        while let tag = tags.next() {
            let kind: Kind
            switch tag.sign {
            case "/": return nodes
            case "#", "^": kind = .section(tag.name, self.nodes(&tags), isInverted: tag.sign == "^")
            case "$": kind = .block(tag.name, self.nodes(&tags))
            case ">": kind = .partial(tag.name, blocks: [:])
            case "<":
                let blocks = self.nodes(&tags).compactMap { node -> (String, [TemplateNode])? in
                    guard case .block(let name, let inner) = node.kind else { return nil }
                    return (name, inner)
                }
                kind = .partial(tag.name, blocks: Dictionary(blocks) { first, _ in first })
            default: kind = .variable(tag.name)
            }
            nodes.append(TemplateNode(kind: kind, file: tags.file, line: tag.line))
        }
        return nodes
    }
}

/// The tags of a template, one after the other.
private struct TemplateTags {
    let file: String
    private var rest: Substring
    private var line = 1
    private var opening = "{{"
    private var closing = "}}"

    init(_ text: String, file: String) {
        self.file = file
        rest = text[...]
    }

    /// The next tag that means something: its sign, empty for a variable; its name; its line.
    mutating func next() -> (sign: String, name: String, line: Int)? {
        while let start = rest.firstRange(of: opening) {
            skip(to: start.upperBound)
            let isTriple = rest.hasPrefix("{")
            guard let end = rest.firstRange(of: isTriple ? "}" + closing : closing) else { return nil }
            let line = line
            let content = rest[..<end.lowerBound].drop { $0 == "{" }
            skip(to: end.upperBound)
            guard let sign = content.first else { continue }
            switch sign {
            case "!", "%": continue
            case "=":
                let marks = content.dropFirst().prefix { $0 != "=" }.split(whereSeparator: \.isWhitespace)
                if marks.count == 2 { (opening, closing) = (String(marks[0]), String(marks[1])) }
            case "#", "^", "/", "$", ">", "<": return (String(sign), Self.name(content.dropFirst()), line)
            case "&": return ("", Self.name(content.dropFirst()), line)
            default: return ("", Self.name(content), line)
            }
        }
        return nil
    }

    private mutating func skip(to index: String.Index) {
        line += rest[..<index].count(where: \.isNewline)
        rest = rest[index...]
    }

    /// What is named: `rows` in `reversed(rows)`, nothing in `index()`.
    private static func name(_ text: Substring) -> String {
        let inner = text.split(separator: "(", omittingEmptySubsequences: false).last ?? text
        return String(inner.prefix { $0 != ")" }.filter { !$0.isWhitespace })
    }
}
