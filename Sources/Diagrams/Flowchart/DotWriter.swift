/// Writes a flowchart as DOT, for Graphviz to lay out.
///
/// Nodes are called `n0`, `n1` ... and groups `cluster_0` ..., and every text of the author's is in a quoted
/// string that `DotText` made: no label can become DOT, or one of Graphviz's HTML-like labels.
struct DotWriter {
    private let chart: Flowchart
    private var lines: [String] = []
    /// The nodes of each group, those of inner groups not among them; nil for no group.
    private let members: [Int?: [Int]]
    /// The nodes with an edge to, and from, another node of their group.
    private var continued: Set<Int> = []
    private var reached: Set<Int> = []
    private let orientation: GroupOrientation

    /// The width at which a label is broken, in thousandths of the letter size.
    private static let labelWidth = 17_000

    static func dot(_ chart: Flowchart, alternative: String) -> String {
        var writer = DotWriter(chart)
        writer.write(alternative: alternative)
        return writer.lines.joined(separator: "\n") + "\n"
    }

    private init(_ chart: Flowchart) {
        self.chart = chart
        members = Dictionary(grouping: chart.nodes.indices) { chart.nodes[$0].group }
        orientation = GroupOrientation(chart)
        for edge in chart.edges {
            if case .node(let from) = edge.from, case .node(let to) = edge.to, sharedGroup(edge) != nil {
                continued.insert(from)
                reached.insert(to)
            }
        }
    }

    private mutating func write(alternative: String) {
        lines = ["// alt: " + alternative.split(whereSeparator: \.isWhitespace).joined(separator: " "), "digraph {"]
        lines.append("  rankdir=\(chart.direction.rawValue); compound=true; nodesep=0.4; ranksep=0.45")
        lines.append("  node [shape=box, margin=\"0.16,0.09\"]")
        if let title = chart.heading.title { lines.append("  label=\(DotText.quoted(title)); labelloc=t; fontsize=14") }
        for index in chart.nodes.indices where chart.nodes[index].group == nil { write(node: index, indent: "  ") }
        for index in chart.groups.indices where chart.groups[index].parent == nil { write(group: index, depth: 1) }
        for edge in chart.edges { write(edge) }
        lines.append("}")
    }

    private static func label(_ text: String) -> String {
        DotText.quoted(TextWidth.lines(of: text, atMost: labelWidth).joined(separator: "\n"))
    }

    /// With a space at both sides, to stand clear of the line.
    private static func edgeLabel(_ text: String) -> String {
        let lines = TextWidth.lines(of: text, atMost: labelWidth).map { "\u{A0}\($0)\u{A0}" }
        return DotText.quoted(lines.joined(separator: "\n"))
    }

    private static func classes(_ names: [String]) -> String {
        let safe = names.filter { $0.unicodeScalars.allSatisfy { $0.isIdentifier && $0.isASCII || $0 == "-" } }
        return safe.isEmpty ? "" : "class=\(DotText.quoted(safe.joined(separator: " ")))"
    }
}

// Nodes and groups.
extension DotWriter {
    private mutating func write(node index: Int, indent: String) {
        let node = chart.nodes[index]
        var attributes = ""
        switch node.shape {
        case .point, .bar:
            // Mermaid writes no label on these either.
            attributes = "label=\"\""
        default: attributes = "label=\(Self.label(node.label))"
        }
        if let shape = Self.attributes(of: node.shape, isVertical: chart.direction.isVertical) {
            attributes += ", " + shape
        }
        let classes = Self.classes((node.shape.isSolid ? ["solid"] : []) + node.classes)
        if !classes.isEmpty { attributes += ", " + classes }
        if let link = node.link { attributes += ", URL=\(DotText.quoted(link.destination))" }
        lines.append("\(indent)n\(index) [\(attributes)]")
    }

    private static func attributes(of shape: NodeShape, isVertical: Bool) -> String? {
        switch shape {
        case .rectangle: nil
        case .rounded: "style=rounded"
        case .stadium, .ellipse: "shape=ellipse, margin=\"0.06,0.03\""
        case .subroutine: "peripheries=2"
        case .cylinder: "shape=cylinder"
        case .circle: "shape=circle, margin=\"0.03,0.03\""
        case .doubleCircle: "shape=doublecircle, margin=\"0.03,0.03\""
        case .asymmetric: "shape=cds"
        case .diamond: "shape=diamond, margin=\"0.02,0.02\""
        case .hexagon: "shape=hexagon, margin=\"0.05,0.05\""
        case .leanRight: "shape=parallelogram, margin=\"0.02,0.06\""
        case .leanLeft: "shape=polygon, sides=4, skew=-0.4, margin=\"0.02,0.06\""
        case .trapezoid: "shape=trapezium, margin=\"0.02,0.06\""
        case .invertedTrapezoid: "shape=invtrapezium, margin=\"0.02,0.06\""
        case .document, .card: "shape=note"
        case .stack: "shape=box3d"
        case .text: "shape=plaintext"
        case .point: "shape=circle, width=0.2, fixedsize=true"
        case .bar: isVertical ? "width=1, height=0.08, fixedsize=true" : "width=0.08, height=1, fixedsize=true"
        case .triangle: "shape=triangle, margin=\"0.01,0.01\""
        case .invertedTriangle: "shape=invtriangle, margin=\"0.01,0.01\""
        case .crossedCircle: "shape=Mcircle"
        case .octagon: "shape=octagon"
        }
    }

