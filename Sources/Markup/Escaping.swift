/// How text becomes markup: the only escape.
///
///     a < b     a &lt; b
///     "x" & y   &quot;x&quot; &amp; y
package enum Escaping: Sendable {
    /// Text that a person reads, in an element or in a quoted attribute of HTML, SVG or XML.
    ///
    /// Characters that neither HTML nor XML may hold become U+FFFD. The characters that reorder text become their
    /// names, such as `[U+202E]`, so that a line is read in the order in which it runs.
    case shown

    /// The content of an element of XML that a parser gives back unchanged.
    case exactContent

    /// The value of an attribute of XML that a parser gives back unchanged.
    ///
    /// Tabs and line feeds become references, because a parser turns them into spaces.
    case exactValue

    /// Returns `text` as UTF-8.
    package func escaped(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        append(text, to: &bytes)
        return bytes
    }

    /// Adds `text` to `bytes`.
    package func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &bytes) }
    }

    /// Adds text in UTF-8 to `bytes`.
    package func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var start = 0
        var index = 0
        let count = text.count
        while index < count {
            guard isSpecial(text[index]) else {
                index += 1
                continue
            }
            let (length, replacement) = replacement(at: index, in: text)
            guard let replacement else {
                index += length
                continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            bytes.append(contentsOf: replacement.utf8)
            index += length
            start = index
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<count]))
    }

    /// Returns the length of the special character at `index`, and what is written for it, or nil if it stays.
    private func replacement(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> (Int, StaticString?) {
        switch text[index] {
        case UInt8(ascii: "<"): return (1, "&lt;")
        case UInt8(ascii: ">"): return (1, "&gt;")
        case UInt8(ascii: "&"): return (1, "&amp;")
        case UInt8(ascii: "\""): return (1, self == .exactContent ? nil : "&quot;")
        case 0x0D where self != .shown: return (1, "&#13;")
        case 0x09: return (1, self == .exactValue ? "&#9;" : nil)
        case 0x0A: return (1, self == .exactValue ? "&#10;" : nil)
        case 0xE2, 0xEF:
            guard self == .shown, index + 2 < text.count else { return (1, nil) }
            return (3, substitute(for: text[index], text[index + 1], text[index + 2]))
        // A parser has accepted the characters that are written exactly.
        default: return (1, self == .shown ? "\u{FFFD}" : nil)
        }
    }
}

extension StaticString {
    /// The literal's bytes, which live as long as the program.
    var utf8: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}

@inline(__always)
private func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00...0x1F, 0x7F, 0xE2, 0xEF, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""):
        true
    default: false
    }
}

/// Returns what is written for a character of three bytes, or nil if it stays.
///
/// U+202A to U+202E and U+2066 to U+2069 change the direction of text; XML has no U+FFFE and U+FFFF.
private func substitute(for first: UInt8, _ second: UInt8, _ third: UInt8) -> StaticString? {
    switch (first, second, third) {
    case (0xE2, 0x80, 0xAA): "[U+202A]"
    case (0xE2, 0x80, 0xAB): "[U+202B]"
    case (0xE2, 0x80, 0xAC): "[U+202C]"
    case (0xE2, 0x80, 0xAD): "[U+202D]"
    case (0xE2, 0x80, 0xAE): "[U+202E]"
    case (0xE2, 0x81, 0xA6): "[U+2066]"
    case (0xE2, 0x81, 0xA7): "[U+2067]"
    case (0xE2, 0x81, 0xA8): "[U+2068]"
    case (0xE2, 0x81, 0xA9): "[U+2069]"
    case (0xEF, 0xBF, 0xBE), (0xEF, 0xBF, 0xBF): "\u{FFFD}"
    default: nil
    }
}
