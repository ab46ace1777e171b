import Markup

/// Rewrites Graphviz's SVG from a list of the elements and attributes that are permitted.
///
///     <g id="node1" class="node prod"><title>a</title>     <g id="d1-node1" class="node prod">
///     <ellipse fill="none" stroke="black" .../>             <ellipse fill="none" stroke="currentColor" .../>
///     <text font-family="Helvetica" ...>a</text></g>        <text fill="currentColor" ...>a</text></g>
///
/// An author colours with classes: a filled shape has the class `filled`, and the page's style sheet decides how
/// that looks in the light and the dark theme.
struct SVGRewriter {
    let title: String
    let alternative: String?
    let idPrefix: String
    let link: ((String) -> String?)?
    private(set) var width = 0
    private(set) var height = 0
    private(set) var links: [String] = []

    private var out = HTML()
    /// The open elements.
    private var open: [(name: String, fate: Fate)] = []
    /// The number of open elements that are left out with their content.
    private var hidden = 0
    private var hasLinks = false
    /// The class of the innermost group that has one: `node`, `edge`, `cluster` or `graph`.
    var groups: [Group] = []

    /// What becomes of an element.
    private enum Fate {
        case written
        /// Left out, but its content is written.
        case unwrapped
        /// Left out with its content.
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

    /// Returns the element `<svg>`.
    mutating func rewrite(_ svg: [UInt8]) throws(GraphvizError) -> [UInt8] {
        guard let tokens = SVGToken.read(svg) else {
            throw GraphvizError(reason: .layout, line: nil, message: "Graphviz wrote SVG that cannot be read")
        }
        hasLinks = tokens.contains { token in
            if case .open("a", let attributes, _) = token {
                return attributes.contains { $0.name == "xlink:href" }
            }
            return false
        }
        out.reserve(svg.count)
        for (index, token) in tokens.enumerated() {
            switch token {
            case .open(let name, let attributes, let isEmpty):
                try open(name, attributes, isEmpty: isEmpty, before: tokens[(index + 1)...])
            case .close(let name):
                close(name)
            case .text(let text):
                // Between elements Graphviz writes line breaks; words are only in `<text>`.
                if hidden == 0, open.last?.name == "text" { out.text(text) }
            }
        }
        return out.bytes
    }

    private mutating func open(
        _ name: String, _ attributes: [(name: String, value: String)], isEmpty: Bool,
        before rest: ArraySlice<SVGToken>
    ) throws(GraphvizError) {
        let attributes = Dictionary(attributes) { first, _ in first }
        let fate: Fate = hidden > 0 ? .hidden : try write(name, attributes, before: rest)
        guard !isEmpty else {
            if fate == .written { out.markup("/>\n") }
            return
        }
        open.append((name, fate))
        switch fate {
        case .written: out.markup(name == "text" ? ">" : ">\n")
        case .unwrapped: break
        case .hidden: hidden += 1
        }
        if name == "svg" { self.name() }
    }

    /// Writes the start of an element up to its attributes, if it is permitted.
    private mutating func write(
        _ name: String, _ attributes: [String: String], before rest: ArraySlice<SVGToken>
    ) throws(GraphvizError) -> Fate {
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
        case .written:
            out.markup("</")
            out.text(last.name)
            out.markup(">\n")
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
        out.markup("<svg class=\"diagram\"")
        out.attribute("role", hasLinks ? "group" : "img")
        out.attribute("aria-labelledby", idPrefix + "title")
        if alternative != nil { out.attribute("aria-describedby", idPrefix + "desc") }
        out.attribute("viewBox", attributes["viewBox"] ?? "")
        out.attribute("width", width)
        out.attribute("height", height)
        out.attribute("font-size", 11)
    }

    /// Writes what a screen reader reads.
    private mutating func name() {
        out.markup("<title")
        out.attribute("id", idPrefix + "title")
        out.markup(">")
        out.text(title)
        out.markup("</title>\n")
        guard let alternative else { return }
        out.markup("<desc")
        out.attribute("id", idPrefix + "desc")
        out.markup(">")
        out.text(alternative)
        out.markup("</desc>\n")
    }

    private mutating func group(_ attributes: [String: String], before rest: ArraySlice<SVGToken>) {
        out.markup("<g")
        if let id = attributes["id"].map(Self.identifier), !id.isEmpty { out.attribute("id", idPrefix + id) }
        if let names = attributes["class"] {
            let safe = names.split(separator: " ").map { Self.identifier(String($0)) }.filter { !$0.isEmpty }
            out.attribute("class", safe.joined(separator: " "))
            let kind = names.split(separator: " ").first ?? ""
            groups.append(Group(depth: open.count + 1, kind: kind, hasText: Self.hasText(rest)))
        }
        if let transform = attributes["transform"], Self.isTransform(transform) {
            out.attribute("transform", transform)
        }
    }

    /// Returns whether the link is written; its content is written in any case.
    private mutating func anchor(_ attributes: [String: String]) throws(GraphvizError) -> Bool {
        guard let destination = attributes["xlink:href"] else { return false }
        guard LinkPolicy.permits(destination, in: .diagram) else {
            throw GraphvizError(
                reason: .refused(attribute: "URL"), line: nil,
                message: "the link `\(destination)` is not permitted: https or relative")
        }
        links.append(destination)
        var target: String? = destination
        if LinkPolicy.isRelative(destination), let link { target = link(destination) }
        guard let target, LinkPolicy.permits(target, in: .diagram) else { return false }
        out.markup("<a")
        out.attribute("href", target)
        return true
    }

    private mutating func shape(_ name: String, _ attributes: [String: String]) {
        out.markup("<")
        out.text(name)
        let fill = attributes["fill"] ?? "none"
        if fill == "none" || fill == "transparent" {
            out.markup(" fill=\"none\"")
        } else if groups.last?.kind == "edge" || (fill == "black" && groups.last?.hasText == false) {
            // Arrow heads, and points.
            out.markup(" fill=\"currentColor\"")
        } else {
            out.markup(" class=\"filled\" fill=\"none\"")
        }
        let stroke = attributes["stroke"] ?? "none"
        out.markup(
            stroke == "none" || stroke == "transparent" ? " stroke=\"none\"" : " stroke=\"currentColor\"")
        let names: [StaticString] = ["stroke-width", "stroke-dasharray", "cx", "cy", "rx", "ry", "r", "points", "d"]
        for name in names {
            guard let value = attributes[name.description], Self.isGeometry(value) else { continue }
            out.attribute(name, value)
        }
    }

    private mutating func text(_ attributes: [String: String]) {
        out.markup("<text fill=\"currentColor\"")
        let names: [StaticString] = [
            "text-anchor", "x", "y", "font-weight", "font-style", "text-decoration", "baseline-shift",
        ]
        for name in names {
            guard let value = attributes[name.description], Self.isWord(value) else { continue }
            out.attribute(name, value)
        }
        if let size = attributes["font-size"].flatMap(Double.init) {
            // Drawn a little smaller than measured: see `DotSource`.
            let tenths = Int((size * 110 / 12).rounded())
            if tenths != 110 { out.attribute("font-size", "\(tenths / 10).\(tenths % 10)") }
        }
    }
}
