import Content
import Engagement
import Markup
import Pages

/// The page of one focus area: its activities with their states, and the documents that serve them by kind.
///
/// For readers who work on one area, whatever the folder of a document.
struct FocusAreaPage {
    private let page: GeneratedPage
    private let area: Trace.Area
    private let root: String

    init(_ page: GeneratedPage, of area: FocusArea, in trace: Trace) {
        self.page = page
        self.area =
            trace.areas.first { $0.id == area.id }
            ?? Trace.Area(id: area.id, title: area.title, activities: [], criteria: [], pages: [])
        root = Address.root(from: page.address)
    }

    var outline: HTML {
        area.isEmpty ? HTML() : Outline.html(parts.map { Outline.Entry(id: $0.id, title: $0.title) })
    }

    private var parts: [(id: String, title: String)] {
        (area.activities.isEmpty ? [] : [("activities", "Activities")])
            + (area.criteria.isEmpty ? [] : [("criteria", "Acceptance criteria")])
            + groups.map { ($0.id, $0.title) }
    }

    /// The documents by kind, in the order of the site, each once.
    private var groups: [(id: String, title: String, pages: [PublishedPage])] {
        let kinds: [(DocumentKind, String, String)] = [
            (.decision, "decisions", "Decisions"), (.runbook, "runbooks", "Runbooks"), (.guide, "guides", "Guides"),
        ]
        let pages = area.pages
        return kinds.compactMap { kind, id, title in
            let own = pages.filter { $0.frontMatter.kind == kind }
            return own.isEmpty ? nil : (id, title, own)
        }
    }

    func main(crumbs: HTML) -> HTML {
        var html = crumbs
        html.markup("<header>\n<p class=\"kicker\">Focus area</p>\n<h1>")
        html.text(page.title)
        html.markup("</h1>\n<p class=\"lede\">")
        html.text(page.summary)
        html.markup("</p>\n</header>\n")
        guard !area.isEmpty else {
            html.append(Chart.nothing("The contract names no activities of this area yet."))
            return html
        }
        html.append(Outline.button)
        html.markup("<p>")
        html.text(area.words.prefix(1).uppercased() + area.words.dropFirst() + ". ")
        html.link("The trace", root: root, path: GeneratedPage.trace.address, fragment: "area-" + area.id)
        html.markup(" draws how they hang together.</p>\n")
        activities(&html)
        criteria(&html)
        for group in groups { write(group.id, group.title, group.pages, &html) }
        return html
    }

    private func activities(_ html: inout HTML) {
        guard !area.activities.isEmpty else { return }
        html.heading("Activities", id: "activities")
        FigureTable(
            label: "Activities of \(area.title)", columns: [.text("Activity"), .text("State"), .text("Documents")],
            rows: area.activities.map { activity in
                [
                    .html(link(activity.line.title, to: GeneratedPage.status.address, "activity-" + activity.line.id)),
                    .badge(Badge(activity.line.state)), .text("\(activity.pages.count)"),
                ]
            }
        ).write(to: &html)
    }

    private func criteria(_ html: inout HTML) {
        guard !area.criteria.isEmpty else { return }
        html.heading("Acceptance criteria", id: "criteria")
        FigureTable(
            label: "Criteria of \(area.title)",
            columns: [.text("Criterion"), .text("Activities done"), .text("Documents")],
            rows: area.criteria.map { criterion in
                [
                    .html(link(criterion.title, to: GeneratedPage.scope.address, "criterion-" + criterion.id)),
                    .text(criterion.done), .text("\(criterion.pages.count)"),
                ]
            }
        ).write(to: &html)
    }

    private func write(_ id: String, _ title: String, _ pages: [PublishedPage], _ html: inout HTML) {
        html.heading(title, id: id)
        html.markup("<ul class=\"cards\">\n")
        for page in pages {
            html.markup("<li class=\"card\">")
            html.link(page.numberedTitle, root: root, path: page.address)
            html.markup("<p>")
            html.text(page.frontMatter.description)
            html.markup("</p></li>\n")
        }
        html.markup("</ul>\n")
    }

    private func link(_ text: String, to address: String, _ fragment: String) -> HTML {
        var html = HTML()
        html.link(text, root: root, path: address, fragment: fragment)
        return html
    }
}