    /// Writes a group and those within, at most `FlowchartReader.nestingLimit` deep.
    private mutating func write(group index: Int, depth: Int) {
        guard !chart.nodes(within: index).isEmpty else { return }
        let group = chart.groups[index]
        let indent = String(repeating: "  ", count: depth)
        lines.append("\(indent)subgraph cluster_\(index) {")
        lines.append("\(indent)  label=\(Self.label(group.title)); margin=10")
        let classes = Self.classes(group.classes)
        if !classes.isEmpty { lines.append("\(indent)  \(classes)") }
        if orientation.rows.contains(index) {
            // Graphviz does not heed a rank of the cluster itself.
            let row = (members[index] ?? []).map { "n\($0)" }.joined(separator: " ")
            lines.append("\(indent)  { rank=same; \(row) }")
        }
        for node in members[index] ?? [] { write(node: node, indent: indent + "  ") }
        for inner in chart.groups.indices where chart.groups[inner].parent == index {
            write(group: inner, depth: depth + 1)
        }
        lines.append("\(indent)}")
    }
}

// Edges.
extension DotWriter {
    private mutating func write(_ edge: Flowchart.Edge) {
        var (from, to) = (edge.from, edge.to)
        var attributes: [String] = []
        if let group = sharedGroup(edge), orientation.reversed.contains(group) {
            (from, to) = (to, from)
            attributes += ["arrowtail=\(Self.head(edge.head))", "arrowhead=\(Self.head(edge.tail))", "dir=both"]
        } else if edge.tail != .none {
            attributes += ["arrowhead=\(Self.head(edge.head))", "arrowtail=\(Self.head(edge.tail))", "dir=both"]
        } else if edge.head != .arrow {
            attributes.append("arrowhead=\(Self.head(edge.head))")
        }
        if let label = edge.label, !label.isEmpty { attributes.append("label=\(Self.edgeLabel(label))") }
        switch edge.stroke {
        case .normal: break
        case .dotted: attributes.append("style=dashed")
        case .thick: attributes.append("class=thick")
        case .invisible: attributes.append("style=invis")
        }
        // An arrow between borders needs room for more than its head.
        let length = edge.label == nil && (isGroup(from) || isGroup(to)) ? max(edge.length, 2) : edge.length
        if length > 1 { attributes.append("minlen=\(length)") }
        let (first, last) = nodes(of: from, to)
        // An arrow that ends at a group's border needs its other end outside.
        if case .group(let group) = from, !isWithin(last, group) { attributes.append("ltail=cluster_\(group)") }
        if case .group(let group) = to, !isWithin(first, group) { attributes.append("lhead=cluster_\(group)") }
        let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
        lines.append("  n\(first) -> n\(last)\(list)")
    }

    private static func head(_ head: Flowchart.Head) -> String {
        switch head {
        case .none: "none"
        case .arrow: "normal"
        case .circle: "dot"
        case .cross: "tee"
        }
    }

    /// The group in which both ends are.
    private func sharedGroup(_ edge: Flowchart.Edge) -> Int? {
        guard case .node(let from) = edge.from, case .node(let to) = edge.to,
            chart.nodes[from].group == chart.nodes[to].group
        else { return nil }
        return chart.nodes[from].group
    }

    /// The nodes that stand for the ends of an edge: of a group the last that is left, or the first that is reached.
    private func nodes(of from: Flowchart.End, _ to: Flowchart.End) -> (Int, Int) {
        func candidates(_ end: Flowchart.End) -> [Int] {
            switch end {
            case .node(let index): [index]
            // Of a row the middle one, so that the arrow is in the middle.
            case .group(let group) where orientation.rows.contains(group): (members[group] ?? []).middle
            case .group(let group): chart.nodes(within: group)
            }
        }
        let (first, last) = (candidates(from), candidates(to))
        let starts = first.filter { !last.contains($0) }
        let ends = last.filter { !first.contains($0) }
        let start = starts.last { !continued.contains($0) } ?? starts.last ?? first.last ?? 0
        let end = ends.first { !reached.contains($0) } ?? ends.first ?? last.first ?? 0
        return (start, end)
    }

    private func isGroup(_ end: Flowchart.End) -> Bool {
        if case .group = end { true } else { false }
    }

    private func isWithin(_ node: Int, _ group: Int) -> Bool {
        chart.groups(around: chart.nodes[node].group).contains(group)
    }
}

extension [Int] {
    fileprivate var middle: [Int] { isEmpty ? [] : [self[count / 2]] }
}

extension Flowchart {
    /// The flowchart as DOT, with `alternative` as the text for those who do not see it.
    package func dot(alternative: String) -> String { DotWriter.dot(self, alternative: alternative) }
}
