/// How groups with a direction of their own are laid out.
///
/// Graphviz has one direction for a drawing. A chain of nodes can still be one row across it, and edges can run
/// against it. As in mermaid, a group with an edge from its inside to the outside follows the chart.
struct GroupOrientation {
    /// Groups whose nodes are one row across the direction of the chart.
    private(set) var rows: Set<Int> = []
    /// Groups whose edges run against the direction in which they are laid out.
    private(set) var reversed: Set<Int> = []
    /// Groups whose direction mermaid would heed, and this drawing does not.
    private(set) var unheeded: Set<Int> = []

    private static let longestRow = 6

    init(_ chart: Flowchart) {
        for index in chart.groups.indices {
            guard let direction = chart.groups[index].direction, direction != chart.direction else { continue }
            let inside = Set(chart.nodes(within: index))
            let own = chart.edges.filter { inside.contains(nodeOf: $0.from) || inside.contains(nodeOf: $0.to) }
            let isClosed = own.allSatisfy { inside.contains(nodeOf: $0.from) && inside.contains(nodeOf: $0.to) }
            guard isClosed else { continue }
            let isFlat = !chart.groups.contains { $0.parent == index }
            if isFlat, direction.isVertical == chart.direction.isVertical {
                reversed.insert(index)
            } else if isFlat, inside.count <= Self.longestRow, Self.isChain(own), !Self.isInCycle(index, chart) {
                rows.insert(index)
                if direction == .left || direction == .up { reversed.insert(index) }
            } else {
                unheeded.insert(index)
            }
        }
    }

    /// Whether each node has one edge in and one out at most, and the first has none in.
    private static func isChain(_ edges: [Flowchart.Edge]) -> Bool {
        let (starts, ends) = (Set(edges.map(\.from)), Set(edges.map(\.to)))
        return starts.count == edges.count && ends.count == edges.count && (edges.isEmpty || starts != ends)
            && edges.allSatisfy { $0.from != $0.to }
    }

    /// Whether another edge points to the target of the group's edge: a row would be level with it.
    private static func isInCycle(_ group: Int, _ chart: Flowchart) -> Bool {
        func partner(_ end: Flowchart.End) -> Flowchart.End {
            switch end {
            case .node(let node): chart.groups(around: chart.nodes[node].group).last.map { .group($0) } ?? end
            case .group(let group): chart.groups(around: group).last.map { .group($0) } ?? end
            }
        }
        let led = Set(chart.edges.filter { $0.from == .group(group) }.map { partner($0.to) })
        let leading = Set(chart.edges.filter { $0.to == .group(group) }.map { partner($0.from) })
        return !led.isDisjoint(with: leading)
    }
}

extension Set<Int> {
    fileprivate func contains(nodeOf end: Flowchart.End) -> Bool {
        if case .node(let index) = end { contains(index) } else { false }
    }
}
