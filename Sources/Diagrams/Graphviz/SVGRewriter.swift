/// Writes Graphviz's SVG anew, from a list of the elements and attributes that are permitted.
///
///     <g id="node1" class="node prod"><title>a</title>     <g id="d1-node1" class="node prod">
///     <ellipse fill="none" stroke="black" .../>             <ellipse fill="none" stroke="currentColor" .../>
///     <text font-family="Helvetica" ...>a</text></g>        <text fill="currentColor" ...>a</text></g>
///
/// What an author may colour is said in classes: a filled shape has the class `filled`, and the page's
/// style sheet decides what that looks like in light and in dark.
struct SVGRewriter {
    let title: String
    let alternative: String?
    let idPrefix: String
    let link: ((String) -> String?)?
    private(set) var width = 0
    private(set) var height = 0
    private(set) var links: [String] = []

    private var out: [UInt8] = []
    /// The open elements.
    private var open: [(name: String, fate: Fate)] = []
    /// How many of the open elements are left out with all that is in them.
    private var hidden = 0
    private var hasLinks = false
    /// The class of the innermost group that has one: `node`, `edge`, `cluster` or `graph`.
    var groups: [Group] = []

    /// What becomes of an element: written, left out though its content is not, or left out.
    private enum Fate {
        case written
        case unwrapped
        case hidden
    }

    struct Group {
        let depth: Int
        let kind: Substring
        let hasText: Bool
    }

    init(title: String, alternative: String?, idPrefix: String, link: ((String) -> String?)?) {
        self.title = title
        self.alternative = alternative
        self.idPrefix = Self.identifier(idPrefix)
        self.link = link
    }

    /// The element `<svg>`.
    mutating func rewrite(_ svg: [UInt8]) throws(GraphvizFault) -> [UInt8] {
        guard let tokens = SVGTokens.read(svg) else {
            throw GraphvizFault(reason: .layout, line: nil, message: "Graphviz wrote SVG that cannot be read")
        }
        hasLinks = tokens.contains { token in
            if case .open("a", let attributes, _) = token {
                return attributes.contains { $0.name == "xlink:href" }
            }
            return false
        }
        out.reserveCapacity(svg.count)
        for (index, token) in tokens.enumerated() {
            switch token {
            case .open(let name, let attributes, let isEmpty):
                try open(name, attributes, isEmpty: isEmpty, before: tokens[(index + 1)...])
            case .close(let name):
                close(name)
            case .text(let text):
                // Between elements Graphviz writes line breaks; words stand only in `<text>`.
                if hidden == 0, open.last?.name == "text" { escape(text) }
            }
        }
        return out
    }

    private mutating func open(
        _ name: String, _ attributes: [(name: String, value: String)], isEmpty: Bool,
        before rest: ArraySlice<SVGToken>
    ) throws(GraphvizFault) {
        let attributes = Dictionary(attributes) { first, _ in first }
        let fate: Fate = hidden > 0 ? .hidden : try write(name, attributes, before: rest)
        guard !isEmpty else {
            if fate == .written { raw("/>\n") }
            return
        }
        open.append((name, fate))
        switch fate {
        case .written: raw(name == "text" ? ">" : ">\n")
        case .unwrapped: break
        case .hidden: hidden += 1
        }
        if name == "svg" { self.name() }
    }

    /// Writes the start of an element, but for the `>`, if it is permitted.
    private mutating func write(
        _ name: String, _ attributes: [String: String], before rest: ArraySlice<SVGToken>
    ) throws(GraphvizFault) -> Fate {
        switch name {
        case "svg" where open.isEmpty:
            root(attributes)
        case "g":
            group(attributes, before: rest)
        case "a":
            return try anchor(attributes) ? .written : .unwrapped
        case "path", "polygon", "polyline", "ellipse", "circle":
            guard !isBackground(attributes) else { return .hidden }
            shape(name, attributes)
        case "text":
            text(attributes)
        default:
            // Titles of nodes are their names in DOT; gradients are colours.
            return .hidden
        }
        return .written
    }

    private mutating func close(_ name: String) {
        guard let last = open.popLast() else { return }
        if let group = groups.last, group.depth > open.count { groups.removeLast() }
        switch last.fate {
        case .written: raw("</\(last.name)>\n")
        case .unwrapped: break
        case .hidden: hidden -= 1
        }
    }

