import Markdown

/// `<!-- internal -->` and `<!-- /internal -->`: what lies between is for the supplier's eyes.
///
/// Whatever is not surely public is hidden. A comment that only resembles a mark, and a mark where none
/// can be read, are errors; what they stand in and all that follows, to the next closing mark, is hidden.
enum InternalMarks {
    enum Mark {
        case opening, closing
        /// Somebody meant a mark, but which, and where it begins to hold, is a guess.
        case suspicious
    }

    /// Whether anything in `document` is a mark, or resembles one.
    static func areIn(_ document: Document) -> Bool {
        guard document.traits.contains(.markup) else { return false }
        return document.blocks.contains { mark(of: $0) != nil }
            || document.footnotes.contains { note in note.blocks.contains { mark(of: $0) != nil } }
    }

    struct Part {
        /// From the opening mark to the closing one; to the end where it is never closed.
        var lines: ClosedRange<Int>
        var blocks: [Block] = []
    }

    static func split(_ blocks: [Block]) -> (visible: [Block], hidden: [Part]) {
        var visible: [Block] = []
        var hidden: [Part] = []
        var isHidden = false
        for block in blocks {
            let mark = mark(of: block)
            if mark == .closing {
                if isHidden, let last = hidden.indices.last {
                    hidden[last].lines = hidden[last].lines.lowerBound...block.line
                }
                isHidden = false
                continue
            }
            if mark != nil, !isHidden {
                hidden.append(Part(lines: block.line...Int.max))
                isHidden = true
            }
            if !isHidden {
                visible.append(block)
            } else if mark != .opening {
                hidden[hidden.count - 1].blocks.append(block)
            }
        }
        return (visible, hidden)
    }

    static func publicDocument(of document: Document) -> Document {
        let parts = split(document.blocks)
        return document.replacing(blocks: parts.visible, renewingIDs: true) { note in
            parts.hidden.contains { $0.lines.contains(note.line) }
                || note.blocks.contains { !strayMarks(in: $0).isEmpty }
        }
    }

    /// What a block at the top level says about internal parts.
    static func mark(of block: Block) -> Mark? {
        if case .comment(let text, _) = block { return mark(text) }
        return strayMarks(in: block).isEmpty ? nil : .suspicious
    }

    /// What a comment says: the only judge of what is a mark.
    static func mark(_ comment: some StringProtocol) -> Mark? {
        let lowered = comment.lowercased()
        switch lowered.split(whereSeparator: \.isWhitespace) {
        case ["internal"]: return .opening
        case ["/internal"], ["/", "internal"]: return .closing
        default:
            let letters = lowered.unicodeScalars.lazy.filter(\.properties.isAlphabetic).prefix(16)
            let word = String(String.UnicodeScalarView(letters))
            let beginnings = ["", "begin", "start", "open", "end", "close"]
            let resembles = beginnings.contains { word.hasPrefix($0 + "internal") }
            // A comment that is not closed swallows the mark after it.
            return resembles || MarkLikeness.isMark(Letters.words(of: comment.prefix(200))) || hasMark(String(comment))
                ? .suspicious : nil
        }
    }

    /// Whether text that is shown as it was written, raw HTML above all, holds a comment that is a mark.
    private static func hasMark(_ text: String) -> Bool {
        // By bytes, so that no accent can hide a bracket.
        guard text.utf8.contains(UInt8(ascii: "<")) else { return false }
        return text.utf8.split(separator: "<!--".utf8, omittingEmptySubsequences: false).dropFirst().contains { rest in
            let comment = rest.firstRange(of: "-->".utf8).map { rest[..<$0.lowerBound] } ?? rest
            return mark(String(Substring(comment))) != nil
        }
    }

    /// The lines of marks in `block` that stand where none is read: in raw HTML, a list, a quote, a line.
    static func strayMarks(in block: Block) -> [Int] {
        var lines: [Int] = []
        var line = block.line
        block.walk(
            block: { block in
                line = block.line
                switch block {
                case .comment(let text, _) where mark(text) != nil: lines.append(line)
                case .escaped(let text, _) where hasMark(text): lines.append(line)
                default: break
                }
            },
            inline: { inline in
                switch inline {
                case .comment(let text) where mark(text) != nil: lines.append(line)
                case .escaped(let text) where hasMark(text): lines.append(line)
                case .text(let text) where hasMark(text): lines.append(line)
                default: break
                }
            })
        return lines
    }
}
