package import Content
package import Engagement
package import Pages

extension StatusPage {
    /// - Parameters:
    ///   - content: Its pages make the menu. Without any, the menu has the generated pages only.
    ///   - site: The site of the same report and content, if it was built and is remembered.
    package init(
        _ report: StatusReport, _ content: ContentFolder, theme: Theme, options: SiteOptions, site: Site? = nil
    ) {
        let view =
            site?.memory?.view ?? EditionView(report, content, edition: options.edition, spelling: options.spelling)
        let plan = site?.memory?.plan ?? SitePlan(view, attachments: [], isServed: options.liveReload, printing: .none)
        self.init(
            view.figures, navigation: plan.navigation, theme: theme, madeOn: options.madeOn,
            liveReload: options.liveReload)
    }
}
