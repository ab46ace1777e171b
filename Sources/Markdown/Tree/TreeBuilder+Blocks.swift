internal import CMarkGFM
internal import CMarkParsing

extension TreeBuilder {
    /// Returns the blocks below `parent`, which is at `depth`.
    mutating func blocks(of parent: OpaquePointer, depth: Int) throws(Document.ParseError) -> [Block] {
        var siblings = BlockSiblings(count: childCount(of: parent))
        var child = cmark_node_first_child(parent)
        while let node = child {
            child = cmark_node_next(node)
            let depth = depth + 1 + siblings.openDetails
            try enter(node, depth: depth)
            try append(node, to: &siblings, depth: depth)
        }
        return siblings.finish()
    }

    private mutating func append(
        _ node: OpaquePointer, to siblings: inout BlockSiblings, depth: Int
    ) throws(Document.ParseError) {
        let start = line
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH:
            siblings.append(.paragraph(try inlines(of: node, depth: depth), line: start))
        case CMARK_NODE_HEADING:
            siblings.append(try heading(node, depth: depth))
        case CMARK_NODE_LIST:
            siblings.append(try list(node, depth: depth))
        case CMARK_NODE_CODE_BLOCK:
            let info = string(markdown_info(node))
            siblings.append(.code(CodeBlock(info: info, text: literal(of: node), line: start)))
        case CMARK_NODE_BLOCK_QUOTE:
            let blocks = try blocks(of: node, depth: depth)
            siblings.append(alert(from: blocks, line: start) ?? .quote(blocks, line: start))
        case CMARK_NODE_THEMATIC_BREAK:
            siblings.append(.thematicBreak(line: start))
        case CMARK_NODE_HTML_BLOCK:
            traits.insert(.markup)
            let outside = depth - siblings.openDetails
            for piece in RawHTML.pieces(of: literal(of: node)) {
                siblings.append(piece, line: start)
                try check(depth: outside + siblings.openDetails)
            }
        case CMARK_NODE_FOOTNOTE_DEFINITION:
            break  // `document(from:)` reads them.
        default:
            // The node types of extensions are not in cmark's headers; only their names are.
            if markdown_is(node, "table") {
                siblings.append(try table(node, depth: depth))
            }
        }
    }

    private mutating func heading(_ node: OpaquePointer, depth: Int) throws(Document.ParseError) -> Block {
        let start = line
        let content = try inlines(of: node, depth: depth)
        let id = slugger.slug(for: PlainText.forSlug(content))
        let level = Int(cmark_node_get_heading_level(node))
        return .heading(.init(level: level, id: id, content: content, line: start))
    }

    private mutating func list(_ node: OpaquePointer, depth: Int) throws(Document.ParseError) -> Block {
        let start = line
        var items: [Block.ListItem] = []
        var child = cmark_node_first_child(node)
        while let item = child {
            child = cmark_node_next(item)
            try enter(item, depth: depth + 1)
            let itemLine = line
            var task: Block.ListItem.Task?
            if markdown_is(item, "tasklist") {
                task = cmark_gfm_extensions_get_tasklist_item_checked(item) ? .done : .open
            }
            items.append(.init(task: task, blocks: try blocks(of: item, depth: depth + 1), line: itemLine))
        }
        let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        return .list(
            .init(
                start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
                isTight: cmark_node_get_list_tight(node) != 0, items: items, line: start))
    }

    private mutating func table(_ node: OpaquePointer, depth: Int) throws(Document.ParseError) -> Block {
        let start = line
        let columns = Int(cmark_gfm_extensions_get_table_columns(node))
        var alignments: [Block.Table.Alignment?] = []
        if let letters = cmark_gfm_extensions_get_table_alignments(node) {
            alignments = UnsafeBufferPointer(start: letters, count: columns).map { letter in
                switch letter {
                case UInt8(ascii: "l"): .left
                case UInt8(ascii: "c"): .center
                case UInt8(ascii: "r"): .right
                default: nil
                }
            }
        }
        var rows: [[[Inline]]] = []
        var child = cmark_node_first_child(node)
        while let row = child {
            child = cmark_node_next(row)
            try enter(row, depth: depth + 1)
            var cells: [[Inline]] = []
            cells.reserveCapacity(columns)
            var next = cmark_node_first_child(row)
            while let cell = next {
                next = cmark_node_next(cell)
                try enter(cell, depth: depth + 2)
                cells.append(try inlines(of: cell, depth: depth + 2))
            }
            rows.append(cells)
        }
        let header = rows.isEmpty ? [] : rows.removeFirst()
        return .table(.init(alignments: alignments, header: header, rows: rows, line: start))
    }
}

extension TreeBuilder {
    /// The alert that a quote of these blocks is, if its first line is `[!NOTE]` or alike.
    private func alert(from blocks: [Block], line: Int) -> Block? {
        guard case .paragraph(let content, let paragraphLine)? = blocks.first,
            case .text(let mark)? = content.first, let kind = alertKind(mark)
        else { return nil }
        var rest = Array(blocks.dropFirst())
        if content.count > 1 {
            guard content[1] == .softBreak || content[1] == .lineBreak else { return nil }
            rest.insert(.paragraph(Array(content.dropFirst(2)), line: paragraphLine + 1), at: 0)
        }
        return rest.isEmpty ? nil : .alert(.init(kind: kind, blocks: rest, line: line))
    }

    private func alertKind(_ mark: String) -> Block.Alert.Kind? {
        var word = Substring(mark)
        while word.last == " " { word.removeLast() }
        guard word.hasPrefix("[!"), word.hasSuffix("]") else { return nil }
        return Block.Alert.Kind(rawValue: word.dropFirst(2).dropLast().lowercased())
    }
}
