/// A tag as it stands in HTML that this program wrote; the values of its attributes stay escaped.
struct HTMLTag {
    struct Attribute {
        let name: String
        /// Nil for an attribute without `=`.
        let value: String?
    }

    private(set) var name = ""
    private(set) var attributes: [Attribute] = []
    private(set) var isClosing = false
    /// Whether it ends with `/>`.
    private(set) var isEmpty = false
    private(set) var isComment = false
    /// Behind the `>`.
    private(set) var end: Int

    subscript(name: String) -> String? {
        attributes.first { $0.name == name }.map { $0.value ?? "" }
    }

    /// - Parameter start: Of the `<`.
    init(_ bytes: ArraySlice<UInt8>, at start: Int) {
        var reader = TagReader(bytes: bytes, index: start + 1)
        end = bytes.endIndex
        if reader.next == UInt8(ascii: "!") {
            isComment = true
            let close = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
            if let close { end = close + 1 }
            return
        }
        isClosing = reader.take(UInt8(ascii: "/"))
        name = reader.word()
        while true {
            reader.skipSpace()
            guard let next = reader.next else { return }
            if next == UInt8(ascii: ">") { break }
            if reader.take(UInt8(ascii: "/")) {
                isEmpty = true
                continue
            }
            let word = reader.word()
            guard !word.isEmpty else {
                reader.index += 1
                continue
            }
            attributes.append(Attribute(name: word, value: reader.take(UInt8(ascii: "=")) ? reader.value() : nil))
        }
        end = reader.index + 1
    }
}

private struct TagReader {
    let bytes: ArraySlice<UInt8>
    var index: Int

    var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    mutating func skipSpace() {
        while let next, next <= 0x20 { index += 1 }
    }

    /// A name: up to a space or a sign of the tag.
    mutating func word() -> String {
        let start = index
        while let next, next > 0x20, next != UInt8(ascii: "="), next != UInt8(ascii: ">"), next != UInt8(ascii: "/") {
            index += 1
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// What stands behind `=`, in either kind of quotation marks, or without any in a workbook's own template.
    mutating func value() -> String {
        guard let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let start = index
            while let next, next > 0x20, next != UInt8(ascii: ">") { index += 1 }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }
        index += 1
        let start = index
        index = bytes[index...].firstIndex(of: quote) ?? bytes.endIndex
        let value = String(decoding: bytes[start..<index], as: UTF8.self)
        index = min(index + 1, bytes.endIndex)
        // In single quotation marks a double one stands for itself.
        return quote == UInt8(ascii: "'") ? value.replacing("\"", with: "&quot;") : value
    }
}
