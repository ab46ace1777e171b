import Markup

/// Footnotes: a number in the text, the note at the end, and a way back from it for each reference.
///
/// The ids, `fn:1` and `fnref:1:2`, have a colon, which no heading's id has.
extension HTMLWriter {
    mutating func footnoteReference(_ reference: Inline.FootnoteReference) {
        // A link can't contain another one, so only the number appears within a link.
        let isLink = openLinks == 0
        out.markup("<sup")
        if isLink { out.markup("><a") }
        out.markup(" id=\"")
        out.text(renderer.idPrefix)
        referenceID(reference.index, reference.occurrence)
        if isLink {
            out.markup("\" href=\"#")
            out.destination(renderer.idPrefix)
            out.markup("fn:")
            out.number(number(reference.index))
            out.markup("\" role=\"doc-noteref\" aria-label=\"Footnote ")
            out.number(number(reference.index))
        }
        out.markup("\">")
        out.number(number(reference.index))
        out.markup(isLink ? "</a></sup>" : "</sup>")
    }

    mutating func footnotes(_ footnotes: [Document.Footnote]) {
        guard !footnotes.isEmpty else { return }
        out.markup("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol")
        if renderer.firstFootnote != 1 {
            out.markup(" start=\"")
            out.number(renderer.firstFootnote)
            out.markup("\"")
        }
        out.markup(">\n")
        for footnote in footnotes {
            out.markup("<li id=\"")
            out.text(renderer.idPrefix)
            out.markup("fn:")
            out.number(number(footnote.index))
            out.markup("\">\n")
            var body = footnote.blocks
            if case .paragraph(let content, _)? = body.last {
                body.removeLast()
                blocks(body)
                out.markup("<p>")
                inlines(content)
            } else {
                blocks(body)
                out.markup("<p>")
            }
            wayBack(from: footnote)
            out.markup("</p>\n</li>\n")
        }
        out.markup("</ol>\n</section>\n")
    }

    private mutating func wayBack(from footnote: Document.Footnote) {
        guard footnote.referenceCount > 0 else { return }
        for occurrence in 1...footnote.referenceCount {
            out.markup(" <a class=\"backref\" href=\"#")
            out.destination(renderer.idPrefix)
            referenceID(footnote.index, occurrence)
            out.markup("\" role=\"doc-backlink\" aria-label=\"Back to reference ")
            out.number(number(footnote.index))
            if occurrence > 1 {
                out.markup("-")
                out.number(occurrence)
            }
            out.markup("\">\u{21A9}\u{FE0E}")
            if occurrence > 1 {
                out.markup("<sup>")
                out.number(occurrence)
                out.markup("</sup>")
            }
            out.markup("</a>")
        }
    }

    /// `fnref:1` for the first reference to a note, `fnref:1:2` for the second.
    private mutating func referenceID(_ index: Int, _ occurrence: Int) {
        out.markup("fnref:")
        out.number(number(index))
        if occurrence > 1 {
            out.markup(":")
            out.number(occurrence)
        }
    }

    /// The number that a reader sees for the note with this index in the document.
    private func number(_ index: Int) -> Int { index - 1 + renderer.firstFootnote }
}
