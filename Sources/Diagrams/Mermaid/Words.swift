// A diagram in sentences.
extension MermaidDiagram {
    /// The kind and the size of the diagram, in one sentence.
    var summary: String {
        switch self {
        case .flowchart(let chart):
            let (nodes, edges) = (chart.nodes.count, chart.edges.count { $0.stroke != .invisible })
            return "Flowchart with \(nodes) \(nodes == 1 ? "node" : "nodes") and \(edges) "
                + "\(edges == 1 ? "connection" : "connections"), told in words below the drawing."
        case .sequence(let diagram):
            let messages = diagram.events.count { if case .message = $0.kind { true } else { false } }
            return "Sequence diagram of \(list(diagram.participants.map(\.name))) with \(messages) "
                + "\(messages == 1 ? "message" : "messages"), told in words below the drawing."
        }
    }

    /// What the diagram says, in order; a text alternative where the author wrote none.
    package var words: [String] {
        switch self {
        case .flowchart(let chart): chart.words
        case .sequence(let diagram): diagram.words
        }
    }
}

/// `A, B and C`.
private func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
}

extension String {
    /// On one line.
    fileprivate var inOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

extension Flowchart {
    /// One sentence for each edge, in the order of the text; then the groups, and nodes without an edge.
    fileprivate var words: [String] {
        let drawn = edges.filter { $0.stroke != .invisible }
        var sentences = drawn.map { edge in
            let label = edge.label.map(\.inOneLine) ?? ""
            let verb =
                switch (edge.tail, edge.head) {
                case (.none, .none): "is connected with"
                case (.arrow, .arrow): "leads to, and is reached from,"
                case (_, .arrow), (_, .circle): "leads to"
                case (_, .cross): "does not lead to"
                default: "is connected with"
                }
            let sentence = "\(name(edge.from)) \(verb) \(name(edge.to))\(label.isEmpty ? "" : " (\(label))")"
            return sentence.last.map { ".?!".contains($0) } == true ? sentence : sentence + "."
        }
        let connected = Set(drawn.flatMap { [$0.from, $0.to] })
        let alone = nodes.indices.filter { !connected.contains(.node($0)) }.map { name(.node($0)) }
        if !alone.isEmpty { sentences.append("Not connected: \(list(alone)).") }
        for index in groups.indices {
            let inside = nodes.indices.filter { nodes[$0].group == index }.map { name(.node($0)) }
            guard !inside.isEmpty else { continue }
            let title = groups[index].title.inOneLine
            sentences.append("\(title.isEmpty ? "A group" : "The group \(title)") holds \(list(inside)).")
        }
        return sentences
    }

    private func name(_ end: End) -> String {
        switch end {
        case .node(let index):
            let label = nodes[index].label.inOneLine
            return label.isEmpty ? "a junction" : label
        case .group(let index):
            let title = groups[index].title.inOneLine
            return title.isEmpty ? "a group" : "group \(title)"
        }
    }
}

extension SequenceDiagram {
    /// One sentence for each message, note and frame, in order.
    fileprivate var words: [String] {
        var frames: [Frame] = []
        return events.compactMap { event in
            switch event.kind {
            case .message(let message): return say(message)
            case .note(let note):
                let place =
                    switch note.side {
                    case .left: "left of "
                    case .right: "right of "
                    case .over: "over "
                    }
                let names = (note.first == note.last ? [note.first] : [note.first, note.last])
                    .map { participants[$0].name.inOneLine }
                return "Note \(place)\(list(names)): \(note.text.inOneLine)"
            case .open(let frame, let label):
                frames.append(frame)
                return frame.opening.map { said($0, label) }
            case .divide(let label): return frames.last?.divider.map { said($0, label) }
            case .close:
                guard let frame = frames.popLast(), frame.opening != nil else { return nil }
                return "End of \(frame.noun)."
            case .activate, .deactivate: return nil
            }
        }
    }

    private func said(_ words: String, _ label: String) -> String {
        let label = label.inOneLine
        return label.isEmpty ? "\(words):" : "\(words) (\(label)):"
    }

    private func say(_ message: Message) -> String {
        let (from, to) = (participants[message.from].name.inOneLine, participants[message.to].name.inOneLine)
        var sentence = message.number.map { "Message \($0), " } ?? ""
        sentence += message.from == message.to ? "\(from) to itself" : "\(from) to \(to)"
        if message.head == .cross { sentence += " (lost)" }
        if message.tail != .none { sentence += " and back" }
        if message.creates { sentence += ", which begins" }
        let text = message.text.inOneLine
        return sentence + (text.isEmpty ? "" : ": \(text)")
    }
}
