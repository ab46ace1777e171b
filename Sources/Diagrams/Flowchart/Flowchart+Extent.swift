extension Flowchart {
    /// How many ranks the edges cross, all together: what a layout by ranks costs time for.
    ///
    /// Each node's rank is the longest way to it, with edges that close a circle turned round.
    var crossedRanks: Int {
        let steps = edges.map { (from: representative($0.from), to: representative($0.to), length: ranks(of: $0)) }
        let order = orderedNodes(steps.map { ($0.from, $0.to) })
        var position = Array(repeating: 0, count: nodes.count)
        for (place, node) in order.enumerated() { position[node] = place }
        let forward = steps.map { step in
            let (first, last) = position[step.from] <= position[step.to] ? (step.from, step.to) : (step.to, step.from)
            return (first: first, last: last, length: step.length)
        }.sorted { position[$0.first] < position[$1.first] }
        var rank = Array(repeating: 0, count: nodes.count)
        for step in forward where step.first != step.last {
            rank[step.last] = max(rank[step.last], rank[step.first] + step.length)
        }
        return forward.reduce(0) { $0 + rank[$1.last] - rank[$1.first] }
    }

    /// A label takes its own rank.
    private func ranks(of edge: Edge) -> Int { edge.length * (edge.label == nil ? 1 : 2) }

    private func representative(_ end: End) -> Int {
        switch end {
        case .node(let index): index
        case .group(let group): nodes.indices.first { groups(around: nodes[$0].group).contains(group) } ?? 0
        }
    }

    /// The nodes so that most edges lead forward: depth first, without calls that could exhaust the stack.
    private func orderedNodes(_ edges: [(from: Int, to: Int)]) -> [Int] {
        var next: [[Int]] = Array(repeating: [], count: nodes.count)
        for edge in edges { next[edge.from].append(edge.to) }
        var finished: [Int] = []
        var isSeen = Array(repeating: false, count: nodes.count)
        for root in nodes.indices where !isSeen[root] {
            isSeen[root] = true
            var path = [(node: root, tried: 0)]
            while let (node, tried) = path.last {
                guard tried < next[node].count else {
                    finished.append(node)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].tried += 1
                let following = next[node][tried]
                if !isSeen[following] {
                    isSeen[following] = true
                    path.append((following, 0))
                }
            }
        }
        return finished.reversed()
    }
}
