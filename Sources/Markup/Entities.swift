/// Character references such as `&amp;` and `&#8211;`, of which every form is read here.
package enum Entities {
    /// No reference that is known here is longer.
    private static let longest = 12

    /// Returns the character of `amp`, `lt`, `gt`, `quot`, `apos`, `#38` or `#x26`, or nil for any other name.
    package static func character(named name: some StringProtocol) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.first == "#" else { return nil }
            let digits = name.dropFirst()
            let isHexadecimal = digits.first == "x" || digits.first == "X"
            // A number has no sign.
            guard let first = (isHexadecimal ? digits.dropFirst() : digits).first, first != "+", first != "-" else {
                return nil
            }
            let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
        }
    }

    /// Returns the end of the reference that begins with the `&` at `start`, and its character, or nil if its name is
    /// unknown; nil if no reference begins there.
    package static func reference(
        at start: Int, in bytes: ArraySlice<UInt8>
    ) -> (end: Int, character: Unicode.Scalar?)? {
        for index in (start + 1)..<max(start + 1, min(start + longest, bytes.endIndex)) {
            switch bytes[index] {
            case UInt8(ascii: ";"):
                guard index > start + 1 else { return nil }
                let name = String(decoding: bytes[(start + 1)..<index], as: UTF8.self)
                return (index + 1, character(named: name))
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "#"):
                continue
            default: return nil
            }
        }
        return nil
    }

    /// Returns the text with every known reference resolved; unknown ones stay as they are.
    package static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "&"), let (end, character) = reference(at: index, in: bytes), let character
            {
                decoded += String(character).utf8
                index = end
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// Returns the text with every known reference resolved; unknown ones stay as they are.
    package static func decoded(_ text: some StringProtocol) -> String {
        text.utf8.contains(UInt8(ascii: "&")) ? decoded(Array(text.utf8)[...]) : String(text)
    }
}
