import Content
import Diagrams
import Engagement
import Markup
import Pages

/// Writes the pages that the site makes of figures and of the other pages.
struct MadePages {
    let view: EditionView
    let plan: SitePlan
    let templates: Templates
    let frame: PageFrame
    let revision: String
    /// What `main(of:)` made before, by address, of the same scope, the same states of prerequisites and activities,
    /// and pages with the same titles.
    let known: [String: MadeMain]
    /// Whether the pages link to each other as they did then.
    let isLinkedAsBefore: Bool

    /// Whether `page` is made of nothing else.
    private func isIndex(_ page: MadePage) -> Bool {
        [MadePage.search.address, MadePage.trace.address].contains(page.address)
            || page.folder == MadePage.focusAreas.folder
            || (plan.sections.contains { $0.address == page.address }
                && !["decisions", "runbooks", ""].contains(page.folder))
    }

    /// What stands between the header and the footer of `page`.
    func main(of page: MadePage) -> MadeMain {
        let known = known[page.address]
        if let known, isIndex(page) { return known }
        switch page.address {
        case MadePage.status.address:
            return MadeMain(page: page, html: StatusPage.main(view.figures, templates, crumbs: crumbs(page)))
        case MadePage.scope.address:
            let context = ScopeContext(view, pages: plan.pages, crumbs: crumbs(page))
            return MadeMain(
                page: page, html: templates.render("scope", context), outline: Outline.html(ScopeContext.outline))
        case MadePage.trace.address:
            let trace = TracePage(view, pages: plan.pages)
            var faults: [Diagnostic] = []
            let html = trace.main(crumbs: crumbs(page), faults: &faults)
            return MadeMain(page: page, html: html, outline: trace.outline, faults: faults)
        case MadePage.focusAreas.address:
            let root = Address.root(from: page.address)
            let areas = plan.made.filter { $0.folder == page.folder && $0.address != page.address }
            let context = SectionContext(
                crumbs: crumbs(page), title: page.title, summary: page.summary,
                cards: CardsContext([], made: areas, root: root))
            return MadeMain(page: page, html: templates.render("section", context))
        case MadePage.search.address:
            let context = LetterIndexContext(
                plan.pages,
                made: [.status, .scope, .trace] + MadePage.all(of: view.scope.focusAreas)
                    + (hasSituations ? [.situations] : []),
                sections: plan.sections, crumbs: crumbs(page))
            return MadeMain(page: page, html: templates.render("index", context))
        case MadePage.situations.address:
            let context = SituationsContext(plan.pages, crumbs: crumbs(page))
            return MadeMain(page: page, html: templates.render("situations", context))
        case MadePage.notFound.address:
            return MadeMain(page: page, html: StatusPage.notFound(templates, root: ""))
        default:
            guard let section = plan.sections.first(where: { $0.address == page.address }) else {
                return focusArea(page)
            }
            switch section.folder {
            case "decisions": return decisions(section, page, after: known)
            case "runbooks": return runbooks(section, page, after: known)
            default: return MadeMain(page: page, html: index(of: section, crumbs: crumbs(page)))
            }
        }
    }

    private func focusArea(_ page: MadePage) -> MadeMain {
        let areas = view.scope.focusAreas
        guard let area = areas.first(where: { MadePage.address(ofFocusArea: $0.id) == page.address }) else {
            return MadeMain(page: page, html: HTML())
        }
        let main = FocusAreaPage(page, of: area, in: Trace(view, pages: plan.pages))
        return MadeMain(page: page, html: main.main(crumbs: crumbs(page)), outline: main.outline)
    }

    /// Every decision in a table, and how they depend on each other.
    private func decisions(_ section: Section, _ page: MadePage, after known: MadeMain?) -> MadeMain {
        if let known, isLinkedAsBefore { return known }
        let root = Address.root(from: section.address)
        var main = templates.render(
            "decisions",
            DecisionsContext(section, backlinks: frame.writer.backlinks, root: root, crumbs: crumbs(page)))
        main.markup("<h2 id=\"graph\">How they depend on each other</h2>\n")
        let graph = DecisionGraph(view.pages, resolver: plan.resolver)
        var allowance = DrawingAllowance()
        var drawing: Diagram?
        var faults: [Diagnostic] = []
        do throws(GraphvizFault) {
            drawing = try graph.drawing(id: "decisions", root: root, within: &allowance)
        } catch {
            faults = [Diagnostic(drawing: "the graph of the decisions", file: "content/" + section.folder, error)]
        }
        main.append(graph.html(drawing, root: root))
        return MadeMain(page: page, html: main, faults: faults)
    }

