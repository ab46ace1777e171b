/// Makes any text fit to stand in a cell.
enum CellText {
    /// The longest text that a cell of Excel takes, in UTF-16 units.
    static let limit = 32_767

    /// `text` without what XML forbids, with line feeds for line breaks, and cut to a cell's limit.
    static func cleaned(_ text: String) -> String {
        cut(withoutForbidden(text), to: limit)
    }

    /// `text` for the XLSX file itself.
    ///
    /// Excel reads `_x0041_` in a string as the character U+0041; an escaped underscore keeps it as typed.
    static func stored(_ text: String) -> String {
        let cleaned = withoutForbidden(text)
        guard cleaned.utf8.contains(UInt8(ascii: "_")) else { return cut(cleaned, to: limit) }
        let scalars = Array(cleaned.unicodeScalars)
        var result = String.UnicodeScalarView()
        for index in scalars.indices {
            if isEscape(scalars[index...].prefix(7)) { result.append(contentsOf: "_x005F".unicodeScalars) }
            result.append(scalars[index])
        }
        return cut(String(result), to: limit)
    }

    /// Whether a spreadsheet program may take `text`, read from CSV, for a formula.
    ///
    /// Blanks before the mark do not help: programs skip them.
    static func looksLikeFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        if ["\t", "\r", "\n"].contains(first) { return true }
        guard let mark = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else { return false }
        return ["=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"].contains(mark)
    }

    private static func withoutForbidden(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar.value {
            case 0x0D: result.append("\n")
            case 0x0A where previous == "\r": break
            case 0x09, 0x0A: result.append(scalar)
            case 0..<0x20, 0xFFFE, 0xFFFF: break
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// `text`, or as much of it as leaves room for an ellipsis within `limit` UTF-16 units.
    static func cut(_ text: String, to limit: Int, ending: String = "…") -> String {
        guard text.utf16.count > limit else { return text }
        var rest = limit - ending.utf16.count
        let kept = text.prefix { character in
            rest -= character.utf16.count
            return rest >= 0
        }
        return kept + ending
    }

    /// Whether `scalars` are `_xHHHH_`.
    private static func isEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let scalars = Array(scalars)
        return scalars.count == 7 && scalars[0] == "_" && scalars[1] == "x" && scalars[6] == "_"
            && scalars[2..<6].allSatisfy { $0.properties.isASCIIHexDigit }
    }
}
