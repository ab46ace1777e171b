// Nodes, chains of edges between them, and labels.
extension FlowchartReader {
    /// Reads `a --> b & c --> d`.
    mutating func readNodesAndEdges() throws(MermaidError) {
        var from = try readNodes()
        while let edge = try readEdge() {
            cursor.skipWhitespace()
            let to = try readNodes()
            guard chart.edges.count + from.count * to.count <= Self.edgeLimit else {
                throw MermaidError(
                    cursor.line, "more than \(Self.edgeLimit) edges", hint: "draw several smaller diagrams")
            }
            for start in from {
                for end in to {
                    var edge = edge
                    edge.from = .node(start)
                    edge.to = .node(end)
                    chart.edges.append(edge)
                }
            }
            from = to
        }
        try endStatement()
    }

    /// Reads `a & b[Label]:::class`.
    private mutating func readNodes() throws(MermaidError) -> [Int] {
        var nodes: [Int] = []
        repeat {
            cursor.skipWhitespace()
            if let node = try readNode() { nodes.append(node) }
        } while takeAmpersand()
        return nodes
    }

    private mutating func takeAmpersand() -> Bool {
        let start = cursor.index
        cursor.skipWhitespace()
        if cursor.take("&") { return true }
        cursor.index = start
        return false
    }

    /// Reads one node; nil for `e1@{ ... }`, which is about an edge.
    private mutating func readNode() throws(MermaidError) -> Int? {
        let id = takeIdentifier()
        guard !id.isEmpty else { throw notUnderstood() }
        if edgeIds.contains(id), cursor.starts(with: "@{") {
            _ = try readProperties()
            ignore("the properties of edges")
            return nil
        }
        let index = try node(id)
        if let brackets = NodeShape.brackets.first(where: { cursor.starts(with: $0.open) }) {
            let (label, shape) = try readBracketed(brackets)
            chart.nodes[index].label = label
            chart.nodes[index].shape = shape
        }
        if cursor.take(":::") {
            let name = takeIdentifier()
            guard !name.isEmpty else { throw notUnderstood() }
            pendingClasses.append((id, name))
        }
        if cursor.starts(with: "@{") { try apply(readProperties(), to: index) }
        return index
    }

    /// Reads the id of a node or class: letters, digits and what mermaid permits besides.
    mutating func takeIdentifier(permitsComma: Bool = false) -> String {
        let start = cursor.index
        while !cursor.isAtEnd, isIdentifierByte(permitsComma: permitsComma) { cursor.index += 1 }
        return cursor.text(from: start)
    }

    private func isIdentifierByte(permitsComma: Bool) -> Bool {
        switch cursor.current {
        case let byte where byte.isIdentifier: true
        case "!", "#", "$", "%", "'", "*", "+", "?", "`", "/", "\\": !cursor.starts(with: "%%")
        case ",": permitsComma
        // Within a word only: what begins with them may be an edge.
        case "-", "=", ".", "&", ":": cursor.peek().isIdentifier && !cursor.starts(with: "::")
        default: false
        }
    }

    /// Reads a label and what closes it.
    mutating func readBracketed(
        _ brackets: NodeShape.Brackets
    ) throws(MermaidError) -> (label: String, shape: NodeShape) {
        let start = cursor.index
        cursor.index += brackets.open.utf8.count
        if brackets.open == "[", cursor.take("|") {
            // `[|borders:lt|text]`: which borders a rectangle has.
            _ = cursor.take { $0 == "|" || $0 == "\n" }
            guard cursor.take("|") else { throw notUnderstood() }
            ignore("the borders of nodes (`[|...|`)")
        }
        let text: String
        if let quoted = try takeQuoted() {
            text = quoted
        } else {
            let first = cursor.index
            while !cursor.isAtEnd, !brackets.closings.contains(where: { cursor.starts(with: $0.text) }),
                !"[](){}|\"".unicodeScalars.contains(cursor.current)
            {
                cursor.index += 1
            }
            text = label(cursor.text(from: first), isMarkdown: false)
        }
        for closing in brackets.closings where cursor.take(closing.text) { return (text, closing.shape) }
        guard !cursor.isAtEnd else {
            throw MermaidError(
                cursor.line(at: start), "the label behind `\(brackets.open)` is not closed",
                hint: "end it with `\(brackets.closings[0].text)`")
        }
        throw MermaidError(
            cursor.line, "`\(cursor.excerpt)` cannot stand in a label without quotation marks",
            hint: "write the label as `\(brackets.open)\"...\"\(brackets.closings[0].text)`")
    }

