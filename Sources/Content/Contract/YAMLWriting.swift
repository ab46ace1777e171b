import Yams

/// What `ContractWriter` and `FrontMatterWriter` write YAML with; a nil node is left out.
extension Node {
    /// A mapping without the keys that have no value, or nil if none has one.
    static func mapping(of pairs: [(String, Node?)]) -> Node? {
        let known = pairs.compactMap { key, value in value.map { (Node(key), $0) } }
        return known.isEmpty ? nil : .mapping(Node.Mapping(known))
    }

    static func list(_ nodes: [Node?], _ style: Node.Sequence.Style = .block) -> Node? {
        let nodes = nodes.compactMap(\.self)
        return nodes.isEmpty ? nil : .sequence(Node.Sequence(nodes, .implicit, style))
    }

    static func plain(_ text: String) -> Node { .scalar(Node.Scalar(text, .implicit, .plain)) }

    /// Text that may be anything, so it is always quoted; nil if it is empty.
    static func quoted(_ text: String) -> Node? {
        text.isEmpty ? nil : .scalar(Node.Scalar(text, Tag(.str), .doubleQuoted))
    }

    /// YAML text with line breaks only where the values have them.
    static func yaml(_ pairs: [(String, Node?)]) throws -> String {
        try Yams.serialize(node: mapping(of: pairs) ?? .mapping([:]), width: -1, allowUnicode: true)
    }
}
