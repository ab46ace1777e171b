/// The tags of an SVG file, one after the other, as far as XML without a document type goes.
///
/// What is not read here, such as entities of the file's own, is a fault and never skipped: a file is shown only
/// if all of it was understood.
struct SVGTags {
    struct Attribute {
        /// With its prefix: `xlink:href`.
        let name: String
        /// References such as `&#x6A;` resolved.
        let value: String

        /// Without its prefix, in lower case.
        var localName: String { SVGTags.localName(name) }
    }

    enum Token {
        case tag(name: String, [Attribute])
        case end(name: String)
        case text(String)
        /// Of any other target than `xml`.
        case instruction(String)
    }

    struct Fault: Error {
        let what: String
    }

    private let text: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) throws(Fault) {
        // Another encoding could spell a tag in bytes that are read here as none.
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
            throw Fault(what: "text that is not UTF-8")
        }
        text = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    static func localName(_ name: String) -> String {
        (name.split(separator: ":").last.map(String.init) ?? name).lowercased()
    }

    /// The next token; nil at the end.
    mutating func next() throws(Fault) -> Token? {
        while place < text.count {
            guard text[place] == UInt8(ascii: "<") else {
                let end = text[place...].firstIndex(of: UInt8(ascii: "<")) ?? text.count
                defer { place = end }
                return .text(try Self.resolved(text[place..<end]))
            }
            if skip("<!--") {
                _ = try read(until: "-->")
            } else if skip("<![CDATA[") {
                return .text(String(decoding: try read(until: "]]>"), as: UTF8.self))
            } else if skip("<!DOCTYPE") || skip("<!doctype") {
                // Many programs name SVG's own document type; one with a part of its own may define anything.
                guard !(try read(until: ">")).contains(UInt8(ascii: "[")) else {
                    throw Fault(what: "a document type of its own")
                }
            } else if skip("<!") {
                throw Fault(what: "a declaration that is no drawing's")
            } else if skip("<?") {
                let body = String(decoding: try read(until: "?>"), as: UTF8.self)
                let target = body.prefix { !$0.isWhitespace }
                guard target == "xml" else { return .instruction(String(target)) }
                let lowered = body.lowercased()
                guard !lowered.contains("encoding") || lowered.contains("utf-8") || lowered.contains("us-ascii") else {
                    throw Fault(what: "text that is not UTF-8")
                }
            } else if skip("</") {
                let name = String(decoding: try read(until: ">"), as: UTF8.self)
                guard !name.contains("<") else { throw Fault(what: "a tag that is never closed") }
                return .end(name: name.trimmed)
            } else {
                place += 1
                return try tag()
            }
        }
        return nil
    }

    private mutating func tag() throws(Fault) -> Token {
        let name = word()
        guard !name.isEmpty else { throw Fault(what: "a tag without a name") }
        var attributes: [Attribute] = []
        while true {
            skipSpace()
            guard place < text.count else { throw Fault(what: "a tag that is never closed") }
            if skip("/>") || skip(">") { return .tag(name: name, attributes) }
            let key = word()
            skipSpace()
            guard !key.isEmpty, skip("=") else { throw Fault(what: "an attribute without a value") }
            skipSpace()
            guard place < text.count, text[place] == UInt8(ascii: "\"") || text[place] == UInt8(ascii: "'") else {
                throw Fault(what: "an attribute without quotation marks")
            }
            let quote = text[place]
            place += 1
            guard let end = text[place...].firstIndex(of: quote) else {
                throw Fault(what: "an attribute that is never closed")
            }
            attributes.append(Attribute(name: key, value: try Self.resolved(text[place..<end])))
            place = end + 1
        }
    }

    /// Up to white space or a sign that ends a name.
    private mutating func word() -> String {
        let start = place
        while place < text.count, !Self.isSpace(text[place]), !"=/>\"'<".utf8.contains(text[place]) { place += 1 }
        return String(decoding: text[start..<place], as: UTF8.self)
    }

    private mutating func skipSpace() {
        while place < text.count, Self.isSpace(text[place]) { place += 1 }
    }

    private mutating func skip(_ start: StaticString) -> Bool {
        let bytes = UnsafeBufferPointer(start: start.utf8Start, count: start.utf8CodeUnitCount)
        guard text[place...].starts(with: bytes) else { return false }
        place += bytes.count
        return true
    }

    private mutating func read(until end: StaticString) throws(Fault) -> ArraySlice<UInt8> {
        let start = place
        while place < text.count {
            let before = place
            if skip(end) { return text[start..<before] }
            place += 1
        }
        throw Fault(what: "a part that is never closed")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    /// Text with its references resolved: the five of XML, and those by number.
    private static func resolved(_ bytes: ArraySlice<UInt8>) throws(Fault) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains("&") else { return text }
        let named = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
        var parts = text.split(separator: "&", omittingEmptySubsequences: false)[...]
        var result = String(parts.removeFirst())
        for part in parts {
            guard let end = part.firstIndex(of: ";") else { throw Fault(what: "a reference that is never closed") }
            let name = part[..<end]
            if let known = named[String(name)] {
                result += known
            } else if name.hasPrefix("#"), let scalar = scalar(name.dropFirst()) {
                result.unicodeScalars.append(scalar)
            } else {
                throw Fault(what: "an entity of its own, &\(name.prefix(20));")
            }
            result += part[part.index(after: end)...]
        }
        return result
    }

    private static func scalar(_ digits: Substring) -> Unicode.Scalar? {
        let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(Unicode.Scalar.init)
    }
}

extension String {
    /// Without white space round it.
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