    /// Takes a text in quotation marks with the white space around it, or returns nil if none is here.
    mutating func takeQuoted() throws(MermaidError) -> String? {
        cursor.skipWhitespace()
        guard cursor.current == "\"" else { return nil }
        let text = try readQuoted()
        cursor.skipWhitespace()
        return text
    }

    /// Reads a text between quotation marks, or between `` "` `` and `` `" ``, and returns the label that it means.
    mutating func readQuoted() throws(MermaidError) -> String {
        let start = cursor.index
        cursor.index += 1
        let isMarkdown = cursor.current == "`"
        if isMarkdown { cursor.index += 1 }
        let text = cursor.take { $0 == "\"" }
        guard cursor.take("\"") else {
            throw MermaidError(
                cursor.line(at: start), "a quotation mark is not closed",
                hint: "write a quotation mark within a label as `#quot;`")
        }
        return label(isMarkdown && text.last == "`" ? String(text.dropLast()) : text, isMarkdown: isMarkdown)
    }

    /// What `raw` means, noting what of it is not drawn.
    mutating func label(_ raw: String, isMarkdown: Bool) -> String {
        let label = LabelText.flowchart(raw, isMarkdown: isMarkdown)
        for note in label.ignored { ignore(note) }
        return label.text
    }

    /// Reads `@{ shape: cyl, label: "Registry" }`: keys and values in YAML's way.
    private mutating func readProperties() throws(MermaidError) -> [(key: String, value: String)] {
        let start = cursor.index
        cursor.index += 2
        var properties: [(key: String, value: String)] = []
        while true {
            while !cursor.isAtEnd, cursor.current <= " " || cursor.current == "," { cursor.index += 1 }
            if cursor.take("}") { return properties }
            let key = cursor.take { ":}\n".unicodeScalars.contains($0) }.trimmed
            guard cursor.take(":"), !key.isEmpty else {
                throw MermaidError(
                    cursor.line(at: start), "the properties `@{` are not understood or not closed",
                    hint: "write them as `@{ shape: cyl, label: \"Registry\" }`")
            }
            cursor.skipSpaces()
            var value: String
            if cursor.current == "\"" || cursor.current == "'" {
                let mark = cursor.current
                cursor.index += 1
                value = cursor.take { $0 == mark }
                guard cursor.take(String(mark)) else {
                    throw MermaidError(
                        cursor.line(at: start), "a quotation mark is not closed", hint: "close it on the same line")
                }
            } else {
                value = cursor.take { ",}\n".unicodeScalars.contains($0) }.trimmed
            }
            properties.append((LabelText.unquoted(key), value))
        }
    }

    private mutating func apply(_ properties: [(key: String, value: String)], to index: Int) throws(MermaidError) {
        for (key, value) in properties {
            switch key {
            case "shape":
                guard let shape = NodeShape(named: value) else {
                    throw MermaidError(
                        cursor.line, "there is no shape `\(value.prefix(40))`",
                        hint: "use one such as rect, rounded, stadium, cyl, circle, diam or hex")
                }
                chart.nodes[index].shape = shape
            case "label":
                let isMarkdown = value.hasPrefix("`") && value.hasSuffix("`") && value.count > 1
                chart.nodes[index].label = label(
                    isMarkdown ? String(value.dropFirst().dropLast()) : value, isMarkdown: isMarkdown)
            case "icon", "img": ignore("icons and images of nodes")
            default: ignore("the property `\(key.prefix(40))` of nodes")
            }
        }
    }
}
