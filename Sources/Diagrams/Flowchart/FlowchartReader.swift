/// Reads a flowchart, statement by statement.
///
/// Open subgraphs are a list, not calls, so that no text can exhaust the stack.
struct FlowchartReader {
    var cursor: Cursor
    var chart: Flowchart
    /// The open subgraphs: their index, the line of each, and the nodes mentioned in it.
    private var open: [(group: Int, line: Int, mentioned: [Int])] = []
    private var nodeIndices: [String: Int] = [:]
    /// The edges' own ids, `e1` in `a e1@--> b`.
    var edgeIds: Set<String> = []
    /// Statements about nodes and groups that may be declared later.
    var pendingClasses: [(id: String, name: String)] = []
    var pendingLinks: [(id: String, link: DiagramLink)] = []
    private var seenIgnored: Set<String> = []

    static let nodeLimit = 200
    static let edgeLimit = 250
    /// Beyond it, Graphviz takes more than a quarter of a second; a clear diagram has fewer than a hundred.
    static let crossedRankLimit = 2_000
    static let groupLimit = 60
    static let nestingLimit = 12

    init(_ source: SourceText) {
        cursor = source.cursor
        chart = Flowchart(heading: source.heading)
        for note in source.ignored { ignore(note) }
    }

    mutating func read() throws(MermaidError) -> Flowchart {
        try readDirection()
        while true {
            while !cursor.isAtEnd, cursor.current <= " " || cursor.current == ";" { cursor.index += 1 }
            guard !cursor.isAtEnd else { break }
            try readStatement()
        }
        if let last = open.last {
            throw MermaidError(last.line, "the subgraph is not closed", hint: "end it with a line `end`")
        }
        guard !chart.nodes.isEmpty else {
            throw MermaidError(
                cursor.line, "the flowchart has no nodes", hint: "add one, such as `a[Train] --> b[Test]`")
        }
        finish()
        guard chart.crossedRanks <= Self.crossedRankLimit else {
            throw MermaidError(
                1,
                "the edges of the flowchart cross \(chart.crossedRanks) ranks; the limit is \(Self.crossedRankLimit)",
                hint: "draw several smaller diagrams")
        }
        return chart
    }

    /// Notes that something is read and not drawn, once.
    mutating func ignore(_ what: String) {
        if seenIgnored.insert(what).inserted { chart.ignored.append(what) }
    }

    private mutating func readDirection() throws(MermaidError) {
        cursor.skipSpaces()
        guard cursor.current != "\n", cursor.current != ";", !cursor.isAtEnd else { return }
        let line = cursor.line
        let word = cursor.take { $0 <= " " || $0 == ";" }
        switch word {
        case "TB", "TD", "v": chart.direction = .down
        case "BT", "^": chart.direction = .up
        case "LR", ">", "BR": chart.direction = .right
        case "RL", "<": chart.direction = .left
        default:
            throw MermaidError(
                line, "`\(word.prefix(40))` is not a direction", hint: "use TB, TD, BT, LR or RL")
        }
        try endStatement()
    }

    private mutating func readStatement() throws(MermaidError) {
        let start = cursor.index
        let word = cursor.take { !$0.isIdentifier }
        let isWord = cursor.isAtEnd || cursor.current <= " " || cursor.current == ";"
        switch word {
        case "subgraph" where isWord: try readSubgraph(line: cursor.line(at: start))
        case "end" where isWord: try closeSubgraph(line: cursor.line(at: start))
        case "direction" where isWord: try readSubgraphDirection()
        case "classDef" where isWord: try readClassDefinition()
        case "class" where isWord: try readClass()
        case "style" where isWord: try readStyle()
        case "linkStyle" where isWord: try readLinkStyle()
        case "click" where isWord: try readClick(line: cursor.line(at: start))
        case "accTitle", "accDescr":
            guard try readAccessibility(word) else { fallthrough }
        default:
            cursor.index = start
            try readNodesAndEdges()
        }
    }

