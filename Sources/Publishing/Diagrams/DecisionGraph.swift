import Content
import Diagrams
import Markdown
import Markup
import Pages

/// Which decision replaces, amends or refers to which: as a drawing, and as a list that says the same.
struct DecisionGraph {
    /// What one decision does to another.
    private enum Relation: Int {
        case supersedes, amends, relates

        var words: String {
            switch self {
            case .supersedes: "supersedes"
            case .amends: "amends"
            case .relates: "refers to"
            }
        }
    }

    private struct Edge {
        let from: Int
        let to: Int
        let relation: Relation
    }

    /// Beyond this many decisions or relations a drawing says nothing, and takes long; the list remains.
    private static let most = (decisions: 80, edges: 200)

    private let decisions: [PublishedPage]
    private let edges: [Edge]

    /// - Parameter pages: Those of the edition; nothing else can appear.
    init(_ pages: [PublishedPage], resolver: LinkResolver) {
        let decisions = pages.filter { $0.frontMatter.kind == .decision }
        self.decisions = decisions
        let byID = Dictionary(decisions.enumerated().map { ($1.frontMatter.id, $0) }) { first, _ in first }
        let byPath = Dictionary(decisions.enumerated().map { ($1.path, $0) }) { first, _ in first }
        edges = decisions.enumerated().flatMap { index, page in
            let matter = page.frontMatter
            let replaced = matter.supersedes.compactMap { byID[$0] }
            let amended = matter.amends.compactMap { byID[$0] }
            var known = Set(replaced + amended + [index])
            let cited = page.links.compactMap { link -> Int? in
                switch resolver.target(of: link.destination, from: page.path) {
                case .page(let target, _), .unknownHeading(_, let target), .otherCase(_, let target):
                    byPath[target.path]
                case .generated, .attachment, .nothing: nil
                }
            }.sorted()
            return replaced.map { Edge(from: index, to: $0, relation: .supersedes) }
                + amended.map { Edge(from: index, to: $0, relation: .amends) }
                + cited.filter { known.insert($0).inserted }.map { Edge(from: index, to: $0, relation: .relates) }
        }
    }

    /// The drawing, whose ids begin with `id`; nil where there is nothing to draw, or too much.
    ///
    /// - Parameter root: Way from the page to the site's root.
    func drawing(
        id: String, root: String, within allowance: inout DrawingAllowance
    ) throws(GraphvizError) -> Diagram? {
        guard !edges.isEmpty, decisions.count <= Self.most.decisions, edges.count <= Self.most.edges else { return nil }
        return try Graphviz.render(
            dot: dot, title: "How the decisions depend on each other", idPrefix: id + "-", within: &allowance,
            link: { name in
                Int(name).flatMap { decisions.indices.contains($0) ? decisions[$0] : nil }
                    .map { root + Address.encoded($0.address) }
            })
    }

    /// The relations as a list, with `drawing` above it, where there is one.
    func html(_ drawing: Diagram?, root: String) -> HTML {
        guard !decisions.isEmpty else { return Chart.nothing("No decisions are recorded yet.") }
        guard !edges.isEmpty else {
            return Chart.nothing("No decision replaces, amends or refers to another one.")
        }
        var html = HTML()
        html.markup("<figure class=\"drawing graph-figure\">\n")
        if let drawing {
            html.markup("<div class=\"drawing-canvas\" role=\"group\" tabindex=\"0\" aria-label=\"Decision graph\">\n")
            html.append(trusted: drawing.svg)
            html.markup("\n</div>\n")
        }
        html.markup("<figcaption>")
        html.text(caption)
        html.markup(
            "</figcaption>\n</figure>\n<details class=\"chart-numbers\">\n<summary>The relations as a list</summary>\n<ul>\n"
        )
        for (index, page) in decisions.enumerated() { item(index, page, root: root, to: &html) }
        html.markup("</ul>\n</details>\n")
        return html
    }

    private var caption: String {
        let marks = [
            (Relation.supersedes, "a thick arrow: supersedes"), (.amends, "a dashed arrow: amends"),
            (.relates, "a thin line: refers to"),
        ].filter { mark in edges.contains { $0.relation == mark.0 } }.map(\.1).joined(separator: "; ")
        guard !marks.isEmpty else { return "\(decisions.count) decisions, of which none names another." }
        return "\(decisions.count) decisions and how they depend on each other. "
            + "\(marks.prefix(1).uppercased() + marks.dropFirst())."
    }

    private func item(_ index: Int, _ page: PublishedPage, root: String, to html: inout HTML) {
        html.markup("<li>")
        html.link(page.numberedTitle, root: root, path: page.address)
        html.text(" (\(page.frontMatter.status?.rawValue ?? "no status"))")
        let own = edges.filter { $0.from == index }
        for (number, edge) in own.enumerated() {
            let isFirst = number == 0 || own[number - 1].relation != edge.relation
            html.text(isFirst ? (number == 0 ? " " : "; ") + edge.relation.words + " " : ", ")
            html.link(decisions[edge.to].frontMatter.id, root: root, path: decisions[edge.to].address)
        }
        html.markup("</li>\n")
    }

    /// Drawn from left to right in the order of the numbers; two that refer to each other have one line.
    private var dot: String {
        var lines = ["// alt: \(edges.count) relations between \(decisions.count) decisions, as listed below."]
        lines.append("digraph {")
        lines.append(
            "  graph [rankdir=LR nodesep=0.18 ranksep=0.32]; node [shape=box margin=\"0.1,0.07\"]; edge [arrowsize=0.7]"
        )
        for (index, page) in decisions.enumerated() {
            let matter = page.frontMatter
            let label = "\(matter.id)\n\(page.title)\n\(matter.status?.rawValue ?? "no status")"
            lines.append(
                "  n\(index) [label=\(DotText.quoted(label, width: 17)) URL=\"\(index)\" \(Self.look(matter.status))]")
        }
        var joined: Set<[Int]> = []
        for edge in edges {
            switch edge.relation {
            case .supersedes: lines.append("  n\(edge.from) -> n\(edge.to) [class=\"supersedes\" label=\"supersedes\"]")
            case .amends: lines.append("  n\(edge.from) -> n\(edge.to) [class=\"amends\" label=\"amends\"]")
            case .relates:
                let pair = [min(edge.from, edge.to), max(edge.from, edge.to)]
                guard joined.insert(pair).inserted else { continue }
                lines.append("  n\(pair[0]) -> n\(pair[1]) [class=\"relates\" dir=none]")
            }
        }
        return (lines + ["}"]).joined(separator: "\n")
    }

    /// The shape repeats the status, which is written in the node.
    private static func look(_ status: DecisionStatus?) -> String {
        switch status {
        case .accepted: "class=\"accepted\" style=\"rounded\""
        case .proposed: "class=\"proposed\" style=\"dashed\""
        case .draft, nil: "class=\"draft\" style=\"dotted\""
        case .rejected: "class=\"rejected\" shape=octagon"
        case .deprecated: "class=\"superseded\" shape=note"
        case .superseded: "class=\"superseded\" shape=note"
        }
    }
}
