import Markdown

/// A piece of XML under construction, as `HTML` is for HTML: markup is a literal, everything else is escaped.
struct XML {
    private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)

    mutating func markup(_ markup: StaticString) {
        bytes += UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount)
    }

    /// Text, in an element or in a quoted attribute; without the characters that XML 1.0 has no way to write.
    mutating func text(_ text: String) {
        let allowed = text.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
            default: false
            }
        }
        bytes += HTMLRenderer.escape(String(String.UnicodeScalarView(allowed)))
    }

    /// `<name>text</name>` on a line of its own.
    mutating func element(_ open: StaticString, _ text: String, _ close: StaticString) {
        markup(open)
        self.text(text)
        markup(close)
    }
}
