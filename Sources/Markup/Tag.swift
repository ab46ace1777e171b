/// A tag of HTML or XML as it is written; the values of its attributes are still escaped.
///
/// It ends at the first `>` outside a quoted value, as it does for a browser.
package struct Tag: Sendable, Equatable {
    package struct Attribute: Sendable, Equatable {
        package let name: String
        /// Escaped for double quotation marks, or nil for an attribute without `=`.
        package let value: String?

        package init(name: String, value: String?) {
            self.name = name
            self.value = value
        }
    }

    package let name: String
    /// Whether it is `</name>`.
    package let isClosing: Bool
    /// Whether it ends with `/>`.
    package let isEmpty: Bool
    /// The index of its `<`.
    package let start: Int
    /// The index after its `>`.
    package let end: Int
    /// The bytes after its name.
    private let rest: ArraySlice<UInt8>

    /// Reads the tag that begins at the start of `bytes`, or returns nil if none begins there or if it doesn't end.
    package init?(_ bytes: ArraySlice<UInt8>) {
        guard Self.begins(bytes) else { return nil }
        var scanner = TagScanner(bytes: bytes, index: bytes.startIndex + 1)
        isClosing = scanner.take(UInt8(ascii: "/"))
        name = String(decoding: bytes[scanner.word()], as: UTF8.self)
        let endOfName = scanner.index
        guard scanner.scan({ _, _ in }) else { return nil }
        isEmpty = scanner.isEmpty
        start = bytes.startIndex
        end = scanner.index + 1
        rest = bytes[endOfName..<end]
    }

    /// The attributes in the order of the tag; they are read each time, because most tags are never asked.
    package var attributes: [Attribute] {
        var attributes: [Attribute] = []
        var scanner = TagScanner(bytes: rest, index: rest.startIndex)
        _ = scanner.scan { name, value in
            let value = value.map { value in
                // A value in single quotation marks, or in none, may hold double ones. Byte by byte, because one with
                // an accent after it is another `Character`.
                String(
                    decoding: rest[value].flatMap { $0 == UInt8(ascii: "\"") ? Array("&quot;".utf8) : [$0] },
                    as: UTF8.self)
            }
            attributes.append(Attribute(name: String(decoding: rest[name], as: UTF8.self), value: value))
        }
        return attributes
    }

    /// Returns the value of an attribute, empty if the attribute has none, or nil if the tag has no such attribute.
    package subscript(name: String) -> String? {
        attributes.first { $0.name == name }.map { $0.value ?? "" }
    }

    /// Returns whether a tag begins at the start of `bytes`: `<` and a letter, or `</` and a letter.
    static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.first == UInt8(ascii: "<") else { return false }
        let rest = bytes.dropFirst()
        guard let first = (rest.first == UInt8(ascii: "/") ? rest.dropFirst() : rest).first else { return false }
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
    }
}

private struct TagScanner {
    let bytes: ArraySlice<UInt8>
    var index: Int
    var isEmpty = false

    private var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    /// Moves to the `>` of the tag, and calls `found` with each attribute on the way; returns false if there is none.
    mutating func scan(_ found: (_ name: Range<Int>, _ value: Range<Int>?) -> Void) -> Bool {
        while true {
            skipSpace()
            guard let next else { return false }
            if next == UInt8(ascii: ">") { return true }
            if take(UInt8(ascii: "/")) {
                isEmpty = self.next == UInt8(ascii: ">")
                continue
            }
            let name = word()
            guard !name.isEmpty else {
                index += 1
                continue
            }
            guard takeEqualsSign() else {
                found(name, nil)
                continue
            }
            guard let value = value() else { return false }
            found(name, value)
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while let next, next <= 0x20 { index += 1 }
    }

    /// Takes a `=` with white space around it.
    private mutating func takeEqualsSign() -> Bool {
        let start = index
        skipSpace()
        guard take(UInt8(ascii: "=")) else {
            index = start
            return false
        }
        skipSpace()
        return true
    }

    /// Takes a name, up to white space or a sign of the tag.
    mutating func word() -> Range<Int> {
        let start = index
        while let next, next > 0x20, next != UInt8(ascii: "="), next != UInt8(ascii: ">"), next != UInt8(ascii: "/") {
            index += 1
        }
        return start..<index
    }

    /// Takes a value in either kind of quotation marks or in none, or returns nil if its quotation mark isn't closed.
    private mutating func value() -> Range<Int>? {
        guard let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let start = index
            while let next, next > 0x20, next != UInt8(ascii: ">") { index += 1 }
            return start..<index
        }
        index += 1
        let start = index
        guard let end = bytes[start...].firstIndex(of: quote) else { return nil }
        index = end + 1
        return start..<end
    }
}
