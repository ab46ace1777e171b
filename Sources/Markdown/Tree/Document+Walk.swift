extension Document {
    /// Every link that is rendered as one, from top to bottom, footnotes last.
    package var links: [Inline.Link] {
        collect { inline, found in
            if case .link(let link) = inline { found.append(link) }
        }
    }

    /// Every image that is rendered as one, from top to bottom, footnotes last.
    package var images: [Inline.Image] {
        collect { inline, found in
            if case .image(let image) = inline { found.append(image) }
        }
    }

    /// Every link and image whose destination is not permitted: each is a mistake to report.
    package var refusedLinks: [Inline.RefusedLink] {
        guard traits.contains(.refusedLinks) else { return [] }
        return collect { inline, found in
            if case .refused(let link) = inline { found.append(link) }
        }
    }

    /// Every block of code, in lists and quotes as well.
    package var codeBlocks: [CodeBlock] {
        var found: [CodeBlock] = []
        walk(
            block: { if case .code(let code) = $0 { found.append(code) } },
            inline: { _ in })
        return found
    }

    /// Calls `block` and `inline` for every element, parents before children, footnotes last.
    package func walk(block: (Block) -> Void, inline: (Inline) -> Void) {
        Markdown.walk(blocks, block, inline)
        for footnote in footnotes { Markdown.walk(footnote.blocks, block, inline) }
    }

    private func collect<Found>(_ take: (Inline, inout [Found]) -> Void) -> [Found] {
        var found: [Found] = []
        walk(block: { _ in }, inline: { take($0, &found) })
        return found
    }
}

extension Block {
    /// Calls `block` for this block and every one in it, and `inline` for every inline, parents before
    /// children.
    package func walk(block: (Block) -> Void, inline: (Inline) -> Void) {
        Markdown.walk([self], block, inline)
    }
}

/// Visits every element below some blocks, parents before children.
private func walk(_ blocks: [Block], _ block: (Block) -> Void, _ inline: (Inline) -> Void) {
    for element in blocks {
        block(element)
        switch element {
        case .heading(let heading): walk(heading.content, inline)
        case .paragraph(let content, _): walk(content, inline)
        case .list(let list):
            for item in list.items { walk(item.blocks, block, inline) }
        case .quote(let children, _): walk(children, block, inline)
        case .alert(let alert): walk(alert.blocks, block, inline)
        case .table(let table):
            for cell in table.header { walk(cell, inline) }
            for row in table.rows { for cell in row { walk(cell, inline) } }
        case .details(let details):
            walk(details.summary, inline)
            walk(details.blocks, block, inline)
        case .code, .thematicBreak, .comment, .escaped: break
        }
    }
}

/// Visits every inline below some others, parents before children.
private func walk(_ inlines: [Inline], _ inline: (Inline) -> Void) {
    for element in inlines {
        inline(element)
        switch element {
        case .emphasis(let children), .strong(let children), .strikethrough(let children),
            .tagged(_, let children):
            walk(children, inline)
        case .link(let link): walk(link.content, inline)
        case .refused(let refused): walk(refused.content, inline)
        case .text, .escaped, .comment, .softBreak, .lineBreak, .code, .image, .footnoteReference: break
        }
    }
}
