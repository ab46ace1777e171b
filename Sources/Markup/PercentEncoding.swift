/// Percent-encoding in addresses (RFC 3986, 2.1).
package enum PercentEncoding {
    /// Returns the bytes with every `%XX` resolved once; a `%` that two hexadecimal digits don't follow stays.
    package static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        guard var next = firstEscape(in: bytes, from: 0) else { return bytes }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var start = 0
        while let high = hexadecimal(bytes[next + 1]), let low = hexadecimal(bytes[next + 2]) {
            decoded += bytes[start..<next]
            decoded.append(high << 4 | low)
            start = next + 3
            guard let following = firstEscape(in: bytes, from: start) else { break }
            next = following
        }
        return decoded + bytes[start...]
    }

    private static func firstEscape(in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 2 < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), hexadecimal(bytes[index + 1]) != nil,
                hexadecimal(bytes[index + 2]) != nil
            {
                return index
            }
            index += 1
        }
        return nil
    }

    /// Returns the text with every `%XX` resolved once, or nil if the result isn't UTF-8.
    package static func decoded(_ text: String) -> String? {
        text.utf8.contains(UInt8(ascii: "%")) ? String(validating: decoded(Array(text.utf8)), as: UTF8.self) : text
    }

    /// Returns the text with every byte encoded that may not be in a path or a fragment.
    package static func encoded(_ text: String) -> String {
        if text.utf8.allSatisfy(isPlain) { return text }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isPlain(byte) { bytes.append(byte) } else { append(byte, to: &bytes) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "~"), UInt8(ascii: "/"):
            true
        default: false
        }
    }

    /// Adds `byte` as `%XX`.
    static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digit(byte >> 4))
        bytes.append(digit(byte & 15))
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
