import Diagrams

/// Writes a diagram as one line for each node, edge, participant and event, so that a person can check a golden
/// against the diagram beside it.
///
///     flowchart right
///     node a rectangle "Train"
///     edge a to b: normal, head arrow, "register"
///
/// Values that are the default are left out.
enum Outline {
    static func text(of diagram: MermaidDiagram) -> String {
        var lines: [String] =
            switch diagram {
            case .flowchart(let chart): flowchart(chart)
            case .sequence(let sequence): self.sequence(sequence)
            }
        lines += diagram.ignored.map { "ignored \($0)" }
        lines.append("says \(quoted(diagram.alternative))")
        lines += diagram.words.map { "- \($0)" }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func quoted(_ text: String) -> String { String(reflecting: text) }

    private static func heading(_ heading: Heading) -> [String] {
        [
            heading.title.map { "title \(quoted($0))" },
            heading.accessibleTitle.map { "accessible title \(quoted($0))" },
            heading.alternative.map { "alternative \(quoted($0))" },
        ].compactMap { $0 }
    }

    private static func link(_ link: DiagramLink) -> String {
        "links to \(link.destination)\(link.text.isEmpty ? "" : " as \(quoted(link.text))") from line \(link.line)"
    }

    private static func line(_ parts: String?...) -> String { parts.compactMap { $0 }.joined(separator: ", ") }
}

extension Outline {
    private static func flowchart(_ chart: Flowchart) -> [String] {
        func end(_ end: Flowchart.End) -> String {
            switch end {
            case .node(let index): chart.nodes[index].id
            case .group(let index): "group \(index)"
            }
        }
        let groups = chart.groups.enumerated().map { index, group in
            line(
                "group \(index) \(group.id ?? "(no id)") \(quoted(group.title))",
                group.direction.map { "direction \($0)" }, group.parent.map { "in group \($0)" },
                group.classes.isEmpty ? nil : "classes \(group.classes.joined(separator: " "))")
        }
        let nodes = chart.nodes.map { node in
            line(
                "node \(node.id) \(node.shape) \(quoted(node.label))", node.group.map { "in group \($0)" },
                node.classes.isEmpty ? nil : "classes \(node.classes.joined(separator: " "))", node.link.map(link))
        }
        let edges = chart.edges.map { edge in
            line(
                "edge \(end(edge.from)) to \(end(edge.to)): \(edge.stroke)",
                edge.tail == .none ? nil : "tail \(edge.tail)", edge.head == .none ? nil : "head \(edge.head)",
                edge.length == 1 ? nil : "length \(edge.length)", edge.label.map(quoted))
        }
        return ["flowchart \(chart.direction)"] + heading(chart.heading) + groups + nodes + edges
    }
}

extension Outline {
    private static func sequence(_ diagram: SequenceDiagram) -> [String] {
        let boxes = diagram.boxes.enumerated().map { index, title in "box \(index) \(quoted(title))" }
        let participants = diagram.participants.map { participant in
            line(
                "\(participant.role) \(participant.id) \(quoted(participant.name))",
                participant.box.map { "in box \($0)" }, participant.isCreated ? "created by a message" : nil,
                participant.links.isEmpty ? nil : participant.links.map(link).joined(separator: ", "))
        }
        let events = diagram.events.map { "line \($0.line): \(event($0.kind, in: diagram))" }
        return ["sequence"] + heading(diagram.heading) + boxes + participants + events
    }

    private static func event(_ kind: SequenceDiagram.Event.Kind, in diagram: SequenceDiagram) -> String {
        func id(_ index: Int) -> String { diagram.participants[index].id }
        switch kind {
        case .message(let message): return self.message(message, id: id)
        case .note(let note):
            return "note \(note.side) \(id(note.first))\(note.first == note.last ? "" : " to \(id(note.last))") "
                + quoted(note.text)
        case .activate(let index): return "activate \(id(index))"
        case .deactivate(let index): return "deactivate \(id(index))"
        case .open(let frame, let label): return "open \(frame) \(quoted(label))"
        case .divide(let label): return "divide \(quoted(label))"
        case .close: return "close"
        }
    }

    private static func message(_ message: SequenceDiagram.Message, id: (Int) -> String) -> String {
        line(
            "\(id(message.from)) to \(id(message.to)) \(quoted(message.text))",
            message.number.map { "number \($0)" }, message.isDotted ? "dotted" : nil,
            message.tail == .none ? nil : "tail \(message.tail)", "head \(message.head)",
            message.activates ? "activates" : nil, message.deactivates ? "deactivates" : nil,
            message.dotAtStart ? "dot at start" : nil, message.dotAtEnd ? "dot at end" : nil,
            message.creates ? "creates" : nil,
            message.destroys.isEmpty ? nil : "destroys \(message.destroys.map(id).joined(separator: " "))")
    }
}
