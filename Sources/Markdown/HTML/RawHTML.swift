/// What an author may write in HTML, and what becomes of the rest.
///
/// Nothing is passed through. A permitted tag is recognised as a whole, becomes a value, and the
/// renderer writes a tag of its own; all else is text that shows its angle brackets.
///
///     <kbd>Q</kbd>        -> .tagged(.kbd, [.text("Q")])
///     <kbd class="x">     -> .escaped("<kbd class=\"x\">")
///     <!-- to do -->      -> .comment("to do")
enum RawHTML {
    /// A piece of an HTML block.
    enum Piece: Equatable {
        case openDetails(isOpen: Bool, raw: String)
        case closeDetails(raw: String)
        case summary([Inline], raw: String)
        case comment(String, newlinesBefore: Int)
        case text(String, newlinesBefore: Int)
    }

    /// A piece of an HTML tag in a line.
    enum InlinePiece: Equatable {
        case open(Inline.Tag, raw: String)
        case close(Inline.Tag, raw: String)
        case inline(Inline)
    }

    /// What the tag or comment `raw`, which stands in a line of text, is.
    static func inline(_ raw: String) -> InlinePiece {
        if raw.hasPrefix("<!--"), raw.hasSuffix("-->"), raw.utf8.count >= 7 {
            return .inline(.comment(trimmed(raw.dropFirst(4).dropLast(3))))
        }
        var name = raw.dropFirst().dropLast()
        let isClosing = name.first == "/"
        if isClosing { name = name.dropFirst() }
        let word = name.lowercased()
        if !isClosing, word == "br" || word == "br/" || word == "br /" { return .inline(.lineBreak) }
        guard raw.first == "<", raw.last == ">", let tag = Inline.Tag(rawValue: word) else {
            return .inline(.escaped(raw))
        }
        return isClosing ? .close(tag, raw: raw) : .open(tag, raw: raw)
    }

    /// What the HTML block `raw` is made of.
    ///
    /// A block that begins with a comment or with a tag of `<details>` is read piece by piece; any other
    /// block is one piece of text, whatever is in it.
    static func pieces(of raw: String) -> [Piece] {
        var scanner = Scanner(raw)
        let pieces = scanner.scan()
        if case .text? = pieces.first { return [.text(trimmed(raw[...]), newlinesBefore: 0)] }
        return pieces
    }

    /// `text` without the white space at its ends.
    static func trimmed(_ text: Substring) -> String {
        var text = text
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}

extension RawHTML {
    /// Reads an HTML block from start to end; whatever is not understood is text.
    private struct Scanner {
        private var rest: Substring
        private var text = ""
        private var newlines = 0
        private var textNewlines = 0
        private var pieces: [Piece] = []
        /// Once an end is missing, it is missing for every later start too.
        private var hasCommentEnd = true
        private var hasSummaryEnd = true

        init(_ raw: String) { rest = raw[...] }

        mutating func scan() -> [Piece] {
            while let character = rest.first {
                if character == "<", let (piece, end) = piece() {
                    flush()
                    pieces.append(piece)
                    advance(to: end)
                } else {
                    if text.isEmpty { textNewlines = newlines }
                    text.append(character)
                    advance(to: rest.index(after: rest.startIndex))
                }
            }
            flush()
            return pieces
        }

        private mutating func advance(to end: Substring.Index) {
            newlines += rest[..<end].utf8.count { $0 == 0x0A }
            rest = rest[end...]
        }

        private mutating func flush() {
            let leading = text.prefix { $0.isWhitespace }.utf8.count { $0 == 0x0A }
            let trimmed = RawHTML.trimmed(text[...])
            if !trimmed.isEmpty { pieces.append(.text(trimmed, newlinesBefore: textNewlines + leading)) }
            text = ""
        }

        private mutating func piece() -> (Piece, Substring.Index)? {
            if rest.hasPrefix("<!--") {
                let body = rest.dropFirst(4)
                guard hasCommentEnd, let end = body.range(of: "-->") else {
                    hasCommentEnd = false
                    return nil
                }
                let comment = RawHTML.trimmed(body[..<end.lowerBound])
                return (.comment(comment, newlinesBefore: newlines), end.upperBound)
            }
            // No permitted tag is longer than `<details open="">`.
            guard let close = rest.prefix(17).firstIndex(of: ">") else { return nil }
            let end = rest.index(after: close)
            let raw = String(rest[..<end])
            switch raw.lowercased() {
            case "<details>": return (.openDetails(isOpen: false, raw: raw), end)
            case "<details open>", "<details open=\"\">": return (.openDetails(isOpen: true, raw: raw), end)
            case "</details>": return (.closeDetails(raw: raw), end)
            case "<summary>":
                guard let (content, close) = summary(after: end) else { return nil }
                return (.summary(content, raw: String(rest[..<close])), close)
            default: return nil
            }
        }

        /// What stands between `start` and `</summary>`, and where that ends.
        private mutating func summary(after start: Substring.Index) -> ([Inline], Substring.Index)? {
            let body = rest[start...]
            guard hasSummaryEnd, let close = body.range(of: "</summary>") else {
                hasSummaryEnd = false
                return nil
            }
            var siblings = InlineSiblings(count: 1)
            var content = RawHTML.trimmed(body[..<close.lowerBound])[...]
            while let open = content.firstIndex(of: "<"), let end = content[open...].firstIndex(of: ">") {
                siblings.append(text: Self.decoded(content[..<open]))
                siblings.append(RawHTML.inline(String(content[open...end])))
                content = content[content.index(after: end)...]
            }
            siblings.append(text: Self.decoded(content))
            return (siblings.finish(), close.upperBound)
        }

        /// `text` with the entities that HTML's own syntax needs resolved, and lines joined.
        private static func decoded(_ text: Substring) -> String {
            var result = ""
            var rest = text
            scan: while let character = rest.first {
                for (entity, meaning) in [
                    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
                ] where character == "&" && rest.hasPrefix(entity) {
                    result += meaning
                    rest = rest.dropFirst(entity.count)
                    continue scan
                }
                result.append(character.isNewline ? " " : character)
                rest = rest.dropFirst()
            }
            return result
        }
    }
}

extension Substring {
    /// Where `needle` first stands; compares bytes, so that no accent can hide it.
    fileprivate func range(of needle: String) -> Range<Index>? {
        let bytes = utf8
        let wanted = Array(needle.utf8)
        var start = bytes.startIndex
        while let candidate = bytes[start...].firstIndex(of: wanted[0]) {
            var end = candidate
            var matched = 0
            while matched < wanted.count, end < bytes.endIndex, bytes[end] == wanted[matched] {
                end = bytes.index(after: end)
                matched += 1
            }
            if matched == wanted.count { return candidate..<end }
            start = bytes.index(after: candidate)
        }
        return nil
    }
}
