import Markdown

/// A piece of HTML under construction.
///
/// Markup is a literal in the source; everything else is escaped on its way in. A `String` therefore
/// cannot reach the output as markup by accident:
///
///     var html = HTML()
///     html.markup("<p class=\"lede\">")
///     html.text(page.description)
///     html.markup("</p>\n")
package struct HTML: Sendable, Equatable {
    private(set) package var bytes: [UInt8]

    package init() { bytes = [] }

    /// HTML that another part made safe: the Markdown renderer, Graphviz, a template.
    init(trusted bytes: [UInt8]) { self.bytes = bytes }

    var isEmpty: Bool { bytes.isEmpty }

    /// Makes room for so many bytes.
    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    package mutating func markup(_ markup: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
    }

    /// Text, in an element or in a quoted attribute.
    package mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { HTMLRenderer.escape($0, into: &bytes) }
    }

    /// The same for text in UTF-8.
    mutating func text(_ text: ArraySlice<UInt8>) {
        text.withUnsafeBufferPointer { HTMLRenderer.escape($0, into: &bytes) }
    }

    package mutating func number(_ number: Int) { bytes += String(number).utf8 }

    package mutating func append(_ html: HTML) { bytes += html.bytes }

    package mutating func append(_ html: ArraySlice<UInt8>) { bytes += html }

    /// The address of `path` in the site, seen from a page whose way to the site's root is `root`.
    mutating func address(_ root: String, _ path: String, fragment: String? = nil) {
        text(root)
        text(Address.encoded(path))
        if let fragment {
            markup("#")
            text(Address.encoded(fragment))
        }
    }

    /// A link: `<a href="...">text</a>`.
    mutating func link(_ text: String, root: String, path: String, fragment: String? = nil) {
        markup("<a href=\"")
        address(root, path, fragment: fragment)
        markup("\">")
        self.text(text)
        markup("</a>")
    }

    /// A heading of a part of a page, to which the outline leads.
    mutating func heading(_ text: String, id: String) {
        markup("<h2 id=\"")
        self.text(id)
        markup("\">")
        self.text(text)
        markup("</h2>\n")
    }

    /// A state in words and in a colour.
    mutating func badge(_ badge: Badge) {
        markup("<span class=\"badge ")
        markup(badge.tone.className)
        markup("\">")
        text(badge.text)
        markup("</span>")
    }
}

extension HTML {
    /// A sentence, with what stands between backticks set as code; or a command of ours, all of it code.
    static func prose(_ text: String) -> HTML {
        var html = HTML()
        if text.hasPrefix("workbook "), !text.contains("`") {
            html.markup("<code>")
            html.text(text)
            html.markup("</code>")
            return html
        }
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            // A backtick without a partner is only a backtick.
            if index % 2 == 1, index + 1 < parts.count {
                html.markup("<code>")
                html.text(String(part))
                html.markup("</code>")
            } else {
                if index % 2 == 1 { html.markup("`") }
                html.text(String(part))
            }
        }
        return html
    }
}

extension HTML {
    /// What may stand after `#` in a link to a page of this HTML.
    ///
    /// Read from what was written, because a workbook's own template may have other headings than ours.
    var ids: Set<String> {
        // Quotation marks in text are escaped, so only an attribute matches.
        let found = bytes.split(separator: Array(" id=\"".utf8), omittingEmptySubsequences: false).dropFirst()
        return Set(found.map { String(decoding: $0.prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self) })
    }
}

/// For templates, which work on strings.
extension HTML: CustomStringConvertible {
    package var description: String { String(decoding: bytes, as: UTF8.self) }
}