    /// Every runbook by what leads to it, with what it needs, which it says in its text.
    private func runbooks(_ section: Section, _ page: MadePage, after known: MadeMain?) -> MadeMain {
        let context = RunbooksContext(
            section, made: hasSituations ? [.situations] : [], resolver: plan.resolver,
            root: Address.root(from: section.address), crumbs: crumbs(page))
        if let known, known.context == context { return known }
        return MadeMain(page: page, html: templates.render("runbooks", context), context: context)
    }

    func file(_ main: MadeMain) -> OutputFile {
        frame.file(main.page, main.html, outline: main.outline, revision: revision)
    }

    private var hasSituations: Bool { plan.madeAddresses.contains(MadePage.situations.address) }

    /// The index page of any other section: cards.
    private func index(of section: Section, crumbs: HTML) -> HTML {
        let root = Address.root(from: section.address)
        switch section.folder {
        case "":
            // A workbook without an index.md still has a first page.
            let figures = templates.render("figures", FiguresData(view.figures))
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
        let section = plan.sections.first { $0.folder == page.section && $0.address != page.address }
        let isArea = page.folder == MadePage.focusAreas.folder && page.address != MadePage.focusAreas.address
        let part = isArea ? [Crumbs.Crumb(title: MadePage.focusAreas.title, address: MadePage.focusAreas.address)] : []
        return Crumbs.html((section?.crumb.map { [$0] } ?? []) + part, root: Address.root(from: page.address))
    }

    /// The words of every page, those made of figures among them.
    ///
    /// - Parameter documents: The entries of the documents.
    func searchIndex(_ documents: [[UInt8]]) -> [UInt8] {
        var index = SearchIndex(documents)
        index.add(
            address: MadePage.status.address, title: MadePage.status.title, id: "", place: "Engagement",
            parts: [("", "", MadePage.status.summary)]
                + view.figures.prerequisites.map { ("prerequisite-" + $0.id, $0.title, "Prerequisite") }
                + view.figures.activities.map { ("activity-" + $0.id, $0.title, "Activity") })
        let scope = view.scope
        index.add(
            address: MadePage.scope.address, title: MadePage.scope.title, id: "", place: "Engagement",
            parts: [("objective", "Objective", scope.objective.joined(separator: " "))]
                + scope.criteria.map { ("criterion-" + $0.id, $0.title, $0.summary) }
                + scope.exclusions.map { ("exclusion-" + $0.id, $0.title, $0.summary) }
                + scope.notices.map { ("notice-" + $0.id, $0.title, $0.summary) }
                + scope.terms.map { ("term-" + $0.id, $0.title, $0.summary) })
        for area in scope.focusAreas {
            index.add(
                address: MadePage.address(ofFocusArea: area.id), title: area.title, id: "", place: "Engagement",
                parts: [("", "", area.summary)] + area.activities.map { ("activities", $0.title, $0.summary) })
        }
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
    /// What the list of runbooks was filled from.
    var context: RunbooksContext?
    /// The drawings of the page that could not be made.
    var faults: [Diagnostic] = []
}

extension Diagnostic {
    /// A drawing of the site's own that is missing from a generated page.
    ///
    /// - Parameter file: What the drawing shows.
    init(drawing name: String, file: String, _ fault: GraphvizFault) {
        let summary = "\(name) is not drawn: \(fault.message)"
        switch fault.reason {
        case .tooLarge, .tooCostly, .beyondAllowance:
            self.init(
                .warning, rule: .missingDrawing, file: file, summary, hint: "the page lists the same in words")
        case .syntax, .refused, .layout:
            self.init(
                rule: .missingDrawing, file: file, summary,
                hint: "check the Graphviz libraries of this machine; if they are whole, report a bug of workbook")
        }
    }
}
