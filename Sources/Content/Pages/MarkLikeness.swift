import Markup

/// Judges what was perhaps meant as a mark of an internal part: misspelt, in other letters, in another syntax.
enum MarkLikeness {
    /// Whether the words of a comment, all of them, are those of a mark or nearly.
    ///
    /// One word within two edits of `internal` or `confidential`, or one of `private`, perhaps beside words such as
    /// `begin` or `only`. Everything longer is a sentence.
    static func isMark(_ words: [String]) -> Bool {
        guard !words.isEmpty else { return false }
        let joined = words.joined()
        if joined.utf8.count <= 14, isMark(joined) { return true }
        guard words.count <= 4 else { return false }
        let telling = words.filter { !companions.contains($0) }
        return telling == ["supplier"] && words.contains("only") || !telling.isEmpty && telling.allSatisfy(isMark)
    }

    private static let companions: Set = [
        "begin", "start", "open", "end", "close", "stop", "only", "part", "block", "section", "note", "text", "for",
        "use",
    ]

    /// Words that are near and mean something else.
    private static let others: Set = ["external", "eternal", "interval", "primate"]

    private static func isMark(_ word: String) -> Bool {
        guard !others.contains(word) else { return false }
        let letters = Array(word.utf8)
        return isNear(letters, "internal", edits: 2) || isNear(letters, "confidential", edits: 2)
            || isNear(letters, "private", edits: 1)
    }

    /// Whether at most so many letters are wrong, missing, extra or swapped.
    private static func isNear(_ word: [UInt8], _ other: String, edits: Int) -> Bool {
        let other = Array(other.utf8)
        guard abs(word.count - other.count) <= edits else { return false }
        var before: [Int] = []
        var last = Array(0...other.count)
        for (row, letter) in word.enumerated() {
            var next = [row + 1]
            for (column, wanted) in other.enumerated() {
                var cost = min(last[column + 1] + 1, next[column] + 1, last[column] + (letter == wanted ? 0 : 1))
                if row > 0, column > 0, letter == other[column - 1], word[row - 1] == wanted {
                    cost = min(cost, before[column - 1] + 1)
                }
                next.append(cost)
            }
            (before, last) = (last, next)
        }
        return last[other.count] <= edits
    }
}

extension MarkLikeness {
    /// Whether `text` could hold a mark at all; most pages have none, and need no second look.
    static func mayBeIn(_ text: String) -> Bool {
        var before: (UInt8, UInt8) = (0x0A, 0x0A)
        for byte in text.utf8 {
            switch (before.1, byte) {
            case (UInt8(ascii: "<"), UInt8(ascii: "!")), (UInt8(ascii: "<"), UInt8(ascii: "-")),
                (UInt8(ascii: "<"), 0x80...), (UInt8(ascii: "&"), UInt8(ascii: "l")),
                (UInt8(ascii: "&"), UInt8(ascii: "#")),
                (UInt8(ascii: "["), UInt8(ascii: "/")),
                (UInt8(ascii: "["), UInt8(ascii: "!")), (UInt8(ascii: "!"), UInt8(ascii: "-")),
                (UInt8(ascii: "]"), UInt8(ascii: ":")),
                (UInt8(ascii: "-"), UInt8(ascii: ">")), (UInt8(ascii: "{"), UInt8(ascii: "%")),
                (UInt8(ascii: "{"), UInt8(ascii: "{")), (UInt8(ascii: "%"), UInt8(ascii: "%")),
                (UInt8(ascii: "<"), UInt8(ascii: "/")), (0xBC, 0x9C), (0x9F, 0xA8), (0x8C, 0xA9), (0x80, 0x88):
                return true
            case (UInt8(ascii: ":"), UInt8(ascii: ":")) where before.0 == byte: return true
            case (UInt8(ascii: "!"), UInt8(ascii: "!")) where before.0 == byte: return true
            case (UInt8(ascii: "<"), _) where MarkLikeness.firstLetters.contains(byte | 0x20): return true
            default: break
            }
            before = (before.1, byte)
        }
        return false
    }

    private static let firstLetters: Set = [UInt8(ascii: "i"), UInt8(ascii: "p"), UInt8(ascii: "c")]

