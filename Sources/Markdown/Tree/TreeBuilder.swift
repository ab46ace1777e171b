internal import CMarkGFM
internal import CMarkParsing

/// Turns cmark's tree into ours, reading each node once.
///
/// cmark gives a line to most nodes, but none to line breaks and to the links that its autolink
/// extension finds; those get the line that the text had reached.
struct TreeBuilder {
    let firstLine: Int
    var line: Int
    var slugger = HeadingSlugger()
    var traits: Document.Traits = []
    private var nodes = 0
    private var linkBytes = 0
    private var footnoteLabels: [String] = []
    private var footnoteReferences: [Int] = []

    init(firstLine: Int) {
        self.firstLine = firstLine
        line = firstLine
    }

    /// The document below `root`, whose last children are the footnotes, in their order.
    mutating func document(from root: OpaquePointer, of text: String) throws(Document.ParseError) -> Document {
        var definitions: [OpaquePointer] = []
        var child = cmark_node_first_child(root)
        while let node = child {
            if cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION { definitions.append(node) }
            child = cmark_node_next(node)
        }
        footnoteLabels = FootnoteLabels.find(
            in: text, lines: definitions.map { Int(cmark_node_get_start_line($0)) })
        footnoteReferences = Array(repeating: 0, count: definitions.count)

        let blocks = try blocks(of: root, depth: 0)
        var contents: [(blocks: [Block], line: Int)] = []
        for definition in definitions {
            moveLine(to: definition)
            let start = line
            contents.append((try self.blocks(of: definition, depth: 0), start))
        }
        // A note may refer to an earlier one, so the references are counted last.
        let footnotes = contents.enumerated().map { index, content in
            Document.Footnote(
                label: footnoteLabels[index], index: index + 1, referenceCount: footnoteReferences[index],
                blocks: content.blocks, line: content.line)
        }
        return Document(blocks: blocks, footnotes: footnotes, traits: traits)
    }

    /// The reference that `node` is: cmark has replaced its label by its number.
    mutating func footnoteReference(_ node: OpaquePointer) -> Inline? {
        guard let index = Int(literal(of: node)), 1...footnoteLabels.count ~= index else { return nil }
        footnoteReferences[index - 1] += 1
        return .footnoteReference(
            .init(
                label: footnoteLabels[index - 1], index: index,
                occurrence: footnoteReferences[index - 1], line: line))
    }

    /// Notes that `node` is being read, at `depth`.
    mutating func enter(_ node: OpaquePointer, depth: Int) throws(Document.ParseError) {
        moveLine(to: node)
        nodes += 1
        guard nodes <= Document.Limits.nodes else { throw .init(line: line, reason: .tooManyNodes) }
        try check(depth: depth)
    }

    /// Throws when `depth` is more than anyone would write.
    func check(depth: Int) throws(Document.ParseError) {
        guard depth <= Document.Limits.depth else { throw .init(line: line, reason: .tooDeep) }
    }

    /// Notes that a link or image carries these strings.
    mutating func charge(_ destination: String, _ title: String) throws(Document.ParseError) {
        linkBytes += destination.utf8.count + title.utf8.count
        guard linkBytes <= Document.Limits.linkBytes else {
            throw .init(line: line, reason: .tooManyLinkBytes)
        }
    }

    private mutating func moveLine(to node: OpaquePointer) {
        let start = Int(cmark_node_get_start_line(node))
        if start > 0 { line = firstLine + start - 1 }
    }
}

/// The text that `node` holds.
func literal(of node: OpaquePointer) -> String {
    string(markdown_literal(node))
}

/// A string of cmark's, which is UTF-8: the parser saw to it.
func string(_ bytes: markdown_bytes) -> String {
    String(decoding: UnsafeBufferPointer(start: bytes.start, count: Int(bytes.length)), as: UTF8.self)
}

/// How many children `node` has, so that their array is made in its size at once.
func childCount(of node: OpaquePointer) -> Int {
    var count = 0
    var child = cmark_node_first_child(node)
    while let node = child {
        count += 1
        child = cmark_node_next(node)
    }
    return count
}
