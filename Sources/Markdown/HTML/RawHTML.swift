import Markup

/// What an author may write in HTML, and what becomes of the rest.
///
/// Nothing is passed through. A permitted tag is recognized as a whole and becomes a value, for which the renderer
/// writes its own tag; everything else is text that shows its angle brackets.
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

    /// Returns what the tag or comment `raw` in a line of text is.
    static func inline(_ raw: String) -> InlinePiece {
        if raw.hasPrefix("<!--"), raw.hasSuffix("-->"), raw.utf8.count >= 7 {
            return .inline(.comment(trimmed(raw.dropFirst(4).dropLast(3))))
        }
        guard let tag = Tag(Array(raw.utf8)[...]), tag.end == raw.utf8.count, tag.attributes.isEmpty else {
            return .inline(.escaped(raw))
        }
        let name = tag.name.lowercased()
        if name == "br", !tag.isClosing { return .inline(.lineBreak) }
        guard !tag.isEmpty, let known = Inline.Tag(rawValue: name) else { return .inline(.escaped(raw)) }
        return tag.isClosing ? .close(known, raw: raw) : .open(known, raw: raw)
    }

    /// Returns the pieces of the HTML block `raw`.
    ///
    /// A block that begins with a comment or with a tag of `<details>` is read piece by piece; any other block is one
    /// piece of text, whatever is in it.
    static func pieces(of raw: String) -> [Piece] {
        var scanner = Scanner(raw)
        let pieces = scanner.scan()
        if case .text? = pieces.first { return [.text(trimmed(raw[...]), newlinesBefore: 0)] }
        return pieces
    }

    /// Returns `text` without the white space at its ends.
    static func trimmed(_ text: Substring) -> String {
        var text = text
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}

extension RawHTML {
    /// Reads an HTML block from start to end; everything that isn't permitted is text.
    private struct Scanner {
        private let bytes: [UInt8]
        private var index = 0
        private var textStart = 0
        private var newlines = 0
        private var pieces: [Piece] = []
        /// Once an end is missing, it is missing for every later start too.
        private var hasCommentEnd = true
        private var hasSummaryEnd = true

        /// No permitted tag is longer, so that a tag that isn't closed costs no more than this.
        private static let longestTag = 32

        init(_ raw: String) { bytes = Array(raw.utf8) }

        mutating func scan() -> [Piece] {
            while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
                index = start
                guard let (piece, end) = piece(at: start) else {
                    index += 1
                    continue
                }
                flush()
                pieces.append(piece)
                newlines += lines(in: start..<end)
                index = end
                textStart = end
            }
            index = bytes.count
            flush()
            return pieces
        }

        private func lines(in range: Range<Int>) -> Int { bytes[range].count { $0 == 0x0A } }

        /// Adds the text before `index`, if it has any word.
        private mutating func flush() {
            let text = string(bytes[textStart..<index])
            let leading = text.prefix { $0.isWhitespace }.utf8.count { $0 == 0x0A }
            let trimmed = RawHTML.trimmed(text[...])
            if !trimmed.isEmpty { pieces.append(.text(trimmed, newlinesBefore: newlines + leading)) }
            newlines += lines(in: textStart..<index)
        }

        private func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

        private mutating func piece(at start: Int) -> (Piece, end: Int)? {
            let rest = bytes[start...]
            if rest.starts(with: "<!--".utf8) {
                guard hasCommentEnd, let end = rest.dropFirst(4).firstIndex(ofBytes: "-->") else {
                    hasCommentEnd = false
                    return nil
                }
                let comment = RawHTML.trimmed(string(bytes[(start + 4)..<end])[...])
                return (.comment(comment, newlinesBefore: newlines + lines(in: textStart..<start)), end + 3)
            }
            guard let tag = Tag(rest.prefix(Self.longestTag)), !tag.isEmpty else { return nil }
            let raw = string(bytes[start..<tag.end])
            switch (tag.name.lowercased(), tag.isClosing) {
            case ("details", false):
                let attributes = tag.attributes
                guard attributes.isEmpty || (attributes.count == 1 && attributes[0].name.lowercased() == "open") else {
                    return nil
                }
                return (.openDetails(isOpen: !attributes.isEmpty, raw: raw), tag.end)
            case ("details", true) where tag.attributes.isEmpty: return (.closeDetails(raw: raw), tag.end)
            case ("summary", false) where tag.attributes.isEmpty:
                guard let (content, close) = summary(after: tag.end) else { return nil }
                return (.summary(content, raw: string(bytes[start..<close])), close)
            default: return nil
            }
        }

        /// Returns the content between `start` and `</summary>`, and where that ends.
        private mutating func summary(after start: Int) -> ([Inline], end: Int)? {
            guard hasSummaryEnd, let close = bytes[start...].firstIndex(ofBytes: "</summary>") else {
                hasSummaryEnd = false
                return nil
            }
            var siblings = InlineSiblings(count: 1)
            let content = Array(RawHTML.trimmed(string(bytes[start..<close])[...]).utf8)
            for piece in MarkupReader(content[...]) {
                switch piece {
                case .text(let text): siblings.append(text: Self.joined(Entities.decoded(text)))
                case .comment(let raw): siblings.append(RawHTML.inline(string(raw)))
                case .tag(let tag): siblings.append(RawHTML.inline(string(content[(tag.start)..<tag.end])))
                }
            }
            return (siblings.finish(), close + "</summary>".utf8.count)
        }

        /// Returns the lines of `text` as one.
        private static func joined(_ text: String) -> String {
            String(text.map { $0.isNewline ? " " : $0 })
        }
    }
}
