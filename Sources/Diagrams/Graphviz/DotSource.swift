/// A text in the DOT language, before Graphviz sees it.
///
/// Graphviz parses with recursive rules and global tables, so size and nesting are bounded here. The
/// defaults for fonts are put behind the first brace, where the author's own settings override them, and
/// without a line break, so that line numbers stay true.
struct DotSource {
    /// The text for Graphviz.
    let text: String

    /// The text after `// alt:` in a line before the graph.
    let alternative: String?

    /// Whether an edge may join groups of nodes, so that a few bytes name more edges than can be stored.
    let joinsGroups: Bool

    private static let byteLimit = 64 << 10
    private static let nestingLimit = 32

    /// What holds for every graph unless its author says otherwise.
    ///
    /// Layout needs room for any sans-serif font: text is measured at 12 points and drawn at 11. Without
    /// `nslimit` a chain of 100 nodes with an edge from the first to each takes 18 s; with it, 0.2 s.
    private static let defaults =
        #" graph [fontname="Helvetica",fontsize=12,bgcolor="transparent",nslimit=3,nslimit1=3];"#
        + #" node [fontname="Helvetica",fontsize=12]; edge [fontname="Helvetica",fontsize=11]; "#

    /// Bounds `dot`, finds its alternative and adds the defaults.
    init(_ dot: String) throws(GraphvizError) {
        let bytes = Array(dot.utf8)
        guard bytes.count <= Self.byteLimit else {
            throw GraphvizError(
                reason: .tooLarge, line: nil,
                message: "the graph is \(bytes.count) bytes long; the limit is \(Self.byteLimit)")
        }
        var scanner = Scanner(bytes: bytes)
        try scanner.scan(nestingLimit: Self.nestingLimit)
        alternative = scanner.alternative
        joinsGroups = scanner.groups.areJoined
        guard let body = scanner.body else {
            throw GraphvizError(reason: .syntax, line: 1, message: "no graph: `digraph { a -> b }` is one")
        }
        text =
            String(decoding: bytes[..<body], as: UTF8.self) + Self.defaults
            + String(decoding: bytes[body...], as: UTF8.self)
    }
}

extension DotSource {
    /// The first line that sets `attribute`, or nil.
    func line(mentioning attribute: String) -> Int? {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        return lines.indices.first { mentions(attribute, in: Array(lines[$0])) }.map { $0 + 1 }
    }

    /// Whether `line` has the word `attribute`, and `=` after it, the defaults apart.
    private func mentions(_ attribute: String, in line: [UInt8]) -> Bool {
        let line = String(decoding: line, as: UTF8.self).replacing(Self.defaults, with: " ")
        let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "=") }
            .joined(separator: " ").replacing(" =", with: "=")
        return words.hasPrefix("\(attribute)=") || words.contains(" \(attribute)=")
    }
}

/// Notices an edge at a group, `{a b} -> c`, `a -> subgraph s` or `a, b -> c`: one for each pair is meant.
private struct GroupEdges {
    private(set) var areJoined = false
    private var isAfterEdge = false
    private var isAfterBrace = false
    private var isAfterSubgraph = false
    private var bracketDepth = 0

    /// Takes the next token, of which `word` is the text if it is a word.
    mutating func take(_ byte: UInt8, isEdge: Bool, word: ArraySlice<UInt8>) {
        let isSubgraph = word.count == 8 && String(decoding: word, as: UTF8.self).lowercased() == "subgraph"
        let isBrace = byte == UInt8(ascii: "{")
        if isEdge, isAfterBrace || isAfterSubgraph { areJoined = true }
        if isAfterEdge, isBrace || isSubgraph { areJoined = true }
        if byte == UInt8(ascii: ","), bracketDepth == 0 { areJoined = true }
        if byte == UInt8(ascii: "[") { bracketDepth += 1 }
        if byte == UInt8(ascii: "]") { bracketDepth -= 1 }
        if isSubgraph { isAfterSubgraph = true }
        if isBrace { isAfterSubgraph = false }
        isAfterEdge = isEdge
        isAfterBrace = byte == UInt8(ascii: "}")
    }
}

