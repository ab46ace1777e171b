import TestSupport
import Testing

@testable import Diagrams

/// Graphs that Graphviz takes long over, needs much memory for, or crashes at.
@Suite(.serialized) struct GraphvizCostTests {
    private static func numbered(_ count: Int, _ piece: (Int) -> String) -> String {
        (0..<count).map(piece).joined()
    }

    private static let graphs: [(name: String, dot: String)] = [
        (
            "a chain, and an edge from the first to each",
            "digraph { " + numbered(500) { "n\($0) -> n\($0 + 1); n0 -> n\($0);" } + "}"
        ),
        (
            "millions of edges in a few bytes",
            "digraph { {" + numbered(4_000) { "a\($0) " } + "} -> {" + numbered(4_000) { "b\($0) " } + "} }"
        ),
        (
            "every node to every node",
            "digraph { " + numbered(44) { from in numbered(44) { "n\(from) -> n\($0);" } } + "}"
        ),
        (
            "every node to every node, undirected",
            "graph { concentrate=true; " + numbered(44) { from in numbered(44) { "n\(from) -- n\($0);" } } + "}"
        ),
        (
            "orthogonal edges",
            "digraph { splines=ortho; " + numbered(40) { from in numbered(40) { "n\(from) -> n\($0);" } } + "}"
        ),
        (
            "random edges",
            {
                var random = SeededGenerator(seed: 3)
                return "digraph { "
                    + (0..<1_900).map { _ in "n\(random.below(600)) -> n\(random.below(600));" }.joined() + "}"
            }()
        ),
        (
            "random edges between clusters",
            {
                var random = SeededGenerator(seed: 4)
                return "digraph { "
                    + numbered(60) { cluster in
                        "subgraph cluster\(cluster) { " + numbered(10) { "n\(cluster * 10 + $0);" } + "} "
                    } + (0..<1_500).map { _ in "n\(random.below(600)) -> n\(random.below(600));" }.joined() + "}"
            }()
        ),
        (
            "clusters in clusters",
            "digraph { " + numbered(15) { "subgraph cluster\($0) { n\($0) -> n\($0 + 1);" }
                + String(repeating: "}", count: 15) + "}"
        ),
        (
            "edges that change their cluster",
            "digraph { newrank=true; compound=true; "
                + numbered(30) { "subgraph cluster\($0) { {rank=same; a\($0); a\($0 + 1)} }" }
                + numbered(30) { "a\($0) -> a\(29 - $0) [ltail=cluster1, lhead=cluster2];" } + "}"
        ),
        (
            "one rank that cannot be",
            "digraph { "
                + numbered(100) { "{rank=same; a\($0) b\($0)} a\($0) -> b\($0); {rank=min; b\($0)} {rank=max; a\($0)}" }
                + "}"
        ),
        (
            "a record of many fields",
            "digraph { a [shape=record, label=\"" + numbered(3_000) { "<f\($0)> \($0)|" } + "\"] }"
        ),
        (
            "a record in a record",
            "digraph { a [shape=record, label=\"" + String(repeating: "{a|", count: 5_000)
                + String(repeating: "}", count: 5_000) + "\"] }"
        ),
        (
            "a label of tables",
            "digraph { a [shape=none, label=<<table><tr>" + numbered(200) { "<td port=\"p\($0)\">\($0)</td>" }
                + "</tr></table>>] }"
        ),
        (
            "tables in tables",
            "digraph { a [shape=none, label=<" + String(repeating: "<table><tr><td>", count: 150) + "x"
                + String(repeating: "</td></tr></table>", count: 150) + ">] }"
        ),
        (
            "cells that span",
            "digraph { a [shape=none, label=<<table><tr><td colspan=\"60000\" rowspan=\"60000\">x</td></tr><tr><td>y</td></tr></table>>] }"
        ),
        (
            "cells of great size",
            "digraph { a [shape=none, label=<<table><tr><td width=\"60000\" height=\"60000\" border=\"200\">x</td></tr></table>>] }"
        ),
        ("long edges", "digraph { " + numbered(200) { "a -> b\($0) [minlen=20]; b\($0) -> c [minlen=20];" } + "}"),
        (
            "heavy edges",
            "digraph { " + numbered(300) { "a\($0) -> a\($0 * 7 % 300) [weight=1000, minlen=\($0 % 20)];" } + "}"
        ),
        (
            "polygons of many sides",
            "digraph { node [shape=polygon, sides=20, peripheries=5]; " + numbered(1_900) { "n\($0);" } + "}"
        ),
        ("a label of 60 KB", "digraph { a [label=\"" + String(repeating: "x\\n", count: 20_000) + "\"] }"),
        (
            "edges that are labels",
            "digraph { " + numbered(700) { "a -> b [label=\"\($0)\", headlabel=x, taillabel=y, xlabel=z];" } + "}"
        ),
        ("edges to themselves", "digraph { " + numbered(1_500) { "a -> a [label=\"\($0)\"];" } + "}"),
        (
            "samehead and sametail",
            "digraph { " + numbered(500) { "a\($0 % 20) -> b\($0 % 30) [samehead=x, sametail=y];" } + "}"
        ),
    ]

