/// Makes names fit for the tabs of sheets.
enum SheetNames {
    /// The longest name that Excel takes, in UTF-16 units.
    private static let limit = 31

    /// A valid name for each of `names`, all different even if case does not count.
    ///
    /// `[ ] : * ? / \` become a hyphen and `'` becomes `’`; `History`, which Excel keeps for itself, and a
    /// name that is taken get a number: `History (2)`.
    static func valid(_ names: [String]) -> [String] {
        var taken: Set<String> = ["history"]
        return names.map { name in
            let wanted = single(name)
            var candidate = wanted
            var number = 2
            while !taken.insert(candidate.lowercased()).inserted {
                let ending = " (\(number))"
                candidate = CellText.cut(wanted + ending, to: limit, ending: ending)
                number += 1
            }
            return candidate
        }
    }

    private static func single(_ name: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in CellText.cleaned(name).unicodeScalars {
            switch scalar {
            case "[", "]", ":", "*", "?", "/", "\\": result.append("-")
            case "'": result.append("\u{2019}")
            case "\n", "\t", "\u{7F}": result.append(" ")
            default: result.append(scalar)
            }
        }
        let trimmed = String(String(result).drop(while: \.isWhitespace))
        var cut = CellText.cut(trimmed, to: limit)
        while cut.last?.isWhitespace == true { cut.removeLast() }
        return cut.isEmpty ? "Sheet" : cut
    }

    /// Whether Excel wants `name` in quotes in a formula, though it is made of letters and digits only.
    ///
    /// libxlsxwriter quotes for other characters, but not `2026`, `A1` or `R1C1`.
    static func needsQuotes(_ name: String) -> Bool {
        name.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            } || ["r", "c", "rc"].contains(name.lowercased())
    }
}
