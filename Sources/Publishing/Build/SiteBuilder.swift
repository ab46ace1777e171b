import AsBuilt
package import Content
package import Engagement
package import Pages

/// Builds a site of an engagement's state and documents.
///
///     let builder = SiteBuilder(theme: Theme())
///     let site = builder.build(report, content, options: SiteOptions(edition: .customer, madeOn: today))
///     guard !site.hasErrors else { ... }
///     for file in site.files { write(file) }
///
/// The same arguments make the same bytes, whatever the number of workers, and whether or not the site is
/// built after another one: `SiteMemory` only spares the work that would make the same again.
package struct SiteBuilder: Sendable {
    let theme: Theme
    let themeFiles: [OutputFile]
    let workers: Workers

    package init(theme: Theme, workers: Workers = .all) {
        self.theme = theme
        themeFiles = theme.files.map { OutputFile(path: $0.path, bytes: $0.bytes) }
        self.workers = workers
    }

    /// - Parameter previous: The same site as it was built before.
    package func build(
        _ report: StatusReport, _ content: ContentFolder, options: SiteOptions, after previous: Site? = nil
    ) -> Site {
        let memory = previous?.memory.flatMap { memory in
            memory.view.edition == options.edition && memory.overrides == theme.overrides ? memory : nil
        }
        let view = EditionView(
            report, content, edition: options.edition, spelling: options.spelling, workers: workers
        ) { path in
            memory?.written[path]?.drawn.page
        }
        let isTitledAsBefore = memory.map { view.hasTitles(of: $0.view) } ?? false
        let plan = SitePlan(
            view, attachments: options.attachments, isServed: options.liveReload, printing: options.printing,
            after: isTitledAsBefore ? memory?.plan : nil)
        // Drawn before everything else, because diagrams link to pages and files too.
        let leadsAsBefore = memory.map { plan.resolver.leadsLike($0.plan.resolver) } ?? false
        let drawn = drawnPages(of: plan, view, inventory: options.inventory, after: leadsAsBefore ? memory : nil)
        let attachments = plan.attachments(usedBy: drawn)
        let assets =
            theme.files.map(\.path)
            + [SearchIndex.path, PageList.path, Manifest.path, DecisionFeed.path, Sitemap.path]
            + PrintDocument.addresses(of: plan)
        let knownLinks = memory.flatMap { memory in
            isTitledAsBefore && leadsAsBefore && memory.links.isMade(with: assets) && memory.hasLinks(of: drawn)
                ? memory.links : nil
        }
        let links = knownLinks ?? SiteLinks(plan, drawn: drawn, attachments: attachments, assets: assets)
        let writer = DocumentWriter(
            view: view, sections: plan.sections, resolver: plan.resolver, backlinks: links.backlinks,
            figures: theme.templates.render("figures", FiguresData(view.figures)))
        let feed = DecisionFeed(plan.pages, scope: view.scope)
        let frame = SiteFrame(
            shell: Shell(
                theme.templates, view.figures, madeOn: options.madeOn, liveReload: options.liveReload,
                hasRevision: true, acceptance: view.proof.acceptance?.words),
            navigation: plan.navigation, writer: writer, hasFeed: feed != nil)
        let frameKey = frame.key
        let isFramedAsBefore = memory?.frame == frameKey
        let isPrinted = plan.hasPrints || options.printing.isAlone
        let written = writtenPages(
            drawn, plan, frame, after: memory, isFramedAsBefore: isFramedAsBefore,
            isLinkedAsBefore: knownLinks != nil, keepingProse: options.isRemembered || isPrinted)

        let revision = Revision.of(written, attachments: attachments)
        let generated = GeneratedPages(
            view: view, plan: plan, templates: theme.templates, frame: frame, revision: revision,
            known: isFramedAsBefore && isTitledAsBefore ? memory?.generated ?? [:] : [:],
            isLinkedAsBefore: knownLinks != nil)
        let mains = workers.map(plan.generated, portion: 1) { generated.main(of: $0) }
        let generatedFiles = workers.map(mains, portion: 1) { generated.file($0) }
        let printing = PrintDocument.Source(
            view: view, plan: plan, templates: theme.templates, writer: writer, written: written, generated: mains,
            madeOn: options.madeOn, revision: revision)
        var files = written.map { page in
            page.file
                ?? frame.file(
                    of: page.drawn.page, prose: page.text.prose, turn: (nil, plan.pages.dropFirst().first), revision)
        }
        files += generatedFiles + PrintDocument.files(printing, workers: workers)
        files += themeFiles.filter { options.liveReload || !Theme.servedOnly.contains($0.path) } + attachments
        files += [
            OutputFile(path: SearchIndex.path) { generated.searchIndex(written.map(\.text.searchEntry)) },
            OutputFile(path: PageList.path) { PageList.bytes(of: written) },
        ]
        files += [
            feed?.file, view.scope.baseURL.map { Sitemap.file(of: plan.pages, generated: plan.generated, base: $0) },
        ].compactMap(\.self)
        files += plan.redirects()
        files = Self.unique(files)
        files.append(Manifest.file(of: files, workers: workers))

        let hiddenPaths = Set(content.pages.map(\.path)).subtracting(view.pages.map(\.path))
        let linkDiagnostics = LinkDiagnostics(
            resolver: plan.resolver, hiddenPaths: hiddenPaths, drawn: drawn, generated: generatedFiles)
        let diagnostics =
            theme.errors.map { Diagnostic($0) } + links.diagnostics + mains.flatMap(\.diagnostics)
            + workers.map(drawn) { $0.diagnostics + linkDiagnostics.diagnostics(of: $0) }.joined()
        if case .alone(let section) = options.printing {
            files = PrintDocument.alone(printing, section: section, drawn: drawn, theme: theme, workers: workers)
        }
        // What is only looked at while it is written is not published yet.
        let leaks =
            options.isRemembered
            ? []
            : LeakScan.diagnostics(
                of: files, content: content, contract: report.contract, edition: options.edition, workers: workers)
        return Site(
            files: files, diagnostics: diagnostics + leaks, sections: plan.sections.map(\.folder),
            memory: options.isRemembered
                ? SiteMemory(
                    theme, view: view, plan: plan, frame: frameKey, written: written, links: links, generated: mains)
                : nil)
    }

    /// - Parameter memory: Of a build in which every link led where it leads now.
    private func drawnPages(
        of plan: SitePlan, _ view: EditionView, inventory: Inventory?, after memory: SiteMemory?
    ) -> [DrawnPage] {
        let drawing = BlockDrawing(
            view: view, templates: theme.templates, resolver: plan.resolver, inventory: inventory)
        return workers.at("drawing").map(plan.pages) { page in
            // Live figures show the state, which is another one each time.
            if !page.showsState, let old = memory?.written[page.path], old.drawn.page === page { return old.drawn }
            return drawing.draw(page)
        }
    }

    /// The pages of documents, each with its file; the first page only with what is in it, because its frame
    /// tells the revision of the whole site.
    private func writtenPages(
        _ pages: [DrawnPage], _ plan: SitePlan, _ frame: SiteFrame, after memory: SiteMemory?,
        isFramedAsBefore: Bool, isLinkedAsBefore: Bool, keepingProse: Bool
    ) -> [WrittenPage] {
        let places = Dictionary(plan.sections.map { ($0.folder, $0.title) }) { first, _ in first }
        return workers.at("writing").map(Array(pages.indices)) { index in
            let drawn = pages[index]
            let page = drawn.page
            let known = memory?.written[page.path]
            let made = known.flatMap { $0.isMade(of: drawn) ? $0 : nil }
            if let made, isFramedAsBefore, isLinkedAsBefore { return made }
            var text = made?.text ?? DocumentText(drawn, writer: frame.writer, place: places[page.section] ?? "")
            guard page.address != "index.html" else { return WrittenPage(drawn, text) }
            let turn = (
                index > 0 ? pages[index - 1].page : nil, index + 1 < pages.count ? pages[index + 1].page : nil
            )
            let surroundings = frame.writer.surroundings(of: page, turn: turn)
            if let made, isFramedAsBefore, made.surroundings == surroundings {
                // Its targets are the pages of this build, not of one before.
                return WrittenPage(drawn, text, file: made.file, surroundings: surroundings)
            }
            let file = frame.file(of: page, prose: text.prose, turn: turn, text.revision, after: known?.file)
            if !keepingProse { text.prose = [] }
            return WrittenPage(drawn, text, file: file, surroundings: surroundings)
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