    @Test(arguments: GraphvizCostTests.graphs.map(\.name))
    func `is drawn or refused`(name: String) throws {
        let dot = try #require(Self.graphs.first { $0.name == name }).dot
        let effort = Effort {
            do throws(GraphvizError) {
                let diagram = try Graphviz.render(dot: dot, title: "T", idPrefix: "")
                #expect(diagram.svg.count > 100)
            } catch {
                #expect(!error.message.isEmpty)
            }
        }
        #expect(effort.isBounded, "\(effort)")
    }

    @Test func `a graph over which Graphviz hangs is refused with what to do, and the next one is drawn`() throws {
        let hang = try #require(Self.graphs.first { $0.name == "every node to every node" }).dot
        let small = "digraph { a -> b }"
        let before = try Graphviz.render(dot: small, title: "T", idPrefix: "")
        let fault = #expect(throws: GraphvizError.self) {
            try Graphviz.render(dot: hang, title: "T", idPrefix: "")
        }
        #expect(fault?.reason == .tooLarge)
        #expect(
            fault?.message == "the layout of the graph takes 28885 steps, and the limit is 5000; "
                + "draw a smaller graph, or fewer edges that cross many ranks")
        #expect(try Graphviz.render(dot: small, title: "T", idPrefix: "") == before)
    }

    @Test(arguments: [
        ("digraph { a -> b }", 11), ("digraph { a -> b -> c; a -> c }", 15),
        // An edge that closes a circle counts as one that leads forward.
        ("digraph { a -> b -> c -> a }", 15),
        // A label gives every edge a second rank.
        ("digraph { a -> b -> c [label=x] }", 15), ("digraph { a -> b [minlen=7] }", 17),
        ("digraph { a -> b -> c; a -> c [constraint=false] }", 15),
        ("digraph { splines=ortho; a -> b }", 14),
        // Nodes of one rank are one, so the chain goes on from the other.
        ("digraph { a -> b; {rank=same; b c} c -> d; a -> d }", 15),
        ("digraph { " + numbered(100) { "n\($0) [xlabel=x];" } + "}", 135),
    ]) func `the steps of a layout depend on the graph alone`(dot: String, steps: Int) throws {
        var enough = DrawingAllowance(steps: steps)
        _ = try Graphviz.render(dot: dot, title: "T", idPrefix: "", within: &enough)
        #expect(!enough.isSpent)
        var tooFew = DrawingAllowance(steps: steps - 1)
        let fault = #expect(throws: GraphvizError.self) {
            try Graphviz.render(dot: dot, title: "T", idPrefix: "", within: &tooFew)
        }
        #expect(fault?.reason == .beyondAllowance)
        #expect(tooFew.isSpent)
    }

    @Test func `once a graph is beyond what several may take, no other is drawn`() throws {
        let small = "digraph { a -> b }"
        var allowance = DrawingAllowance(steps: 20)
        _ = try Graphviz.render(dot: small, title: "T", idPrefix: "", within: &allowance)
        for dot in ["digraph { a -> b -> c -> d -> e }", small] {
            let fault = #expect(throws: GraphvizError.self) {
                try Graphviz.render(dot: dot, title: "T", idPrefix: "", within: &allowance)
            }
            #expect(fault?.reason == .beyondAllowance)
        }
        allowance = DrawingAllowance()
        #expect(try Graphviz.render(dot: small, title: "T", idPrefix: "", within: &allowance).svg.count > 100)
    }

    @Test func `a layout that would hang is stopped by the last guard`() throws {
        var allowance = DrawingAllowance(steps: 1_000, lastGuard: 20)
        let start = ContinuousClock.now
        while !allowance.isSpent, start.duration(to: .now) < .seconds(300) {}
        let fault = #expect(throws: GraphvizError.self) {
            try Graphviz.render(dot: "digraph { a -> b }", title: "T", idPrefix: "", within: &allowance)
        }
        #expect(fault?.reason == .beyondAllowance)
    }

    @Test(arguments: [
        "{%a} -> {%b}", "{%a} -- {%b}", "a -> subgraph s {%a}; subgraph s -> subgraph s",
        "subgraph \"s\" {%a} subgraph \"s\" -> {%b}",
        "{%a}\n// {\n-> /* x */ SUBGRAPH {%b}", "%,a -> %,b", "subgraph s {%a} subgraph s [color=red] -> subgraph s",
    ])
    func `millions of edges in a few bytes are refused before this process reads them`(body: String) throws {
        let (a, b) = (Self.numbered(4_000) { "a\($0) " }, Self.numbered(4_000) { "b\($0) " })
        let commas = (0..<4_000).map { "c\($0)" }.joined(separator: ",")
        let dot = body.replacing("%,a", with: commas).replacing("%,b", with: commas).replacing("%a", with: a)
            .replacing("%b", with: b)
        let fault = #expect(throws: GraphvizError.self) {
            try Graphviz.render(
                dot: (body.contains("--") ? "graph { " : "digraph { ") + dot + " }", title: "T", idPrefix: "")
        }
        #expect(fault?.reason == .tooLarge || fault?.reason == .syntax, "\(fault.debugDescription)")
    }
}
