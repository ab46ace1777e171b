/// Reads JSON with the line of every value.
///
/// Duplicate keys: the last one wins.
struct JSONReader {
    private let bytes: [UInt8]
    private let file: String
    private var position = 0
    private var line = 1
    private var count = 0

    private struct Failure: Error {
        var line: Int
        var problem: String
    }

    /// - Parameter nodes: The most values that are read.
    static func read(
        _ bytes: [UInt8], file: String, nodes: Int = AsBuilt.Limits.resolvedNodes
    ) -> (datum: Datum?, notes: [Note]) {
        var reader = JSONReader(bytes: bytes, file: file)
        do {
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
            let datum = try reader.value(depth: 1, limit: nodes)
            reader.skipSpace()
            guard reader.position == bytes.count else { throw reader.failure("text follows the value") }
            return (datum, [])
        } catch let failure as Failure {
            let place = Place(file, failure.line)
            return (nil, [Note(.error, .invalidJSON, place, "not valid JSON: \(failure.problem)")])
        } catch {
            return (nil, [])
        }
    }

    private init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    private func failure(_ problem: String) -> Failure { Failure(line: line, problem: problem) }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            if byte == 0x0A { line += 1 }
            position += 1
        }
    }

    private mutating func expect(_ byte: Unicode.Scalar, _ problem: String) throws {
        guard next == UInt8(ascii: byte) else { throw failure(next == nil ? "it ends too early" : problem) }
        position += 1
    }

    private mutating func value(depth: Int, limit: Int) throws -> Datum {
        skipSpace()
        count += 1
        guard count <= limit else { throw failure("it has more than \(limit) values") }
        guard depth <= AsBuilt.Limits.depth else {
            throw failure("it is nested more than \(AsBuilt.Limits.depth) deep")
        }
        let place = Place(file, line)
        switch next {
        case UInt8(ascii: "{"): return Datum(.map(try map(depth: depth, limit: limit)), place)
        case UInt8(ascii: "["): return Datum(.list(try list(depth: depth, limit: limit)), place)
        case UInt8(ascii: "\""): return Datum(.string(try string()), place)
        case .some: return Datum(try word(), place)
        case nil: throw failure("it ends too early")
        }
    }

    private mutating func map(depth: Int, limit: Int) throws -> DatumMap {
        var map = DatumMap()
        position += 1
        skipSpace()
        if next == UInt8(ascii: "}") {
            position += 1
            return map
        }
        while true {
            skipSpace()
            let place = Place(file, line)
            guard next == UInt8(ascii: "\"") else {
                throw failure(next == nil ? "it ends too early" : "a key is missing")
            }
            let key = try string()
            skipSpace()
            try expect(":", "a colon is missing")
            map.set(key, try value(depth: depth + 1, limit: limit), at: place)
            skipSpace()
            guard next == UInt8(ascii: ",") else {
                try expect("}", "a comma or a brace is missing")
                return map
            }
            position += 1
        }
    }

    private mutating func list(depth: Int, limit: Int) throws -> [Datum] {
        var list: [Datum] = []
        position += 1
        skipSpace()
        if next == UInt8(ascii: "]") {
            position += 1
            return list
        }
        while true {
            list.append(try value(depth: depth + 1, limit: limit))
            skipSpace()
            guard next == UInt8(ascii: ",") else {
                try expect("]", "a comma or a bracket is missing")
                return list
            }
            position += 1
        }
    }

    private mutating func word() throws -> Datum.Value {
        let start = position
        while let byte = next, byte > 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "]"),
            byte != UInt8(ascii: "}")
        {
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default: break
        }
        guard let first = text.utf8.first, (0x30...0x39).contains(first) || first == UInt8(ascii: "-") else {
            throw failure("'\(text.prefix(40))' is not a value")
        }
        if let number = Int(text) { return .integer(number) }
        guard Double(text) != nil else { throw failure("'\(text.prefix(40))' is not a number") }
        return .float(text)
    }

    private mutating func string() throws -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: Array(String(try escape()).utf8))
            case 0..<0x20: throw failure("a string has a control character")
            default: text.append(byte)
            }
        }
        throw failure("it ends too early")
    }

    private mutating func escape() throws -> Unicode.Scalar {
        guard let byte = next else { throw failure("it ends too early") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "u"): break
        default: throw failure("a string has an unknown escape")
        }
        let first = try hex()
        if (0xD800..<0xDC00).contains(first), next == UInt8(ascii: "\\"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "u")
        {
            position += 2
            let second = try hex()
            if (0xDC00..<0xE000).contains(second) {
                return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
            }
        }
        return Unicode.Scalar(first) ?? "\u{FFFD}"
    }

    private mutating func hex() throws -> UInt32 {
        guard position + 4 <= bytes.count,
            let number = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw failure("a string has an incomplete escape") }
        position += 4
        return number
    }
}
