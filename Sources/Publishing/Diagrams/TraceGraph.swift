import Content
import Diagrams
import Engagement
import Markup
import Pages

/// One focus area as a drawing: its activities with their states, the criteria that they bring about, and
/// the pages of both.
struct TraceGraph {
    /// So many pages have a node each; more are counted in one node, and listed in the table.
    private static let fewPages = 2
    /// Beyond this many activities and criteria a drawing says nothing; the table remains.
    private static let most = 40

    private let area: Trace.Area
    /// Way from the page to the site's root.
    private let root: String

    init(_ area: Trace.Area, root: String) {
        self.area = area
        self.root = root
    }

    /// Returns the drawing, or nil where there is too much to draw.
    func html(id: String, within allowance: inout DrawingAllowance) throws(GraphvizError) -> HTML? {
        guard area.activities.count + area.criteria.count <= Self.most else { return nil }
        var graph = Graph(root: root)
        draw(&graph)
        let destinations = graph.destinations
        let diagram = try Graphviz.render(
            dot: "// alt: \(area.words), as in the tables below.\n" + graph.text,
            title: "\(area.title): from the contract to the pages", idPrefix: id + "-", within: &allowance,
            link: { name in Int(name).flatMap { destinations.indices.contains($0) ? destinations[$0] : nil } })
        var html = HTML()
        html.markup(
            "<figure class=\"drawing graph-figure\">\n<div class=\"drawing-canvas\" role=\"group\" tabindex=\"0\"")
        html.markup(" aria-label=\"")
        html.text("Trace of \(area.title)")
        html.markup("\">\n")
        html.append(trusted: diagram.svg)
        html.markup("\n</div>\n<figcaption>")
        html.text(area.words + ".")
        html.markup("</figcaption>\n</figure>\n")
        return html
    }

    private func draw(_ graph: inout Graph) {
        if !area.activities.isEmpty {
            graph.node("area", area.title, look: "class=\"area\" shape=box margin=\"0.2,0.12\"")
        }
        for (index, criterion) in area.criteria.enumerated() {
            graph.node(
                "c\(index)", "\(criterion.title)\n\(criterion.done) activities done",
                look: "class=\"criterion\" shape=box style=\"rounded\"",
                to: "#trace-criterion-" + criterion.id)
        }
        for (index, activity) in area.activities.enumerated() {
            let line = activity.line
            let state = line.state.rawValue + (line.isOptional ? ", optional" : "")
            graph.node("a\(index)", line.title + "\n" + state, look: Self.look(line), to: "#trace-activity-" + line.id)
            graph.edge("area", "a\(index)", "holds")
            for (number, criterion) in area.criteria.enumerated()
            where criterion.activities.contains(where: { $0.id == line.id }) {
                graph.edge("a\(index)", "c\(number)", "serves")
            }
            draw(activity.pages, of: "a\(index)", row: "#trace-activity-" + line.id, &graph)
        }
        for (index, criterion) in area.criteria.enumerated() {
            draw(criterion.pages, of: "c\(index)", row: "#trace-criterion-" + criterion.id, &graph)
        }
    }

    private func draw(_ pages: [PublishedPage], of owner: String, row: String, _ graph: inout Graph) {
        guard !pages.isEmpty else {
            graph.node("\(owner)p", "no page yet", look: "class=\"missing\" shape=box style=\"dashed\"")
            return graph.edge(owner, "\(owner)p", "page")
        }
        if pages.count <= Self.fewPages {
            for (number, page) in pages.enumerated() {
                graph.node(
                    "\(owner)p\(number)", page.numberedTitle, look: "class=\"page\" shape=note",
                    to: root + Address.encoded(page.address))
                graph.edge(owner, "\(owner)p\(number)", "page")
            }
        } else {
            let kinds: [(DocumentKind, String, String)] = [
                (.decision, "decision", "decisions"), (.runbook, "runbook", "runbooks"), (.guide, "guide", "guides"),
            ]
            let counts = kinds.compactMap { kind, one, many -> String? in
                let count = pages.count { $0.frontMatter.kind == kind }
                return count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
            }
            graph.node("\(owner)p", counts.joined(separator: "\n"), look: "class=\"page\" shape=note", to: row)
            graph.edge(owner, "\(owner)p", "page")
        }
    }

    /// The border repeats the state, which is written in the node.
    private static func look(_ line: ShownActivity) -> String {
        switch line.state {
        case .done: "class=\"done\" shape=box peripheries=2"
        case .started: "class=\"started\" shape=box"
        case .planned: "class=\"planned\" shape=box style=\"dashed\""
        case .dropped: "class=\"planned\" shape=box style=\"dotted\""
        }
    }

    /// The text of the graph; a link is the number of a destination, so that the text contains no address.
    private struct Graph {
        let root: String
        private(set) var destinations: [String] = []
        private var lines: [String] = []

        init(root: String) { self.root = root }

        mutating func node(_ name: String, _ label: String, look: String, to destination: String? = nil) {
            var link = ""
            if let destination {
                link = " URL=\"\(destinations.count)\""
                destinations.append(destination)
            }
            lines.append("  \(name) [label=\(DotText.quoted(label, width: 26)) \(look)\(link)]")
        }

        mutating func edge(_ from: String, _ to: String, _ className: String) {
            let look = className == "page" ? " dir=none" : ""
            lines.append("  \(from) -> \(to) [class=\"\(className)\"\(look)]")
        }

        var text: String {
            let settings =
                "  graph [rankdir=LR nodesep=0.2 ranksep=0.5]; node [margin=\"0.16,0.08\"]; edge [arrowsize=0.7]"
            return (["digraph {", settings] + lines + ["}"]).joined(separator: "\n")
        }
    }
}