    /// Reads `accTitle: ...`, `accDescr: ...` or `accDescr { ... }`.
    private mutating func readAccessibility(_ word: String) throws(MermaidError) -> Bool {
        guard let text = try cursor.takeAccessibleText(isBlock: word == "accDescr") else { return false }
        if word == "accTitle" { chart.heading.accessibleTitle = text } else { chart.heading.alternative = text }
        return true
    }

    /// Expects the end of a statement: a line's end, `;`, or a comment.
    mutating func endStatement() throws(MermaidError) {
        cursor.skipSpaces()
        if cursor.starts(with: "%%") { _ = cursor.takeLine() }
        guard cursor.isAtEnd || cursor.current == "\n" || cursor.current == ";" else {
            throw notUnderstood()
        }
    }

    func notUnderstood() -> MermaidError {
        guard !cursor.excerpt.isEmpty else {
            return MermaidError(
                cursor.line, "the statement breaks off", hint: "write a node behind the edge, such as `a --> b`")
        }
        let hint: String =
            switch cursor.current {
            case "[", "(", "{": "write a node's brackets right behind its id, without a space"
            case "]", ")", "}", "\"": "put a label with brackets or quotation marks between quotation marks"
            default: "one statement a line: nodes, `a --> b`, subgraph, class, style or click"
            }
        return MermaidError(cursor.line, "`\(cursor.excerpt)` is not understood here", hint: hint)
    }
}

// Subgraphs.
extension FlowchartReader {
    private mutating func readSubgraph(line: Int) throws(MermaidError) {
        guard open.count < Self.nestingLimit else {
            throw MermaidError(
                line, "subgraphs are nested more than \(Self.nestingLimit) deep", hint: "draw several diagrams")
        }
        guard chart.groups.count < Self.groupLimit else {
            throw MermaidError(line, "more than \(Self.groupLimit) subgraphs", hint: "draw several diagrams")
        }
        cursor.skipSpaces()
        var id: String?
        var title = ""
        if cursor.current == "\"" {
            title = try readQuoted()
            id = title.contains(" ") ? nil : title
        } else {
            let name = cursor.take { $0 == "\n" || $0 == ";" || $0 == "[" || $0 == "\"" }.trimmed
            if cursor.current == "[" {
                id = name
                title = try readBracketed(NodeShape.Brackets(open: "[", closings: [("]", .rectangle)])).label
            } else {
                id = name.isEmpty || name.contains(where: \.isWhitespace) ? nil : name
                title = label(name, isMarkdown: false)
            }
        }
        try endStatement()
        chart.groups.append(Flowchart.Group(id: id, title: title, parent: open.last?.group))
        open.append((chart.groups.count - 1, line, []))
    }

    private mutating func closeSubgraph(line: Int) throws(MermaidError) {
        guard let closed = open.popLast() else {
            throw MermaidError(line, "`end` without a `subgraph`", hint: "remove it; a node cannot be called `end`")
        }
        // A node belongs to the first subgraph that is closed after mentioning it, as in mermaid.
        for node in closed.mentioned where chart.nodes[node].group == nil { chart.nodes[node].group = closed.group }
        try endStatement()
    }

    private mutating func readSubgraphDirection() throws(MermaidError) {
        cursor.skipSpaces()
        let line = cursor.line
        let word = cursor.take { $0 <= " " || $0 == ";" }
        guard let direction = Flowchart.Direction(rawValue: word == "TD" ? "TB" : word) else {
            throw MermaidError(line, "`\(word.prefix(40))` is not a direction", hint: "use TB, TD, BT, LR or RL")
        }
        if let group = open.last?.group {
            chart.groups[group].direction = direction
        } else {
            chart.direction = direction
        }
        try endStatement()
    }
}

