//  Graphviz: DOT text to a fragment of SVG.
//
//  Read the files in this order:
//
//  1. `Graphviz.render` and `Diagram` (this file): what a caller uses; `GraphvizError`, what goes wrong.
//  2. `DotSource` looks at the text before anything else does, and adds the defaults.
//  3. `Engine` is the only home of C pointers: it parses, inspects, lays out and draws, one graph at a
//     time; the C target `CDrawing` does what may take long or crash in a separate process, and `DrawingAllowance`
//     bounds many graphs together. `Attributes` names the attributes that an author may use.
//  4. `SVGToken` reads what Graphviz drew, and `SVGRewriter` rewrites it from a list of what is
//     permitted, for light and dark and a strict content security policy.
//  5. `DotText` is for those who write graphs: text between quotation marks.

/// Draws graphs.
package enum Graphviz {
    /// Draws the graph that `dot` describes.
    ///
    ///     let diagram = try Graphviz.render(
    ///         dot: "// alt: Training feeds the registry.\ndigraph { training -> registry }",
    ///         title: "Promotion", idPrefix: "d1-")
    ///     diagram.alternative    // "Training feeds the registry."
    ///     diagram.svg            // UTF-8 of "<svg class="diagram" role="img" ..."
    ///
    /// Colours and fonts are the page's: a stroke is `currentColor`, a filled shape has the class
    /// `filled`, and an author marks what matters with `class="..."`. Equal arguments give equal bytes,
    /// on every machine: text is measured with built-in tables, never with installed fonts.
    ///
    /// A hostile graph of this size would take minutes: 500 nodes in a chain, each with an edge from the first as
    /// well. So the steps of its layout are counted before it begins, and bounded: for each graph, and for several
    /// together. Graphviz runs in a separate process, which is stopped after 10 s if it hangs nevertheless.
    ///
    /// - Parameters:
    ///   - dot: one graph in the DOT language, at most 64 KiB, 2,000 nodes, 2,000 edges and 5,000 steps.
    ///   - title: the name that a screen reader reads.
    ///   - idPrefix: what comes before each id, so that two diagrams fit on one page. Only letters,
    ///     digits, `-`, `_`, `.` and `:` of it are used.
    ///   - allowance: what this graph and those after it may take together.
    ///   - link: rewrites the destination of a node's `URL`; nil leaves the node without a link. It is not
    ///     asked about whole `https` URLs.
    package static func render(
        dot: String, title: String, idPrefix: String, within allowance: inout DrawingAllowance,
        link: ((String) -> String?)? = nil
    ) throws(GraphvizError) -> Diagram {
        let source = try DotSource(dot)
        let drawing = try Engine.draw(source, within: &allowance)
        var rewriter = SVGRewriter(
            title: title, alternative: source.alternative, idPrefix: idPrefix, link: link)
        let svg = try rewriter.rewrite(drawing.svg)
        return Diagram(
            svg: svg, width: rewriter.width, height: rewriter.height, alternative: source.alternative,
            links: rewriter.links, warnings: drawing.warnings)
    }

    /// Draws one graph by itself, which may take what a page may.
    package static func render(
        dot: String, title: String, idPrefix: String, link: ((String) -> String?)? = nil
    ) throws(GraphvizError) -> Diagram {
        var allowance = DrawingAllowance()
        return try render(dot: dot, title: title, idPrefix: idPrefix, within: &allowance, link: link)
    }

    /// Returns the text alternative of `dot`, or nil if it has none or is no graph.
    package static func alternative(of dot: String) -> String? { (try? DotSource(dot))?.alternative }
}

/// A graph, drawn.
package struct Diagram: Sendable, Equatable {
    /// One `<svg>` element in UTF-8, for an HTML page.
    ///
    /// Its attributes `width` and `height` are the natural size; with `max-width: 100%; height: auto` in
    /// the style sheet it shrinks to fit.
    package let svg: [UInt8]

    /// The natural width in CSS pixels.
    package let width: Int

    /// The natural height in CSS pixels.
    package let height: Int

    /// The text alternative: the line `// alt: ...` before the graph, or nil if it is missing.
    package let alternative: String?

    /// The destinations of the nodes' and edges' links, as the author wrote them.
    package let links: [String]

    /// What Graphviz noticed and drew nevertheless: a port that does not exist, for example.
    package let warnings: [String]
}

/// Why a graph was not drawn.
package struct GraphvizError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of error.
    package enum Reason: Sendable, Equatable {
        /// The text is not DOT.
        case syntax
        /// The text uses an attribute, or a value, that is not permitted.
        case refused(attribute: String)
        /// The graph is larger than is accepted.
        case tooLarge
        /// Graphviz could not lay it out or draw it.
        case layout
        /// Graphviz takes too long over it, needs too much memory, or crashes.
        case tooCostly
        /// Too little is left of what several graphs may take together.
        case beyondAllowance
    }

    /// The kind of error.
    package let reason: Reason

    /// The line of the DOT text, from 1, where it is known.
    package let line: Int?

    /// What is wrong, in a few words.
    package let message: String

    static let beyondAllowance = GraphvizError(
        reason: .beyondAllowance, line: nil,
        message: "the graphs take too many steps together; draw fewer, or smaller ones")

    package var description: String {
        line.map { "line \($0): \(message)" } ?? message
    }
}
