/// The letters that a reader sees, whatever characters write them.
///
/// `I`, a full-width `Ｉ`, a mathematical `𝐢`, a Cyrillic `і` and an `i` with an accent, composed or not, are one `i`.
package enum Letters {
    /// Returns the letters or digits that `scalar` stands for, in UTF-8; none if it is invisible or an accent; nil if it
    /// separates words.
    package static func folded(_ scalar: Unicode.Scalar) -> [UInt8]? {
        if scalar.isASCII { return folded(UInt8(truncatingIfNeeded: scalar.value)).map { [$0] } }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return []
        case _ where properties.isDefaultIgnorableCodePoint: return []
        default: break
        }
        if let letter = lookalikes[scalar] { return [letter] }
        if 0xFF01...0xFF5E ~= scalar.value { return folded(UInt8(scalar.value - 0xFF01 + 0x21)).map { [$0] } }
        if 0xAC00...0xD7A3 ~= scalar.value { return jamo(of: scalar.value - 0xAC00) }
        if let value = properties.numericValue, value >= 0, value <= 9, value == value.rounded() {
            return [UInt8(ascii: "0") + UInt8(value)]
        }
        guard properties.isAlphabetic else { return nil }
        if let latin = latinLetters(named: properties.name ?? "") { return latin }
        if let base = bases[String(scalar)] { return folded(base) }
        return Array(properties.lowercaseMapping.utf8)
    }

    /// Returns the lower-case letter or the digit, or nil for any other character of ASCII.
    package static func folded(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: nil
        }
    }

    /// Returns the words of `text`, each as a reader sees it.
    package static func words(of text: some StringProtocol) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        for scalar in text.unicodeScalars {
            if let letters = folded(scalar) {
                word += letters
            } else if !word.isEmpty {
                words.append(String(decoding: word, as: UTF8.self))
                word = []
            }
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    /// Returns the Latin letters that a character's name ends with: `LATIN SMALL LETTER I WITH GRAVE`,
    /// `MATHEMATICAL BOLD SMALL I`, `LATIN SMALL LIGATURE FI`.
    private static func latinLetters(named name: String) -> [UInt8]? {
        let kinds = ["LATIN", "MATHEMATICAL", "MODIFIER LETTER", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER"]
        guard kinds.contains(where: { name.contains($0) }) else { return nil }
        let words = name.split(separator: " ")
        guard let last = words.prefix(while: { $0 != "WITH" }).last else { return nil }
        let isLetters = last.count == 1 || (name.contains("LIGATURE") && last.count <= 3)
        return isLetters && last.utf8.allSatisfy { folded($0) != nil } ? last.utf8.compactMap { folded($0) } : nil
    }

    /// Returns the two or three letters of a Hangul syllable.
    private static func jamo(of index: UInt32) -> [UInt8] {
        let tail = index % 28
        let values = [0x1100 + index / 588, 0x1161 + index % 588 / 28] + (tail > 0 ? [0x11A7 + tail] : [])
        return values.compactMap(Unicode.Scalar.init).flatMap { Array(String($0).utf8) }
    }

    /// Letters of other scripts that look like one of Latin.
    private static let lookalikes: [Unicode.Scalar: UInt8] = {
        let pairs: [(String, String)] = [
            ("аеорсхуіїјѕһԁӏптгкмвъьАЕОРСХУІЇЈЅНТКМВ", "aeopcxyiijshdlntrkmbbbaeopcxyiijshtkmb"),
            ("ιητερανοκυχΙΗΤΕΡΑΝΟΚΥΧΖΒΜ", "intepavokuxihtepanokyxzbm"), ("ıɩɪɫʟɴʀᴇᴛᴀ", "iiillnreta"),
        ]
        return pairs.reduce(into: [:]) { table, pair in
            for (letter, latin) in zip(pair.0.unicodeScalars, pair.1.utf8) { table[letter] = latin }
        }
    }()

    /// The letter without its accent, by the composed character: two texts are equal if they are canonically so.
    private static let bases: [String: Unicode.Scalar] = {
        let scripts: [(ClosedRange<UInt32>, [Unicode.Scalar])] = [
            (0x391...0x3C9, ["\u{300}", "\u{301}", "\u{308}", "\u{313}", "\u{314}", "\u{342}", "\u{345}"]),
            (0x410...0x44F, ["\u{300}", "\u{301}", "\u{306}", "\u{308}"]),
            (0x627...0x64A, ["\u{653}", "\u{654}", "\u{655}"]), (0x3041...0x30FF, ["\u{3099}", "\u{309A}"]),
        ]
        var bases: [String: Unicode.Scalar] = [:]
        for (letters, marks) in scripts {
            for letter in letters.compactMap(Unicode.Scalar.init) {
                for mark in marks { bases[String(letter) + String(mark)] = letter }
            }
        }
        return bases
    }()
}