    private mutating func root(_ attributes: [String: String]) {
        let box = numbers(attributes["viewBox"] ?? "")
        guard box.count == 4 else { return }
        // Points to pixels, as a browser would.
        width = Int((box[2] * 4 / 3).rounded(.up))
        height = Int((box[3] * 4 / 3).rounded(.up))
        raw("<svg class=\"diagram\" role=\"\(hasLinks ? "group" : "img")\"")
        raw(" aria-labelledby=\"\(idPrefix)title\"")
        if alternative != nil { raw(" aria-describedby=\"\(idPrefix)desc\"") }
        raw(" viewBox=\"\(attributes["viewBox"] ?? "")\" width=\"\(width)\" height=\"\(height)\"")
        raw(" font-size=\"11\"")
    }

    /// Writes what a screen reader says.
    private mutating func name() {
        raw("<title id=\"\(idPrefix)title\">")
        escape(title)
        raw("</title>\n")
        guard let alternative else { return }
        raw("<desc id=\"\(idPrefix)desc\">")
        escape(alternative)
        raw("</desc>\n")
    }

    private mutating func group(_ attributes: [String: String], before rest: ArraySlice<SVGToken>) {
        raw("<g")
        if let id = attributes["id"].map(Self.identifier), !id.isEmpty { raw(" id=\"\(idPrefix)\(id)\"") }
        if let names = attributes["class"] {
            let safe = names.split(separator: " ").map { Self.identifier(String($0)) }.filter { !$0.isEmpty }
            raw(" class=\"\(safe.joined(separator: " "))\"")
            let kind = names.split(separator: " ").first ?? ""
            groups.append(Group(depth: open.count + 1, kind: kind, hasText: Self.hasText(rest)))
        }
        if let transform = attributes["transform"], Self.isTransform(transform) {
            raw(" transform=\"\(transform)\"")
        }
    }

    /// Whether the link is written; its content is in any case.
    private mutating func anchor(_ attributes: [String: String]) throws(GraphvizFault) -> Bool {
        guard let destination = attributes["xlink:href"] else { return false }
        guard let isRelative = Destination.isRelative(destination) else {
            throw GraphvizFault(
                reason: .refused(attribute: "URL"), line: nil,
                message: "the link `\(destination)` is not permitted: https or relative")
        }
        links.append(destination)
        var target: String? = destination
        if isRelative, let link { target = link(destination) }
        guard let target, Destination.isRelative(target) != nil else { return false }
        raw("<a href=\"")
        escape(target)
        raw("\"")
        return true
    }

    private mutating func shape(_ name: String, _ attributes: [String: String]) {
        raw("<\(name)")
        let fill = attributes["fill"] ?? "none"
        if fill == "none" || fill == "transparent" {
            raw(" fill=\"none\"")
        } else if groups.last?.kind == "edge" || (fill == "black" && groups.last?.hasText == false) {
            // Arrow heads, and points.
            raw(" fill=\"currentColor\"")
        } else {
            raw(" class=\"filled\" fill=\"none\"")
        }
        let stroke = attributes["stroke"] ?? "none"
        raw(stroke == "none" || stroke == "transparent" ? " stroke=\"none\"" : " stroke=\"currentColor\"")
        for name in ["stroke-width", "stroke-dasharray", "cx", "cy", "rx", "ry", "r", "points", "d"] {
            guard let value = attributes[name], Self.isGeometry(value) else { continue }
            raw(" \(name)=\"\(value)\"")
        }
    }

    private mutating func text(_ attributes: [String: String]) {
        raw("<text fill=\"currentColor\"")
        for name in [
            "text-anchor", "x", "y", "font-weight", "font-style", "text-decoration", "baseline-shift",
        ] {
            guard let value = attributes[name], Self.isWord(value) else { continue }
            raw(" \(name)=\"\(value)\"")
        }
        if let size = attributes["font-size"].flatMap(Double.init) {
            // Drawn a little smaller than measured: see `DotSource`.
            let tenths = Int((size * 110 / 12).rounded())
            if tenths != 110 { raw(" font-size=\"\(tenths / 10).\(tenths % 10)\"") }
        }
    }

    private mutating func raw(_ markup: String) {
        out.append(contentsOf: markup.utf8)
    }

    private mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): raw("&lt;")
            case UInt8(ascii: ">"): raw("&gt;")
            case UInt8(ascii: "&"): raw("&amp;")
            case UInt8(ascii: "\""): raw("&quot;")
            case 0..<0x09, 0x0B..<0x20, 0x7F: raw("\u{FFFD}")
            default: out.append(byte)
            }
        }
    }
}
