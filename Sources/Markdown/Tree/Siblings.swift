/// Collects the blocks of one parent, and finds `<details>` among them.
///
/// On GitHub a blank line ends an HTML block, so `<details>` and `</details>` are siblings of the
/// Markdown between them:
///
///     <details><summary>Why</summary>
///
///     Because of **this**.
///
///     </details>
///
/// Tags that do not match are shown as they were written.
struct BlockSiblings {
    private struct Open {
        let isOpen: Bool
        let raw: String
        let line: Int
        var summary: (content: [Inline], raw: String)?
    }

    /// The blocks since the last `<details>`.
    private var blocks: [Block] = []
    /// For each open `<details>`, the blocks before it.
    private var outer: [[Block]] = []
    private var open: [Open] = []

    /// A collector for about `count` blocks.
    init(count: Int) {
        blocks.reserveCapacity(count)
    }

    /// How many `<details>` are open here.
    var openDetails: Int { open.count }

    mutating func append(_ block: Block) {
        blocks.append(block)
    }

    /// Takes a piece of an HTML block that begins in `line`.
    mutating func append(_ piece: RawHTML.Piece, line: Int) {
        switch piece {
        case .comment(let text, let newlines):
            blocks.append(.comment(text, line: line + newlines))
        case .text(let text, let newlines):
            blocks.append(.escaped(text, line: line + newlines))
        case .openDetails(let isOpen, let raw):
            open.append(Open(isOpen: isOpen, raw: raw, line: line))
            outer.append(blocks)
            blocks = []
        case .summary(let content, let raw):
            if let last = open.indices.last, open[last].summary == nil, blocks.isEmpty {
                open[last].summary = (content, raw)
            } else {
                blocks.append(.escaped(raw, line: line))
            }
        case .closeDetails(let raw):
            guard let details = open.popLast() else {
                blocks.append(.escaped(raw, line: line))
                return
            }
            let summary = details.summary?.content ?? []
            leave(
                with: [
                    .details(
                        .init(summary: summary, isOpen: details.isOpen, blocks: blocks, line: details.line))
                ])
        }
    }

    private mutating func leave(with inner: [Block]) {
        blocks = outer.popLast() ?? []
        blocks.append(contentsOf: inner)
    }

    /// The blocks; what was never closed is shown.
    mutating func finish() -> [Block] {
        while let details = open.popLast() {
            let raw = details.raw + (details.summary?.raw ?? "")
            leave(with: [.escaped(raw, line: details.line)] + blocks)
        }
        return blocks
    }
}

/// Collects the inlines of one parent, and finds pairs of permitted tags among them.
struct InlineSiblings {
    private struct Open {
        let tag: Inline.Tag
        let raw: String
    }

    /// More open tags than this are treated as text.
    private static let limit = 20

    /// The inlines since the last open tag.
    private var inlines: [Inline] = []
    /// For each open tag, the inlines before it.
    private var outer: [[Inline]] = []
    private var open: [Open] = []

    /// A collector for about `count` inlines.
    init(count: Int) {
        inlines.reserveCapacity(count)
    }

    /// How many tags are open here.
    var openTags: Int { open.count }

    mutating func append(_ inline: Inline) {
        inlines.append(inline)
    }

    mutating func append(text: String) {
        guard !text.isEmpty else { return }
        if case .text(let before)? = inlines.last {
            inlines[inlines.count - 1] = .text(before + text)
        } else {
            inlines.append(.text(text))
        }
    }

    mutating func append(_ piece: RawHTML.InlinePiece) {
        switch piece {
        case .inline(let inline):
            inlines.append(inline)
        case .open(let tag, let raw):
            guard open.count < Self.limit else {
                inlines.append(.escaped(raw))
                return
            }
            open.append(Open(tag: tag, raw: raw))
            outer.append(inlines)
            inlines = []
        case .close(let tag, let raw):
            guard open.contains(where: { $0.tag == tag }) else {
                inlines.append(.escaped(raw))
                return
            }
            while let last = open.popLast() {
                guard last.tag != tag else {
                    leave(with: [.tagged(tag, inlines)])
                    return
                }
                leave(with: [.escaped(last.raw)] + inlines)
            }
        }
    }

    private mutating func leave(with inner: [Inline]) {
        inlines = outer.popLast() ?? []
        inlines.append(contentsOf: inner)
    }

    /// The inlines; what was never closed is shown.
    mutating func finish() -> [Inline] {
        while let last = open.popLast() {
            leave(with: [.escaped(last.raw)] + inlines)
        }
        return inlines
    }
}
