/// HTML under construction, and the SVG within it: the only writer of either.
///
/// Markup is a literal of the source, and everything else is escaped when it is added. So text of an author can't
/// become a tag or an attribute by accident:
///
///     var html = HTML()
///     html.markup("<p class=\"lede\">")
///     html.text(page.description)
///     html.markup("</p>\n")
package struct HTML: Sendable, Equatable {
    private(set) package var bytes: [UInt8]

    package init() { bytes = [] }

    /// Takes over HTML that another part made safe: the Markdown renderer, Graphviz, a template.
    package init(trusted bytes: [UInt8]) { self.bytes = bytes }

    package var isEmpty: Bool { bytes.isEmpty }

    /// Reserves space for so many bytes.
    package mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    /// Adds markup of this program.
    package mutating func markup(_ markup: StaticString) {
        bytes.append(contentsOf: markup.utf8)
    }

    /// Adds text, in an element or in a quoted attribute.
    package mutating func text(_ text: String) { Escaping.shown.append(text, to: &bytes) }

    /// Adds text in UTF-8.
    package mutating func text(_ text: ArraySlice<UInt8>) {
        text.withUnsafeBufferPointer { Escaping.shown.append($0, to: &bytes) }
    }

    package mutating func number(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

    package mutating func append(_ html: HTML) { bytes += html.bytes }

    /// Adds HTML that another part made safe.
    package mutating func append(trusted html: [UInt8]) { bytes += html }

    /// Adds a destination as an author wrote it, in a quoted attribute; `ä b` becomes `%C3%A4%20b`, as in cmark.
    package mutating func destination(_ destination: String) {
        for byte in destination.utf8 {
            switch byte {
            case UInt8(ascii: "&"): markup("&amp;")
            case UInt8(ascii: "'"): markup("&#x27;")
            case _ where isSafeInDestination(byte): bytes.append(byte)
            default: PercentEncoding.append(byte, to: &bytes)
            }
        }
    }

    /// Adds ` name="12"`.
    package mutating func attribute(_ name: StaticString, _ value: Int) {
        open(name)
        number(value)
        markup("\"")
    }

    /// Adds ` name="value"`.
    package mutating func attribute(_ name: StaticString, _ value: String) {
        open(name)
        text(value)
        markup("\"")
    }

    private mutating func open(_ name: StaticString) {
        markup(" ")
        markup(name)
        markup("=\"")
    }
}

/// Serves templates, which work on strings.
extension HTML: CustomStringConvertible {
    package var description: String { String(decoding: bytes, as: UTF8.self) }
}

private func isSafeInDestination(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "!"),
        UInt8(ascii: "*"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "%"),
        UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "?"), UInt8(ascii: "="), UInt8(ascii: ";"),
        UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "$"), UInt8(ascii: "~"):
        true
    default: false
    }
}
