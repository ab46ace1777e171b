import Engagement
import Yams

/// Composes the YAML of a contract or a front matter, in an amount of work that its size bounds.
///
/// YAML's anchors and aliases are refused: a contract has no use for them, and a few hundred bytes of nested
/// aliases unfold into gigabytes.
enum YAMLTree {
    enum Limits {
        /// The largest front matter, in bytes.
        static let frontMatter = 64 << 10
        /// The largest contract, in bytes.
        static let contract = 1 << 20
        /// The most values, keys, lists and groups together.
        static let nodes = 100_000
        /// The deepest nest of lists and groups; a contract needs seven.
        static let depth = 32
    }

    /// Why a text is not read.
    struct Refusal: Error, Equatable {
        /// Counted from 1, in the text.
        var line: Int
        var summary: String
        var hint: String
    }

    /// Returns the tree of `text`, or nil if the text holds no value.
    ///
    /// - Parameter bytes: The largest text that is read.
    static func compose(_ text: String, bytes: Int) throws(Refusal) -> Node? {
        let size = text.utf8.count
        guard size <= bytes else {
            throw Refusal(
                line: 1, summary: "the YAML is \(size) bytes long; the limit is \(bytes)",
                hint: "move long text into the body of a page")
        }
        // An alias can be part of a key, and the parser hashes keys: by the time that the tree is there, an alias may
        // have unfolded. So the anchors are looked for in a text without aliases. Up to the first alias the two texts
        // read alike, and the first anchor is always before it; without an anchor, any alias is an error at once.
        if text.utf8.contains(UInt8(ascii: "&")) {
            let root = try tree(of: text.utf8.contains(UInt8(ascii: "*")) ? withoutAliases(text) : text)
            if let anchor = root.anchors.min(by: { $0.line < $1.line }) { throw refusal(of: anchor, in: text) }
        }
        return try tree(of: text).node
    }

    private struct Anchor {
        let name: String
        let line: Int
    }

    private static func tree(of text: String) throws(Refusal) -> (node: Node?, anchors: [Anchor]) {
        do {
            // Scalars stay the text that they are: what each key means is decided here, and matching every one
            // against YAML's types took half of the time of reading a contract.
            // And the encoding is a string's own: the default one would look into the environment for each page.
            let parser = try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8)
            guard let node = try parser.singleRoot() else { return (nil, []) }
            // A node holds its anchor weakly; the parser owns it.
            return try withExtendedLifetime(parser) { (node, try anchors(in: node)) }
        } catch {
            throw refusal(of: error, in: text)
        }
    }

    /// Returns every anchor below `root`.
    private static func anchors(in root: Node) throws -> [Anchor] {
        var anchors: [Anchor] = []
        var pending = [(node: root, depth: 1)]
        var count = 0
        while let (node, depth) = pending.popLast() {
            let line = node.mark?.line ?? 1
            count += 1
            guard count <= Limits.nodes else {
                throw Refusal(
                    line: line, summary: "the YAML holds more than \(Limits.nodes) values",
                    hint: "move what is listed there into pages")
            }
            guard depth <= Limits.depth else {
                throw Refusal(
                    line: line, summary: "lists and groups are nested more than \(Limits.depth) deep",
                    hint: "write the value in a simpler way")
            }
            let name: String?
            switch node {
            case .scalar(let scalar): name = scalar.anchor?.rawValue
            case .alias(let alias): name = alias.anchor.rawValue
            case .sequence(let sequence):
                name = sequence.anchor?.rawValue
                for element in sequence { pending.append((element, depth + 1)) }
            case .mapping(let mapping):
                name = mapping.anchor?.rawValue
                for (key, value) in mapping {
                    pending.append((key, depth + 1))
                    pending.append((value, depth + 1))
                }
            }
            if let name { anchors.append(Anchor(name: name, line: line)) }
        }
        return anchors
    }

    /// Returns `text` with a character of no meaning in place of each asterisk, on the same lines.
    private static func withoutAliases(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "*" ? "\u{E000}" : $0 }))
    }

    private static func refusal(of anchor: Anchor, in text: String) -> Refusal {
        let alias = "*" + anchor.name
        let isUsed = text.contains(alias)
        return Refusal(
            line: anchor.line,
            summary: "anchors and aliases are not read here: "
                + (isUsed ? "'&\(anchor.name)' and '\(alias)'" : "'&\(anchor.name)'"),
            hint: (isUsed ? "write the value out in place of each '\(alias)'" : "remove '&\(anchor.name)'")
                + ", or put text that begins with '&' between quotes")
    }

    private static func refusal(of error: any Error, in text: String) -> Refusal {
        let (line, problem) = describe(error)
        if let refusal = error as? Refusal { return refusal }
        if problem.hasPrefix("found undefined alias") {
            return Refusal(
                line: line, summary: "anchors and aliases are not read here: \(alias(inLine: line, of: text))",
                hint: "write the value out, or put text that begins with '*' between quotes")
        }
        if problem.hasPrefix("Maximum nesting level") {
            return Refusal(
                line: line, summary: "lists and groups are nested more than \(Limits.depth) deep",
                hint: "write the value in a simpler way")
        }
        return Refusal(
            line: line, summary: "not valid YAML: \(problem)",
            hint: "put a value that holds ': ' or begins with a special character between quotes")
    }

    /// Returns the first word of a line that begins with an asterisk, in quotes.
    private static func alias(inLine line: Int, of text: String) -> String {
        let lines = text.split(separator: "\n", maxSplits: line, omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1), let start = lines[line - 1].firstIndex(of: "*") else {
            return "'*name'"
        }
        return "'\(lines[line - 1][start...].prefix(40).prefix { !" \t,]}".contains($0) })'"
    }

    private static func describe(_ error: any Error) -> (line: Int, problem: String) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (mark.line, problem)
        case .duplicatedKeysInMapping(let keys, let context):
            (context.mark.line, "the key \(abridged(keys.map { "'\($0)'" }.sorted())) is there twice")
        default:
            (1, "\(error)")
        }
    }
}
