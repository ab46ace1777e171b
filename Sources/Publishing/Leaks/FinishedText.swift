import Content
import Markup

/// The text of a finished file as a reader may see it: without tags, character references, escapes and percent signs.
enum FinishedText {
    /// Returns every way to read the file at `path`.
    ///
    /// One reading includes the tags, which hold addresses and labels; another leaves them out, because a word may be
    /// half bold. A percent sign may begin an escape or follow a number, so both are read.
    static func readings(of bytes: [UInt8], path: String) -> [[UInt8]] {
        let isScript = path.hasSuffix(".js") || path.hasSuffix(".json")
        var readings = [plain(bytes[...], isWithTags: true, isScript: isScript)]
        if path.hasSuffix(".html") { readings.append(plain(bytes[...], isWithTags: false, isScript: false)) }
        return readings.flatMap { reading in
            var ways = [reading]
            // An address within an address is escaped twice.
            while ways.count < 4 {
                let next = PercentEncoding.decoded(ways[ways.count - 1])
                guard next.count < ways[ways.count - 1].count else { break }
                ways.append(next)
            }
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

    private static func plain(_ bytes: ArraySlice<UInt8>, isWithTags: Bool, isScript: Bool) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        guard !isWithTags else {
            append(bytes, isScript: isScript, to: &plain)
            return plain
        }
        for piece in MarkupReader(bytes) {
            switch piece {
            case .text(let text): append(text, isScript: false, to: &plain)
            case .tag(let tag): if !inlineTags.contains(tag.name.lowercased()) { plain.append(0x20) }
            case .comment: plain.append(0x20)
            }
        }
        return plain
    }

    /// Adds the text with character references, and in a script with escapes, resolved.
    private static func append(_ bytes: ArraySlice<UInt8>, isScript: Bool, to plain: inout [UInt8]) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "&"):
                guard let (end, character) = Entities.reference(at: index, in: bytes) else {
                    plain.append(0x20)
                    index += 1
                    continue
                }
                plain += String(character ?? " ").utf8
                index = end
            case UInt8(ascii: "\\") where isScript && index + 1 < bytes.endIndex:
                let isLong = bytes[index + 1] == UInt8(ascii: "u") && index + 5 < bytes.endIndex
                let scalar = isLong ? Self.scalar(bytes[(index + 2)...(index + 5)]) : nil
                plain += scalar.map { Array(String($0).utf8) } ?? [0x20]
                index += isLong ? 6 : 2
            default:
                plain.append(bytes[index])
                index += 1
            }
        }
    }

    private static func scalar(_ digits: ArraySlice<UInt8>) -> Unicode.Scalar? {
        UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
    }
}
