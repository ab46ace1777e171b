internal import CBounded
internal import CDrawing
internal import CGraphviz
internal import Glibc
internal import Synchronization

/// Graphviz itself; the only place that sees a C pointer.
///
/// A graph is laid out and drawn in another process, a copy of this one, which may hang, crash or run
/// out of memory. A graph of which a few bytes may name millions of edges is first read there as well.
///
/// Only its plugins for the layout `dot` and for SVG are loaded. Those that read images or measure text
/// with the machine's fonts are not: a drawing is the same everywhere, and nothing opens a file.
enum Engine {
    /// What Graphviz drew, in its own SVG, and what it remarked.
    struct Drawing {
        let svg: [UInt8]
        let warnings: [String]
    }

    private static let nodeLimit: Int32 = 2_000

    /// The steps of the layout of one graph: 0.1 to 0.7 s.
    ///
    /// A tree of 2,000 nodes takes 3,000 steps, and a diagram of 20 nodes about 60.
    private static let stepLimit = 5_000

    /// How often Graphviz may look for an edge while it reads: twice for each, so this is far above `nodeLimit`.
    private static let edgeLookupLimit = 100_000

    /// The most time for one graph, in its own process: the last guard against a hang.
    ///
    /// A page has 512 MiB, of which this process needs some: it holds the whole site, and what it makes of the
    /// drawing. A tree of 2,000 nodes takes less than 20 MiB.
    private static let limits = bounded_limits(
        processor_milliseconds: 10_000, wall_milliseconds: 30_000, memory: 256 << 20, output: 8 << 20)

    /// The last guard while Graphviz reads; this process then reads the graph again, in about the same time.
    private static let readingLimits = bounded_limits(
        processor_milliseconds: 2_500, wall_milliseconds: 7_500, memory: 128 << 20, output: 0)

    /// The context, made at first use.
    ///
    /// Parser, layout and renderer all keep state in globals, so the lock is held from the first call to
    /// the last.
    private static let context = Mutex<UInt?>(nil)

    /// Draws `source`, and counts what that takes.
    static func draw(_ source: DotSource, within allowance: inout DrawingAllowance) throws(GraphvizError) -> Drawing {
        try context.withLock { stored throws(GraphvizError) -> Drawing in
            let address: UInt
            if let stored { address = stored } else { address = try makeContext() }
            stored = address
            guard let context = OpaquePointer(bitPattern: address) else { throw layoutError([]) }
            return try draw(source, in: context, within: &allowance)
        }
    }

    private static func draw(
        _ source: DotSource, in context: OpaquePointer, within allowance: inout DrawingAllowance
    ) throws(GraphvizError) -> Drawing {
        Remarks.start()
        if source.joinsGroups {
            let trial = try run(readingLimits, within: &allowance) {
                drawing_try_to_read(source.text, edgeLookupLimit, $0)
            }
            drawing_release(trial)
            guard trial.asks_for_many_edges == 0 else {
                throw GraphvizError(
                    reason: .tooLarge, line: nil,
                    message: "edges between groups of nodes are far more than the limit of \(nodeLimit)")
            }
        }
        let graph = try parse(source.text)
        defer { agclose(graph) }
        try inspect(graph, source)
        let steps = Int(clamping: drawing_steps(graph))
        guard steps <= stepLimit else {
            throw GraphvizError(
                reason: .tooLarge, line: nil,
                message: "the layout of the graph takes \(steps) steps, and the limit is \(stepLimit); "
                    + "draw a smaller graph, or fewer edges that cross many ranks")
        }
        try allowance.take(steps: steps)
        let drawing = try run(limits, within: &allowance) { drawing_make(UnsafeMutableRawPointer(context), graph, $0) }
        defer { drawing_release(drawing) }
        if let pieces = drawing.remarks {
            let bytes = UnsafeRawBufferPointer(start: pieces, count: drawing.remarks_size)
            for piece in bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast() {
                Remarks.add(String(decoding: piece, as: UTF8.self))
            }
        }
        let remarks = Remarks.take()
        guard drawing.is_drawn != 0, let svg = drawing.svg else { throw layoutError(remarks) }
        if let error = remarks.first(where: { $0.isError }) {
            throw GraphvizError(reason: .syntax, line: nil, message: error.text)
        }
        let bytes = UnsafeBufferPointer(start: svg, count: drawing.svg_size)
        return Drawing(svg: Array(bytes), warnings: remarks.map(\.text))
    }

