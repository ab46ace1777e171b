/// The bytes of an HTML page under construction.
///
/// There are three ways in, and no other: markup of ours, which is a literal in the source; text of an
/// author's, which is escaped; and a destination, which is percent-encoded and escaped. So no byte of an
/// author's can become a tag or an attribute.
struct HTMLBytes {
    private(set) var bytes: [UInt8] = []

    /// Makes room for so many bytes.
    mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(count)
    }

    /// Adds markup of ours.
    mutating func markup(_ markup: StaticString) {
        Self.append(markup, to: &bytes)
    }

    /// Adds a number of ours.
    mutating func number(_ number: Int) {
        bytes.append(contentsOf: String(number).utf8)
    }

    /// Adds what a caller's hook made: HTML already.
    mutating func trusted(_ html: [UInt8]) {
        bytes.append(contentsOf: html)
    }

    /// Adds an author's text, in an element or in a quoted attribute.
    ///
    /// `<`, `>`, `&` and `"` become entities. Control characters become U+FFFD, and the characters that
    /// reorder text become their names, `[U+202E]`, so that no line reads other than it runs.
    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { Self.escape($0, into: &bytes) }
    }

    /// Adds a destination, in a quoted attribute: as cmark does, `ä b` is `%C3%A4%20b`.
    mutating func destination(_ destination: String) {
        for byte in destination.utf8 {
            switch byte {
            case UInt8(ascii: "&"): markup("&amp;")
            case UInt8(ascii: "'"): markup("&#x27;")
            case _ where isSafeInDestination(byte): bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(hexadecimalDigit(byte >> 4))
                bytes.append(hexadecimalDigit(byte & 15))
            }
        }
    }

    private static func append(_ markup: StaticString, to bytes: inout [UInt8]) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
    }

    /// Adds an author's text, in UTF-8, to `bytes`.
    static func escape(_ text: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
        var start = 0
        var index = 0
        let count = text.count
        while index < count {
            let byte = text[index]
            guard isSpecial(byte) else {
                index += 1
                continue
            }
            let (length, entity) = entity(at: index, in: text)
            guard let entity else {
                index += length
                continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            append(entity, to: &bytes)
            index += length
            start = index
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<count]))
    }

    /// What stands for the special character at `index`, and its length; nil if it stands for itself.
    private static func entity(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> (Int, StaticString?) {
        switch text[index] {
        case UInt8(ascii: "<"): return (1, "&lt;")
        case UInt8(ascii: ">"): return (1, "&gt;")
        case UInt8(ascii: "&"): return (1, "&amp;")
        case UInt8(ascii: "\""): return (1, "&quot;")
        case 0x09, 0x0A: return (1, nil)
        case 0xE2:
            guard index + 2 < text.count else { return (1, nil) }
            return (3, directionName(text[index + 1], text[index + 2]))
        default: return (1, "\u{FFFD}")
        }
    }
}

@inline(__always)
private func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00...0x1F, 0x7F, 0xE2, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"),
        UInt8(ascii: "\""):
        true
    default: false
    }
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

private func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
}

/// The name of a character that changes the direction of text: U+202A-202E and U+2066-2069.
private func directionName(_ second: UInt8, _ third: UInt8) -> StaticString? {
    switch (second, third) {
    case (0x80, 0xAA): "[U+202A]"
    case (0x80, 0xAB): "[U+202B]"
    case (0x80, 0xAC): "[U+202C]"
    case (0x80, 0xAD): "[U+202D]"
    case (0x80, 0xAE): "[U+202E]"
    case (0x81, 0xA6): "[U+2066]"
    case (0x81, 0xA7): "[U+2067]"
    case (0x81, 0xA8): "[U+2068]"
    case (0x81, 0xA9): "[U+2069]"
    default: nil
    }
}
