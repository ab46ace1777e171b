import Markup

/// What a page writes again and again: links, headings and badges.
extension HTML {
    /// Adds the address of `path` in the site, in a page from which `root` is the relative path to the site's root.
    mutating func address(_ root: String, _ path: String, fragment: String? = nil) {
        text(root)
        text(Address.encoded(path))
        if let fragment {
            markup("#")
            text(Address.encoded(fragment))
        }
    }

    /// Adds `<a href="...">text</a>`.
    mutating func link(_ text: String, root: String, path: String, fragment: String? = nil) {
        markup("<a href=\"")
        address(root, path, fragment: fragment)
        markup("\">")
        self.text(text)
        markup("</a>")
    }

    /// Adds a link to a page of the site, or only its text if there is no such link from `place`.
    mutating func link(_ text: String, to path: String, fragment: String? = nil, in place: PagePlace) {
        guard let target = place.target(of: path, fragment: fragment) else { return self.text(text) }
        markup("<a")
        attribute("href", target)
        markup(">")
        self.text(text)
        markup("</a>")
    }

    /// Adds a heading of a part of a page, to which the outline links.
    mutating func heading(_ text: String, id: String) {
        markup("<h2 id=\"")
        self.text(id)
        markup("\">")
        self.text(text)
        markup("</h2>\n")
    }

    /// Adds a state as words in a color.
    mutating func badge(_ badge: Badge) {
        markup("<span class=\"badge ")
        markup(badge.tone.className)
        markup("\">")
        text(badge.text)
        markup("</span>")
    }
}

extension HTML {
    /// Returns a sentence, with the text between backticks as code; a command of this program is code as a whole.
    static func prose(_ text: String) -> HTML {
        var html = HTML()
        if text.hasPrefix("workbook "), !text.contains("`") {
            html.markup("<code>")
            html.text(text)
            html.markup("</code>")
            return html
        }
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            // A backtick without a partner is only a backtick.
            if index % 2 == 1, index + 1 < parts.count {
                html.markup("<code>")
                html.text(String(part))
                html.markup("</code>")
            } else {
                if index % 2 == 1 { html.markup("`") }
                html.text(String(part))
            }
        }
        return html
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
