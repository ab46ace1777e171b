import Content
import Diagrams
import Markdown
import Pages

/// The data of the search: one script file that assigns a list of pages.
///
/// A script, because a page opened from a folder may not fetch. The words are as they were written; `js/search.js` finds
/// them, identifiers whole and in part.
struct SearchIndex {
    static let path = "search-index.js"

    private var entries: [[UInt8]]

    /// A part of a page that a hit can link to: the heading's id, its words, and the text below it.
    typealias Part = (anchor: String, heading: String, text: String)

    /// - Parameter entries: What `entry(of:place:)` makes of each document.
    init(_ entries: [[UInt8]]) {
        self.entries = entries
    }

    mutating func add(address: String, title: String, id: String, place: String, parts: [Part]) {
        entries.append(Self.entry(address: address, title: title, id: id, place: place, parts: parts))
    }

    static func entry(of page: PublishedPage, place: String) -> [UInt8] {
        var parts: [Part] = []
        if !page.frontMatter.description.isEmpty || !page.frontMatter.tags.isEmpty {
            let tags = page.frontMatter.tags.map { " #" + $0 }.joined()
            parts.append(("", "", page.frontMatter.description + tags))
        }
        let sections = page.liveBlocks.isEmpty ? page.sections : page.document.sections(code: words(of:))
        parts += sections.map { ($0.id ?? "", $0.title, $0.text) }
        return entry(address: page.address, title: page.title, id: page.number ?? "", place: place, parts: parts)
    }

    /// Returns the words of a code block that a reader sees: not the source of a diagram, which has comments too.
    private static func words(of code: CodeBlock) -> String {
        switch code.language {
        case "dot": Graphviz.alternative(of: code.text) ?? ""
        case "mermaid": (try? Mermaid.read(code.text))?.alternative ?? ""
        case "tracker", "as-built": ""
        default: code.text
        }
    }

    private static func entry(address: String, title: String, id: String, place: String, parts: [Part]) -> [UInt8] {
        let comma = UInt8(ascii: ",")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(256) { $0 + $1.text.utf8.count + 64 })
        bytes.append(UInt8(ascii: "["))
        append(Address.encoded(address), to: &bytes)
        for text in [title, id, place] {
            bytes.append(comma)
            append(text, to: &bytes)
        }
        bytes += ",[".utf8
        for (index, part) in parts.enumerated() {
            bytes += (index > 0 ? ",[" : "[").utf8
            append(Address.encoded(part.anchor), to: &bytes)
            bytes.append(comma)
            append(part.heading, to: &bytes)
            bytes.append(comma)
            append(part.text, to: &bytes)
            bytes.append(UInt8(ascii: "]"))
        }
        bytes += "]]".utf8
        return bytes
    }

    func script() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(64) { $0 + $1.count + 2 })
        bytes += "window.workbookSearchIndex = [".utf8
        for (index, entry) in entries.enumerated() {
            bytes += (index > 0 ? ",\n" : "\n").utf8
            bytes += entry
        }
        bytes += "\n];\n".utf8
        return bytes
    }

    /// Adds a string of JavaScript, its white space folded, because indentation is not searched for.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { append($0, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var afterSpace = true
        var start = 0
        func copy(upTo end: Int) { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end])) }
        for index in text.indices {
            let byte = text[index]
            let isSpace = byte <= 0x20 || byte == 0x7F
            let replacement: StaticString? =
                switch byte {
                case _ where isSpace: afterSpace ? "" : byte == 0x20 ? nil : " "
                case UInt8(ascii: "\""): "\\\""
                case UInt8(ascii: "\\"): "\\\\"
                // No page may ever hold this file's text as markup, nor end a script with it.
                case UInt8(ascii: "<"): "\\u003c"
                // U+2028 and U+2029, which end a line of JavaScript before ECMAScript 2019: E2 80 A8 and A9.
                case 0xE2 where index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] | 1 == 0xA9:
                    text[index + 2] == 0xA8 ? "\\u2028" : "\\u2029"
                default: nil
                }
            afterSpace = isSpace
            guard let replacement, index >= start else { continue }
            copy(upTo: index)
            bytes.append(
                contentsOf: UnsafeBufferPointer(
                    start: replacement.utf8Start, count: replacement.utf8CodeUnitCount))
            start = index + (byte == 0xE2 ? 3 : 1)
        }
        copy(upTo: text.count)
    }
}
