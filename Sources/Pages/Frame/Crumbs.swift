package import Markup

/// The breadcrumb from the start page to a page.
package enum Crumbs {
    /// A page on the way.
    package struct Crumb {
        let title: String
        let address: String

        package init(title: String, address: String) {
            self.title = title
            self.address = address
        }
    }

    /// - Parameter crumbs: The pages between the start page and this one.
    package static func html(_ crumbs: [Crumb], root: String) -> HTML {
        var html = HTML()
        html.markup("<nav class=\"crumbs\" aria-label=\"Breadcrumb\">\n<ol>")
        for crumb in [Crumb(title: "Start", address: "index.html")] + crumbs {
            html.markup("<li>")
            html.link(crumb.title, root: root, path: crumb.address)
            html.markup("</li>")
        }
        html.markup("</ol>\n</nav>\n")
        return html
    }
}