    /// Runs work in another process, within `most` and within what is left of the last guard.
    ///
    /// The caller releases the result.
    private static func run(
        _ most: bounded_limits, within allowance: inout DrawingAllowance, _ work: (bounded_limits) -> drawing
    ) throws(GraphvizError) -> drawing {
        let left = allowance.millisecondsLeft
        guard left > 0 else { throw GraphvizError.beyondAllowance }
        var limits = most
        if left < Int(most.processor_milliseconds) {
            limits.processor_milliseconds = UInt32(left)
            limits.wall_milliseconds = 3 * limits.processor_milliseconds
        }
        let result = work(limits)
        allowance.add(result.time, of: limits, result.end)
        let isCutShort = limits.processor_milliseconds < most.processor_milliseconds
        guard let error = error(of: result.end, within: limits, isCutShort: isCutShort) else { return result }
        drawing_release(result)
        throw error
    }

    /// Why the work that ended so has no result, or nil when it has one.
    ///
    /// - Parameter isCutShort: Whether it had less time than a graph may take.
    private static func error(of end: bounded_end, within limits: bounded_limits, isCutShort: Bool) -> GraphvizError? {
        let message: String
        switch end {
        case BOUNDED_RETURNED: return nil
        case BOUNDED_OUT_OF_TIME where isCutShort: return .beyondAllowance
        case BOUNDED_OUT_OF_TIME:
            message =
                "Graphviz takes more than \(limits.processor_milliseconds / 1_000) s over the graph; draw a smaller one"
        case BOUNDED_OUT_OF_SPACE:
            message = "the drawing has more than \(limits.output >> 20) MiB; draw a smaller one"
        case BOUNDED_NOT_STARTED:
            message = "the system has no process to spare for Graphviz; try again"
        default:
            message =
                "Graphviz crashes over the graph, or needs more than \(limits.memory >> 20) MiB; draw a smaller one"
        }
        return GraphvizError(reason: .tooCostly, line: nil, message: message)
    }

    private static func layoutError(_ remarks: [Remark]) -> GraphvizError {
        GraphvizError(
            reason: .layout, line: nil, message: remarks.first?.text ?? "Graphviz could not draw the graph")
    }

    private static func makeContext() throws(GraphvizError) -> UInt {
        Remarks.listen()
        guard let context = gvContextPlugins(nil, 0) else { throw layoutError([]) }
        for name in ["core", "dot_layout"] { try load(name, into: context) }
        return UInt(bitPattern: context)
    }

    /// Loads a plugin from the folder where Graphviz looks for its own.
    private static func load(_ name: String, into context: OpaquePointer) throws(GraphvizError) {
        // The library has this function, but its headers do not.
        typealias Folder = @convention(c) (OpaquePointer) -> UnsafePointer<CChar>?
        var folder: String?
        if let symbol = dlsym(nil, "gvconfig_libdir") {
            folder = unsafeBitCast(symbol, to: Folder.self)(context).map { String(cString: $0) }
        }
        let file = "\(folder ?? "")/libgvplugin_\(name).so.6"
        guard let library = dlopen(file, RTLD_NOW),
            let symbol = dlsym(library, "gvplugin_\(name)_LTX_library")
        else {
            throw GraphvizError(
                reason: .layout, line: nil, message: "Graphviz's plugin \(file) cannot be loaded")
        }
        gvAddLibrary(context, symbol.assumingMemoryBound(to: gvplugin_library_t.self))
    }
}

extension Engine {
    private typealias Graph = UnsafeMutablePointer<Agraph_t>

