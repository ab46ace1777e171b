import Content
import Engagement
import Markdown
import Markup

/// A page with its live blocks drawn and all its links resolved.
struct DrawnPage: Sendable {
    let page: PublishedPage
    /// The drawn blocks by the line of their fence.
    var blocks: [Int: [UInt8]] = [:]
    /// What is wrong with the blocks that could not be drawn.
    var diagnostics: [Diagnostic] = []
    /// The relative links of the text and of the diagrams.
    private(set) var links: [PublishedPage.Reference]
    /// What each relative destination of a link or an image means on this page.
    private(set) var targets: [String: LinkResolver.Target] = [:]
    /// Whether every link resolves to a page and no file is shown, so that no link needs a diagnostic.
    private(set) var leadsToPagesOnly = true
    /// How large the images are, by what was written.
    private(set) var imageSizes: [String: ImageSize] = [:]

    init(_ page: PublishedPage, resolver: LinkResolver) {
        self.page = page
        links = page.links
        let images = page.images.map(\.source).filter(LinkPolicy.isRelative)
        for destination in links.map(\.destination) + images { follow(destination, resolver) }
        for source in images {
            guard case .attachment(let path) = targets[source] else { continue }
            imageSizes[source] = resolver.images[path]?.size
        }
    }

    /// Adds a link of a diagram.
    mutating func add(_ destination: String, line: Int, resolver: LinkResolver) {
        guard LinkPolicy.isRelative(destination) else { return }
        links.append(PublishedPage.Reference(destination: destination, line: line))
        follow(destination, resolver)
    }

    /// Adds the links of a diagram, each in the lines of its block that name it.
    mutating func add(_ destinations: [String], in diagram: CodeBlock, resolver: LinkResolver) {
        let destinations = Set(destinations.filter(LinkPolicy.isRelative))
        guard !destinations.isEmpty else { return }
        var places: [String: [Int]] = [:]
        let lines = diagram.text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            // Each text between two quotation marks, once.
            let quoted = line.split(separator: "\"", omittingEmptySubsequences: false).dropFirst().dropLast()
            for text in Set(quoted.map(String.init)) where destinations.contains(text) {
                places[text, default: []].append(index)
            }
        }
        for destination in destinations.sorted() {
            // Graphviz resolves escapes, so a destination may be nowhere as it is.
            links += (places[destination] ?? [-1]).map {
                PublishedPage.Reference(destination: destination, line: diagram.line + 1 + $0)
            }
            follow(destination, resolver)
        }
    }

    private mutating func follow(_ destination: String, _ resolver: LinkResolver) {
        guard targets[destination] == nil else { return }
        let target = resolver.target(of: destination, from: page.path)
        targets[destination] = target
        if case .page = target { return }
        leadsToPagesOnly = false
    }
}
