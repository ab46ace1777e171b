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
        let plan = SitePlan(view, attachments: options.attachments)
        let hidden = Set(content.pages.map(\.path)).subtracting(view.pages.map(\.path))
        let shell = Shell(theme.templates, context: ShellContext(view, options: options))
        var diagnostics = theme.diagnostics + PageFaults.all(of: plan.pages, made: plan.madeAddresses)
        let linkFaults = LinkFaults(resolver: plan.resolver, hiddenPaths: hidden)
        let drawing = BlockDrawing(view: view, templates: theme.templates, resolver: plan.resolver)
        let writer = PageWriter(
            view: view, sections: plan.sections, resolver: plan.resolver,
            backlinks: Backlinks(plan.pages, resolver: plan.resolver),
            figures: theme.templates.render("figures", FiguresContext(view)))
        var files: [OutputFile] = []
        for (index, page) in plan.pages.enumerated() {
            diagnostics += linkFaults.faults(of: page)
            let (blocks, faults) = drawing.draw(page)
            diagnostics += faults
            let turn = (
                index > 0 ? plan.pages[index - 1] : nil,
                index + 1 < plan.pages.count ? plan.pages[index + 1] : nil
            )
            let root = Address.root(from: page.address)
            let filling = Shell.Filling(
                title: page.numberedTitle, description: page.frontMatter.description, root: root,
                home: root + "index.html", layout: writer.hasOutline(page) ? .withOutline : .wide,
                navigation: plan.navigation.html(for: page.address, in: page.section, root: root),
                outline: writer.outline(of: page), main: writer.main(of: page, blocks: blocks, turn: turn))
            files.append(OutputFile(path: page.address, bytes: shell.page(filling)))
        }
        let made = MadePages(
            view: view, plan: plan, templates: theme.templates, shell: shell, backlinks: writer.backlinks)
        files += made.files() + theme.files.filter { options.liveReload || $0.path != "js/live-reload.js" }
        files += plan.usedAttachments()
        files += [OutputFile(path: "search-index.js", bytes: made.searchIndex()), PageList.file(of: plan)]
        files += plan.redirects()
        files = Self.unique(files)
        files.append(Manifest.file(of: files))
        return Site(files: files, diagnostics: diagnostics)
    }

    /// Everything that is wrong in either edition, each fault once.
    package func check(
        _ report: StatusReport, _ content: ContentFolder, madeOn: CivilDate, attachments: [OutputFile] = []
    ) -> [Diagnostic] {
        let found = Edition.allCases.flatMap { edition in
            build(
                report, content,
                options: SiteOptions(edition: edition, madeOn: madeOn, attachments: attachments)
            ).diagnostics
        }
        return Array(Set(found)).sorted()
    }

    /// The first of the files with the same path: where two pages claim one address, that is a diagnostic,
    /// and the output still has each path once.
    private static func unique(_ files: [OutputFile]) -> [OutputFile] {
        var taken: Set<String> = []
        return files.filter { taken.insert($0.path).inserted }
    }
}
