import Content
import Engagement
import Markup
import TestSupport
import Testing

@testable import Pages
@testable import Publishing

@Suite struct TemplateTests {
    private func diagnostics(_ overrides: [String: String]) -> [String] {
        Theme(overrides: overrides).errors.map { Diagnostic($0) }.map {
            "\($0.file):\($0.line ?? 0) \($0.rule): \($0.summary)"
        }
    }

    @Test func `every template that comes with the program names only what its page has`() {
        #expect(Theme().errors.isEmpty)
    }

    @Test func `a misspelt name in a workbook's own template is an error with its line and what was meant`() throws {
        let overrides = ["templates/not-found.mustache": "<h1>No</h1>\n{{!a\ncomment}}<a href=\"{{rot}}\">x</a>"]
        let error = try #require(Theme(overrides: overrides).errors.first)
        #expect(
            Diagnostic(error).description == """
                site/templates/not-found.mustache:3: error: the page has nothing called 'rot' here [unknown-template-key]
                  hint: did you mean 'root'? known here: root
                """)
        #expect(
            SiteBuilder(theme: Theme(overrides: overrides)).build(
                Fixture().report, Fixture().content, options: Fixture().options(.customer)
            ).hasErrors)
    }

    @Test func `a name belongs to the section that it stands in, or to one round it`() {
        let start = "{{#letters}}{{#entries}}{{{link}}} {{letter}} {{crumbs}}{{/entries}}"
        #expect(diagnostics(["templates/index.mustache": start + "{{/letters}}"]).isEmpty)
        #expect(
            diagnostics(["templates/index.mustache": start + "{{place}}{{/letters}}{{&link}}"]) == [
                "site/templates/index.mustache:1 unknown-template-key: the page has nothing called 'link' here",
                "site/templates/index.mustache:1 unknown-template-key: the page has nothing called 'place' here",
            ])
    }

    @Test func `dots, the thing itself, functions, other delimiters and an inverted section are understood`() {
        let good = """
            {{^letters}}{{crumbs}}{{/letters}}{{#letters}}{{index()}}{{uppercased(letter)}}{{#reversed(entries)}}{{.}}
            {{/reversed(entries)}}{{/letters}}{{=<% %>=}}<% crumbs %><%={{ }}=%>{{ crumbs }}{{! {{none}} }}
            """
        #expect(diagnostics(["templates/index.mustache": good]).isEmpty)
        #expect(diagnostics(["templates/status.mustache": "{{figures.hasBudgets}}"]).isEmpty)
        #expect(
            diagnostics(["templates/status.mustache": "\n{{figures.hasBugdets}}"]) == [
                "site/templates/status.mustache:2 unknown-template-key: "
                    + "the page has nothing called 'figures.hasBugdets' here"
            ])
        #expect(diagnostics(["templates/index.mustache": "{{^letters}}{{letter}}{{/letters}}"]).count == 1)
    }

    @Test func `a template that is included sees what stands round it, and its fault is its own`() {
        #expect(
            diagnostics(["templates/cards.mustache": "{{#cards}}{{{link}}}{{descripton}}{{/cards}}"]) == [
                "site/templates/cards.mustache:1 unknown-template-key: the page has nothing called 'descripton' here"
            ])
        #expect(
            diagnostics(["templates/section.mustache": "{{> crads}}"]) == [
                "site/templates/section.mustache:1 unknown-template: there is no template 'crads'"
            ])
        #expect(diagnostics(["templates/section.mustache": "{{> section}}"]).isEmpty)
    }

    @Test func `blocks of an inherited template are read where they stand`() {
        let base = "{{#letters}}{{$row}}{{letter}}{{/row}}{{/letters}}"
        let good = "{{< base}}{{$row}}{{anchor}}{{/row}}{{/base}}"
        let bad = "{{< base}}{{$row}}{{ankor}}{{/row}}{{/base}}"
        #expect(diagnostics(["templates/base.mustache": base, "templates/index.mustache": good]).isEmpty)
        #expect(
            diagnostics(["templates/base.mustache": base, "templates/index.mustache": bad]) == [
                "site/templates/index.mustache:1 unknown-template-key: the page has nothing called 'ankor' here"
            ])
    }

    @Test func `the declared names are those of the structs`() {
        var workbook = Fixture()
        workbook.contract.criteria = [Criterion(id: "c", title: "C", summary: "", activities: [])]
        workbook.contract.exclusions = [Exclusion(id: "e", title: "E", rule: .excluded)]
        workbook.contract.choices = [Choice(id: "p", title: "P", options: [.init(id: "a", title: "A")])]
        workbook.contract.notices = [Notice(id: "n", title: "N", summary: "N")]
        workbook.contract.terms = [Term(id: "t", title: "T", summary: "T")]
        workbook.events = [.time(.fixture(60 * 200))]
        workbook.page("decisions/0001-a.md", id: "ADR-0001", kind: "decision", matter: ["status: accepted"])
        workbook.page("decisions/more.md")
        workbook.page("runbooks/a.md", id: "RB-001", kind: "runbook", "## Meaning\n\nIt broke.\n\nYou need a key.")
        let options = workbook.options(.internal)
        let view = EditionView(workbook.report, workbook.content, edition: .internal, spelling: Hint.plainSpelling)
        let plan = SitePlan(view, attachments: [], isServed: false, printing: .none)
        func section(_ folder: String) -> Section? { plan.sections.first { $0.folder == folder } }
        guard let decisions = section("decisions"), let runbooks = section("runbooks") else {
            Issue.record("no sections")
            return
        }
        let none = HTML()
        let contexts: [String: any Sendable] = [
            "page": ShellData(
                view.figures, madeOn: options.madeOn, liveReload: options.liveReload, hasRevision: true),
            "status": StatusData(view.figures, crumbs: none), "figures": FiguresData(view.figures),
            "scope": ScopeData(view, pages: plan.pages, crumbs: none),
            "budget": BudgetData(view.figures.budgets ?? []),
            "prerequisites": PrerequisitesData(view.figures, isAnchored: true),
            "activities": ActivitiesData(view.figures, isAnchored: true),
            "exclusions": ExclusionsData(view.figures, isAnchored: true),
            "decisions": DecisionsData(decisions, backlinks: Backlinks([]), root: "", crumbs: none),
            "runbooks": RunbooksData(
                runbooks, generated: [.situations], resolver: plan.resolver, root: "", crumbs: none),
            "situations": SituationsData(plan.pages, crumbs: none),
            "section": SectionData(crumbs: none, title: "", summary: "", cards: CardsData(plan.pages, root: "")),
            "index": LetterIndexData(plan.pages, generated: [], sections: plan.sections, crumbs: none),
            "not-found": NotFoundData(root: ""),
            "print": PrintData(
                title: "", engagement: "", section: nil, summary: "", customer: "", supplier: "", edition: "",
                isInternal: true, start: "", end: "", madeOn: "", isoDate: "", revision: "", root: "", isAlone: true,
                contents: none, pages: ""),
        ]
        #expect(contexts.keys.sorted() == TemplateShape.all.keys.sorted())
        for (name, context) in contexts {
            for difference in Self.differences(TemplateShape.all[name] ?? .value, context, at: name) {
                Issue.record("\(difference)")
            }
        }
    }

    /// Where a declared shape and a value differ; a list is as its first element.
    private static func differences(_ shape: TemplateShape, _ value: Any, at path: String) -> [String] {
        let mirror = Mirror(reflecting: value)
        switch (shape, mirror.displayStyle) {
        case (_, .optional), (.object, .collection):
            return mirror.children.first.map { differences(shape, $0.value, at: path) } ?? []
        case (.value, _):
            let isPart = mirror.displayStyle == .struct && !(value is HTML)
            return isPart ? ["\(path) is a struct"] : []
        case (.object(let shapes), _):
            let children = Dictionary(mirror.children.map { ($0.label ?? "", $0.value) }) { first, _ in first }
            guard children.keys.sorted() == shapes.keys.sorted() else {
                return ["\(path) has \(children.keys.sorted()), declared are \(shapes.keys.sorted())"]
            }
            return shapes.flatMap { name, shape in
                children[name].map { differences(shape, $0, at: path + "." + name) } ?? []
            }
        }
    }
}
