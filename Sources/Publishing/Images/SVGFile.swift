import Markup
import XMLReading

/// An SVG file, read as a browser would and reduced to a drawing.
///
///     let file = try SVGFile(bytes)
///     file.bytes      // the drawing, written again: the same for the same drawing
///     file.removed    // ["<foreignObject>"]: what a reader may miss
///
/// Comments, metadata, the private data of drawing programs and unknown attributes are left out without a word,
/// because they are never seen. Other unknown elements are left out and named. A file that runs something or loads
/// something from elsewhere is refused, because it was not made to be looked at.
struct SVGFile {
    let root: XMLElement
    /// The elements that were left out and may be missed, each once, in the order of the file.
    let removed: [String]

    init(_ bytes: [UInt8]) throws(XMLRefusal) {
        let read = try XMLReader.read(bytes)
        guard read.name.local == "svg", [SVGNames.svg, ""].contains(read.name.namespace) else {
            throw XMLRefusal(what: "another document than a drawing, <\(read.name.local)>", line: 1)
        }
        // A file that forgets its namespace is meant as SVG all the same.
        var cleaning = Cleaning(namespace: read.name.namespace)
        root = try cleaning.cleaned(read)
        removed = cleaning.removed
    }

    /// The drawing as UTF-8, without a declaration.
    var bytes: [UInt8] {
        var writer = SVGFileWriter()
        writer.write(root, isRoot: true)
        return writer.bytes
    }
}

/// Walks through the elements; an element that is left out is still looked into for what runs.
private struct Cleaning {
    let namespace: String
    private(set) var removed: [String] = []

    init(namespace: String) {
        self.namespace = namespace
    }

    mutating func cleaned(_ element: XMLElement) throws(XMLRefusal) -> XMLElement {
        var result = XMLElement(name: .init(namespace: SVGNames.svg, local: element.name.local))
        for attribute in element.attributes {
            if let danger = SVGDanger.danger(of: attribute) { throw Self.refusal(danger) }
            guard isKept(attribute.name) else { continue }
            guard attribute.name.local == "href", attribute.value.lowercased().hasPrefix("data:") else {
                result.attributes.append(attribute)
                continue
            }
            if let picture = EmbeddedPicture.stripped(attribute.value) {
                result.attributes.append(.init(name: attribute.name, value: picture))
            } else {
                note("<\(element.name.local)>")
            }
        }
        if element.name.local == "style" {
            result.children = try style(of: element)
            return result
        }
        for child in element.children {
            switch child {
            case .text: result.children.append(child)
            case .element(let child):
                if Self.isRunning(child.name) { throw Self.refusal("<\(child.name.local)>") }
                if child.name.namespace == namespace, SVGNames.elements.contains(child.name.local) {
                    result.children.append(.element(try cleaned(child)))
                } else {
                    try leaveOut(child)
                }
            }
        }
        return result
    }

    private func style(of element: XMLElement) throws(XMLRefusal) -> [XMLNode] {
        let isOnlyText = element.children.allSatisfy { if case .text = $0 { true } else { false } }
        guard isOnlyText else { throw Self.refusal("elements in a style") }
        if let danger = SVGDanger.danger(ofStyle: element.text) { throw Self.refusal(danger) }
        return element.text.isEmpty ? [] : [.text(element.text)]
    }

    private mutating func leaveOut(_ element: XMLElement) throws(XMLRefusal) {
        try refuseRunning(element)
        let isUnseen =
            element.name.namespace == namespace
            ? SVGNames.unseen.contains(element.name.local)
            : SVGNames.editors.contains { element.name.namespace.hasPrefix($0) }
        if !isUnseen { note("<\(element.name.local)>") }
    }

    private mutating func note(_ name: String) {
        if !removed.contains(name) { removed.append(name) }
    }

    private func refuseRunning(_ element: XMLElement) throws(XMLRefusal) {
        if Self.isRunning(element.name) { throw Self.refusal("<\(element.name.local)>") }
        for attribute in element.attributes where attribute.name.local.lowercased().hasPrefix("on") {
            throw Self.refusal("the event handler \(attribute.name.local.lowercased())")
        }
        for case .element(let child) in element.children { try refuseRunning(child) }
    }

    private func isKept(_ name: XMLElement.Name) -> Bool {
        switch name.namespace {
        case "": SVGNames.attributes.contains(name.local)
        case SVGNames.xlink: name.local == "href"
        case SVGNames.xml: ["space", "lang"].contains(name.local)
        default: false
        }
    }

    private static func isRunning(_ name: XMLElement.Name) -> Bool {
        SVGNames.running.contains(name.local.lowercased())
    }

    private static func refusal(_ what: String) -> XMLRefusal { XMLRefusal(what: what, line: 1) }
}

/// Writes a drawing: equal elements give equal bytes.
private struct SVGFileWriter {
    private var xml = XML()

    var bytes: [UInt8] { xml.bytes }

    mutating func write(_ element: XMLElement, isRoot: Bool = false) {
        xml.markup("<")
        xml.text(element.name.local)
        if isRoot {
            xml.exactAttribute("xmlns", SVGNames.svg)
            if Self.usesXLink(element) { xml.exactAttribute("xmlns:xlink", SVGNames.xlink) }
        }
        for attribute in element.attributes {
            let prefix =
                switch attribute.name.namespace {
                case SVGNames.xlink: "xlink:"
                case SVGNames.xml: "xml:"
                default: ""
                }
            xml.exactAttribute(prefix + attribute.name.local, attribute.value)
        }
        guard !element.children.isEmpty else {
            xml.markup("/>")
            return
        }
        xml.markup(">")
        for child in element.children {
            switch child {
            case .text(let text): xml.exactContent(text)
            case .element(let child): write(child)
            }
        }
        xml.markup("</")
        xml.text(element.name.local)
        xml.markup(">")
    }

    private static func usesXLink(_ element: XMLElement) -> Bool {
        element.attributes.contains { $0.name.namespace == SVGNames.xlink }
            || element.children.contains { child in
                if case .element(let child) = child { usesXLink(child) } else { false }
            }
    }
}