// Nodes and what they resolve to.
extension FlowchartReader {
    /// The node called `id`, which is made if it is new.
    mutating func node(_ id: String) throws(MermaidError) -> Int {
        let index: Int
        if let known = nodeIndices[id] {
            index = known
        } else {
            guard chart.nodes.count < Self.nodeLimit else {
                throw MermaidError(
                    cursor.line, "more than \(Self.nodeLimit) nodes", hint: "draw several smaller diagrams")
            }
            index = chart.nodes.count
            nodeIndices[id] = index
            chart.nodes.append(Flowchart.Node(id: id, label: id))
        }
        if let last = open.indices.last, !open[last].mentioned.contains(index) { open[last].mentioned.append(index) }
        return index
    }

    /// Gives ids their meaning, now that all nodes and groups are known.
    private mutating func finish() {
        // An id that a subgraph has, too, means the subgraph.
        var groups: [String: Int] = [:]
        for (index, group) in chart.groups.enumerated() where !chart.nodes(within: index).isEmpty {
            if let id = group.id, groups[id] == nil { groups[id] = index }
        }
        for (id, name) in pendingClasses {
            if let group = groups[id] {
                chart.groups[group].classes.append(name)
            } else if let node = nodeIndices[id] {
                chart.nodes[node].classes.append(name)
            }
        }
        for (id, link) in pendingLinks {
            if let node = nodeIndices[id], groups[id] == nil {
                chart.nodes[node].link = link
            } else {
                ignore("the link of `\(id.prefix(40))`, which is no node")
            }
        }
        for group in chart.groups where group.id.flatMap({ groups[$0] }) == nil { resolveEmpty(group) }
        replaceGroupNodes(groups)
        for group in GroupOrientation(chart).unheeded.sorted() {
            ignore("the direction of the subgraph `\(chart.groups[group].title.prefix(40))`")
        }
    }

    /// A subgraph with nothing in it is a node, if an edge names it, and else is not drawn.
    private mutating func resolveEmpty(_ group: Flowchart.Group) {
        guard let id = group.id, let node = nodeIndices[id] else {
            let index = chart.groups.firstIndex(of: group) ?? 0
            if chart.nodes(within: index).isEmpty { ignore("the empty subgraph `\(group.title.prefix(40))`") }
            return
        }
        if chart.nodes[node].label == id { chart.nodes[node].label = group.title }
    }

    /// Edges to a node that is a group become edges to the group, and the node goes.
    private mutating func replaceGroupNodes(_ groups: [String: Int]) {
        var ends: [Flowchart.End] = []
        var kept: [Flowchart.Node] = []
        for node in chart.nodes {
            if let group = groups[node.id] {
                ends.append(.group(group))
            } else {
                ends.append(.node(kept.count))
                kept.append(node)
            }
        }
        func end(_ end: Flowchart.End) -> Flowchart.End {
            if case .node(let index) = end { ends[index] } else { end }
        }
        guard kept.count < chart.nodes.count, !kept.isEmpty else { return }
        chart.nodes = kept
        for index in chart.edges.indices {
            chart.edges[index].from = end(chart.edges[index].from)
            chart.edges[index].to = end(chart.edges[index].to)
        }
    }
}

extension Unicode.Scalar {
    /// A letter, a digit or `_`, or any byte of a character beyond ASCII.
    var isIdentifier: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: value >= 0x80
        }
    }
}

extension Cursor {
    /// Reads what follows `accTitle` or `accDescr`; nil if that is neither `:` nor `{`.
    mutating func takeAccessibleText(isBlock: Bool) throws(MermaidError) -> String? {
        let start = index
        skipSpaces()
        if take(":") { return takeLine() }
        if isBlock, take("{") {
            let text = take { $0 == "}" }
            guard take("}") else {
                throw MermaidError(line(at: start), "the text of `accDescr {` is not closed", hint: "end it with `}`")
            }
            return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        index = start
        return nil
    }
}
