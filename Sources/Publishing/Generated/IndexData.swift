import CivilTime
import Content
import Engagement
import Markdown
import Markup
import Pages

/// The data of `decisions.mustache`: every decision in a table.
struct DecisionsData: Sendable {
    struct Row: Sendable {
        let number: String
        let link: HTML
        let description: String
        let status: HTML
        let supersededBy: [HTML]
        let implementation: HTML
        let date: String
    }

    let crumbs: HTML
    let title: String
    let summary: String
    let rows: [Row]
    /// The pages of the section that aren't decisions.
    let cards: CardsData

    init(_ section: Section, backlinks: Backlinks, root: String, crumbs: HTML) {
        self.crumbs = crumbs
        title = section.title
        summary = section.summary
        rows = section.pages.filter { $0.frontMatter.kind == .decision }.map { page in
            let matter = page.frontMatter
            return Row(
                number: matter.id, link: page.link(root: root), description: matter.description,
                status: matter.status.map { Badge($0).html } ?? HTML(),
                supersededBy: backlinks.decisionsSuperseding(page).map { other in
                    var html = HTML()
                    html.link(other.frontMatter.id, root: root, path: other.address)
                    return html
                },
                implementation: matter.implementation.map { Badge($0).html } ?? HTML(),
                date: matter.date?.description ?? "")
        }
        cards = CardsData(section.pages.filter { $0.frontMatter.kind != .decision }, root: root)
    }
}

/// The data of `runbooks.mustache`: every runbook by situation, with its prerequisites.
struct RunbooksData: Sendable, Equatable {
    struct Group: Sendable, Equatable {
        let title: String
        let summary: String
        let hasNeeds: Bool
        let rows: [Row]

        init(title: String, summary: String, rows: [Row]) {
            self.title = title
            self.summary = summary
            self.rows = rows
            hasNeeds = rows.contains { !$0.needs.isEmpty }
        }
    }

    struct Row: Sendable, Equatable {
        let number: String
        let link: HTML
        let description: String
        let needs: [HTML]
    }

    let crumbs: HTML
    let title: String
    let summary: String
    let groups: [Group]
    let cards: CardsData

    /// - Parameter generated: What the site adds to the section.
    init(_ section: Section, generated: [GeneratedPage], resolver: LinkResolver, root: String, crumbs: HTML) {
        self.crumbs = crumbs
        title = section.title
        summary = section.summary
        let runbooks = section.pages.filter { $0.frontMatter.kind == .runbook }
        let alerts = runbooks.filter(\.beginsWithAlert)
        let others = runbooks.filter { !$0.beginsWithAlert }
        func rows(_ pages: [PublishedPage]) -> [Row] {
            pages.map { page in
                Row(
                    number: page.frontMatter.id, link: page.link(root: root),
                    description: page.frontMatter.description, needs: page.needs(resolver: resolver, root: root))
            }
        }
        groups = [
            Group(
                title: "Something is wrong", summary: "An alert, a failed run or a complaint leads here.",
                rows: rows(alerts)),
            Group(
                title: "Something is to be done", summary: "Planned work, at a time of one's own choosing.",
                rows: rows(others)),
        ].filter { !$0.rows.isEmpty }
        cards = CardsData(section.pages.filter { $0.frontMatter.kind != .runbook }, generated: generated, root: root)
    }
}

/// The data of `cards.mustache`: pages with their descriptions.
struct CardsData: Sendable, Equatable {
    struct Card: Sendable, Equatable {
        let link: HTML
        let description: String
    }

    let cards: [Card]
    let hasCards: Bool

    init(_ pages: [PublishedPage], generated: [GeneratedPage] = [], root: String) {
        cards =
            generated.map { page in
                var html = HTML()
                html.link(page.title, root: root, path: page.address)
                return Card(link: html, description: page.summary)
            }
            + pages.map { Card(link: $0.link(root: root), description: $0.frontMatter.description) }
        hasCards = !cards.isEmpty
    }
}

/// The data of `section.mustache`: the index page of any other section.
struct SectionData: Sendable {
    let crumbs: HTML
    let title: String
    let summary: String
    let cards: CardsData
}

extension PublishedPage {
    fileprivate func link(root: String) -> HTML {
        var html = HTML()
        html.link(title, root: root, path: address)
        return html
    }

    /// Whether the runbook is of the alert type.
    var beginsWithAlert: Bool {
        outline.first?.text.lowercased() == "meaning"
    }

    /// Returns the list under "Prerequisites", or the paragraph if there is no list.
    ///
    /// A runbook of the alert type has no
    /// such heading, so its paragraph begins with "You need".
    fileprivate func needs(resolver: LinkResolver, root: String) -> [HTML] {
        var renderer = HTMLRenderer()
        let path = path
        renderer.link = { resolver.link(to: $0, from: path, root: root) }
        renderer.fragment = { resolver.link(to: "#" + $0, from: path, root: root) }
        var isInside = false
        var paragraph: HTML?
        for block in document.blocks {
            switch block {
            case .heading(let heading):
                if isInside { return paragraph.map { [$0] } ?? [] }
                isInside = heading.level == 2 && heading.id == "prerequisites"
            case .list(let list) where isInside:
                return list.items.prefix(4).compactMap { item in
                    guard case .paragraph(let content, _)? = item.blocks.first else { return nil }
                    return HTML(trusted: renderer.render(content))
                }
            case .paragraph(let content, _) where paragraph == nil && (isInside || Self.saysNeeds(content)):
                paragraph = HTML(trusted: renderer.render(content))
            default: break
            }
        }
        return paragraph.map { [$0] } ?? []
    }

    private static func saysNeeds(_ content: [Inline]) -> Bool {
        guard case .text(let text)? = content.first else { return false }
        return text.hasPrefix("You need")
    }
}
