import Content

/// The text of a finished file, as its reader may come to see it: without tags, entities, escapes and percent signs.
enum FinishedText {
    /// Returns every way to read the file at `path`.
    ///
    /// Once with what is in tags, where addresses and labels are, and once without, where a word may be half bold.
    /// A percent sign begins an escape in an address and follows a number in a sentence: both are read.
    static func readings(of bytes: UnsafeBufferPointer<UInt8>, path: String) -> [[UInt8]] {
        let isScript = path.hasSuffix(".js") || path.hasSuffix(".json")
        var readings = [plain(bytes, isWithTags: true, isScript: isScript)]
        if path.hasSuffix(".html") { readings.append(plain(bytes, isWithTags: false, isScript: false)) }
        return readings.flatMap { reading in
            var ways = [reading]
            // An address within an address is escaped twice.
            while ways.count < 4, let next = withoutPercents(ways[ways.count - 1]) { ways.append(next) }
            return ways
        }
    }

    /// Returns the letters and digits of a reading, each as a reader sees it.
    static func letters(of reading: [UInt8]) -> [UInt8] {
        var letters: [UInt8] = []
        letters.reserveCapacity(reading.count)
        var known: [Unicode.Scalar: [UInt8]] = [:]
        var index = 0
        while index < reading.count {
            let byte = reading[index]
            if byte < 0x80 {
                if let letter = lowered[Int(byte)] { letters.append(letter) }
                index += 1
                continue
            }
            let scalar = scalar(at: &index, in: reading)
            if let folded = known[scalar] {
                letters += folded
            } else {
                let folded = Letters.folded(scalar) ?? []
                known[scalar] = folded
                letters += folded
            }
        }
        return letters
    }

    private static let lowered: [UInt8?] = (0..<0x80).map { Letters.folded(UInt8($0)) }

    /// Decodes the scalar that begins at `index`, and moves on to the next.
    private static func scalar(at index: inout Int, in bytes: [UInt8]) -> Unicode.Scalar {
        let length = bytes[index] >= 0xF0 ? 4 : bytes[index] >= 0xE0 ? 3 : bytes[index] >= 0xC0 ? 2 : 1
        let end = min(index + length, bytes.count)
        defer { index = end }
        return String(decoding: bytes[index..<end], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    }

    /// Elements that begin and end within a word.
    private static let inlineTags: Set = [
        "a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "span", "strong", "sub", "sup", "u",
        "wbr",
    ]

    private static func plain(_ bytes: UnsafeBufferPointer<UInt8>, isWithTags: Bool, isScript: Bool) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "<") where !isWithTags:
                var end = index + 1
                while end < bytes.count, bytes[end] != UInt8(ascii: ">") { end += 1 }
                if !isInline(bytes[(index + 1)..<end]) { plain.append(0x20) }
                index = end
            case UInt8(ascii: "&"):
                let (scalar, length) = entity(at: index, in: bytes)
                plain += scalar.map { Array(String($0).utf8) } ?? [0x20]
                index += length
            case UInt8(ascii: "\\") where isScript && index + 1 < bytes.count:
                let isLong = bytes[index + 1] == UInt8(ascii: "u") && index + 5 < bytes.count
                let scalar = isLong ? Self.scalar(bytes[(index + 2)...(index + 5)], radix: 16) : nil
                plain += scalar.map { Array(String($0).utf8) } ?? [0x20]
                index += isLong ? 5 : 1
            default: plain.append(byte)
            }
            index += 1
        }
        return plain
    }

    private static func isInline(_ tag: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let name = tag.drop { $0 == UInt8(ascii: "/") }.prefix { $0 | 0x20 != 0x20 && $0 != UInt8(ascii: "/") }
        return name.count <= 6 && inlineTags.contains(String(decoding: name, as: UTF8.self))
    }

    /// Returns the character of `&#73;` or nil for any other entity, and how many bytes follow its first.
    private static func entity(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (Unicode.Scalar?, Int) {
        for index in (start + 1)..<max(start + 1, min(start + 12, bytes.count)) {
            let byte = bytes[index]
            if byte == UInt8(ascii: ";") {
                guard index > start + 2, bytes[start + 1] == UInt8(ascii: "#") else { return (nil, index - start) }
                let isHexadecimal = bytes[start + 2] | 0x20 == UInt8(ascii: "x")
                let digits = bytes[(start + (isHexadecimal ? 3 : 2))..<index]
                return (scalar(digits, radix: isHexadecimal ? 16 : 10), index - start)
            }
            guard Letters.folded(byte) != nil || byte == UInt8(ascii: "#") else { break }
        }
        return (nil, 0)
    }

    private static func scalar(_ digits: Slice<UnsafeBufferPointer<UInt8>>, radix: Int) -> Unicode.Scalar? {
        UInt32(String(decoding: digits, as: UTF8.self), radix: radix).flatMap(Unicode.Scalar.init)
    }

    /// Returns `reading` with each `%49` as the byte that it stands for, or nil if there is none.
    private static func withoutPercents(_ reading: [UInt8]) -> [UInt8]? {
        guard var next = firstEscape(from: 0, in: reading) else { return nil }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(reading.count)
        var start = 0
        while let high = digit(reading[next + 1]), let low = digit(reading[next + 2]) {
            decoded += reading[start..<next]
            decoded.append(high << 4 | low)
            start = next + 3
            guard let following = firstEscape(from: start, in: reading) else { break }
            next = following
        }
        return decoded + reading[start...]
    }

    private static func firstEscape(from start: Int, in bytes: [UInt8]) -> Int? {
        var index = start
        while index + 2 < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), digit(bytes[index + 1]) != nil, digit(bytes[index + 2]) != nil {
                return index
            }
            index += 1
        }
        return nil
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
