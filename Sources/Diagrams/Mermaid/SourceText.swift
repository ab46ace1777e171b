/// A diagram's text without what surrounds it: front matter, directives and comments.
///
/// They become spaces, so that every line keeps its number.
struct SourceText {
    enum Kind {
        case flowchart
        case sequence
    }

    let kind: Kind
    /// The text, with the index behind the word that names the type of diagram.
    let cursor: Cursor
    private(set) var heading = Heading()
    private(set) var ignored: [String] = []

    private static let byteLimit = 64 << 10

    /// The types that mermaid draws and this module does not.
    private static let otherTypes: Set<String> = [
        "architecture", "block", "c4component", "c4container", "c4context", "c4deployment", "c4dynamic",
        "classdiagram", "erdiagram", "gantt", "gitgraph", "info", "journey", "kanban", "mindmap", "packet", "pie",
        "quadrantchart", "radar", "requirement", "requirementdiagram", "sankey", "statediagram", "timeline", "treemap",
        "treeview", "venn", "wardley", "xychart", "zenuml",
    ]

    init(_ text: String) throws(MermaidError) {
        // XML doesn't allow these two, and no diagram needs them.
        var bytes = Array(text.replacing("\u{FFFE}", with: " ").replacing("\u{FFFF}", with: " ").utf8)
        guard bytes.count <= Self.byteLimit else {
            throw MermaidError(
                1, "the diagram is \(bytes.count) bytes long; the limit is \(Self.byteLimit)",
                hint: "draw several smaller diagrams")
        }
        // A line may end as on Windows; other control characters have no business here.
        for index in bytes.indices where bytes[index] < 0x20 && bytes[index] != 0x0A || bytes[index] == 0x7F {
            bytes[index] = 0x20
        }
        Self.readFrontMatter(&bytes, &heading, &ignored)
        try Self.readDirectives(&bytes, &ignored)
        Self.readComments(&bytes, &heading)

        var cursor = Cursor(bytes)
        while !cursor.isAtEnd, cursor.current <= " " || cursor.current == ";" { cursor.index += 1 }
        let line = cursor.line
        let word = cursor.take { $0 <= " " || $0 == ";" || $0 == ":" }
        let name = String(word.prefix(40))
        switch word {
        case "flowchart", "graph", "flowchart-elk": kind = .flowchart
        case "sequenceDiagram": kind = .sequence
        case "":
            throw MermaidError(
                cursor.line, "the block is empty", hint: "begin with `flowchart LR` or `sequenceDiagram`")
        case _ where Self.isOtherType(word):
            throw MermaidError(
                line, "mermaid `\(name)` diagrams are not drawn; flowcharts and sequence diagrams are",
                hint: "draw it with ```dot, or write it as a table")
        default:
            throw MermaidError(
                line, "`\(name)` is not a type of mermaid diagram",
                hint: "begin with `flowchart LR` or `sequenceDiagram`")
        }
        self.cursor = cursor
    }

    /// `stateDiagram-v2` and `xychart-beta` count as what they are.
    private static func isOtherType(_ word: String) -> Bool {
        otherTypes.contains(String(word.lowercased().prefix { $0 != "-" }))
    }

    private static func blank(_ range: Range<Int>, in bytes: inout [UInt8]) {
        for index in range where bytes[index] != 0x0A { bytes[index] = 0x20 }
    }

    /// Reads the lines between `---` and `---` at the start.
    private static func readFrontMatter(_ bytes: inout [UInt8], _ heading: inout Heading, _ ignored: inout [String]) {
        var cursor = Cursor(bytes)
        cursor.skipWhitespace()
        guard cursor.take("---"), cursor.takeLine() == "" else { return }
        cursor.index += 1
        var title: String?
        var others: [String] = []
        while !cursor.isAtEnd {
            let isNested = cursor.current == " "
            let line = cursor.takeLine()
            cursor.index += 1
            if line == "---" {
                blank(0..<min(cursor.index, bytes.count), in: &bytes)
                heading.title = title
                if !others.isEmpty { ignored.append("front matter: \(others.joined(separator: ", "))") }
                return
            }
            guard !isNested, let colon = line.firstIndex(of: ":") else { continue }
            let key = String(line[..<colon].prefix(40))
            let value = line[line.index(after: colon)...].trimmed
            if key == "title" { title = LabelText.unquoted(value) } else { others.append("`\(key)`") }
        }
    }

    /// Reads `%%{init: {...}}%%`, which may have several lines.
    private static func readDirectives(_ bytes: inout [UInt8], _ ignored: inout [String]) throws(MermaidError) {
        var cursor = Cursor(bytes)
        while !cursor.isAtEnd {
            guard cursor.current == "%", cursor.starts(with: "%%{") else {
                cursor.index += 1
                continue
            }
            let start = cursor.index
            cursor.index += 3
            cursor.skipWhitespace()
            let name = cursor.take { !($0.properties.isAlphabetic || $0 == "_" || $0 == "-") }
            while !cursor.isAtEnd, !cursor.starts(with: "}%%") { cursor.index += 1 }
            guard cursor.take("}%%") else {
                throw MermaidError(
                    cursor.line(at: start), "the directive `%%{` is not closed", hint: "end it with `}%%`")
            }
            ignored.append("the directive `%%{\(name.prefix(40))}%%`")
            blank(start..<cursor.index, in: &bytes)
        }
    }

    /// Blanks lines that begin with `%%`, one of which may be the alternative.
    private static func readComments(_ bytes: inout [UInt8], _ heading: inout Heading) {
        var cursor = Cursor(bytes)
        while !cursor.isAtEnd {
            cursor.skipWhitespace()
            let start = cursor.index
            let isComment = cursor.take("%%")
            let line = cursor.takeLine()
            guard isComment else { continue }
            blank(start..<cursor.index, in: &bytes)
            if heading.alternative == nil, let text = line.dropping("alt:")?.trimmed, !text.isEmpty {
                heading.alternative = text
            }
        }
    }
}
