/// A piece of the SVG that Graphviz writes.
enum SVGToken: Equatable {
    case open(name: String, attributes: [(name: String, value: String)], isEmpty: Bool)
    case close(name: String)
    case text(String)

    static func == (one: SVGToken, other: SVGToken) -> Bool {
        switch (one, other) {
        case (.close(let one), .close(let other)), (.text(let one), .text(let other)): one == other
        default: false
        }
    }
}

/// Reads the SVG that Graphviz writes: well formed, double quotes, no CDATA.
///
/// Comments, declarations and processing instructions are left out. Entities stay as they are in text
/// and values, for Graphviz has escaped what the author wrote; `SVGRewriter` resolves and escapes anew.
struct SVGTokens {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// All tokens; nil if the text is not what Graphviz writes.
    static func read(_ bytes: [UInt8]) -> [SVGToken]? {
        var reader = SVGTokens(bytes)
        var tokens: [SVGToken] = []
        while reader.index < bytes.count {
            guard reader.next(&tokens) else { return nil }
        }
        return tokens
    }

    private mutating func next(_ tokens: inout [SVGToken]) -> Bool {
        guard bytes[index] == UInt8(ascii: "<") else {
            let end = bytes[index...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
            tokens.append(.text(resolved(bytes[index..<end])))
            index = end
            return true
        }
        if skip("<!--", to: "-->") || skip("<?", to: "?>") || skip("<!", to: ">") { return true }
        if bytes[index...].starts(with: "</".utf8) {
            guard let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) else { return false }
            tokens.append(.close(name: string(bytes[(index + 2)..<end])))
            index = end + 1
            return true
        }
        return tag(&tokens)
    }

    private mutating func tag(_ tokens: inout [SVGToken]) -> Bool {
        index += 1
        let name = word()
        guard !name.isEmpty else { return false }
        var attributes: [(name: String, value: String)] = []
        while true {
            while let byte = current, byte <= 0x20 { index += 1 }
            guard let byte = current else { return false }
            if byte == UInt8(ascii: ">") || bytes[index...].starts(with: "/>".utf8) {
                let isEmpty = byte != UInt8(ascii: ">")
                index += isEmpty ? 2 : 1
                tokens.append(.open(name: name, attributes: attributes, isEmpty: isEmpty))
                return true
            }
            let attribute = word()
            guard !attribute.isEmpty, bytes[index...].starts(with: "=\"".utf8),
                let end = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "\""))
            else { return false }
            attributes.append((attribute, resolved(bytes[(index + 2)..<end])))
            index = end + 1
        }
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func word() -> String {
        let end =
            bytes[index...].firstIndex { byte in
                switch byte {
                case 0...0x20, UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "/"): true
                default: false
                }
            } ?? bytes.count
        defer { index = end }
        return string(bytes[index..<end])
    }

    /// Skips from `start`, if it is here, to `end`.
    private mutating func skip(_ start: String, to end: String) -> Bool {
        guard bytes[index...].starts(with: start.utf8) else { return false }
        let wanted = Array(end.utf8)
        index += start.utf8.count
        while index < bytes.count, !bytes[index...].starts(with: wanted) { index += 1 }
        index = min(index + wanted.count, bytes.count)
        return true
    }

    private func string(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// The text with entities resolved: the five of XML, and numbers.
    private func resolved(_ bytes: ArraySlice<UInt8>) -> String {
        let text = string(bytes)
        guard bytes.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = text[...]
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            rest = rest[mark...]
            guard let end = rest.prefix(12).firstIndex(of: ";"),
                let meaning = meaning(of: rest[rest.index(after: mark)..<end])
            else {
                result += "&"
                rest = rest.dropFirst()
                continue
            }
            result.unicodeScalars.append(meaning)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private func meaning(of entity: Substring) -> Unicode.Scalar? {
        switch entity {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard entity.first == "#" else { return nil }
            let digits = entity.dropFirst()
            let number = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap(Unicode.Scalar.init)
        }
    }
}
