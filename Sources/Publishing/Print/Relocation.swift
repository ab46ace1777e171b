import Markdown
import Markup

/// Moves the HTML of a page into a document that holds many pages.
///
/// What is moved is the same HTML that the page's own file has, so that page and print cannot differ. An id
/// gets the page's anchor before it, a link to a page of the document becomes one within the document,
/// headings go down, what a reader would have to open is open, and what only a screen needs is left out:
///
///     <h2 id="caps">Caps</h2>              <h4 id="guides.engineer:caps">Caps</h4>
///     <a href="../b/index.html#x">b</a>    <a href="#guides.b:x">b</a>
///     <details>                            <details open>
///
/// In such HTML a `<` always begins a tag, because in text and in attributes it is escaped.
struct Relocation: Sendable {
    /// What becomes of a link that leads out of the document.
    enum Outside: Sendable {
        /// It leads there, from the document whose way to the site's root this is.
        case linked(root: String)
        /// It is only its text: the document is read where the site is not.
        case dropped
    }

    /// By the page's address in the site: the id of its part of the document, and what its own ids begin with.
    let anchors: [String: String]
    let outside: Outside
    /// HTML for the start of each drawing; see `PaperStyle`.
    var drawingStyle: [UInt8] = []

    /// - Parameters:
    ///   - address: Of the page that the HTML comes from.
    ///   - depth: How many levels the headings go down; none goes below the sixth.
    func moved(_ html: ArraySlice<UInt8>, from address: String, depth: Int) -> [UInt8] {
        var mover = Mover(bytes: html, address: address, depth: depth, relocation: self)
        mover.move()
        return mover.out
    }

    /// Where a link in the page at `address` leads, from the document; nil for nowhere.
    func target(of written: String, from address: String) -> String? {
        let halves = written.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(halves[0])
        if !path.isEmpty, !LinkPolicy.isRelative(path) { return written }
        let fragment = halves.count > 1 ? String(halves[1]) : ""
        guard !path.hasPrefix("/"), let place = path.isEmpty ? address : Address.resolve(path, from: address) else {
            if case .dropped = outside { return nil }
            return written
        }
        if let anchor = anchors[place] { return "#" + anchor + (fragment.isEmpty ? "" : ":" + fragment) }
        guard case .linked(let root) = outside else { return nil }
        return root + place + (fragment.isEmpty ? "" : "#" + fragment)
    }

    /// Where an image of the page at `address` is, from the document.
    func source(of written: String, from address: String) -> String {
        guard LinkPolicy.isRelative(written), let place = Address.resolve(written, from: address) else {
            return written
        }
        if case .linked(let root) = outside { return root + place }
        return place
    }
}

/// One pass over the HTML of one page.
private struct Mover {
    let bytes: ArraySlice<UInt8>
    let address: String
    let depth: Int
    let relocation: Relocation
    /// What the page's ids begin with.
    private let anchor: String
    private var index: Int
    private var isInCell = false
    private(set) var out: [UInt8] = []

    /// Elements that serve a reader at a screen only.
    private static let screenOnly: Set<String> = ["nav", "button", "script"]
    /// Bytes.
    private static let short = 18
    /// Attributes that hold ids of the same page.
    private static let references: Set<String> = [
        "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns",
    ]

    init(bytes: ArraySlice<UInt8>, address: String, depth: Int, relocation: Relocation) {
        self.bytes = bytes
        self.address = address
        self.depth = depth
        self.relocation = relocation
        anchor = relocation.anchors[address] ?? ""
        index = bytes.startIndex
        out.reserveCapacity(bytes.count + bytes.count / 8)
    }

