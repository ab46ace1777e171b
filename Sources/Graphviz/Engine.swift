internal import CGraphviz
internal import Glibc
internal import Synchronization

/// Graphviz itself; the only place that sees a C pointer.
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

    /// The context, made at first use.
    ///
    /// Parser, layout and renderer all keep state in globals, so the lock is held from the first call to
    /// the last.
    private static let context = Mutex<UInt?>(nil)

    /// Draws `source`.
    static func draw(_ source: DotSource) throws(GraphvizFault) -> Drawing {
        try context.withLock { stored throws(GraphvizFault) -> Drawing in
            let address: UInt
            if let stored { address = stored } else { address = try makeContext() }
            stored = address
            guard let context = OpaquePointer(bitPattern: address) else { throw layoutFault([]) }
            return try draw(source, in: context)
        }
    }

    private static func draw(_ source: DotSource, in context: OpaquePointer) throws(GraphvizFault) -> Drawing {
        Remarks.start()
        let graph = try parse(source.text)
        defer { agclose(graph) }
        try inspect(graph, source)
        guard gvLayout(context, graph, "dot") == 0 else { throw layoutFault(Remarks.take()) }
        defer { gvFreeLayout(context, graph) }
        var result: UnsafeMutablePointer<CChar>?
        var length: UInt32 = 0
        guard gvRenderData(context, graph, "svg", &result, &length) == 0, let result else {
            throw layoutFault(Remarks.take())
        }
        defer { gvFreeRenderData(result) }
        let svg = UnsafeRawBufferPointer(start: result, count: Int(length))
        let remarks = Remarks.take()
        if let error = remarks.first(where: { $0.isError }) {
            throw GraphvizFault(reason: .syntax, line: nil, message: error.text)
        }
        return Drawing(svg: Array(svg), warnings: remarks.map(\.text))
    }

    private static func layoutFault(_ remarks: [Remark]) -> GraphvizFault {
        GraphvizFault(
            reason: .layout, line: nil, message: remarks.first?.text ?? "Graphviz could not draw the graph")
    }

    private static func makeContext() throws(GraphvizFault) -> UInt {
        Remarks.listen()
        guard let context = gvContextPlugins(nil, 0) else { throw layoutFault([]) }
        for name in ["core", "dot_layout"] { try load(name, into: context) }
        return UInt(bitPattern: context)
    }

    /// Loads a plugin from the folder where Graphviz looks for its own.
    private static func load(_ name: String, into context: OpaquePointer) throws(GraphvizFault) {
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
            throw GraphvizFault(
                reason: .layout, line: nil, message: "Graphviz's plugin \(file) cannot be loaded")
        }
        gvAddLibrary(context, symbol.assumingMemoryBound(to: gvplugin_library_t.self))
    }
}

extension Engine {
    private typealias Graph = UnsafeMutablePointer<Agraph_t>

    private static func parse(_ text: String) throws(GraphvizFault) -> Graph {
        agsetfile(Remarks.fileName)
        let graph = agmemread(text)
        // The lexer keeps what follows the graph for the next reader: it must be read, and be nothing.
        var isAlone = true
        while let next = agmemread("") {
            agclose(next)
            isAlone = false
        }
        let remarks = Remarks.take()
        if let error = remarks.first(where: { $0.isError }) {
            if let graph { agclose(graph) }
            throw GraphvizFault(reason: .syntax, line: error.line, message: error.text)
        }
        guard let graph else {
            throw GraphvizFault(
                reason: .syntax, line: 1, message: "no graph: `digraph { a -> b }` is one")
        }
        guard isAlone else {
            agclose(graph)
            throw GraphvizFault(reason: .syntax, line: nil, message: "more than one graph")
        }
        return graph
    }

    /// Refuses what is too large or not permitted, and sets every font name to the one that is measured.
    private static func inspect(_ graph: Graph, _ source: DotSource) throws(GraphvizFault) {
        let (nodes, edges) = (agnnodes(graph), agnedges(graph))
        guard nodes <= nodeLimit, edges <= nodeLimit else {
            throw GraphvizFault(
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
        throws(GraphvizFault)
    {
        var attribute = agnxtattr(root, kind, nil)
        while let current = attribute {
            let name = String(cString: current.pointee.name)
            guard Attributes.permits(name) else {
                throw GraphvizFault(
                    reason: .refused(attribute: name), line: source.line(mentioning: name),
                    message: "the attribute `\(name)` is not permitted")
            }
            attribute = agnxtattr(root, kind, current)
        }
    }

    private static func inspectSubgraphs(
        of graph: Graph, root: Graph, _ source: DotSource
    ) throws(GraphvizFault) {
        var subgraph = agfstsubg(graph)
        while let current = subgraph {
            try inspect(current, kind: AGRAPH, in: root, source)
            try inspectSubgraphs(of: current, root: root, source)
            subgraph = agnxtsubg(current)
        }
    }

    private static func inspect(
        _ object: UnsafeMutableRawPointer, kind: Int32, in root: Graph, _ source: DotSource
    ) throws(GraphvizFault) {
        var attribute = agnxtattr(root, kind, nil)
        while let current = attribute {
            defer { attribute = agnxtattr(root, kind, current) }
            let name = String(cString: current.pointee.name)
            guard let pointer = agxget(object, current) else { continue }
            let value = String(cString: pointer)
            let isHTML = aghtmlstr(pointer) != 0
            if let objection = Attributes.objection(to: name, value: value, isHTML: isHTML) {
                throw GraphvizFault(
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
