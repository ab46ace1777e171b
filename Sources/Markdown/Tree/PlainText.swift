/// The words of inlines and blocks, without marks.
enum PlainText {
    /// What a reader sees: `a *b* ![c](d)` is `a b c`.
    static func of(_ inlines: [Inline]) -> String {
        var result = ""
        append(inlines, to: &result, for: .reader)
        return result
    }

    /// What GitHub makes a heading's id of: no images, no raw HTML, no breaks.
    static func forSlug(_ inlines: [Inline]) -> String {
        var result = ""
        append(inlines, to: &result, for: .slug)
        return result
    }

    /// The words of blocks, a line for each; headings, comments and code as asked.
    static func append(
        _ blocks: [Block], to result: inout String, code: (CodeBlock) -> String = { $0.text }
    ) {
        for block in blocks {
            switch block {
            case .paragraph(let content, _):
                appendLine(content, to: &result)
            case .heading(let heading):
                appendLine(heading.content, to: &result)
            case .list(let list):
                for item in list.items { append(item.blocks, to: &result, code: code) }
            case .quote(let blocks, _):
                append(blocks, to: &result, code: code)
            case .alert(let alert):
                append(alert.blocks, to: &result, code: code)
            case .code(let block):
                result += code(block)
                if result.utf8.last != 0x0A { result += "\n" }
            case .table(let table):
                append(row: table.header, to: &result)
                for row in table.rows { append(row: row, to: &result) }
            case .details(let details):
                appendLine(details.summary, to: &result)
                append(details.blocks, to: &result, code: code)
            case .escaped(let text, _):
                result += text
                result += "\n"
            case .thematicBreak, .comment:
                break
            }
        }
    }

    /// How many words `text` has: runs of anything but white space.
    static func wordCount(of text: String) -> Int {
        var count = 0
        var isInWord = false
        for byte in text.utf8 {
            let isSpace = byte == 0x20 || 0x09...0x0D ~= byte
            if !isSpace, !isInWord { count += 1 }
            isInWord = !isSpace
        }
        return count
    }

    private enum Purpose {
        case reader
        case slug
    }

    private static func appendLine(_ inlines: [Inline], to result: inout String) {
        append(inlines, to: &result, for: .reader)
        result += "\n"
    }

    private static func append(row: [[Inline]], to result: inout String) {
        for (index, cell) in row.enumerated() {
            if index > 0 { result += " " }
            append(cell, to: &result, for: .reader)
        }
        result += "\n"
    }

    private static func append(_ inlines: [Inline], to result: inout String, for purpose: Purpose) {
        for inline in inlines {
            switch inline {
            case .text(let text), .code(let text):
                result += text
            case .escaped(let text):
                if purpose == .reader { result += text }
            case .softBreak, .lineBreak:
                if purpose == .reader { result += " " }
            case .emphasis(let children), .strong(let children), .strikethrough(let children),
                .tagged(_, let children):
                append(children, to: &result, for: purpose)
            case .link(let link):
                append(link.content, to: &result, for: purpose)
            case .refused(let refused):
                if purpose == .reader || !refused.isImage {
                    append(refused.content, to: &result, for: purpose)
                }
            case .image(let image):
                if purpose == .reader { result += image.alternative }
            case .comment, .footnoteReference:
                break
            }
        }
    }
}
