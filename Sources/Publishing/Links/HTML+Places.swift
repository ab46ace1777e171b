import Markup

extension HTML {
    /// Adds a link to a page of the site, or only its text if there is no such link from `place`.
    mutating func link(_ text: String, to path: String, fragment: String? = nil, in place: ReadingPlace) {
        guard let target = place.target(of: path, fragment: fragment) else { return self.text(text) }
        markup("<a")
        attribute("href", target)
        markup(">")
        self.text(text)
        markup("</a>")
    }
}

extension HTML {
    /// The ids of the elements, which a link with `#` can name.
    ///
    /// They are read from the HTML, because a template of the workbook may have other headings.
    var ids: Set<String> {
        Set(
            MarkupReader(bytes[...]).compactMap { piece in
                if case .tag(let tag) = piece { tag["id"].map { Entities.decoded($0) } } else { nil }
            })
    }
}
