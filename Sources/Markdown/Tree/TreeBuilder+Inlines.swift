internal import CMarkGFM
internal import CMarkParsing
import Markup

extension TreeBuilder {
    /// Returns the inlines in `parent`, which is at `depth`.
    mutating func inlines(of parent: OpaquePointer, depth: Int) throws(Document.ParseError) -> [Inline] {
        var siblings = InlineSiblings(count: childCount(of: parent))
        var child = cmark_node_first_child(parent)
        while let node = child {
            child = cmark_node_next(node)
            let depth = depth + 1 + siblings.openTags
            try enter(node, depth: depth)
            try append(node, to: &siblings, depth: depth)
        }
        return siblings.finish()
    }

    private mutating func append(
        _ node: OpaquePointer, to siblings: inout InlineSiblings, depth: Int
    ) throws(Document.ParseError) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_TEXT:
            let text = markdown_literal(node)
            if markdown_has_bracket(text) { traits.insert(.markup) }
            siblings.append(text: string(text))
        case CMARK_NODE_SOFTBREAK:
            line += 1
            siblings.append(.softBreak)
        case CMARK_NODE_LINEBREAK:
            line += 1
            siblings.append(.lineBreak)
        case CMARK_NODE_CODE:
            siblings.append(.code(literal(of: node)))
        case CMARK_NODE_EMPH:
            siblings.append(.emphasis(try inlines(of: node, depth: depth)))
        case CMARK_NODE_STRONG:
            siblings.append(.strong(try inlines(of: node, depth: depth)))
        case CMARK_NODE_LINK:
            siblings.append(try link(node, depth: depth))
        case CMARK_NODE_IMAGE:
            siblings.append(try image(node, depth: depth))
        case CMARK_NODE_HTML_INLINE:
            traits.insert(.markup)
            siblings.append(RawHTML.inline(literal(of: node)))
        case CMARK_NODE_FOOTNOTE_REFERENCE:
            if let reference = footnoteReference(node) { siblings.append(reference) }
        default:
            let children = try inlines(of: node, depth: depth)
            let isStruck = markdown_is(node, "strikethrough")
            for inline in isStruck ? [.strikethrough(children)] : children { siblings.append(inline) }
        }
    }

    private mutating func link(_ node: OpaquePointer, depth: Int) throws(Document.ParseError) -> Inline {
        let start = line
        let destination = string(markdown_destination(node))
        let title = string(markdown_title(node))
        try charge(destination, title)
        let content = try inlines(of: node, depth: depth)
        guard LinkPolicy.permits(destination, in: .link) else {
            traits.insert(.refusedLinks)
            return .refused(.init(destination: destination, isImage: false, content: content, line: start))
        }
        return .link(.init(destination: destination, title: title, content: content, line: start))
    }

    private mutating func image(_ node: OpaquePointer, depth: Int) throws(Document.ParseError) -> Inline {
        let start = line
        let source = string(markdown_destination(node))
        let title = string(markdown_title(node))
        try charge(source, title)
        let alternative = PlainText.of(try inlines(of: node, depth: depth))
        guard LinkPolicy.permits(source, in: .image) else {
            traits.insert(.refusedLinks)
            let content: [Inline] = alternative.isEmpty ? [] : [.text(alternative)]
            return .refused(.init(destination: source, isImage: true, content: content, line: start))
        }
        return .image(.init(source: source, title: title, alternative: alternative, line: start))
    }
}
