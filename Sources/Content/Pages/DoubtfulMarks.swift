import Markdown

/// What in a page was perhaps meant as a mark of an internal part, where the parser sees none: in code, in a line of
/// text, in a link's definition.
///
/// A page that has one shows the customer nothing of its text, because what it should hide is unknown.
struct DoubtfulMarks {
    struct Finding: Hashable {
        let line: Int
        let place: Place
    }

    enum Place {
        case code, openFence, text, inlineCode
    }

    private let lines: [Substring]
    private let firstLine: Int
    private var found: [Finding] = []

    /// Languages whose examples may show a mark.
    private static let showing: Set = ["markdown", "md", "html"]

    /// Returns what is found, sorted by line.
    ///
    /// - Parameters:
    ///   - text: What `document` was parsed from.
    ///   - firstLine: The line of the file in which the text begins.
    static func findings(in document: Document, text: String, firstLine: Int) -> [Finding] {
        guard MarkLikeness.mayBeIn(text) else { return [] }
        let seen = MarkLikeness.lines(in: text, isCode: false)
        guard !seen.isEmpty else { return [] }
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" }
        var marks = DoubtfulMarks(lines: lines, firstLine: firstLine)
        for block in document.blocks { marks.look(in: block) }
        for note in document.footnotes { for block in note.blocks { marks.look(in: block) } }
        marks.lookInDefinitions(at: seen, codeBlocks: document.codeBlocks)
        return Set(marks.found).sorted { $0.line < $1.line }
    }

    private init(lines: [Substring], firstLine: Int) {
        self.lines = lines
        self.firstLine = firstLine
    }

    private mutating func look(in block: Block) {
        // What the parser sees as a mark is told already.
        guard InternalMarks.mark(of: block) == nil else { return }
        var blocks: [Block] = []
        block.walk(block: { blocks.append($0) }, inline: { _ in })
        for block in blocks {
            switch block {
            case .code(let code): look(in: code)
            case .paragraph(let content, let line): look(in: content, line)
            case .heading(let heading): look(in: heading.content, heading.line)
            case .details(let details): look(in: details.summary, details.line)
            case .table(let table):
                for row in [table.header] + table.rows { for cell in row { look(in: cell, table.line) } }
            case .escaped(let text, let line): look(in: text, line)
            case .list, .quote, .alert, .thematicBreak, .comment: break
            }
        }
    }

    private mutating func look(in content: [Inline], _ line: Int) {
        var text = ""
        var codes: [String] = []
        Self.append(content, to: &text, codes: &codes)
        look(in: text, line)
        for code in codes where !MarkLikeness.lines(in: code, isCode: true).isEmpty {
            if !MarkLikeness.isOnlyComments(code) { found.append(Finding(line: line, place: .inlineCode)) }
        }
    }

    private mutating func look(in text: String, _ line: Int) {
        guard MarkLikeness.mayBeIn(text) else { return }
        found += MarkLikeness.lines(in: text, isCode: false).map { Finding(line: line + $0, place: .text) }
    }

    private mutating func look(in code: CodeBlock) {
        let marks = MarkLikeness.lines(in: code.text, isCode: true)
        guard !marks.isEmpty else { return }
        let fence = fence(at: code.line)
        let first = code.line + (fence == nil ? 0 : 1)
        let end = first + code.text.utf8.count { $0 == 0x0A }
        let place: Place
        if let fence, Self.showing.contains(code.language?.lowercased() ?? "") {
            // A fence that is never closed, and one that ends with the next block's, took in what follows.
            let isClosed = self.fence(at: end).map { $0.length >= fence.length && $0.info.isEmpty } ?? false
            let takesAnother = (first..<max(first, end)).contains { line in
                self.fence(at: line).map { $0.sign == fence.sign && $0.length >= fence.length } ?? false
            }
            guard !isClosed || takesAnother else { return }
            place = .openFence
        } else {
            place = .code
        }
        found += marks.map { Finding(line: first + $0, place: place) }
    }

    /// The fence of a code block in a line of the file, or nil if there is none.
    private func fence(at line: Int) -> (sign: Character, length: Int, info: Substring)? {
        guard lines.indices.contains(line - firstLine) else { return nil }
        let text = lines[line - firstLine].drop { " \t>-*+.0123456789)".contains($0) }
        guard let sign = text.first, sign == "`" || sign == "~" else { return nil }
        let signs = text.prefix { $0 == sign }
        guard signs.count >= 3 else { return nil }
        return (sign, signs.count, text.dropFirst(signs.count).drop(while: \.isWhitespace))
    }

    /// `[//]: # (internal)` is a comment in the manner of other tools, and in no tree.
    private mutating func lookInDefinitions(at seen: [Int], codeBlocks: [CodeBlock]) {
        let code = codeBlocks.map { $0.line...($0.line + $0.text.utf8.count { $0 == 0x0A } + 1) }
        for index in seen where lines.indices.contains(index) {
            let line = lines[index].drop { " \t>".contains($0) }
            guard line.hasPrefix("["), line.contains("]:"), !code.contains(where: { $0.contains(firstLine + index) })
            else { continue }
            found.append(Finding(line: firstLine + index, place: .text))
        }
    }

    /// Appends what inlines show, line by line, and gathers their code.
    private static func append(_ inlines: [Inline], to text: inout String, codes: inout [String]) {
        for inline in inlines {
            switch inline {
            case .text(let part), .escaped(let part): text += part
            case .code(let code):
                text += "`code`"
                codes.append(code)
            case .softBreak, .lineBreak: text += "\n"
            case .emphasis(let children), .strong(let children), .strikethrough(let children), .tagged(_, let children):
                append(children, to: &text, codes: &codes)
            case .link(let link): append(link.content, to: &text, codes: &codes)
            case .refused(let refused): append(refused.content, to: &text, codes: &codes)
            case .image(let image): text += image.alternative
            case .comment, .footnoteReference: break
            }
        }
    }
}
