package import Content
package import Engagement
package import Markup

/// The page of the status, and the frame for other pages of the web tracker.
///
/// The tracker shows the same figures as the site, with the same templates and styles: its pages take
/// them from the site, which the server has at `/site/`.
package struct StatusPage: Sendable {
    private let view: EditionView
    private let plan: SitePlan
    private let shell: Shell
    private let templates: Templates

    /// - Parameters:
    ///   - content: Its pages are the menu; without any, the menu has the made pages only.
    ///   - site: The site of the same report and content, where it was built and is remembered.
    package init(
        _ report: StatusReport, _ content: ContentFolder, theme: Theme, options: SiteOptions, site: Site? = nil
    ) {
        view = site?.memory?.view ?? EditionView(report, content, edition: options.edition, spelling: options.spelling)
        plan = site?.memory?.plan ?? SitePlan(view, attachments: [], isServed: options.liveReload, printing: .none)
        templates = theme.templates
        shell = Shell(theme.templates, context: ShellContext(view, options: options, hasRevision: false))
    }

    /// The status, whole, for the tracker's first screen.
    package func bytes(siteRoot: String = "/site/", home: String = "/") -> [UInt8] {
        page(
            title: MadePage.status.title, main: Self.main(view, templates, crumbs: HTML()), siteRoot: siteRoot,
            home: home)
    }

    /// Any page of the tracker's: `main` in the frame of the site.
    package func page(
        title: String, main: HTML, siteRoot: String = "/site/", home: String = "/"
    ) -> [UInt8] {
        shell.page(
            Shell.Filling(
                title: title, root: siteRoot, home: home,
                navigation: plan.navigation.html(for: "", in: "engagement", root: siteRoot), main: main))
    }

    /// The page for an address that leads nowhere, at whatever depth it was asked for.
    package func notFound(siteRoot: String = "/site/", home: String = "/") -> [UInt8] {
        page(
            title: MadePage.notFound.title,
            main: templates.render("not-found", NotFoundContext(root: siteRoot)), siteRoot: siteRoot, home: home)
    }

    static func main(_ view: EditionView, _ templates: Templates, crumbs: HTML) -> HTML {
        var main = templates.render("status", StatusContext(view, crumbs: crumbs))
        if let outlook = view.outlook { main.append(InternalSections(outlook, scope: view.scope).html) }
        return main
    }
}