/// Finds comments, strings, braces and the edges at groups, and nothing more.
private struct Scanner {
    let bytes: [UInt8]
    /// The index after the first brace.
    var body: Int?
    var alternative: String?
    var groups = GroupEdges()
    private var index = 0
    private var line = 1

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func scan(nestingLimit: Int) throws(GraphvizError) {
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case 0:
                throw GraphvizError(reason: .syntax, line: line, message: "a NUL character")
            case UInt8(ascii: "\n"):
                line += 1
            case 0x01...0x20:
                break
            case UInt8(ascii: "/") where next == UInt8(ascii: "/"):
                comment(skipping: 2)
                continue
            case UInt8(ascii: "#") where index == 0 || bytes[index - 1] == UInt8(ascii: "\n"):
                // Graphviz would take `# 7 "name"` for an order to count lines from there.
                guard !isLineMark else {
                    throw GraphvizError(reason: .syntax, line: line, message: "a preprocessor line")
                }
                comment(skipping: 1)
                continue
            case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
                try skip(to: "*/", from: index + 2, what: "comment")
                continue
            case _ where body != nil && depth <= 0:
                throw GraphvizError(reason: .syntax, line: line, message: "text after the graph")
            case UInt8(ascii: "\""):
                try string()
                continue
            case UInt8(ascii: "<"):
                try html(nestingLimit: nestingLimit)
                continue
            case UInt8(ascii: "{"):
                depth += 1
                guard depth <= nestingLimit else {
                    throw GraphvizError(
                        reason: .tooLarge, line: line,
                        message: "braces are nested more than \(nestingLimit) deep")
                }
                if body == nil { body = index + 1 }
            case UInt8(ascii: "}"):
                depth -= 1
            default:
                break
            }
            token()
        }
    }

    /// Steps over a word, an edge or one byte.
    private mutating func token() {
        let byte = bytes[index]
        let isEdge = byte == UInt8(ascii: "-") && (next == UInt8(ascii: ">") || next == byte)
        let word = bytes[index...].prefix { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
        if byte > 0x20 { groups.take(byte, isEdge: isEdge, word: word) }
        index += isEdge ? 2 : max(1, word.count)
    }

    private var next: UInt8? { index + 1 < bytes.count ? bytes[index + 1] : nil }

    private var isLineMark: Bool {
        let rest = bytes[(index + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
        return rest.starts(with: "line".utf8) || rest.first.map { 0x30...0x39 ~= $0 } ?? false
    }

    /// Reads a comment up to the line's end, which may be the alternative.
    private mutating func comment(skipping marks: Int) {
        let start = index + marks
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        index = end
        guard body == nil, alternative == nil else { return }
        let text = trimmed(bytes[start..<end])
        guard text.starts(with: "alt:".utf8) else { return }
        let words = trimmed(text.dropFirst(4))
        if !words.isEmpty { alternative = String(decoding: words, as: UTF8.self) }
    }

    private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop { $0 <= 0x20 }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return bytes
    }

    private mutating func string() throws(GraphvizError) {
        let start = line
        groups.take(bytes[index], isEdge: false, word: [])
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\n") { line += 1 }
            // Only a quote can be escaped: `\\` is two characters to Graphviz.
            if bytes[index] == UInt8(ascii: "\\"), let next,
                next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\")
            {
                index += 1
            }
            index += 1
        }
        guard index < bytes.count else {
            throw GraphvizError(reason: .syntax, line: start, message: "a string is not closed")
        }
        index += 1
    }

    /// Skips an HTML-like label, `<...>`.
    private mutating func html(nestingLimit: Int) throws(GraphvizError) {
        let start = line
        groups.take(bytes[index], isEdge: false, word: [])
        var depth = 0
        var tags = 0
        repeat {
            guard index < bytes.count else {
                throw GraphvizError(reason: .syntax, line: start, message: "a label `<...>` is not closed")
            }
            switch bytes[index] {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: "<"):
                depth += 1
                if depth == 2 { tags += 1 }
            case UInt8(ascii: ">"): depth -= 1
            default: break
            }
            index += 1
        } while depth > 0
        guard tags <= 500 else {
            throw GraphvizError(reason: .tooLarge, line: start, message: "a label has more than 500 tags")
        }
    }

    private mutating func skip(to end: String, from start: Int, what: String) throws(GraphvizError) {
        let wanted = Array(end.utf8)
        let startLine = line
        index = start
        while index + wanted.count <= bytes.count {
            if bytes[index...].starts(with: wanted) {
                index += wanted.count
                return
            }
            if bytes[index] == UInt8(ascii: "\n") { line += 1 }
            index += 1
        }
        throw GraphvizError(reason: .syntax, line: startLine, message: "a \(what) is not closed")
    }
}
