import Diagrams
import TestSupport
import Testing

@Suite struct ReadingTests {
    @Test func `an author's words come before what is made of the diagram`() throws {
        let chart = "flowchart LR\na --> b"
        #expect(try Mermaid.read(chart).heading.alternative == nil)
        #expect(try Mermaid.read(chart).words == ["a leads to b."])
        #expect(try Mermaid.read("%% alt: Words.\n" + chart).alternative == "Words.")
        #expect(try Mermaid.read(chart + "\naccDescr: Others.").alternative == "Others.")
    }

    @Test func `a callback is named, and no link`() throws {
        let diagram = try Mermaid.read("flowchart LR\na\nclick a run\nclick a call run()")
        #expect(diagram.links == [])
        #expect(diagram.ignored == ["callbacks (`click`)"])
    }

    @Test func `a link knows its line`() throws {
        let chart = try Mermaid.read("%% x\nflowchart LR\na --> b\nclick b \"page.md\"")
        #expect(chart.links.map(\.line) == [4])
        let sequence = try Mermaid.read("sequenceDiagram\nA->>B: x\n\nlink A: Page @ page.md")
        #expect(sequence.links.map(\.line) == [4])
        #expect(sequence.links.map(\.destination) == ["page.md"])
    }

    @Test func `lines that end as on Windows are the same diagram`() throws {
        for name in try Diagrams.names() {
            let text = try Diagrams.text(name)
            let other = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
            #expect(try Mermaid.read(other) == Mermaid.read(text), "\(name)")
        }
    }

    @Test func `an x or an o behind a line is its head, and before a word a name`() throws {
        let chart = try #require(try flowchart("a---oB\nc --- xylem\nx --> o"))
        #expect(chart.edges.map(\.head) == [.circle, .none, .arrow])
        #expect(chart.nodes.map(\.id) == ["a", "B", "c", "xylem", "x", "o"])
    }

    @Test func `a node belongs to the subgraph that is closed first`() throws {
        let chart = try #require(
            try flowchart("subgraph A\na\nsubgraph B\na --> b\nend\nend\nsubgraph C\nb --> c\nend"))
        #expect(chart.nodes.map(\.group) == [1, 1, 2])
    }

    @Test func `entity codes and markup in a label are resolved once`() throws {
        let label = "#38;lt; #lt;b#gt; &lt;i&gt; <b>x</b> a<br>b #9829; #bogus; 3 < 4 & 5"
        let chart = try #require(try flowchart("a[\"\(label)\"]"))
        #expect(chart.nodes[0].label == "&lt; <b> <i> x a\nb ♥ #bogus; 3 < 4 & 5")
        // A number needs its sign, and none is a control character.
        let odd = "&65; #65; &#65; &#amp; a#7;b &#x1b; #xFFFE;"
        let text = try #require(try flowchart("a[\"\(odd)\"]")).nodes[0].label
        #expect(text == "&65; A A && a#7;b &#x1b; #xFFFE;", "\(text)")
    }

    @Test func `a dotted name and an arrow with dots are told apart`() throws {
        let chart = try #require(try flowchart("a.b -.-> c.d-.->e"))
        #expect(chart.nodes.map(\.id) == ["a.b", "c.d", "e"])
        #expect(chart.edges.map(\.stroke) == [.dotted, .dotted])
    }

    @Test func `an arrow of a sequence diagram ends a name with a dash`() throws {
        guard case .sequence(let diagram) = try Mermaid.read("sequenceDiagram\nmy-api-->>data-base: x") else { return }
        #expect(diagram.participants.map(\.id) == ["my-api", "data-base"])
    }
}
