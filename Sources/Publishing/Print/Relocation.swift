import Markdown
import Markup
import Pages

/// Moves HTML of templates and drawings from a page into a document that holds many pages.
///
/// A page's own text is rendered for paper by `HTMLRenderer`. What templates make, which a workbook may replace, is
/// moved here: an id gets the page's anchor before it, a link to a page of the document becomes one within the
/// document, headings go down, a closed part is opened, and what only a screen needs is left out:
///
///     <h2 id="caps">Caps</h2>              <h4 id="engagement.status:caps">Caps</h4>
///     <a href="../b/index.html#x">b</a>    <a href="#guides.b:x">b</a>
///     <details>                            <details open>
struct Relocation: Sendable {
    let addresses: PrintAddresses
    /// HTML for the start of each drawing; see `PaperStyle`.
    var drawingStyle: [UInt8] = []

    /// - Parameters:
    ///   - address: The encoded address of the page that the HTML comes from.
    ///   - depth: The number of levels that the headings go down; none goes below the sixth.
    func moved(_ html: [UInt8], from address: String, depth: Int) -> [UInt8] {
        var mover = Mover(bytes: html, place: PrintPlace(relocation: self, address: address, depth: depth))
        mover.move()
        return mover.out
    }

    /// Returns where a link in the page at `address` leads from the document, or nil if only its text is shown.
    fileprivate func target(of written: String, from address: String) -> String? {
        let halves = written.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(halves[0])
        if !path.isEmpty, !LinkPolicy.isRelative(path) { return written }
        guard !path.hasPrefix("/"), let place = path.isEmpty ? address : Address.resolve(path, from: address) else {
            if case .dropped = addresses.outside { return nil }
            return written
        }
        return addresses.target(of: place, fragment: halves.count > 1 ? String(halves[1]) : "")
    }

    /// Returns where an image of the page at `address` is, from the document.
    fileprivate func source(of written: String, from address: String) -> String {
        guard LinkPolicy.isRelative(written), let place = Address.resolve(written, from: address) else {
            return written
        }
        return addresses.imageRoot + place
    }
}

/// One pass over the HTML of one page.
private struct Mover {
    let bytes: [UInt8]
    let place: PrintPlace
    private var reader: MarkupReader
    private var isInCell = false
    /// Whether the link that is open was left out.
    private var isLinkDropped = false
    private(set) var out: [UInt8] = []

    /// Elements that serve a reader at a screen only.
    private static let screenOnly: Set<String> = ["nav", "button", "script"]
    /// Attributes that hold ids of the same page.
    private static let references: Set<String> = [
        "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns",
    ]

    init(bytes: [UInt8], place: PrintPlace) {
        self.bytes = bytes
        self.place = place
        reader = MarkupReader(bytes[...])
        out.reserveCapacity(bytes.count + bytes.count / 8)
    }

    mutating func move() {
        while let piece = reader.next() {
            switch piece {
            case .text(let text): out += text
            case .comment: break
            case .tag(let tag): move(tag)
            }
        }
    }

    private mutating func move(_ tag: Tag) {
        if case .dropped = place.addresses.outside { breakCell(before: tag) }
        if !tag.isClosing, Self.screenOnly.contains(tag.name) || (tag.name == "a" && tag["class"] == "anchor") {
            return skip(tag)
        }
        if tag.name == "a" {
            let isDropped =
                tag.isClosing
                ? isLinkDropped
                : tag.attributes.contains { ["href", "xlink:href"].contains($0.name) && moved($0, of: "a") == nil }
            isLinkDropped = isDropped && !tag.isClosing
            if isDropped { return }
        }
        let name = heading(tag.name)
        let attributes = tag.attributes
        let written = attributes.compactMap { moved($0, of: tag.name) } + added(to: tag)
        if name == tag.name, written == attributes {
            out += bytes[tag.start..<tag.end]
        } else {
            out += (tag.isClosing ? "</" : "<").utf8
            out += name.utf8
            for attribute in written {
                out += " ".utf8
                out += attribute.name.utf8
                if let value = attribute.value { out += "=\"\(value)\"".utf8 }
            }
            out += (tag.isEmpty ? "/>" : ">").utf8
        }
        if tag.name == "svg", !tag.isClosing, !tag.isEmpty { out += place.relocation.drawingStyle }
    }

    /// Adds a zero-width space after a space between the words of a cell, so that a line can break there.
    ///
    /// WeasyPrint 57 takes `<code>a</code>, <code>b</code>` for one word when it measures a column, and pushes
    /// the next column off the paper.
    private mutating func breakCell(before tag: Tag) {
        if tag.name == "td" || tag.name == "th" {
            isInCell = !tag.isClosing
        } else if isInCell, !tag.isClosing, out.last == UInt8(ascii: " "), Self.words.contains(tag.name) {
            out += "\u{200B}".utf8
        }
    }

    private static let words: Set<String> = ["code", "a", "em", "strong", "span", "del", "kbd"]

    /// Leaves out the element that was just begun, with its content.
    private mutating func skip(_ element: Tag) {
        var open = 1
        while open > 0, let piece = reader.next() {
            guard case .tag(let tag) = piece, tag.name == element.name, !tag.isEmpty else { continue }
            open += tag.isClosing ? -1 : 1
        }
    }

    private func added(to tag: Tag) -> [Tag.Attribute] {
        guard !tag.isClosing else { return [] }
        return switch tag.name {
        // A word or two, which is not broken on paper: a column of a table is as wide as that.
        case "code" where tag.attributes.isEmpty && isShort: [.init(name: "class", value: "short")]
        // A landmark on its own page; of a hundred in one document, each would need a name.
        case "aside" where tag["role"] == nil: [.init(name: "role", value: "note")]
        case "details" where tag["open"] == nil: [.init(name: "open", value: nil)]
        default: []
        }
    }

    private var isShort: Bool {
        bytes[reader.index...].prefix(PaperProfile.shortCode + 1).contains(UInt8(ascii: "<"))
    }

    private func heading(_ name: String) -> String {
        let utf8 = Array(name.utf8)
        guard utf8.count == 2, utf8[0] == UInt8(ascii: "h"), 0x31...0x36 ~= utf8[1] else { return name }
        return "h\(min(6, Int(utf8[1]) - 0x30 + place.depth))"
    }

    /// Returns the attribute as it is in the document, or nil if it is left out.
    private func moved(_ attribute: Tag.Attribute, of element: String) -> Tag.Attribute? {
        guard let value = attribute.value else { return attribute }
        let moved: String
        switch attribute.name {
        case "id": moved = place.idPrefix + value
        case "name" where element == "input": moved = place.idPrefix + value
        case "href", "xlink:href":
            guard let target = place.relocation.target(of: value, from: place.address) else { return nil }
            moved = target
        case "src": moved = place.relocation.source(of: value, from: place.address)
        // Each landmark needs another name, and a document of many pages has many a "Table 1".
        case "role" where value == "region": moved = "group"
        // Paper has all of its images at once.
        case "loading": return nil
        case let name where Self.references.contains(name):
            moved = value.split(separator: " ").map { place.idPrefix + $0 }.joined(separator: " ")
        case _ where value.hasPrefix("url(#"): moved = "url(#" + place.idPrefix + value.dropFirst(5)
        default: moved = value
        }
        return Tag.Attribute(name: attribute.name, value: moved)
    }
}
