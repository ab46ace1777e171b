// Edges: `-->`, `-- text -->`, `-.->|text|`, `<==>`, `~~~`, `--x`.
extension FlowchartReader {
    /// Reads an edge and its label; nil, and no step further, if there is none.
    ///
    /// Its ends are set by the caller.
    mutating func readEdge() throws(MermaidError) -> Flowchart.Edge? {
        let start = cursor.index
        cursor.skipSpaces()
        let isSameLine = cursor.current != "\n"
        cursor.skipWhitespace()
        if let id = takeEdgeId() { edgeIds.insert(id) }
        let tail = takeTail(isSameLine: isSameLine)
        let mark = cursor.index
        guard var edge = takeLine() else {
            guard let stroke = takeOpening() else {
                cursor.index = start
                return nil
            }
            return try readEdge(withText: stroke, tail: tail, from: mark)
        }
        // `x-->` has one head and `x--x` two.
        if edge.head == tail { edge.tail = tail }
        let behind = cursor.index
        cursor.skipWhitespace()
        if cursor.take("|") {
            edge.label = try readPipeText(from: mark)
        } else {
            cursor.index = behind
        }
        return edge
    }

    /// Takes `e1` of `e1@-->`.
    private mutating func takeEdgeId() -> String? {
        let start = cursor.index
        let id = takeIdentifier()
        if !id.isEmpty, cursor.current == "@", cursor.peek() != "{", cursor.take("@") { return id }
        cursor.index = start
        return nil
    }

    /// Takes the head at an edge's start.
    ///
    /// On a new line an `x` or `o` begins a node's name.
    private mutating func takeTail(isSameLine: Bool) -> Flowchart.Head {
        let head: Flowchart.Head
        switch cursor.current {
        case "<": head = .arrow
        case "x" where isSameLine: head = .cross
        case "o" where isSameLine: head = .circle
        default: return .none
        }
        cursor.index += 1
        if cursor.starts(with: "--") || cursor.starts(with: "==") || cursor.starts(with: "-.") { return head }
        cursor.index -= 1
        return .none
    }

    private func count(_ byte: Unicode.Scalar, from distance: Int = 0) -> Int {
        var count = 0
        while cursor.peek(distance + count) == byte { count += 1 }
        return count
    }

    private func head(_ byte: Unicode.Scalar) -> Flowchart.Head? {
        switch byte {
        case ">": .arrow
        case "x": .cross
        case "o": .circle
        default: nil
        }
    }

    /// Takes a whole line: `---`, `-->`, `==x`, `-..->`, `~~~`.
    private mutating func takeLine() -> Flowchart.Edge? {
        let byte = cursor.current
        var stroke = Flowchart.Stroke.normal
        var length = 0
        var size = 0
        switch byte {
        case "-" where cursor.peek() == "-", "=" where cursor.peek() == "=":
            size = count(byte)
            stroke = byte == "=" ? .thick : .normal
            // `--` and a head, or three strokes: two alone open a text.
            let head = head(cursor.peek(size)) ?? .none
            guard head != .none || size > 2 else { return nil }
            length = head == .none ? size - 2 : size - 1
        case "-", ".":
            let first = byte == "-" ? 1 : 0
            length = count(".", from: first)
            guard length > 0, cursor.peek(first + length) == "-" else { return nil }
            stroke = .dotted
            size = first + length + 1
        case "~":
            size = count("~")
            guard size > 2 else { return nil }
            stroke = .invisible
            length = size - 2
        default: return nil
        }
        cursor.index += size
        var end = Flowchart.Head.none
        if stroke != .invisible, let head = head(cursor.current) {
            end = head
            cursor.index += 1
        }
        return Flowchart.Edge(
            from: .node(0), to: .node(0), label: nil, stroke: stroke, tail: .none, head: end,
            length: min(max(length, 1), 10))
    }

    /// Takes `--`, `==` or `-.`, after which a text is.
    private mutating func takeOpening() -> Flowchart.Stroke? {
        let marks = [("--", Flowchart.Stroke.normal), ("==", .thick), ("-.", .dotted)]
        for (mark, stroke) in marks where cursor.take(mark) { return stroke }
        return nil
    }

    /// Reads ` text -->`.
    private mutating func readEdge(
        withText stroke: Flowchart.Stroke, tail: Flowchart.Head, from mark: Int
    ) throws(MermaidError) -> Flowchart.Edge {
        let text: String
        if let quoted = try takeQuoted() {
            text = quoted
        } else {
            let first = cursor.index
            while !cursor.isAtEnd, cursor.current != "\n", !endsText(stroke) {
                // A run of dots is looked at once.
                cursor.index += max(1, count("."))
            }
            // `x-- text --x`: the second mark is not text.
            var raw = cursor.text(from: first)
            if tail != .none, let last = raw.last, "xo<".contains(last), raw.dropLast().last == " " { raw.removeLast() }
            text = label(raw, isMarkdown: false)
        }
        guard endsText(stroke), var edge = takeLine() else {
            throw MermaidError(
                cursor.line(at: mark), "the text of the edge has no end",
                hint: "write it as `-- text -->`, or as `-->|text|`")
        }
        edge.stroke = stroke
        edge.label = text
        if edge.head == tail { edge.tail = tail }
        return edge
    }

    /// Whether the line that ends a text of `stroke` is here.
    private func endsText(_ stroke: Flowchart.Stroke) -> Bool {
        switch stroke {
        case .normal: cursor.starts(with: "--")
        case .thick: cursor.starts(with: "==")
        case .dotted:
            (cursor.current == "." && cursor.peek(count(".")) == "-")
                || (cursor.current == "-" && cursor.peek() == "." && cursor.peek(1 + count(".", from: 1)) == "-")
        case .invisible: false
        }
    }

    private mutating func readPipeText(from mark: Int) throws(MermaidError) -> String {
        let text = try takeQuoted() ?? label(cursor.take { $0 == "|" || $0 == "\n" }, isMarkdown: false)
        guard cursor.take("|") else {
            throw MermaidError(
                cursor.line(at: mark), "the text of the edge is not closed", hint: "write it as `-->|text|`")
        }
        return text
    }
}
