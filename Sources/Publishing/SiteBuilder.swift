package import Content
package import Engagement

/// Builds a site of an engagement's state and documents.
///
///     let builder = SiteBuilder(theme: Theme())
///     let site = builder.build(report, content, options: SiteOptions(edition: .customer, madeOn: today))
///     guard !site.hasErrors else { ... }
///     for file in site.files { write(file) }
///
/// The same arguments make the same bytes.
package struct SiteBuilder: Sendable {
    let theme: Theme

    package init(theme: Theme) {
        self.theme = theme
    }

    package func build(_ report: StatusReport, _ content: ContentFolder, options: SiteOptions) -> Site {
        let view = EditionView(report, content, edition: options.edition)
        let plan = SitePlan(view, attachments: options.attachments, isServed: options.liveReload)
        // Drawn before everything else, because diagrams link to pages and files too.
        let drawing = BlockDrawing(view: view, templates: theme.templates, resolver: plan.resolver)
        let drawn = plan.pages.map(drawing.draw)
        let attachments = plan.attachments(usedBy: drawn)
        let writer = PageWriter(
            view: view, sections: plan.sections, resolver: plan.resolver,
            backlinks: Backlinks(drawn, resolver: plan.resolver),
            figures: theme.templates.render("figures", FiguresContext(view)))
        let revision = Revision.of(plan.pages, attachments: attachments, writer: writer)
        let shell = Shell(theme.templates, context: ShellContext(view, options: options, revision: revision))
        let made = MadePages(
            view: view, plan: plan, templates: theme.templates, shell: shell, backlinks: writer.backlinks)
        let madeFiles = made.files()
        var files = pageFiles(drawn, plan, writer, shell)
        files += madeFiles + theme.files.filter { options.liveReload || $0.path != "js/live-reload.js" } + attachments
        files += [OutputFile(path: SearchIndex.path, bytes: made.searchIndex()), PageList.file(of: plan)]
        files += plan.redirects()
        files = Self.unique(files)
        files.append(Manifest.file(of: files))

        let linkFaults = LinkFaults(
            resolver: plan.resolver, hiddenPaths: Set(content.pages.map(\.path)).subtracting(view.pages.map(\.path)),
            madeAnchors: Dictionary(madeFiles.map { ($0.path, HTML(trusted: $0.bytes).ids) }) { first, _ in first })
        let assets = theme.files.map(\.path) + [SearchIndex.path, PageList.path, Manifest.path]
        let diagnostics =
            theme.diagnostics + drawn.flatMap { $0.faults + linkFaults.faults(of: $0) }
            + PageFaults.all(of: plan, attachments: attachments + plan.shadowedAttachments, assets: assets)
        return Site(files: files, diagnostics: diagnostics)
    }

    private func pageFiles(
        _ pages: [DrawnPage], _ plan: SitePlan, _ writer: PageWriter, _ shell: Shell
    ) -> [OutputFile] {
        pages.enumerated().map { index, drawn in
            let page = drawn.page
            let turn = (
                index > 0 ? pages[index - 1].page : nil, index + 1 < pages.count ? pages[index + 1].page : nil
            )
            let root = Address.root(from: page.address)
            let filling = Shell.Filling(
                title: page.numberedTitle, description: page.frontMatter.description, root: root,
                home: root + "index.html", layout: writer.hasOutline(page) ? .withOutline : .wide,
                navigation: plan.navigation.html(for: page.address, in: page.section, root: root),
                outline: writer.outline(of: page), main: writer.main(of: page, blocks: drawn.blocks, turn: turn))
            return OutputFile(path: page.address, bytes: shell.page(filling))
        }
    }

    /// The first of the files with the same path: where two claim one address, that is a diagnostic,
    /// and the output still has each path once.
    private static func unique(_ files: [OutputFile]) -> [OutputFile] {
        // The manifest is written last, of all that is there.
        var taken: Set = [Manifest.path]
        return files.filter { taken.insert($0.path).inserted }
    }
}
