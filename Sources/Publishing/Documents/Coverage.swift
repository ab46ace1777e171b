import CivilTime
import Content
import Engagement
import Markup
import Pages

/// What a reader could wrongly assume to be covered or ready: exclusions that concern the page's activities, and
/// prerequisites that block them.
///
/// The contract names the activities under `activities:` of the exclusion or prerequisite. A runbook has no such note,
/// because its reader follows steps and doesn't ask what was agreed.
struct Coverage: Sendable, Equatable {
    private struct Awaited: Sendable, Equatable {
        let line: ShownPrerequisite
        let activities: [String]
    }

    private let exclusions: [Exclusion]
    private let open: [Awaited]

    /// - Parameter contract: The contract as amended by approved changes, without lifted exclusions.
    init(_ contract: Contract, prerequisites: [ShownPrerequisite], activities: [ShownActivity]) {
        exclusions = contract.exclusions
        let ahead = Set(activities.filter { $0.state == .planned || $0.state == .started }.map(\.id))
        open = prerequisites.filter { !$0.isSettled }.compactMap { line in
            contract.prerequisite(line.id)?.activities.map { activities in
                Awaited(line: line, activities: activities.filter(ahead.contains))
            }
        }
    }

    /// Returns the note at the head of `page`, or empty if there is nothing to note.
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
