import Content
import Markdown

/// The data of the search: one script file that assigns a list of pages.
///
/// A script, because a page opened from a folder may not fetch. The words are there as they were written;
/// finding them is the work of `js/search.js`, so that identifiers are found whole and in part.
struct SearchIndex {
    static let path = "search-index.js"

    private var bytes = Array("window.workbookSearchIndex = [".utf8)
    private var isEmpty = true

    /// A part of a page that a hit can lead to: the heading's id, its words, and the text below it.
    typealias Part = (anchor: String, heading: String, text: String)

    mutating func add(address: String, title: String, id: String, place: String, parts: [Part]) {
        bytes += (isEmpty ? "\n[" : ",\n[").utf8
        isEmpty = false
        string(Address.encoded(address))
        bytes.append(UInt8(ascii: ","))
        string(title)
        bytes.append(UInt8(ascii: ","))
        string(id)
        bytes.append(UInt8(ascii: ","))
        string(place)
        bytes += ",[".utf8
        for (index, part) in parts.enumerated() {
            bytes += (index > 0 ? ",[" : "[").utf8
            string(Address.encoded(part.anchor))
            bytes.append(UInt8(ascii: ","))
            string(part.heading)
            bytes.append(UInt8(ascii: ","))
            string(part.text)
            bytes.append(UInt8(ascii: "]"))
        }
        bytes += "]]".utf8
    }

    mutating func add(_ page: PublishedPage, place: String) {
        var parts: [Part] = []
        if !page.frontMatter.description.isEmpty || !page.frontMatter.tags.isEmpty {
            let tags = page.frontMatter.tags.map { " #" + $0 }.joined()
            parts.append(("", "", page.frontMatter.description + tags))
        }
        parts += page.document.sections.map { ($0.id ?? "", $0.title, $0.text) }
        add(
            address: page.address, title: page.title, id: page.number ?? "", place: place, parts: parts)
    }

    func script() -> [UInt8] { bytes + Array("\n];\n".utf8) }

    /// A string of JavaScript, its white space folded: nobody searches for indentation.
    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var afterSpace = true
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": bytes += "\\\"".utf8
            case "\\": bytes += "\\\\".utf8
            // No page may ever hold this file's text as markup, nor end a script with it.
            case "<": bytes += "\\u003c".utf8
            case "\u{2028}": bytes += "\\u2028".utf8
            case "\u{2029}": bytes += "\\u2029".utf8
            case _ where scalar.value <= 0x20 || scalar.value == 0x7F:
                if !afterSpace { bytes.append(0x20) }
                afterSpace = true
                continue
            default: bytes += UTF8.encode(scalar).map { Array($0) } ?? []
            }
            afterSpace = false
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
