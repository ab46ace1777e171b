/// A flowchart: nodes, edges between them, and groups of nodes.
package struct Flowchart: Sendable, Equatable {
    package enum Direction: String, Sendable {
        case down = "TB"
        case up = "BT"
        case right = "LR"
        case left = "RL"

        var isVertical: Bool { self == .down || self == .up }
    }

    package struct Node: Sendable, Equatable {
        package let id: String
        package var label: String
        package var shape = NodeShape.rectangle
        package var classes: [String] = []
        package var link: DiagramLink?
        /// The index of its group.
        package var group: Int?
    }

    package enum Stroke: Sendable {
        case normal
        case dotted
        case thick
        case invisible
    }

    package enum Head: Sendable {
        case none
        case arrow
        case circle
        case cross
    }

    /// What an edge connects: a node or a whole group, by index.
    package enum End: Sendable, Hashable {
        case node(Int)
        case group(Int)
    }

    package struct Edge: Sendable, Equatable {
        package var from: End
        package var to: End
        package var label: String?
        package var stroke: Stroke
        package var tail: Head
        package var head: Head
        /// How many ranks it spans at least.
        package var length: Int
    }

    /// A subgraph.
    package struct Group: Sendable, Equatable {
        package let id: String?
        package var title: String
        package var direction: Direction?
        package var classes: [String] = []
        /// The index of the group around it, which is always smaller than its own.
        package let parent: Int?
    }

    package internal(set) var heading: Heading
    package internal(set) var direction = Direction.down
    package internal(set) var nodes: [Node] = []
    package internal(set) var edges: [Edge] = []
    package internal(set) var groups: [Group] = []
    package internal(set) var ignored: [String] = []

    package var links: [DiagramLink] { nodes.compactMap(\.link) }
}

extension Flowchart {
    /// `group` and those around it, from the inside.
    func groups(around group: Int?) -> [Int] {
        Array(sequence(first: group) { $0.flatMap { groups[$0].parent } }.prefix { $0 != nil }.compactMap { $0 })
    }

    /// The nodes in `group`, also those of groups within.
    func nodes(within group: Int) -> [Int] {
        nodes.indices.filter { groups(around: nodes[$0].group).contains(group) }
    }
}
