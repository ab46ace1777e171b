import Content
import Markdown

/// A page whose live blocks are drawn, so that everything it links to is known.
struct DrawnPage: Sendable {
    struct Link: Sendable {
        let destination: String
        let line: Int
    }

    let page: PublishedPage
    /// The drawn blocks by the line of their fence.
    var blocks: [Int: [UInt8]] = [:]
    /// What is wrong with the blocks that could not be drawn.
    var faults: [Diagnostic] = []
    /// The relative links of the text and of the diagrams.
    private(set) var links: [Link]

    init(_ page: PublishedPage) {
        self.page = page
        links = page.document.links.filter { LinkPolicy.isRelative($0.destination) }
            .map { Link(destination: $0.destination, line: $0.line) }
    }

    /// Adds the links of a diagram, each in the lines of its block that name it.
    mutating func add(_ destinations: [String], in diagram: CodeBlock) {
        let lines = diagram.text.split(separator: "\n", omittingEmptySubsequences: false)
        for destination in Set(destinations).sorted() where LinkPolicy.isRelative(destination) {
            let places = lines.indices.filter { lines[$0].contains("\"\(destination)\"") }
            // Graphviz resolves escapes, so a destination may be nowhere as it is.
            links += (places.isEmpty ? [-1] : places).map {
                Link(destination: destination, line: diagram.line + 1 + $0)
            }
        }
    }
}
