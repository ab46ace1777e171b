import Diagrams
import Foundation
import FoundationXML
import TestSupport
import Testing

/// Notes what is in an SVG, as a browser's parser would see it.
private final class Inventory: NSObject, XMLParserDelegate {
    private(set) var elements: Set<String> = []
    private(set) var attributes: Set<String> = []
    private(set) var targets: [String] = []
    private(set) var text = ""

    init?(_ svg: String) {
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes found: [String: String]
    ) {
        elements.insert(name)
        attributes.formUnion(found.keys)
        if let target = found["href"] { targets.append(target) }
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }
}

@Suite struct HostileTests {
    private static let labels = [
        "<script>alert(1)</script>", "</text><script>alert(1)</script>", "</svg><img src=x onerror=alert(1)>",
        "#lt;script#gt;alert(1)#lt;/script#gt;", "&lt;script&gt;", "#60;script#62;", "' onload='x", "<<b>x</b>>",
        "x]; evil [URL=javascript:alert(1)", "\\N \\G \\E \\\\", "a\\", "}; digraph { b",
        "#quot;]; b -> c [label=#quot;",
        "/* x", "// x", "&amp;&#38;", "\u{0}\u{1}\u{7F}\u{FFFE}", "<!--", "]]>", "<![CDATA[", "%%{init}%%", "`", "$(x)",
        "#38;lt;script#38;gt;", "#0;#1;#xD800;#x110000;", "-->", "url(javascript:alert(1))",
    ]

    private static let elements: Set<String> = [
        "svg", "title", "desc", "g", "a", "path", "polygon", "polyline", "ellipse", "circle", "rect", "line", "text",
    ]

    private static let attributes: Set<String> = [
        "class", "role", "aria-labelledby", "aria-describedby", "viewBox", "width", "height", "font-size", "id",
        "transform", "fill", "stroke", "stroke-width", "stroke-dasharray", "points", "d", "cx", "cy", "rx", "ry", "r",
        "text-anchor", "x", "y", "x1", "x2", "y1", "y2", "href",
    ]

    private func expectHarmless(_ text: String) throws {
        guard faultOf(text) == nil else { return }
        let drawing = try svg(Mermaid.read(text))
        let inventory = try #require(Inventory(drawing), "not XML: \(drawing)")
        #expect(inventory.elements.isSubset(of: Self.elements), "\(text): \(inventory.elements)")
        #expect(inventory.attributes.isSubset(of: Self.attributes), "\(text): \(inventory.attributes)")
        for target in inventory.targets { #expect(!target.contains(":") || target.hasPrefix("https://")) }
    }

    @Test func `no label of a flowchart becomes markup or DOT`() throws {
        for label in Self.labels {
            for place in [
                "a[\"\(label)\"]", "a[\(label)]", "a -->|\"\(label)\"| b", "a -- \(label) --> b",
                "subgraph s[\"\(label)\"]\na\nend", "a@{ label: '\(label)' }", "a[\"`\(label)`\"]", "\(label)",
                "a:::\(label)", "a\nclass a \(label)", "a\nclick a \"\(label)\"",
            ] {
                try expectHarmless("---\ntitle: \(label)\n---\n%% alt: \(label)\nflowchart LR\n\(place)\nz")
            }
        }
    }

    @Test func `no text of a sequence diagram becomes markup`() throws {
        for label in Self.labels {
            for place in [
                "A->>B: \(label)", "note over A: \(label)", "loop \(label)\nA->>A: x\nend",
                "participant C as \(label)", "\(label)->>B: x", "box \(label)\nparticipant C\nend",
                "A->>B: x\nlink A: \(label) @ https://example.com/\(label)", "title \(label)",
                "participant D@{ \"alias\": \"\(label)\" }",
            ] {
                try expectHarmless("%% alt: \(label)\nsequenceDiagram\nparticipant A\n\(place)\nA->>A: z")
            }
        }
    }

    @Test func `a label is shown as it was written`() throws {
        for label in ["a & b", "3 < 4 > 2", "\\N\\G", "a\\", "{x|y}", "&amp;amp;", "%s %n"] {
            let chart = try svg(Mermaid.read("flowchart LR\na[\"\(label)\"]"))
            let shown = label == "&amp;amp;" ? "&amp;" : label
            #expect(try #require(Inventory(chart)).text.contains(shown), "\(label)")
        }
    }

    @Test func `pieces of diagrams are drawn or refused, and nothing crashes`() throws {
        var random = SeededGenerator(seed: 2026)
        let texts = try Diagrams.names().map { try Array(Diagrams.text($0).utf8) }
        let heads = ["flowchart TD\n", "sequenceDiagram\n", ""]
        var drawn = 0
        for _ in 0..<1500 {
            var bytes: [UInt8] = []
            for _ in 0...random.below(3) {
                let text = random.pick(texts)
                let start = random.below(text.count)
                bytes += text[start..<min(text.count, start + random.below(400))]
            }
            if random.below(3) == 0, !bytes.isEmpty { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            let text = random.pick(heads) + String(decoding: bytes, as: UTF8.self)
            guard faultOf(text) == nil else { continue }
            drawn += 1
            try expectHarmless(text)
            #expect(try Mermaid.read(text) == Mermaid.read(text))
        }
        #expect(drawn > 20)
    }

    @Test func `64 KiB are read to their end, whatever they hold`() throws {
        for (head, piece) in [
            ("flowchart TD\na", "["), ("flowchart TD\na ", "-"), ("flowchart TD\na -. ", "."),
            ("flowchart TD\n", "a & "),
            ("flowchart TD\na[\"", "&"), ("flowchart TD\na[\"", "<b "), ("flowchart TD\na[\"", "<br>"),
            ("flowchart TD\n", "a --> "), ("flowchart TD\n", "subgraph a\n"), ("flowchart TD\n", "class a b\n"),
            ("", "%%{"), ("", "%%\n"), ("---\n", "a: b\n"), ("sequenceDiagram\n", "A->>B: x\n"),
            ("sequenceDiagram\nA->>B: ", "w"), ("sequenceDiagram\nA->>B: ", "#a"), ("sequenceDiagram\n", "loop x\n"),
            ("sequenceDiagram\n", "-<"), ("sequenceDiagram\nparticipant A@{", "a:b,"),
            ("sequenceDiagram\nA->>B: ", "w "),
        ] {
            let count = ((64 << 10) - head.utf8.count) / piece.utf8.count
            let text = head + String(repeating: piece, count: count)
            let effort = Effort {
                if let diagram = try? Mermaid.read(text) { _ = try? svg(diagram) }
            }
            #expect(effort.isBounded, "\(head)\(piece): \(effort)")
        }
    }
}
