import CivilTime
import Content
import Engagement
import Markup
import Pages

/// What a reader of a page might take for covered or ready, and is not: exclusions that touch the page's
/// activities, and prerequisites without which these cannot go on.
///
/// The contract says which activities those are, under `activities:` of the exclusion or prerequisite. A runbook has
/// no such note: who follows one does not ask what was agreed.
struct Coverage: Sendable, Equatable {
    private struct Awaited: Sendable, Equatable {
        let line: ShownPrerequisite
        let activities: [String]
    }

    private let exclusions: [Exclusion]
    private let open: [Awaited]

    /// - Parameter contract: As approved changes amend it, so that an exclusion that was lifted is none.
    init(_ contract: Contract, prerequisites: [ShownPrerequisite], activities: [ShownActivity]) {
        exclusions = contract.exclusions
        let ahead = Set(activities.filter { $0.state == .planned || $0.state == .started }.map(\.id))
        open = prerequisites.filter { !$0.isSettled }.compactMap { line in
            contract.prerequisite(line.id)?.activities.map { activities in
                Awaited(line: line, activities: activities.filter(ahead.contains))
            }
        }
    }

    /// The note at the head of `page`; empty where there is nothing to note.
    func note(on page: PublishedPage, ownerTitle: (String) -> String) -> HTML {
        let served = page.frontMatter.activities
        guard page.frontMatter.kind != .runbook, !served.isEmpty else { return HTML() }
        let excluded = exclusions.filter { ($0.activities ?? []).contains(where: served.contains) }
        let awaited = open.filter { $0.activities.contains(where: served.contains) }.map(\.line)
        guard !excluded.isEmpty || !awaited.isEmpty else { return HTML() }
        let root = Address.root(from: page.address)
        var html = HTML()
        html.markup("<aside class=\"coverage\" aria-label=\"What is not covered or not ready\">\n")
        if !excluded.isEmpty {
            html.markup("<p><strong>Not covered:</strong> ")
            for (index, exclusion) in excluded.enumerated() {
                if index > 0 { html.markup("; ") }
                html.link(
                    exclusion.title, root: root, path: GeneratedPage.scope.address,
                    fragment: "exclusion-" + exclusion.id)
                if exclusion.rule == .timePermitting { html.markup(" (only as time permits)") }
            }
            html.markup("</p>\n")
        }
        if !awaited.isEmpty {
            html.markup("<p><strong>Waits for:</strong> ")
            for (index, line) in awaited.enumerated() {
                if index > 0 { html.markup("; ") }
                html.link(
                    line.title, root: root, path: GeneratedPage.status.address, fragment: "prerequisite-" + line.id)
                html.text(" (\(ownerTitle(line.owner)), \(line.isOverdue ? "was due" : "due") \(line.due.spelled))")
            }
            html.markup("</p>\n")
        }
        html.markup("</aside>\n")
        return html
    }
}
