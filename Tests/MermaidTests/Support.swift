import Diagrams
import Foundation

/// The diagrams beside the tests, each of which holds some of the grammar.
enum Diagrams {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Diagrams")

    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".mmd") }.sorted()
            .map { String($0.dropLast(4)) }
    }

    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name + ".mmd"), encoding: .utf8)
    }
}

/// The drawing of a diagram, whichever kind it is.
func svg(_ diagram: MermaidDiagram) throws -> String {
    switch diagram {
    case .flowchart(let chart):
        let drawing = try Graphviz.render(
            dot: chart.dot(alternative: diagram.alternative), title: "T", idPrefix: "d-", link: { $0 })
        return String(decoding: drawing.svg, as: UTF8.self)
    case .sequence(let sequence):
        let drawing = SequenceDrawing(
            sequence, title: "T", alternative: diagram.alternative, idPrefix: "d-", link: { $0 })
        return String(decoding: drawing.svg, as: UTF8.self)
    }
}

/// Why `text` is not a diagram; nil if it is one.
func faultOf(_ text: String) -> MermaidError? {
    do throws(MermaidError) {
        _ = try Mermaid.read(text)
        return nil
    } catch {
        return error
    }
}

func flowchart(_ body: String) throws -> Flowchart? {
    if case .flowchart(let chart) = try Mermaid.read("flowchart LR\n" + body) { chart } else { nil }
}
