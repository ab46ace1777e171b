/// One scalar of YAML on one line, as edits of front matter write it.
package enum YAMLScalar {
    /// Returns `text` without quotes if YAML reads it as the same text, or else in double quotes.
    package static func written(_ text: String) -> String { isPlain(text) ? text : QuotedText.yaml(text) }

    /// The same for an element of a list in brackets, where a comma or bracket ends a scalar.
    static func writtenInList(_ text: String) -> String {
        isPlain(text) && !text.contains(where: { ",[]".contains($0) }) ? text : QuotedText.yaml(text)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter || first.isNumber, text.last?.isWhitespace == false else {
            return false
        }
        return text.allSatisfy { $0.isLetter || $0.isNumber || " ._-/@()+,[]".contains($0) }
            && !["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased())
    }

    /// Returns the text that a scalar of one line stands for.
    static func read(_ written: String) -> String {
        let text = written.drop(while: \.isWhitespace)
        guard let quote = text.first, quote == "\"" || quote == "'", let close = close(of: text) else {
            let end = text.firstMatch(of: /\s+#/)?.range.lowerBound ?? text.endIndex
            var plain = text[..<end]
            while plain.last?.isWhitespace == true { plain.removeLast() }
            return String(plain)
        }
        let inside = text[text.index(after: text.startIndex)..<close]
        if quote == "'" { return String(inside.replacing("''", with: "'")) }
        return String(inside.replacing(/\\(["\\])/) { String($0.output.1) })
    }

    /// Returns `written` with another text in it: quotes, spaces and a comment stay.
    static func rewritten(_ written: String, as text: String, inList: Bool) -> String {
        let start = written.firstIndex { !$0.isWhitespace } ?? written.endIndex
        let rest = written[start...]
        guard let quote = rest.first, quote == "\"" || quote == "'", let close = close(of: rest) else {
            let end = rest.firstMatch(of: /\s+#/)?.range.lowerBound ?? rest.endIndex
            let trailing = rest[..<end].reversed().prefix { $0.isWhitespace }.reversed()
            return String(written[..<start]) + (inList ? writtenInList(text) : Self.written(text)) + String(trailing)
                + String(rest[end...])
        }
        let new = quote == "'" ? "'" + text.replacing("'", with: "''") + "'" : QuotedText.yaml(text)
        return String(written[..<start]) + new + String(rest[rest.index(after: close)...])
    }

    /// Returns the quote that ends the quoted scalar at the start of `text`, or nil if it doesn't end on this line.
    static func close(of text: Substring) -> Substring.Index? {
        guard let quote = text.first else { return nil }
        var index = text.index(after: text.startIndex)
        while index < text.endIndex {
            let next = text.index(after: index)
            if quote == "\"", text[index] == "\\" {
                guard next < text.endIndex else { return nil }
                index = text.index(after: next)
                continue
            }
            if text[index] == quote {
                guard quote == "'", next < text.endIndex, text[next] == "'" else { return index }
                index = text.index(after: next)
                continue
            }
            index = next
        }
        return nil
    }

    /// Splits the inside of a list in brackets at its commas.
    static func pieces(of inside: Substring) -> [Substring] {
        var pieces: [Substring] = []
        var start = inside.startIndex
        var index = inside.startIndex
        while index < inside.endIndex {
            let isStart = inside[start..<index].allSatisfy(\.isWhitespace)
            if isStart, inside[index] == "\"" || inside[index] == "'", let close = close(of: inside[index...]) {
                index = inside.index(after: close)
            } else if inside[index] == "," {
                pieces.append(inside[start..<index])
                index = inside.index(after: index)
                start = index
            } else {
                index = inside.index(after: index)
            }
        }
        pieces.append(inside[start...])
        return pieces
    }
}
