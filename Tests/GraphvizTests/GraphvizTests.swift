import Diagrams
import FoundationEssentials
import TestSupport
import Testing

private func svg(_ dot: String, title: String = "T", idPrefix: String = "d-") throws -> String {
    String(decoding: try Graphviz.render(dot: dot, title: title, idPrefix: idPrefix).svg, as: UTF8.self)
}

private func faultOf(_ dot: String) -> GraphvizError? {
    do throws(GraphvizError) {
        _ = try Graphviz.render(dot: dot, title: "T", idPrefix: "")
        return nil
    } catch {
        return error
    }
}

@Suite struct GraphvizTests {
    private static let graph = """
        // A comment.
        // alt: Training feeds the registry, & a person approves.
        digraph promotion {
            rankdir=LR
            subgraph cluster_dev { label="Dev <1>"; train [label="Train & test", class="step dev"] }
            registry [shape=cylinder, URL="registry.md#models", tooltip="The \\"registry\\""]
            train -> registry [label="registers", class="main", style=dashed, color=red]
            registry -> prod [label=<<b>approved</b>>, penwidth=2]
            prod [shape=box, style="filled,rounded", fillcolor=lightblue, fontcolor=white]
            start [shape=point]
            start -> train
        }
        """

    @Test func `a small graph is drawn as before`() throws {
        let drawn = try svg(Self.graph, title: "Promotion \"<&>\"", idPrefix: "d1-")
        try expectGolden(drawn, "promotion.svg")
    }

    @Test func `quoted text ends no string, and is no escape, entity or control character`() throws {
        let text = #"a"] b \N \" &quot; <b>"# + "\u{7F}\t\nc"
        let quoted = DotText.quoted(text)
        #expect(quoted == #""a\"] b \\N \\\" &amp;quot; <b>  \nc""#)
        let drawn = try svg("digraph { n0 [label=\(quoted)] }")
        #expect(drawn.contains(#">a&quot;] b \N \&quot; &amp;quot; &lt;b&gt;"#))
        #expect(drawn.contains(">c</text>"))
        #expect(DotText.quoted("one two three\nfour", width: 8) == #""one two\nthree\nfour""#)
    }

    @Test func `a diagram knows its size, its words and its links`() throws {
        let diagram = try Graphviz.render(dot: Self.graph, title: "Promotion", idPrefix: "d1-")
        #expect(diagram.alternative == "Training feeds the registry, & a person approves.")
        #expect(diagram.links == ["registry.md#models"])
        #expect(diagram.warnings == [])
        #expect(diagram.width > diagram.height && diagram.height > 50)
    }

    @Test func `a graph without the comment has no alternative`() throws {
        #expect(
            try Graphviz.render(dot: "digraph { a } // alt: late", title: "", idPrefix: "").alternative == nil
        )
        #expect(try Graphviz.render(dot: "# alt: x\ngraph { a }", title: "", idPrefix: "").alternative == "x")
    }

    @Test func `nothing but what is permitted is drawn`() throws {
        let drawn = try svg(Self.graph, title: "\"><script>alert(1)</script>", idPrefix: "d\"><x-")
        for word in [
            "<!", "<?", "<script", "style=", "xlink", "xmlns", "font-family", "lightblue", "red\"", "<x",
            "onload",
        ] {
            #expect(!drawn.contains(word), "\(word)")
        }
        #expect(drawn.hasPrefix("<svg class=\"diagram\" role=\"group\" aria-labelledby=\"dx-title\""))
        #expect(
            drawn.contains("<title id=\"dx-title\">&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>"))
    }

    @Test func `hostile labels and classes stay text`() throws {
        let drawn = try svg(
            #"digraph { a [label="<script>&amp;\"x", class="a\"b <c> onload=x", id="i\" onclick=\"y"] }"#)
        #expect(drawn.contains("class=\"node ab c onloadx\""))
        #expect(drawn.contains("id=\"d-ionclicky\""))
        #expect(!drawn.contains("<script") && !drawn.contains("onclick="))
    }

    @Test func `a graph without links is an image`() throws {
        #expect(try svg("graph { a -- b }").contains("role=\"img\""))
    }

    @Test func `every id has the prefix`() throws {
        let drawn = try svg(Self.graph, idPrefix: "p7-")
        let ids = drawn.split(separator: " id=\"").dropFirst()
        #expect(ids.count > 8)
        #expect(ids.allSatisfy { $0.hasPrefix("p7-") })
    }

    @Test func `a relative link goes through the hook`() throws {
        let dot = "digraph { a [URL=\"x.md\"] b [URL=\"gone.md\"] c [URL=\"https://x.y/\"] d [URL=\"z.md\"] }"
        let diagram = try Graphviz.render(dot: dot, title: "", idPrefix: "") { destination in
            switch destination {
            case "x.md": "../x/index.html"
            case "z.md": "javascript:x"
            default: nil
            }
        }
        let drawn = String(decoding: diagram.svg, as: UTF8.self)
        #expect(diagram.links == ["x.md", "gone.md", "https://x.y/", "z.md"])
        #expect(drawn.contains("<a href=\"../x/index.html\">") && drawn.contains("<a href=\"https://x.y/\">"))
        #expect(!drawn.contains("gone") && !drawn.contains("javascript"))
    }

    @Test func `a warning does not stop a diagram`() throws {
        let diagram = try Graphviz.render(dot: "digraph { a:nowhere -> b }", title: "", idPrefix: "")
        #expect(diagram.warnings == ["node a, port nowhere unrecognized"])
    }
}

