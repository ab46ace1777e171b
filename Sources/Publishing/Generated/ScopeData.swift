import CivilTime
import Content
import Engagement
import Markup
import Pages

/// The data of `scope.mustache`: the contract in its own words.
struct ScopeData: Sendable {
    struct Area: Sendable {
        let title: String
        let summary: String
        let items: [Item]
    }

    /// A fact of the contract and the documents that serve it.
    struct Item: Sendable {
        let anchor: String
        let title: String
        let summary: String
        let isOptional: Bool
        let hasDocuments: Bool
        /// As in `3 documents`.
        let documentCount: String
        let documents: [HTML]
    }

    struct Alternative: Sendable {
        let title: String
        let summary: String
        let options: [Option]
    }

    struct Option: Sendable {
        let title: String
        let badge: HTML
    }

    /// The headings of the template.
    static let outline = [
        Outline.Entry(id: "objective", title: "Objective"),
        Outline.Entry(id: "focus-areas", title: "Focus areas"),
        Outline.Entry(id: "criteria", title: "Acceptance criteria"),
        Outline.Entry(id: "choices", title: "Choices"),
        Outline.Entry(id: "exclusions", title: "Out of scope"),
        Outline.Entry(id: "notices", title: "Notices"),
        Outline.Entry(id: "terms", title: "Terms"),
    ]

    let crumbs: HTML
    let outlineButton = Outline.button
    let customer: String
    let supplier: String
    let objective: [String]
    let start: String
    let end: String
    let length: String
    let areas: [Area]
    let criteria: [Item]
    let choices: [Alternative]
    let hasChoices: Bool
    let exclusions: ExclusionsData
    let notices: [Item]
    let terms: [Item]

    /// - Parameter pages: In the order of the site.
    init(_ view: EditionView, pages: [PublishedPage], crumbs: HTML) {
        let scope = view.scope
        let root = Address.root(from: GeneratedPage.scope.address)
        func item(
            _ kind: String, _ id: String, _ title: String, _ summary: String, isOptional: Bool = false,
            servedBy documents: [PublishedPage] = []
        ) -> Item {
            Item(
                anchor: kind + "-" + id, title: title, summary: summary, isOptional: isOptional,
                hasDocuments: !documents.isEmpty,
                documentCount: documents.count == 1 ? "1 document" : "\(documents.count) documents",
                documents: documents.map { page in
                    var html = HTML()
                    html.link(page.numberedTitle, root: root, path: page.address)
                    return html
                })
        }
        self.crumbs = crumbs
        customer = scope.customer
        supplier = scope.supplier
        objective = scope.objective
        start = scope.window.start.spelled
        end = scope.window.end.spelled
        length = scope.window.length
        areas = scope.focusAreas.map { area in
            Area(
                title: area.title, summary: area.summary,
                items: area.activities.map { activity in
                    item(
                        "activity", activity.id, activity.title, activity.summary, isOptional: activity.isOptional,
                        servedBy: pages.filter { $0.frontMatter.activities.contains(activity.id) })
                })
        }
        criteria = scope.criteria.map { criterion in
            item(
                "criterion", criterion.id, criterion.title, criterion.summary,
                servedBy: pages.filter { $0.frontMatter.criteria.contains(criterion.id) })
        }
        hasChoices = !scope.choices.isEmpty
        choices = scope.choices.map { choice in
            Alternative(
                title: choice.title, summary: choice.summary,
                options: choice.options.map { option in
                    let badge =
                        choice.chosen.contains(option.id)
                        ? Badge("Chosen", .good) : Badge(choice.chosen.isEmpty ? "Open" : "Not chosen", .quiet)
                    return Option(title: option.title, badge: badge.html)
                })
        }
        exclusions = ExclusionsData(view.figures, isAnchored: true)
        notices = scope.notices.map { item("notice", $0.id, $0.title, $0.summary) }
        terms = scope.terms.map { item("term", $0.id, $0.title, $0.summary) }
    }
}
