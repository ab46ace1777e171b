package import Content
package import Engagement

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
    let workers: Workers

    package init(theme: Theme, workers: Workers = .all) {
        self.theme = theme
        self.workers = workers
    }

    /// - Parameter previous: The same site as it was built before.
    package func build(
        _ report: StatusReport, _ content: ContentFolder, options: SiteOptions, after previous: Site? = nil
    ) -> Site {
        let memory = previous?.memory.flatMap { $0.view.edition == options.edition ? $0 : nil }
        let view = EditionView(
            report, content, edition: options.edition, workers: workers, known: memory?.pages ?? [:])
        let plan = SitePlan(
            view, attachments: options.attachments, isServed: options.liveReload, printing: options.printing)
        // Drawn before everything else, because diagrams link to pages and files too.
        let drawn = drawnPages(of: plan, view, after: memory)
        let attachments = plan.attachments(usedBy: drawn)
        let writer = PageWriter(
            view: view, sections: plan.sections, resolver: plan.resolver, backlinks: Backlinks(drawn),
            figures: theme.templates.render("figures", FiguresContext(view)))
        let feed = DecisionFeed(plan.pages, scope: view.scope)
        let frame = PageFrame(
            shell: Shell(theme.templates, context: ShellContext(view, options: options, hasRevision: true)),
            navigation: plan.navigation, writer: writer, hasFeed: feed != nil)
        let frameKey = frame.key
        let isPrinted = plan.hasPrints || options.printing.isAlone
        let written = writtenPages(
            drawn, plan, frame, after: memory, isFramedAsBefore: memory?.frame == frameKey,
            keepingProse: options.isRemembered || isPrinted)

        let revision = Revision.of(written, attachments: attachments)
        let isIndexedAsBefore = memory.map { $0.frame == frameKey && $0.hasTitles(of: plan) } ?? false
        let made = MadePages(
            view: view, plan: plan, templates: theme.templates, frame: frame, revision: revision,
            indexes: isIndexedAsBefore ? memory?.indexes ?? [:] : [:])
        let mains = workers.map(plan.made, portion: 1) { made.main(of: $0) }
        let madeFiles = mains.map(made.file)
        let printing = PrintDocument.Source(
            view: view, plan: plan, templates: theme.templates, writer: writer, written: written, made: mains,
            madeOn: options.madeOn, revision: revision)
        var files = written.map { $0.file ?? frame.file(of: $0, turn: (nil, plan.pages.dropFirst().first), revision) }
        files += madeFiles + PrintDocument.files(printing, workers: workers)
        files += theme.files.filter { options.liveReload || $0.path != "js/live-reload.js" } + attachments
        files += [
            OutputFile(path: SearchIndex.path, bytes: made.searchIndex(written.map(\.searchEntry))),
            PageList.file(of: written),
        ]
        files += [
            feed?.file, view.scope.baseURL.map { Sitemap.file(of: plan.pages, made: plan.made, base: $0) },
        ].compactMap(\.self)
        files += plan.redirects()
        files = Self.unique(files)
        files.append(Manifest.file(of: files))

        let hiddenPaths = Set(content.pages.map(\.path)).subtracting(view.pages.map(\.path))
        let linkFaults = LinkFaults(resolver: plan.resolver, hiddenPaths: hiddenPaths, drawn: drawn, made: madeFiles)
        let assets =
            theme.files.map(\.path)
            + [SearchIndex.path, PageList.path, Manifest.path, DecisionFeed.path, Sitemap.path]
            + PrintDocument.addresses(of: plan)
        let diagnostics =
            theme.diagnostics + workers.map(drawn) { $0.faults + linkFaults.faults(of: $0) }.joined()
            + PageFaults.all(of: plan, attachments: attachments + plan.shadowedAttachments, assets: assets)
            + PageReach(plan, drawn: drawn).faults
        if case .alone(let section) = options.printing {
            files = PrintDocument.alone(printing, section: section, drawn: drawn, theme: theme, workers: workers)
        }
        // What is only looked at while it is written is not published yet.
        let leaks =
            options.isRemembered
            ? [] : LeakScan.diagnostics(of: files, content: content, edition: options.edition, workers: workers)
        let indexes = Dictionary(mains.filter { made.isIndex($0.page) }.map { ($0.page.address, $0.html) }) {
            first, _ in first
        }
        return Site(
            files: files, diagnostics: diagnostics + leaks, sections: plan.sections.map(\.folder),
            memory: options.isRemembered
                ? SiteMemory(view: view, plan: plan, frame: frameKey, written: written, indexes: indexes) : nil)
    }

    private func drawnPages(of plan: SitePlan, _ view: EditionView, after memory: SiteMemory?) -> [DrawnPage] {
        let drawing = BlockDrawing(view: view, templates: theme.templates, resolver: plan.resolver)
        let leadsAsBefore = memory.map { plan.resolver.leadsLike($0.plan.resolver) } ?? false
        return workers.at("drawing").map(plan.pages) { page in
            // A live block shows the state, which is another one each time.
            if leadsAsBefore, page.liveBlocks.isEmpty, let old = memory?.written[page.path], old.drawn.page === page {
                return old.drawn
            }
            return drawing.draw(page)
        }
    }

    /// The pages of documents, each with its file; the first page only with what is in it, because its frame
    /// tells the revision of the whole site.
    private func writtenPages(
        _ pages: [DrawnPage], _ plan: SitePlan, _ frame: PageFrame, after memory: SiteMemory?,
        isFramedAsBefore: Bool, keepingProse: Bool
    ) -> [WrittenPage] {
        let places = Dictionary(plan.sections.map { ($0.folder, $0.title) }) { first, _ in first }
        return workers.at("writing").map(Array(pages.indices)) { index in
            let drawn = pages[index]
            let page = drawn.page
            var written: WrittenPage
            let known = memory?.written[page.path]
            let isMadeBefore = known?.isMade(of: drawn) ?? false
            if let known, isMadeBefore {
                written = known
                // Its targets are the pages of this build, not of one before.
                written.drawn = drawn
            } else {
                written = WrittenPage(
                    drawn, writer: frame.writer, place: places[page.section] ?? "")
            }
            guard page.address != "index.html" else {
                written.file = nil
                return written
            }
            let turn = (
                index > 0 ? pages[index - 1].page : nil, index + 1 < pages.count ? pages[index + 1].page : nil
            )
            let surroundings = frame.writer.surroundings(of: page, turn: turn)
            guard !isMadeBefore || !isFramedAsBefore || written.file == nil || written.surroundings != surroundings
            else { return written }
            written.surroundings = surroundings
            written.file = frame.file(of: written, turn: turn, written.revision, after: known?.file)
            if !keepingProse { written.prose = [] }
            return written
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
