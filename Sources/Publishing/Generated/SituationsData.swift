import Content
import Markdown
import Markup
import Pages

/// The data of `situations.mustache`: every runbook by the situation that calls for it.
///
/// An engineer on call knows the symptom, not the name of a runbook. The phrases are those of the front matter's
/// `triggers:`, each the end of the sentence "What to do when ..."; without any, the first sentence or the list of the
/// section "When to use".
struct SituationsData: Sendable {
    struct Group: Sendable {
        let anchor: String
        let title: String
        let summary: String
        let rows: [Row]
    }

    struct Row: Sendable {
        let anchor: String
        let phrase: HTML
        let link: HTML
    }

    let crumbs: HTML
    let title: String
    let summary: String
    let groups: [Group]

    init(_ pages: [PublishedPage], crumbs: HTML) {
        self.crumbs = crumbs
        title = GeneratedPage.situations.title
        summary = GeneratedPage.situations.summary
        let root = Address.root(from: GeneratedPage.situations.address)
        let situations = Situation.all(of: pages)
        groups = Situation.Kind.allCases.map { kind in
            Group(
                anchor: kind.rawValue, title: kind.title, summary: kind.summary,
                rows: situations.filter { $0.kind == kind }.map { situation in
                    var link = HTML()
                    link.link(situation.page.numberedTitle, root: root, path: situation.page.address)
                    return Row(anchor: situation.anchor, phrase: .prose(situation.phrase), link: link)
                })
        }.filter { !$0.rows.isEmpty }
    }
}

/// A situation, and the runbook for it.
struct Situation: Sendable {
    /// The kind of situation.
    enum Kind: String, CaseIterable, Sendable {
        case wrong, planned, asked

        var title: String {
            switch self {
            case .wrong: "Something is wrong"
            case .planned: "Something is planned"
            case .asked: "Somebody asks"
            }
        }

        var summary: String {
            switch self {
            case .wrong: "An alert, a failed run, a complaint."
            case .planned: "Work at a time of one's own choosing."
            case .asked: "A request that comes from outside the team, or from its lead."
            }
        }
    }

    let kind: Kind
    let phrase: String
    let page: PublishedPage
    /// The id on the page of situations: `rb-003`, `rb-003-2`.
    let anchor: String

    /// Of the runbooks among `pages`, in their order.
    static func all(of pages: [PublishedPage]) -> [Situation] {
        pages.filter { $0.frontMatter.kind == .runbook }.flatMap { page in
            let id = page.frontMatter.id.lowercased()
            return phrases(of: page).enumerated().map { index, phrase in
                Situation(
                    kind: kind(of: page), phrase: phrase, page: page, anchor: index == 0 ? id : "\(id)-\(index + 1)")
            }
        }
    }

    /// An alert by its sections; a procedure by its tags `incident` and `request`, and planned without either.
    private static func kind(of page: PublishedPage) -> Kind {
        let tags = page.frontMatter.tags
        if page.beginsWithAlert || tags.contains("incident") { return .wrong }
        return tags.contains("request") ? .asked : .planned
    }

    private static func phrases(of page: PublishedPage) -> [String] {
        guard page.frontMatter.triggers.isEmpty else { return page.frontMatter.triggers }
        let section = page.sections.first { ["when to use", "meaning"].contains($0.title.lowercased()) }
        let lines = (section?.text ?? "").split(whereSeparator: \.isNewline).map(String.init)
        guard let first = lines.first else {
            return [page.frontMatter.description.isEmpty ? page.title : page.frontMatter.description]
        }
        let items = itemsBelowHeading(of: page)
        return items > 0 ? Array(lines.prefix(min(items, 4))) : [sentence(first)]
    }

    /// The number of items in the list directly under "When to use", or 0 if there is no such list.
    private static func itemsBelowHeading(of page: PublishedPage) -> Int {
        guard
            let heading = page.document.blocks.firstIndex(where: { block in
                guard case .heading(let heading) = block else { return false }
                return ["when-to-use", "meaning"].contains(heading.id)
            }), heading + 1 < page.document.blocks.count,
            case .list(let list) = page.document.blocks[heading + 1]
        else { return 0 }
        return list.items.count
    }

    /// Returns the first sentence of `text`.
    private static func sentence(_ text: String) -> String {
        for mark in [". ", "? ", "! "] {
            if let end = text.firstRange(of: mark) {
                return String(text[..<end.lowerBound]) + String(mark.first ?? ".")
            }
        }
        return text
    }
}
