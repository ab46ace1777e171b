import Markup

extension HTMLWriter {
    mutating func inlines(_ inlines: [Inline]) {
        for inline in inlines { self.inline(inline) }
    }

    private mutating func inline(_ inline: Inline) {
        switch inline {
        case .text(let text), .escaped(let text):
            out.text(text)
        case .comment:
            break
        case .softBreak:
            out.markup("\n")
        case .lineBreak:
            out.markup("<br>\n")
        case .code(let text):
            breakCell()
            let isShort = renderer.paper != nil && Escaping.shown.escaped(text).count <= PaperProfile.shortCode
            out.markup(isShort ? "<code class=\"short\">" : "<code>")
            out.text(text)
            out.markup("</code>")
        case .emphasis(let children):
            breakCell()
            out.markup("<em>")
            inlines(children)
            out.markup("</em>")
        case .strong(let children):
            breakCell()
            out.markup("<strong>")
            inlines(children)
            out.markup("</strong>")
        case .strikethrough(let children):
            breakCell()
            out.markup("<del>")
            inlines(children)
            out.markup("</del>")
        case .tagged(let tag, let children):
            tagged(tag, children)
        case .link(let link):
            self.link(link)
        case .image(let image):
            self.image(image)
        case .refused(let refused):
            inlines(refused.content)
        case .footnoteReference(let reference):
            footnoteReference(reference)
        }
    }

    /// Lets a line break before a marked word of a cell: see `PaperProfile`.
    private mutating func breakCell() {
        guard isInCell, renderer.paper?.breaksCells == true, out.bytes.last == UInt8(ascii: " ") else { return }
        out.markup("\u{200B}")
    }

    private mutating func tagged(_ tag: Inline.Tag, _ children: [Inline]) {
        let (open, close): (StaticString, StaticString) =
            switch tag {
            case .kbd: ("<kbd>", "</kbd>")
            case .sub: ("<sub>", "</sub>")
            case .sup: ("<sup>", "</sup>")
            case .mark: ("<mark>", "</mark>")
            case .ins: ("<ins>", "</ins>")
            case .del: ("<del>", "</del>")
            }
        if tag == .kbd || tag == .del { breakCell() }
        out.markup(open)
        inlines(children)
        out.markup(close)
    }

    private mutating func link(_ link: Inline.Link) {
        guard openLinks == 0, let target = renderer.target(ofLink: link.destination) else {
            inlines(link.content)
            return
        }
        breakCell()
        out.markup("<a href=\"")
        out.destination(target)
        title(link.title)
        out.markup("\">")
        openLinks += 1
        inlines(link.content)
        openLinks -= 1
        out.markup("</a>")
    }

    private mutating func image(_ image: Inline.Image) {
        if renderer.linksRemoteImages, !LinkPolicy.isRelative(image.source), LinkPolicy.permits(image.source, in: .link)
        {
            let words = image.alternative.isEmpty ? image.source : image.alternative
            let text = Inline.text(words)
            return link(Inline.Link(destination: image.source, title: image.title, content: [text], line: image.line))
        }
        guard let target = renderer.target(ofImage: image.source) else {
            out.text(image.alternative)
            return
        }
        out.markup("<img src=\"")
        out.destination(target)
        out.markup("\" alt=\"")
        out.text(image.alternative)
        title(image.title)
        if let size = renderer.imageSize?(image.source) {
            out.markup("\" width=\"")
            out.text(String(size.width))
            out.markup("\" height=\"")
            out.text(String(size.height))
            if renderer.paper == nil { out.markup("\" loading=\"lazy") }
        }
        out.markup("\">")
    }

    /// Ends the attribute before it, and leaves its own open.
    private mutating func title(_ title: String) {
        guard !title.isEmpty else { return }
        out.markup("\" title=\"")
        out.text(title)
    }
}
