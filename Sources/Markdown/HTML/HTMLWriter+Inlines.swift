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
            out.markup("<code>")
            out.text(text)
            out.markup("</code>")
        case .emphasis(let children):
            out.markup("<em>")
            inlines(children)
            out.markup("</em>")
        case .strong(let children):
            out.markup("<strong>")
            inlines(children)
            out.markup("</strong>")
        case .strikethrough(let children):
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
        out.markup(open)
        inlines(children)
        out.markup(close)
    }

    private mutating func link(_ link: Inline.Link) {
        guard openLinks == 0, let target = renderer.target(ofLink: link.destination) else {
            inlines(link.content)
            return
        }
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
            out.markup("\" loading=\"lazy")
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