    mutating func move() {
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            out += bytes[index..<start]
            index = start
            if case .dropped = relocation.outside { breakCell() }
            if let end = endOfPlainTag {
                out += bytes[start..<end]
                index = end
            } else {
                tag()
            }
        }
        out += bytes[index...]
    }

    /// Between the words of a cell, marks the place where a line may end: behind a space, a zero-width one.
    ///
    /// WeasyPrint 57 takes `<code>a</code>, <code>b</code>` for one word when it measures a column, and pushes
    /// the next column off the paper.
    private mutating func breakCell() {
        let rest = bytes[(index + 1)...]
        if rest.starts(with: "td".utf8) || rest.starts(with: "th>".utf8) || rest.starts(with: "th ".utf8) {
            isInCell = true
        } else if rest.starts(with: "/td".utf8) || rest.starts(with: "/th>".utf8) {
            isInCell = false
        } else if isInCell, out.last == UInt8(ascii: " "),
            Self.inlines.contains(where: { rest.starts(with: $0.utf8) })
        {
            out += "\u{200B}".utf8
        }
    }

    private static let inlines = ["code>", "a ", "a>", "em>", "strong>", "span ", "del>", "kbd>"]

    /// Where the tag ends that begins here, if it is one of the many that stay as they are.
    ///
    /// Judged by the first letters of its attributes: such as `<span class="tok-k">`, but not `<th scope="row">`.
    private var endOfPlainTag: Int? {
        var place = index + 1
        let isClosing = place < bytes.endIndex && bytes[place] == UInt8(ascii: "/")
        if isClosing { place += 1 }
        let name = place
        while place < bytes.endIndex, bytes[place] > 0x20, bytes[place] != UInt8(ascii: ">") { place += 1 }
        guard place < bytes.endIndex, !Self.isSpecial(bytes[name..<place]) else { return nil }
        var isQuoted = false
        while place < bytes.endIndex {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "'"): return nil
            case UInt8(ascii: ">") where !isQuoted: return place
            case UInt8(ascii: " ") where !isQuoted:
                guard place < bytes.endIndex, Self.isPlain(bytes[place...].prefix(4)) else { return nil }
            case 0..<0x20 where !isQuoted: return nil
            default: break
            }
        }
        return nil
    }

    /// The first letters of `class`, `role`, `tabindex`, `points`, `d`, `width`, `y` and such.
    private static func isPlain(_ attribute: ArraySlice<UInt8>) -> Bool {
        switch attribute.first {
        case UInt8(ascii: "c"): !attribute.elementsEqual("clip".utf8)
        case UInt8(ascii: "d"), UInt8(ascii: "k"), UInt8(ascii: "l"), UInt8(ascii: "p"), UInt8(ascii: "r"),
            UInt8(ascii: "t"), UInt8(ascii: "v"), UInt8(ascii: "w"), UInt8(ascii: "y"):
            true
        default: false
        }
    }

    /// Whether elements of this name are looked at closely, or are none, as comments.
    private static func isSpecial(_ name: ArraySlice<UInt8>) -> Bool {
        switch name.count {
        case 0: true
        case 1: name.first == UInt8(ascii: "a")
        case 2: name.first == UInt8(ascii: "h") && name.last != UInt8(ascii: "r")
        default: watched.contains { name.elementsEqual($0.utf8) }
        }
    }

    private static let watched = ["nav", "svg", "code", "aside", "input", "button", "script", "details"]

    private mutating func tag() {
        let tag = HTMLTag(bytes, at: index)
        index = tag.end
        if tag.isComment { return }
        if !tag.isClosing, Self.screenOnly.contains(tag.name) || (tag.name == "a" && tag["class"] == "anchor") {
            return skip(tag.name)
        }
        let name = heading(tag.name)
        out += (tag.isClosing ? "</" : "<").utf8
        out += name.utf8
        for attribute in tag.attributes { write(attribute, of: tag.name) }
        if tag.name == "code", !tag.isClosing, tag.attributes.isEmpty, isShort { out += " class=\"short\"".utf8 }
        // A landmark on its own page; of a hundred in one document, each would need a name.
        if tag.name == "aside", !tag.isClosing, tag["role"] == nil { out += " role=\"note\"".utf8 }
        if tag.name == "details", !tag.isClosing, tag["open"] == nil { out += " open".utf8 }
        out += (tag.isEmpty ? "/>" : ">").utf8
        if tag.name == "svg", !tag.isClosing, !tag.isEmpty { out += relocation.drawingStyle }
    }

    /// Leaves out what is in the element that was just begun.
    private mutating func skip(_ name: String) {
        var open = 1
        while open > 0, let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            let tag = HTMLTag(bytes, at: start)
            index = tag.end
            if tag.name == name, !tag.isEmpty { open += tag.isClosing ? -1 : 1 }
        }
    }

    /// Whether the code that begins here is a word or two: on paper it is not broken, and a column of a table
    /// is as wide as that.
    private var isShort: Bool {
        bytes[index...].prefix(Self.short + 1).firstIndex(of: UInt8(ascii: "<")) != nil
    }

    private func heading(_ name: String) -> String {
        let utf8 = Array(name.utf8)
        guard utf8.count == 2, utf8[0] == UInt8(ascii: "h"), 0x31...0x36 ~= utf8[1] else { return name }
        return "h\(min(6, Int(utf8[1]) - 0x30 + depth))"
    }

    private mutating func write(_ attribute: HTMLTag.Attribute, of element: String) {
        guard let value = attribute.value else {
            out += " ".utf8
            out += attribute.name.utf8
            return
        }
        let moved: String
        switch attribute.name {
        case "id": moved = anchor + ":" + value
        case "name" where element == "input": moved = anchor + ":" + value
        case "href", "xlink:href":
            guard let target = relocation.target(of: value, from: address) else { return }
            moved = target
        case "src": moved = relocation.source(of: value, from: address)
        // A landmark needs a name of its own, and a document of many pages has many a "Table 1".
        case "role" where value == "region": moved = "group"
        // Paper has all of its images at once.
        case "loading": return
        case let name where Self.references.contains(name):
            moved = value.split(separator: " ").map { anchor + ":" + $0 }.joined(separator: " ")
        case _ where value.hasPrefix("url(#"): moved = "url(#" + anchor + ":" + value.dropFirst(5)
        default: moved = value
        }
        out += " ".utf8
        out += attribute.name.utf8
        out += "=\"".utf8
        out += moved.utf8
        out.append(UInt8(ascii: "\""))
    }
}
