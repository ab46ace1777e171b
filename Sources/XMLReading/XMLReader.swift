internal import CExpat

/// Reads XML with expat.
///
///     let root = try XMLReader.read(Array(#"<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>"#.utf8))
///     root.name.local     // "svg"
///
/// Nothing outside the file is read: a document type may be named, but entities of the file's own and processing
/// instructions are refused. So a file never becomes larger than it is, and its limits count its own bytes.
package enum XMLReader {
    /// A drawing of 8 MiB takes 0.1 s and 150 MiB; an image of 2 MB is already reported as large.
    package static let byteLimit = 8 << 20
    /// Elements in elements; drawing programs need about 20.
    package static let depthLimit = 100
    /// Attributes of one element; SVG has fewer that go together.
    package static let attributeLimit = 128
    /// Elements, attributes and pieces of text.
    package static let nodeLimit = 500_000

    /// Parses `bytes`, which are UTF-8.
    package static func read(_ bytes: [UInt8]) throws(XMLRefusal) -> XMLElement {
        guard bytes.count <= byteLimit else {
            throw XMLRefusal(what: "more than \(byteLimit >> 20) MiB", line: 1)
        }
        // Another encoding could spell a tag in bytes that are none here.
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
            throw XMLRefusal(what: "text that is not UTF-8", line: 1)
        }
        guard let parser = XML_ParserCreateNS("UTF-8", Builder.separator) else {
            throw XMLRefusal(what: "more than there is memory for", line: 1)
        }
        defer { XML_ParserFree(parser) }
        let builder = Builder(parser)
        XML_SetUserData(parser, Unmanaged.passUnretained(builder).toOpaque())
        setHandlers(parser)
        let status = withExtendedLifetime(builder) {
            bytes.withUnsafeBytes { buffer in
                XML_Parse(parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), 1)
            }
        }
        let line = Int(clamping: XML_GetCurrentLineNumber(parser))
        if let refusal = builder.refusal { throw XMLRefusal(what: refusal, line: line) }
        guard status == XML_STATUS_OK, let root = builder.root else {
            let error = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "no element"
            throw XMLRefusal(what: "XML that is not well-formed (\(error))", line: line)
        }
        return root
    }

    private static func setHandlers(_ parser: XML_Parser) {
        XML_SetElementHandler(
            parser, { builder(of: $0)?.start($1, $2) }, { data, _ in builder(of: data)?.end() })
        XML_SetCharacterDataHandler(parser) { builder(of: $0)?.add($1, count: $2) }
        XML_SetProcessingInstructionHandler(parser) { data, target, _ in
            builder(of: data)?.refuse("the instruction <?\(target.map { String(cString: $0) } ?? "")?>")
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, hasOwnPart in
            if hasOwnPart != 0 { builder(of: data)?.refuse("its own document type") }
        }
        XML_SetSkippedEntityHandler(parser) { data, name, _ in
            builder(of: data)?.refuse("its own entity, &\(name.map { String(cString: $0) } ?? "");")
        }
        XML_SetXmlDeclHandler(parser) { data, _, encoding, _ in
            let encoding = encoding.map { String(cString: $0).lowercased() } ?? "utf-8"
            if encoding != "utf-8", encoding != "us-ascii" { builder(of: data)?.refuse("text that is not UTF-8") }
        }
    }
}

/// The builder that expat was given, for handlers, which are C functions.
private func builder(of data: UnsafeMutableRawPointer?) -> Builder? {
    data.map { Unmanaged<Builder>.fromOpaque($0).takeUnretainedValue() }
}

/// Builds the tree from what expat reports.
private final class Builder {
    /// Between a namespace and a name; no XML text can hold it.
    static let separator: CChar = 0x0C

    private let parser: XML_Parser
    private(set) var root: XMLElement?
    private(set) var refusal: String?
    private var open: [XMLElement] = []
    private var text: [UInt8] = []
    private var nodes = 0

    init(_ parser: XML_Parser) {
        self.parser = parser
    }

    func refuse(_ what: String) {
        refusal = refusal ?? what
        XML_StopParser(parser, 0)
    }

    func start(_ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        guard refusal == nil else { return }
        flushText()
        guard open.count < XMLReader.depthLimit else {
            return refuse("elements that are nested more than \(XMLReader.depthLimit) deep")
        }
        var element = XMLElement(name: Self.name(name))
        var index = 0
        while let key = attributes?[index], let value = attributes?[index + 1] {
            guard index / 2 < XMLReader.attributeLimit else {
                return refuse("an element with more than \(XMLReader.attributeLimit) attributes")
            }
            element.attributes.append(.init(name: Self.name(key), value: String(cString: value)))
            index += 2
        }
        count(1 + element.attributes.count)
        open.append(element)
    }

    func end() {
        guard refusal == nil else { return }
        flushText()
        guard let element = open.popLast() else { return }
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].children.append(.element(element))
        }
    }

    func add(_ bytes: UnsafePointer<CChar>?, count: Int32) {
        guard refusal == nil, let bytes else { return }
        text.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }

    private func flushText() {
        guard !text.isEmpty else { return }
        count(1)
        if !open.isEmpty { open[open.count - 1].children.append(.text(String(decoding: text, as: UTF8.self))) }
        text.removeAll(keepingCapacity: true)
    }

    private func count(_ more: Int) {
        nodes += more
        if nodes > XMLReader.nodeLimit { refuse("more than \(XMLReader.nodeLimit) elements and attributes") }
    }

    private static func name(_ pointer: UnsafePointer<CChar>?) -> XMLElement.Name {
        let text = pointer.map { String(cString: $0) } ?? ""
        let parts = text.split(separator: "\u{0C}", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return XMLElement.Name(namespace: "", local: text) }
        return XMLElement.Name(namespace: String(parts[0]), local: String(parts[1]))
    }
}
