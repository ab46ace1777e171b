package import CivilTime
package import Markup

/// The page of the status, and the frame for other pages of the web tracker.
///
/// The tracker shows the same figures as the site, with the same templates and styles. The server has the site at
/// `/site/`, and the pages of the tracker load styles and scripts from it.
package struct StatusPage: Sendable {
    package static let title = "Status"
    package static let notFoundTitle = "No such page"

    private let figures: EditionFigures
    private let navigation: Navigation
    private let shell: Shell
    private let templates: Templates

    /// - Parameters:
    ///   - navigation: The menu of the pages.
    ///   - madeOn: The date in the footer.
    ///   - liveReload: Whether the pages reload when the server says that they changed.
    package init(
        _ figures: EditionFigures, navigation: Navigation, theme: Theme, madeOn: CivilDate, liveReload: Bool
    ) {
        self.figures = figures
        self.navigation = navigation
        templates = theme.templates
        shell = Shell(theme.templates, figures, madeOn: madeOn, liveReload: liveReload, hasRevision: false)
    }

    /// Returns the status, whole, for the tracker's first screen.
    package func bytes(siteRoot: String = "/site/", home: String = "/") -> [UInt8] {
        page(title: Self.title, main: Self.main(figures, templates, crumbs: HTML()), siteRoot: siteRoot, home: home)
    }

    /// Returns a page of the tracker: `main` in the frame of the site.
    ///
    /// - Parameter head: What only this page has in its head.
    package func page(
        title: String, head: HTML = HTML(), main: HTML, siteRoot: String = "/site/", home: String = "/"
    ) -> [UInt8] {
        shell.page(
            Shell.Filling(
                title: title, root: siteRoot, home: home, head: head,
                navigation: navigation.html(for: "", in: "engagement", root: siteRoot), main: main))
    }

    /// Returns the page for an address that has none, at any depth.
    package func notFound(siteRoot: String = "/site/", home: String = "/") -> [UInt8] {
        page(
            title: Self.notFoundTitle, main: Self.notFound(templates, root: siteRoot), siteRoot: siteRoot, home: home)
    }

    /// Returns the status without its frame.
    package static func main(_ figures: EditionFigures, _ templates: Templates, crumbs: HTML) -> HTML {
        var main = templates.render("status", StatusData(figures, crumbs: crumbs))
        if let outlook = figures.outlook { main.append(InternalSections(outlook, scope: figures.scope).html) }
        return main
    }

    /// Returns the text of the page for an address that has none.
    package static func notFound(_ templates: Templates, root: String) -> HTML {
        templates.render("not-found", NotFoundData(root: root))
    }
}

/// The data of `not-found.mustache`.
struct NotFoundData: Sendable {
    let root: String
}
