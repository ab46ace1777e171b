import Content
import Diagrams
import Engagement
import Markup
import Pages

/// Writes the pages that are derived from figures and from other pages.
struct GeneratedPages {
    let view: EditionView
    let plan: SitePlan
    let templates: Templates
    let frame: SiteFrame
    let revision: String
    /// The results of `main(of:)` in the build before, by address, for the same scope, the same states of prerequisites
    /// and activities, and pages with the same titles.
    let known: [String: GeneratedMain]
    /// Whether the pages link to each other as in the build before.
    let isLinkedAsBefore: Bool

    /// Whether `page` is derived from nothing else.
    private func isIndex(_ page: GeneratedPage) -> Bool {
        [GeneratedPage.search.address, GeneratedPage.trace.address].contains(page.address)
            || page.folder == GeneratedPage.focusAreas.folder
            || (plan.sections.contains { $0.address == page.address }
                && !["", KnownFolder.decisions.rawValue, KnownFolder.runbooks.rawValue].contains(page.folder))
    }

    /// Returns what is between the header and the footer of `page`.
    func main(of page: GeneratedPage) -> GeneratedMain {
        let known = known[page.address]
        if let known, isIndex(page) { return known }
        switch page.address {
        case GeneratedPage.status.address:
            return GeneratedMain(page: page, html: StatusPage.main(view.figures, templates, crumbs: crumbs(page)))
        case GeneratedPage.scope.address:
            let context = ScopeData(view, pages: plan.pages, crumbs: crumbs(page))
            return GeneratedMain(
                page: page, html: templates.render("scope", context), outline: Outline.html(ScopeData.outline))
        case GeneratedPage.trace.address:
            let trace = TracePage(view, pages: plan.pages)
            var diagnostics: [Diagnostic] = []
            let html = trace.main(crumbs: crumbs(page), diagnostics: &diagnostics)
            return GeneratedMain(page: page, html: html, outline: trace.outline, diagnostics: diagnostics)
        case GeneratedPage.gaps.address:
            let gaps = GapsPage(view.proof)
            return GeneratedMain(page: page, html: gaps.main(crumbs: crumbs(page)), outline: gaps.outline)
        case GeneratedPage.focusAreas.address:
            let root = Address.root(from: page.address)
            let areas = plan.generated.filter { $0.folder == page.folder && $0.address != page.address }
            let context = SectionData(
                crumbs: crumbs(page), title: page.title, summary: page.summary,
                cards: CardsData([], generated: areas, root: root))
            return GeneratedMain(page: page, html: templates.render("section", context))
        case GeneratedPage.search.address:
            let context = LetterIndexData(
                plan.pages,
                generated: [.status, .scope, .trace, .gaps] + GeneratedPage.all(of: view.scope.focusAreas)
                    + (hasSituations ? [.situations] : []),
                sections: plan.sections, crumbs: crumbs(page))
            return GeneratedMain(page: page, html: templates.render("index", context))
        case GeneratedPage.situations.address:
            let context = SituationsData(plan.pages, crumbs: crumbs(page))
            return GeneratedMain(page: page, html: templates.render("situations", context))
        case GeneratedPage.notFound.address:
            return GeneratedMain(page: page, html: StatusPage.notFound(templates, root: ""))
        default:
            guard let section = plan.sections.first(where: { $0.address == page.address }) else {
                return focusArea(page)
            }
            switch KnownFolder(rawValue: section.folder) {
            case .decisions: return decisions(section, page, after: known)
            case .runbooks: return runbooks(section, page, after: known)
            default: return GeneratedMain(page: page, html: index(of: section, crumbs: crumbs(page)))
            }
        }
    }

    private func focusArea(_ page: GeneratedPage) -> GeneratedMain {
        let areas = view.scope.focusAreas
        guard let area = areas.first(where: { GeneratedPage.address(ofFocusArea: $0.id) == page.address }) else {
            return GeneratedMain(page: page, html: HTML())
        }
        let main = FocusAreaPage(page, of: area, in: Trace(view, pages: plan.pages))
        return GeneratedMain(page: page, html: main.main(crumbs: crumbs(page)), outline: main.outline)
    }

    /// Returns every decision in a table, and a graph of how they depend on each other.
    private func decisions(_ section: Section, _ page: GeneratedPage, after known: GeneratedMain?) -> GeneratedMain {
        if let known, isLinkedAsBefore { return known }
        let root = Address.root(from: section.address)
        var main = templates.render(
            "decisions",
            DecisionsData(section, backlinks: frame.writer.backlinks, root: root, crumbs: crumbs(page)))
        main.markup("<h2 id=\"graph\">How they depend on each other</h2>\n")
        let graph = DecisionGraph(view.pages, resolver: plan.resolver)
        var allowance = DrawingAllowance()
        var drawing: Diagram?
        var diagnostics: [Diagnostic] = []
        do throws(GraphvizError) {
            drawing = try graph.drawing(id: "decisions", root: root, within: &allowance)
        } catch {
            diagnostics = [Diagnostic(drawing: "the graph of the decisions", file: "content/" + section.folder, error)]
        }
        main.append(graph.html(drawing, root: root))
        return GeneratedMain(page: page, html: main, diagnostics: diagnostics)
    }

