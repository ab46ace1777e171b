extension Document {
    /// Returns the document with its blocks replaced by `blocks`, for an edition that leaves parts out.
    ///
    /// Only the footnotes that `blocks` refer to remain, directly or through another footnote, numbered
    /// anew: a note to a hidden part stays hidden.
    ///
    /// - Parameters:
    ///   - renewingIDs: Whether headings get the ids that they have where the other blocks never were. An
    ///     id such as `cost-1` tells that there is another heading "Cost".
    ///   - withholding: The footnotes that remain as numbers only, without what they say.
    package func replacing(
        blocks: [Block], renewingIDs: Bool = false, withholding: (Footnote) -> Bool = { _ in false }
    ) -> Document {
        var numbering = Renumbering(known: footnotes, slugger: renewingIDs ? HeadingSlugger() : nil)
        let blocks = numbering.blocks(blocks)
        var kept: [(old: Footnote, blocks: [Block])] = []
        // Renumbering a note may bring in further notes, at the end.
        while kept.count < numbering.order.count {
            guard let old = numbering.known[numbering.order[kept.count]] else { break }
            kept.append((old, withholding(old) ? [] : numbering.blocks(old.blocks)))
        }
        let footnotes = kept.enumerated().map { position, note in
            Footnote(
                label: note.old.label, index: position + 1,
                referenceCount: numbering.occurrences[note.old.index] ?? 0,
                blocks: note.blocks, line: note.old.line)
        }
        return Document(blocks: blocks, footnotes: footnotes, traits: traits)
    }
}

/// Gives footnotes numbers in the order in which they are first referred to, and headings new ids.
private struct Renumbering {
    let known: [Int: Document.Footnote]
    /// Nil where headings keep their ids.
    private var slugger: HeadingSlugger?
    /// The old numbers, in their new order.
    var order: [Int] = []
    /// How often each old number was referred to.
    var occurrences: [Int: Int] = [:]
    private var indices: [Int: Int] = [:]

    init(known: [Document.Footnote], slugger: HeadingSlugger?) {
        self.slugger = slugger
        self.known = Dictionary(known.map { ($0.index, $0) }) { first, _ in first }
    }

    mutating func blocks(_ blocks: [Block]) -> [Block] {
        blocks.map { block($0) }
    }

    private mutating func block(_ block: Block) -> Block {
        switch block {
        case .heading(let heading):
            let id = slugger?.slug(for: PlainText.forSlug(heading.content)) ?? heading.id
            return .heading(
                .init(level: heading.level, id: id, content: inlines(heading.content), line: heading.line))
        case .paragraph(let content, let line):
            return .paragraph(inlines(content), line: line)
        case .list(let list):
            var items: [Block.ListItem] = []
            for item in list.items {
                items.append(.init(task: item.task, blocks: blocks(item.blocks), line: item.line))
            }
            return .list(.init(start: list.start, isTight: list.isTight, items: items, line: list.line))
        case .quote(let children, let line):
            return .quote(blocks(children), line: line)
        case .alert(let alert):
            return .alert(.init(kind: alert.kind, blocks: blocks(alert.blocks), line: alert.line))
        case .table(let table):
            let header = row(table.header)
            var rows: [[[Inline]]] = []
            for cells in table.rows { rows.append(row(cells)) }
            return .table(.init(alignments: table.alignments, header: header, rows: rows, line: table.line))
        case .details(let details):
            let summary = inlines(details.summary)
            return .details(
                .init(
                    summary: summary, isOpen: details.isOpen, blocks: blocks(details.blocks),
                    line: details.line))
        case .code, .thematicBreak, .comment, .escaped:
            return block
        }
    }

    private mutating func row(_ cells: [[Inline]]) -> [[Inline]] {
        cells.map { inlines($0) }
    }

    private mutating func inlines(_ inlines: [Inline]) -> [Inline] {
        inlines.map { inline($0) }
    }

    private mutating func inline(_ inline: Inline) -> Inline {
        switch inline {
        case .emphasis(let children): return .emphasis(inlines(children))
        case .strong(let children): return .strong(inlines(children))
        case .strikethrough(let children): return .strikethrough(inlines(children))
        case .tagged(let tag, let children): return .tagged(tag, inlines(children))
        case .link(let link):
            return .link(
                .init(
                    destination: link.destination, title: link.title, content: inlines(link.content),
                    line: link.line))
        case .refused(let refused):
            return .refused(
                .init(
                    destination: refused.destination, isImage: refused.isImage,
                    content: inlines(refused.content), line: refused.line))
        case .footnoteReference(let reference):
            return .footnoteReference(renumbered(reference))
        case .text, .escaped, .comment, .softBreak, .lineBreak, .code, .image:
            return inline
        }
    }

    private mutating func renumbered(_ reference: Inline.FootnoteReference) -> Inline.FootnoteReference {
        let index: Int
        if let given = indices[reference.index] {
            index = given
        } else {
            order.append(reference.index)
            index = order.count
            indices[reference.index] = index
        }
        let occurrence = occurrences[reference.index, default: 0] + 1
        occurrences[reference.index] = occurrence
        return .init(label: reference.label, index: index, occurrence: occurrence, line: reference.line)
    }
}