@Suite struct GraphvizErrorTests {
    @Test(arguments: [
        ("digraph {\n  a -> \n}", 3), ("graph {\n a -> b }", 2), ("digraph {\n a", 2),
        ("digraph {\n\n a [label=\"x }", 3),
        ("digraph {\n a [label=<x }", 2), ("digraph {\n/* x", 2), ("", 1), ("words", 1),
        ("digraph {\n a\n}\n]", 4),
        ("digraph {\n# 90 \"other\"\n}", 2),
    ])
    func `what is not DOT is reported with its line`(dot: String, line: Int) throws {
        let fault = try #require(faultOf(dot))
        #expect(fault.reason == .syntax)
        #expect(fault.line == line, "\(fault)")
    }

    @Test func `a graph after a fault is drawn as ever`() throws {
        let expected = try svg("digraph { a -> b }")
        for dot in [
            "digraph {", "digraph { a } digraph { b", "digraph { a } graph { b }", "x y z",
            "digraph { a -> }",
        ] {
            #expect(faultOf(dot)?.reason == .syntax, "\(dot)")
            #expect(try svg("digraph { a -> b }") == expected, "\(dot)")
        }
    }

    @Test func `a bad HTML-like label is a fault`() {
        #expect(faultOf("digraph { a [label=<<b>x>] }")?.reason == .syntax)
    }

    @Test(arguments: [
        ("digraph {\n a [image=\"/etc/passwd\"] }", "image"),
        ("digraph {\n imagepath=\"/etc\" }", "imagepath"),
        ("digraph {\n node [shapefile=\"/etc/passwd\"] }", "shapefile"),
        ("digraph {\n fontpath=\"/x\" a }", "fontpath"),
        ("digraph {\n _background=\"c 7 -#ff0000\" a }", "_background"),
        ("digraph {\n stylesheet=\"https://x.y/z.css\" a }", "stylesheet"),
        ("digraph {\n a [label=<<img src=\"/etc/passwd\"/>>] }", "label"),
        ("digraph {\n a [label=<<TABLE><TR><TD><IMG SRC=\"x\"/></TD></TR></TABLE>>] }", "label"),
        ("digraph {\n subgraph x { graph [label=<<img src=\"x\"/>>] } }", "label"),
        ("digraph {\n edge [label=<<img src=\"x\"/>>]; a -> b }", "label"),
        ("digraph {\n a [shape=epsf] }", "shape"), ("digraph {\n layout=neato; a }", "layout"),
        ("digraph {\n a [URL=\"javascript:alert(1)\"] }", "URL"), ("digraph {\n a [href=\"//x.y\"] }", "URL"),
        ("digraph {\n a [URL=\"data:x\"] }", "URL"), ("digraph {\n a -> b [minlen=1000000] }", "minlen"),
        ("digraph {\n a [peripheries=1000000] }", "peripheries"),
        ("digraph {\n a [width=\"1e9\"] }", "width"),
        ("digraph {\n a [fontsize=nan] }", "fontsize"), ("digraph {\n a [lable=\"misspelt\"] }", "lable"),
    ])
    func `what reads a file or leads astray is refused`(dot: String, attribute: String) throws {
        let fault = try #require(faultOf(dot))
        #expect(fault.reason == .refused(attribute: attribute))
        if attribute != "URL" { #expect(fault.line == 2) }
    }

    @Test func `what is too large is refused`() {
        let long = "digraph { " + String(repeating: "abcdefgh;", count: 8_000) + " }"
        let many = "digraph { " + (0...2_000).map { "n\($0);" }.joined() + " }"
        let edges = "digraph { " + (0...2_000).map { "a->b[weight=\($0 % 9)];" }.joined() + " }"
        let deep = "digraph " + String(repeating: "{", count: 40) + String(repeating: "}", count: 40)
        for dot in [long, many, edges, deep] { #expect(faultOf(dot)?.reason == .tooLarge) }
    }
}

@Suite struct GraphvizConcurrencyTests {
    private static let graphs = (0..<60).map { number in
        "digraph g\(number) { "
            + (0...(number % 9)).map { "a\($0) -> b\(number) [label=\"\($0)\"];" }.joined() + " }"
    }

    @Test func `graphs drawn at the same time are those drawn one by one`() async throws {
        let serial = try Self.graphs.map { try svg($0) }
        let parallel = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for (index, dot) in Self.graphs.enumerated() {
                group.addTask {
                    if index % 5 == 0 { _ = faultOf("digraph { a -> }") }
                    return (index, try svg(dot))
                }
            }
            var all = Array(repeating: "", count: Self.graphs.count)
            for try await (index, text) in group { all[index] = text }
            return all
        }
        #expect(serial == parallel)
    }
}