    private static func parse(_ text: String) throws(GraphvizError) -> Graph {
        agsetfile(Remarks.fileName)
        let graph = drawing_read(text)?.assumingMemoryBound(to: Agraph_t.self)
        // The lexer keeps what follows the graph for the next reader: it must be read, and be nothing.
        var isAlone = true
        while let next = agmemread("") {
            agclose(next)
            isAlone = false
        }
        let remarks = Remarks.take()
        if let error = remarks.first(where: { $0.isError }) {
            if let graph { agclose(graph) }
            throw GraphvizError(reason: .syntax, line: error.line, message: error.text)
        }
        guard let graph else {
            throw GraphvizError(
                reason: .syntax, line: 1, message: "no graph: `digraph { a -> b }` is one")
        }
        guard isAlone else {
            agclose(graph)
            throw GraphvizError(reason: .syntax, line: nil, message: "more than one graph")
        }
        return graph
    }

    /// Refuses what is too large or not permitted, and sets every font name to the one that is measured.
    private static func inspect(_ graph: Graph, _ source: DotSource) throws(GraphvizError) {
        let (nodes, edges) = (agnnodes(graph), agnedges(graph))
        guard nodes <= nodeLimit, edges <= nodeLimit else {
            throw GraphvizError(
                reason: .tooLarge, line: nil,
                message: "\(nodes) nodes and \(edges) edges; the limit is \(nodeLimit) each")
        }
        for kind in [AGRAPH, AGNODE, AGOUTEDGE] { try inspectNames(of: kind, in: graph, source) }
        try inspect(graph, kind: AGRAPH, in: graph, source)
        try inspectSubgraphs(of: graph, root: graph, source)
        var node = agfstnode(graph)
        while let current = node {
            try inspect(current, kind: AGNODE, in: graph, source)
            var edge = agfstout(graph, current)
            while let found = edge {
                try inspect(found, kind: AGOUTEDGE, in: graph, source)
                edge = agnxtout(graph, found)
            }
            node = agnxtnode(graph, current)
        }
    }

    /// Refuses an attribute by its name, even if no node has it.
    private static func inspectNames(of kind: Int32, in root: Graph, _ source: DotSource)
        throws(GraphvizError)
    {
        var attribute = agnxtattr(root, kind, nil)
        while let current = attribute {
            let name = String(cString: current.pointee.name)
            guard Attributes.permits(name) else {
                throw GraphvizError(
                    reason: .refused(attribute: name), line: source.line(mentioning: name),
                    message: "the attribute `\(name)` is not permitted")
            }
            attribute = agnxtattr(root, kind, current)
        }
    }

    private static func inspectSubgraphs(
        of graph: Graph, root: Graph, _ source: DotSource
    ) throws(GraphvizError) {
        var subgraph = agfstsubg(graph)
        while let current = subgraph {
            try inspect(current, kind: AGRAPH, in: root, source)
            try inspectSubgraphs(of: current, root: root, source)
            subgraph = agnxtsubg(current)
        }
    }

    private static func inspect(
        _ object: UnsafeMutableRawPointer, kind: Int32, in root: Graph, _ source: DotSource
    ) throws(GraphvizError) {
        var attribute = agnxtattr(root, kind, nil)
        while let current = attribute {
            defer { attribute = agnxtattr(root, kind, current) }
            let name = String(cString: current.pointee.name)
            guard let pointer = agxget(object, current) else { continue }
            let value = String(cString: pointer)
            let isHTML = aghtmlstr(pointer) != 0
            if let objection = Attributes.objection(to: name, value: value, isHTML: isHTML) {
                throw GraphvizError(
                    reason: .refused(attribute: name), line: source.line(mentioning: name),
                    message: "the attribute `\(name)` is not permitted so: \(objection)")
            }
            if name.hasSuffix("fontname"), !value.isEmpty, value != "Helvetica" {
                Remarks.fontName.withCString {
                    _ = agxset(object, current, UnsafeMutablePointer(mutating: $0))
                }
            }
        }
    }
}
