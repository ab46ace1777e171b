package import Markup

/// What a page writes again and again: links, headings and badges.
extension HTML {
    /// Adds the address of `path` in the site, in a page from which `root` is the relative path to the site's root.
    package mutating func address(_ root: String, _ path: String, fragment: String? = nil) {
        text(root)
        text(Address.encoded(path))
        if let fragment {
            markup("#")
            text(Address.encoded(fragment))
        }
    }

    /// Adds `<a href="...">text</a>`.
    package mutating func link(_ text: String, root: String, path: String, fragment: String? = nil) {
        markup("<a href=\"")
        address(root, path, fragment: fragment)
        markup("\">")
        self.text(text)
        markup("</a>")
    }

    /// Adds a heading of a part of a page, to which the outline links.
    package mutating func heading(_ text: String, id: String) {
        markup("<h2 id=\"")
        self.text(id)
        markup("\">")
        self.text(text)
        markup("</h2>\n")
    }

    /// Adds a state as words in a color.
    package mutating func badge(_ badge: Badge) {
        markup("<span class=\"badge ")
        markup(badge.tone.className)
        markup("\">")
        text(badge.text)
        markup("</span>")
    }
}

extension HTML {
    /// Returns a sentence, with the text between backticks as code; a command of this program is code as a whole.
    package static func prose(_ text: String) -> HTML {
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
