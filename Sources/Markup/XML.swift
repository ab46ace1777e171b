/// A file of XML under construction, written as `HTML` is: markup is a literal, and everything else is escaped.
package struct XML: Sendable {
    private(set) package var bytes: [UInt8] = []

    /// Begins an element without a declaration; such a file is UTF-8.
    package init() {}

    /// Begins a file with a declaration.
    package static var declared: XML {
        var xml = XML()
        xml.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        return xml
    }

    /// Adds markup of this program.
    package mutating func markup(_ markup: StaticString) {
        bytes.append(contentsOf: markup.utf8)
    }

    /// Adds text that a person reads, in an element or in a quoted attribute.
    package mutating func text(_ text: String) { Escaping.shown.append(text, to: &bytes) }

    /// Adds text of a parsed file, which a parser gives back unchanged.
    package mutating func exactContent(_ text: String) { Escaping.exactContent.append(text, to: &bytes) }

    /// Adds ` name="value"` of a parsed file, of which a parser gives back the value unchanged.
    package mutating func exactAttribute(_ name: String, _ value: String) {
        markup(" ")
        text(name)
        markup("=\"")
        Escaping.exactValue.append(value, to: &bytes)
        markup("\"")
    }

    /// Adds `<name>text</name>`, of which the caller gives both tags.
    package mutating func element(_ open: StaticString, _ text: String, _ close: StaticString) {
        markup(open)
        self.text(text)
        markup(close)
    }
}