    /// Returns every runbook by situation, with the prerequisites that its text names.
    private func runbooks(_ section: Section, _ page: GeneratedPage, after known: GeneratedMain?) -> GeneratedMain {
        let context = RunbooksData(
            section, generated: hasSituations ? [.situations] : [], resolver: plan.resolver,
            root: Address.root(from: section.address), crumbs: crumbs(page))
        if let known, known.context == context { return known }
        return GeneratedMain(page: page, html: templates.render("runbooks", context), context: context)
    }

    func file(_ main: GeneratedMain) -> OutputFile {
        frame.file(main.page, main.html, outline: main.outline, revision: revision)
    }

    private var hasSituations: Bool { plan.generatedAddresses.contains(GeneratedPage.situations.address) }

    /// The index page of any other section: cards.
    private func index(of section: Section, crumbs: HTML) -> HTML {
        let root = Address.root(from: section.address)
        switch section.folder {
        case "":
            // A workbook without an index.md still has a first page.
            let figures = templates.render("figures", FiguresData(view.figures))
            var main = templates.render(
                "section",
                SectionData(
                    crumbs: HTML(), title: view.scope.title, summary: view.scope.objective.first ?? "",
                    cards: CardsData(
                        section.pages,
                        generated: plan.sections.dropFirst().map {
                            GeneratedPage(title: $0.title, address: $0.address, folder: $0.folder, summary: $0.summary)
                        },
                        root: root)))
            main.append(figures)
            return main
        default:
            let generated = plan.generated.filter { $0.folder == section.folder && $0.address != section.address }
            return templates.render(
                "section",
                SectionData(
                    crumbs: crumbs, title: section.title, summary: section.summary,
                    cards: CardsData(section.pages, generated: generated, root: root)))
        }
    }

    private func crumbs(_ page: GeneratedPage) -> HTML {
        let section = plan.sections.first { $0.folder == page.section && $0.address != page.address }
        let isArea = page.folder == GeneratedPage.focusAreas.folder && page.address != GeneratedPage.focusAreas.address
        let part =
            isArea
            ? [Crumbs.Crumb(title: GeneratedPage.focusAreas.title, address: GeneratedPage.focusAreas.address)] : []
        return Crumbs.html((section?.crumb.map { [$0] } ?? []) + part, root: Address.root(from: page.address))
    }

    /// Returns the search data of every page, the generated ones included.
    ///
    /// - Parameter documents: The entries of the documents.
    func searchIndex(_ documents: [[UInt8]]) -> [UInt8] {
        var index = SearchIndex(documents)
        index.add(
            address: GeneratedPage.status.address, title: GeneratedPage.status.title, id: "", place: "Engagement",
            parts: [("", "", GeneratedPage.status.summary)]
                + view.figures.prerequisites.map { ("prerequisite-" + $0.id, $0.title, "Prerequisite") }
                + view.figures.activities.map { ("activity-" + $0.id, $0.title, "Activity") })
        let scope = view.scope
        index.add(
            address: GeneratedPage.scope.address, title: GeneratedPage.scope.title, id: "", place: "Engagement",
            parts: [("objective", "Objective", scope.objective.joined(separator: " "))]
                + scope.criteria.map { ("criterion-" + $0.id, $0.title, $0.summary) }
                + scope.exclusions.map { ("exclusion-" + $0.id, $0.title, $0.summary) }
                + scope.notices.map { ("notice-" + $0.id, $0.title, $0.summary) }
                + scope.terms.map { ("term-" + $0.id, $0.title, $0.summary) })
        for area in scope.focusAreas {
            index.add(
                address: GeneratedPage.address(ofFocusArea: area.id), title: area.title, id: "", place: "Engagement",
                parts: [("", "", area.summary)] + area.activities.map { ("activities", $0.title, $0.summary) })
        }
        index.add(
            address: GeneratedPage.trace.address, title: GeneratedPage.trace.title, id: "", place: "Engagement",
            parts: [("", "", GeneratedPage.trace.summary)])
        if hasSituations {
            index.add(
                address: GeneratedPage.situations.address, title: GeneratedPage.situations.title, id: "",
                place: "Runbooks",
                parts: [("", "", GeneratedPage.situations.summary)]
                    + Situation.all(of: plan.pages).map { ($0.anchor, $0.phrase, $0.page.numberedTitle) })
        }
        return index.script()
    }
}

/// The main part of a generated page, and the outline beside it.
struct GeneratedMain: Sendable {
    let page: GeneratedPage
    let html: HTML
    var outline = HTML()
    /// The data of the list of runbooks.
    var context: RunbooksData?
    /// The drawings of the page that failed.
    var diagnostics: [Diagnostic] = []
}

extension Diagnostic {
    /// A drawing of the site's own that is missing from a generated page.
    ///
    /// - Parameter file: What the drawing shows.
    init(drawing name: String, file: String, _ error: GraphvizError) {
        let summary = "\(name) is not drawn: \(error.message)"
        switch error.reason {
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
