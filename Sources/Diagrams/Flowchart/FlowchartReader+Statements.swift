import Markup

// Statements about nodes and edges: class, style and click.
extension FlowchartReader {
    /// Reads `class a,b name`.
    mutating func readClass() throws(MermaidError) {
        cursor.skipSpaces()
        let ids = takeIdentifier(permitsComma: true)
        cursor.skipSpaces()
        let names = takeIdentifier(permitsComma: true)
        guard !ids.isEmpty, !names.isEmpty else {
            throw MermaidError(cursor.line, "`class` needs nodes and a class", hint: "write `class a,b prod`")
        }
        for id in ids.split(separator: ",") {
            for name in names.split(separator: ",") { pendingClasses.append((String(id), String(name))) }
        }
        guard pendingClasses.count <= 10 * Self.nodeLimit else {
            throw MermaidError(cursor.line, "too many classes", hint: "draw several smaller diagrams")
        }
        try endStatement()
    }

    /// Reads `classDef name fill:#eee,stroke:#333`.
    mutating func readClassDefinition() throws(MermaidError) {
        cursor.skipSpaces()
        let names = takeIdentifier(permitsComma: true)
        guard !names.isEmpty, !takeStyles().isEmpty else {
            throw MermaidError(
                cursor.line, "`classDef` needs a name and styles", hint: "write `classDef name fill:#eee`")
        }
        ignore("colours (`classDef`)")
    }

    /// Reads `style a fill:#eee`.
    mutating func readStyle() throws(MermaidError) {
        cursor.skipSpaces()
        let ids = takeIdentifier(permitsComma: true)
        guard !ids.isEmpty, !takeStyles().isEmpty else {
            throw MermaidError(cursor.line, "`style` needs a node and styles", hint: "write `style a fill:#eee`")
        }
        ignore("colours (`style`)")
    }

    /// Reads `linkStyle 0,1 stroke:#f00`.
    mutating func readLinkStyle() throws(MermaidError) {
        cursor.skipSpaces()
        let edges = cursor.take { $0 <= " " || $0 == ";" }
        guard edges == "default" || (!edges.isEmpty && edges.allSatisfy { $0.isNumber || $0 == "," }),
            !takeStyles().isEmpty
        else {
            throw MermaidError(
                cursor.line, "`linkStyle` needs numbers of edges and styles", hint: "write `linkStyle 0,1 stroke:#f00`")
        }
        ignore("colours (`linkStyle`)")
    }

    private mutating func takeStyles() -> String { cursor.take { $0 == "\n" || $0 == ";" }.trimmed }

    /// Reads `click a "url" "tooltip" _blank`, `click a href "url"`, `click a call f()` or `click a f`.
    mutating func readClick(line: Int) throws(MermaidError) {
        cursor.skipSpaces()
        let ids = cursor.take { $0 <= " " }
        guard !ids.isEmpty else { throw notUnderstood() }
        cursor.skipSpaces()
        if cursor.starts(with: "href ") {
            cursor.index += 5
            cursor.skipSpaces()
        }
        guard cursor.current == "\"" else {
            // A function of a script: there is no script.
            guard !cursor.take(until: { $0 == "\n" || $0 == ";" }).trimmed.isEmpty else { throw notUnderstood() }
            return ignore("callbacks (`click`)")
        }
        cursor.index += 1
        let destination = cursor.take { $0 == "\"" || $0 == "\n" }
        guard cursor.take("\"") else {
            throw MermaidError(line, "a quotation mark is not closed", hint: "write `click a \"page.md\"`")
        }
        guard LinkPolicy.permits(destination, in: .diagram) else {
            throw MermaidError(
                line, "the link `\(destination.prefix(60))` is not permitted", hint: "links are https or relative")
        }
        cursor.skipSpaces()
        if cursor.take("\"") {
            _ = cursor.take { $0 == "\"" || $0 == "\n" }
            guard cursor.take("\"") else { throw notUnderstood() }
            ignore("tooltips")
            cursor.skipSpaces()
        }
        for target in ["_self", "_blank", "_parent", "_top"] where cursor.take(target) { ignore("targets of links") }
        try endStatement()
        for id in ids.split(separator: ",") {
            pendingLinks.append((String(id), DiagramLink(text: "", destination: destination, line: line)))
        }
    }
}
