import Diagrams
import Foundation
import TestSupport
import Testing

@Suite struct GoldenTests {
    @Test func `every construct is read as before`() throws {
        for name in try Diagrams.names() {
            let text = try Outline.text(of: Mermaid.read(Diagrams.text(name)))
            try expectGolden(text, name + ".txt")
        }
    }

    @Test func `flowcharts become the same DOT as before`() throws {
        for name in try Diagrams.names() {
            guard case .flowchart(let chart) = try Mermaid.read(Diagrams.text(name)) else { continue }
            try expectGolden(chart.dot(alternative: "Words."), name + ".dot")
        }
    }

    @Test func `sequence diagrams are drawn as before`() throws {
        for name in try Diagrams.names() {
            let diagram = try Mermaid.read(Diagrams.text(name))
            guard case .sequence = diagram else { continue }
            try expectGolden(svg(diagram), name + ".svg")
        }
    }

    @Test func `Graphviz draws every flowchart without a remark`() throws {
        for name in try Diagrams.names() where name.hasPrefix("flowchart") {
            #expect(try svg(Mermaid.read(Diagrams.text(name))).hasPrefix("<svg"), "\(name)")
        }
    }

    @Test func `faults name the line and what to do`() throws {
        let texts = [
            "", "   \n\n", "---\ntitle: x\n---\n", "gantt\n  title x", "classDiagram\n a <|-- b", "stateDiagram-v2",
            "xychart-beta", "C4Context", "flowchrt LR", "%%{init: {", "flowchart XX\na", "flowchart LR",
            "flowchart LR\na[x", "flowchart LR\na[x (y)]", "flowchart LR\na [x]", "flowchart LR\na[\"x]\nb",
            "flowchart LR\n\na -->", "flowchart LR\na -- text\nb", "flowchart LR\na -->|text\nb", "flowchart LR\nend",
            "flowchart LR\nsubgraph x\na", "flowchart LR\nsubgraph x\ndirection XX\na\nend",
            "flowchart LR\na@{ shape: cube }", "flowchart LR\na@{ shape", "flowchart LR\nclassDef",
            "flowchart LR\na\nclass a",
            "flowchart LR\nstyle a", "flowchart LR\nlinkStyle x y", "flowchart LR\nclick a \"javascript:alert(1)\"",
            "flowchart LR\na\nclick a \"http://example.com\"", "flowchart LR\na]b", "flowchart LR\na --> --> b",
            "flowchart LR\naccDescr { x", "flowchart LR\n" + String(repeating: "subgraph x\n", count: 20),
            "flowchart LR\n" + (0...200).map { "n\($0)\n" }.joined(),
            "flowchart LR\n" + String(repeating: "a & b & c & d --> e & f & g & h\n", count: 20),
            "flowchart LR\n" + (0..<100).map { "n\($0) -----------> n\($0 + 1) & n0\n" }.joined(),
            String(repeating: " ", count: 70_000), "sequenceDiagram", "sequenceDiagram\nA->>B",
            "sequenceDiagram\nhello",
            "sequenceDiagram\nA->>B->>C: x", "sequenceDiagram\n->>B: x", "sequenceDiagram\nend",
            "sequenceDiagram\nloop x\nA->>B: x", "sequenceDiagram\nA->>B: x\nelse y",
            "sequenceDiagram\nloop x\nand y\nend",
            "sequenceDiagram\ndeactivate A", "sequenceDiagram\nA->>B: x\ndeactivate A",
            "sequenceDiagram\nA->>B: x\nB-->>-A: x",
            "sequenceDiagram\nnote over A,B,C: x", "sequenceDiagram\nnote A: x", "sequenceDiagram\nnote over A",
            "sequenceDiagram\nbox x\nA->>B: x\nend", "sequenceDiagram\nbox x\nparticipant A",
            "sequenceDiagram\nA->>B: x\ncreate participant C\nA->>B: y",
            "sequenceDiagram\nA->>B: x\ncreate participant C", "sequenceDiagram\nA->>B: x\ndestroy A",
            "sequenceDiagram\ncreate C", "sequenceDiagram\nparticipant A@{ \"type\": \"cube\" }",
            "sequenceDiagram\nparticipant A@{ \"type\"", "sequenceDiagram\nparticipant A<b",
            "sequenceDiagram\nautonumber x",
            "sequenceDiagram\nA->>B: x\nlink A: x @ javascript:alert(1)", "sequenceDiagram\nA->>B: x\nlinks A: []",
            "sequenceDiagram\nA->>B: x\nlink A: x", "sequenceDiagram\n" + String(repeating: "loop x\n", count: 20),
            "sequenceDiagram\n" + (0...30).map { "participant p\($0)\n" }.joined(),
            "sequenceDiagram\n" + String(repeating: "A->>B: x\n", count: 700),
        ]
        let lines = texts.map { text in
            let shown = text.count > 60 ? text.prefix(60) + "..." : text[...]
            let fault = faultOf(text).map(\.description) ?? "no fault"
            return "\(String(reflecting: String(shown)))\n    \(fault)\n"
        }
        try expectGolden(lines.joined(), "faults.txt")
        #expect(!lines.contains { $0.contains("no fault") })
    }
}