    /// Returns the lines of `text`, counted from 0, in which something looks like a mark.
    ///
    /// - Parameter isCode: Whether only comments count: `x <- internal` is code.
    static func lines(in text: String, isCode: Bool) -> [Int] {
        let shape = shape(of: text)
        var lines = comments(in: shape, isCode: isCode)
        if !isCode {
            for (index, line) in shape.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            where isDirective(line) { lines.append(index) }
        }
        return Set(lines).sorted()
    }

    /// Whether `text` holds no word outside comments: `<!-- internal --> ...`.
    static func isOnlyComments(_ text: String) -> Bool {
        let pieces = shape(of: text).split(separator: "<", omittingEmptySubsequences: false)
        return pieces.enumerated().allSatisfy { index, piece in
            let rest = index == 0 ? piece : piece.firstIndex(of: ">").map { piece[$0...] } ?? piece
            return Letters.words(of: rest).isEmpty
        }
    }

    /// `text` in ASCII: letters as a reader sees them, every dash a hyphen, every bracket an angle bracket.
    private static func shape(of text: String) -> String {
        var shape: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                let byte = UInt8(truncatingIfNeeded: scalar.value)
                shape.append(Letters.folded(byte) ?? byte)
            } else if scalar.properties.generalCategory == .dashPunctuation || scalar == "\u{2212}" {
                shape.append(UInt8(ascii: "-"))
            } else if let letters = Letters.folded(scalar) {
                // A letter of another script counts as a wrong one.
                shape += letters.allSatisfy { $0 < 0x80 } ? letters : [UInt8(ascii: "x")]
            } else {
                shape += brackets[scalar].map { [$0] } ?? Array(" ".utf8)
            }
        }
        // A reference never spans lines, nor becomes a line end, so that the lines are counted right.
        return String(decoding: shape, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map { Entities.decoded($0).replacing("\n", with: " ") }.joined(separator: "\n")
    }

    private static let brackets: [Unicode.Scalar: UInt8] = [
        "\u{27E8}": 0x3C, "\u{2329}": 0x3C, "\u{3008}": 0x3C, "\u{FF1C}": 0x3C, "\u{27E9}": 0x3E,
        "\u{232A}": 0x3E, "\u{3009}": 0x3E, "\u{FF1E}": 0x3E, "\u{FF01}": 0x21,
    ]

    /// Returns the lines of text that begins or ends as a comment and has the words of a mark.
    private static func comments(in shape: String, isCode: Bool) -> [Int] {
        var lines: [Int] = []
        var line = 0
        let pieces = shape.split(separator: "<", omittingEmptySubsequences: false)
        for (index, piece) in pieces.enumerated() {
            defer { line += piece.utf8.count { $0 == 0x0A } }
            guard index > 0 else { continue }
            let end = piece.firstIndex(of: ">")
            let inside = end.map { piece[..<$0] } ?? piece.prefix { $0 != "\n" }
            let isComment = inside.hasPrefix("!") || (inside.hasPrefix("-") && end != nil && inside.hasSuffix("-"))
            // A tag alone in its line hides nothing either, and a browser does not show it.
            let isAlone =
                end != nil && !isCode && !inside.contains("\n")
                && (pieces[index - 1].split(separator: "\n", omittingEmptySubsequences: false).last ?? "")
                    .allSatisfy { " \t".contains($0) }
            guard isComment || isAlone, inside.utf8.count <= 200 else { continue }
            if MarkLikeness.isMark(Letters.words(of: inside)) { lines.append(line) }
        }
        return lines
    }

    /// Whether a line is a mark in the syntax of another tool: `::: internal`, `[//]: # (internal)`.
    private static func isDirective(_ line: Substring) -> Bool {
        let start = line.drop { " \t>".contains($0) }
        var rest = start
        if let opener = openers.first(where: { start.hasPrefix($0) }) {
            rest = start.dropFirst(opener.count)
        } else if start.hasSuffix("->"), let first = start.utf8.first, Letters.folded(first) == nil, first != 0x3C {
            rest = start.dropLast(2)
        } else {
            return false
        }
        return MarkLikeness.isMark(Letters.words(of: rest))
    }

    private static let openers = [":::", "!!!", "{%", "{{", "%%", "[//]:", "[comment]:", "[_]:", "[!", "!--"]
}
