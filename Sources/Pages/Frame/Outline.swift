package import Markup

/// The headings of a page, beside it on a wide screen and behind a button on a narrow one.
///
/// A popover, which needs no script to open and close.
package enum Outline {
    package struct Entry {
        package let id: String
        package let title: String
        package let isDeeper: Bool

        package init(id: String, title: String, isDeeper: Bool = false) {
            self.id = id
            self.title = title
            self.isDeeper = isDeeper
        }
    }

    package static func html(_ entries: [Entry]) -> HTML {
        var html = HTML()
        html.markup("<nav id=\"outline\" class=\"outline\" aria-label=\"On this page\" popover>\n")
        html.markup("<p class=\"outline-title\">On this page</p>\n<ul>\n")
        for entry in entries where !entry.id.isEmpty {
            html.markup(entry.isDeeper ? "<li class=\"deeper\">" : "<li>")
            html.link(entry.title, root: "", path: "", fragment: entry.id)
            html.markup("</li>\n")
        }
        html.markup("</ul>\n</nav>\n")
        return html
    }

    package static var button: HTML {
        var html = HTML()
        html.markup(
            "<button class=\"outline-button\" type=\"button\" popovertarget=\"outline\">On this page</button>\n")
        return html
    }
}
