import Content
import Engagement
import Graphviz

/// Writes the pages that the site makes of figures and of the other pages.
struct MadePages {
    let view: EditionView
    let plan: SitePlan
    let templates: Templates
    let frame: PageFrame
    let revision: String
    /// What `main(of:)` made of the same pages before, by address.
    let indexes: [String: HTML]

    /// Whether `page` is made of what the other pages say of themselves, and of nothing else.
    func isIndex(_ page: MadePage) -> Bool {
        page.address == MadePage.search.address
            || (plan.sections.contains { $0.address == page.address }
                && !["decisions", "runbooks", ""].contains(page.folder))
    }

    /// What stands between the header and the footer of `page`.
    func main(of page: MadePage) -> MadeMain {
        if let known = indexes[page.address] { return MadeMain(page: page, html: known) }
        switch page.address {
        case MadePage.status.address:
            return MadeMain(page: page, html: StatusPage.main(view, templates, crumbs: crumbs(page)))
        case MadePage.scope.address:
            let context = ScopeContext(view, pages: plan.pages, crumbs: crumbs(page))
            return MadeMain(
                page: page, html: templates.render("scope", context), outline: Outline.html(ScopeContext.outline))
        case MadePage.trace.address:
            let trace = TracePage(view, pages: plan.pages)
            return MadeMain(page: page, html: trace.main(crumbs: crumbs(page)), outline: trace.outline)
        case MadePage.search.address:
            let context = LetterIndexContext(
                plan.pages, made: [.status, .scope, .trace] + (hasSituations ? [.situations] : []),
                sections: plan.sections, crumbs: crumbs(page))
            return MadeMain(page: page, html: templates.render("index", context))
        case MadePage.situations.address:
            let context = SituationsContext(plan.pages, crumbs: crumbs(page))
            return MadeMain(page: page, html: templates.render("situations", context))
        case MadePage.notFound.address:
            return MadeMain(page: page, html: templates.render("not-found", NotFoundContext(root: "")))
        default:
            guard let section = plan.sections.first(where: { $0.address == page.address }) else {
                return MadeMain(page: page, html: HTML())
            }
            return MadeMain(page: page, html: index(of: section, crumbs: crumbs(page)))
        }
    }

    func file(_ main: MadeMain) -> OutputFile {
        frame.file(main.page, main.html, outline: main.outline, revision: revision)
    }

    private var hasSituations: Bool { plan.madeAddresses.contains(MadePage.situations.address) }

    /// The index page of `section`: a table where its pages have figures to compare, cards otherwise.
    private func index(of section: Section, crumbs: HTML) -> HTML {
        let root = Address.root(from: section.address)
        switch section.folder {
        case "decisions":
            var main = templates.render(
                "decisions", DecisionsContext(section, backlinks: frame.writer.backlinks, root: root, crumbs: crumbs))
            main.markup("<h2 id=\"graph\">How they depend on each other</h2>\n")
            let graph = DecisionGraph(view.pages, resolver: plan.resolver)
            var time = DrawingTime()
            let drawing = try? graph.drawing(id: "decisions", root: root, within: &time)
            main.append(graph.html(drawing, root: root))
            return main
        case "runbooks":
            return templates.render(
                "runbooks",
                RunbooksContext(
                    section, made: hasSituations ? [.situations] : [], resolver: plan.resolver, root: root,
                    crumbs: crumbs))
        case "":
            // A workbook without an index.md still has a first page.
            let figures = templates.render("figures", FiguresContext(view))
            var main = templates.render(
                "section",
                SectionContext(
                    crumbs: HTML(), title: view.scope.title, summary: view.scope.objective.first ?? "",
                    cards: CardsContext(
                        section.pages,
                        made: plan.sections.dropFirst().map {
                            MadePage(title: $0.title, address: $0.address, folder: $0.folder, summary: $0.summary)
                        },
                        root: root)))
            main.append(figures)
            return main
        default:
            let made = plan.made.filter { $0.folder == section.folder && $0.address != section.address }
            return templates.render(
                "section",
                SectionContext(
                    crumbs: crumbs, title: section.title, summary: section.summary,
                    cards: CardsContext(section.pages, made: made, root: root)))
        }
    }

    private func crumbs(_ page: MadePage) -> HTML {
        let section = plan.sections.first { $0.folder == page.folder && $0.address != page.address }
        return Crumbs.html(section: section, root: Address.root(from: page.address))
    }

    /// The words of every page, those made of figures among them.
    ///
    /// - Parameter documents: The entries of the documents.
    func searchIndex(_ documents: [[UInt8]]) -> [UInt8] {
        var index = SearchIndex(documents)
        index.add(
            address: MadePage.status.address, title: MadePage.status.title, id: "", place: "Engagement",
            parts: [("", "", MadePage.status.summary)]
                + view.prerequisites.map { ("prerequisite-" + $0.id, $0.title, "Prerequisite") }
                + view.activities.map { ("activity-" + $0.id, $0.title, "Activity") })
        let scope = view.scope
        index.add(
            address: MadePage.scope.address, title: MadePage.scope.title, id: "", place: "Engagement",
            parts: [("objective", "Objective", scope.objective.joined(separator: " "))]
                + scope.criteria.map { ("criterion-" + $0.id, $0.title, $0.summary) }
                + scope.exclusions.map { ("exclusion-" + $0.id, $0.title, $0.summary) }
                + scope.notices.map { ("notice-" + $0.id, $0.title, $0.summary) }
                + scope.terms.map { ("term-" + $0.id, $0.title, $0.summary) })
        index.add(
            address: MadePage.trace.address, title: MadePage.trace.title, id: "", place: "Engagement",
            parts: [("", "", MadePage.trace.summary)])
        if hasSituations {
            index.add(
                address: MadePage.situations.address, title: MadePage.situations.title, id: "", place: "Runbooks",
                parts: [("", "", MadePage.situations.summary)]
                    + Situation.all(of: plan.pages).map { ($0.anchor, $0.phrase, $0.page.numberedTitle) })
        }
        return index.script()
    }
}

/// The main part of a made page, and the outline beside it.
struct MadeMain: Sendable {
    let page: MadePage
    let html: HTML
    var outline = HTML()
}

/// What `not-found.mustache` is filled from.
struct NotFoundContext: Sendable {
    let root: String
}
