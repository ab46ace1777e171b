import Markup

/// A piece of the SVG that Graphviz writes, with references such as `&amp;` resolved.
enum SVGToken {
    case open(name: String, attributes: [(name: String, value: String)], isEmpty: Bool)
    case close(name: String)
    case text(String)

    /// Returns all tokens but comments and declarations, or nil if the text is not what Graphviz writes.
    static func read(_ svg: [UInt8]) -> [SVGToken]? {
        var tokens: [SVGToken] = []
        for piece in MarkupReader(svg[...]) {
            switch piece {
            case .comment: continue
            case .text(let text):
                guard !text.contains(UInt8(ascii: "<")) else { return nil }
                tokens.append(.text(Entities.decoded(text)))
            case .tag(let tag) where tag.isClosing:
                tokens.append(.close(name: tag.name))
            case .tag(let tag):
                let attributes = tag.attributes.map { (name: $0.name, value: Entities.decoded($0.value ?? "")) }
                tokens.append(.open(name: tag.name, attributes: attributes, isEmpty: tag.isEmpty))
            }
        }
        return tokens
    }
}
