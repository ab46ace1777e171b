import CivilTime
package import Engagement
import Markup

// The data of the partial templates: a struct for each, and one for each kind of row. They are alone in a document, as
// ```tracker blocks, and together on the page of the status.

/// `figures.mustache`: the state of the engagement at a glance.
package struct FiguresData: Sendable {
    struct Figure: Sendable {
        let label: String
        let value: String
        let of: String?
        let detail: String
        let bar: HTML?
    }

    let hasBudgets: Bool
    /// The time left in each role; empty if the edition shows no figures in days.
    let budgets: [Figure]
    let figures: [Figure]

    package init(_ edition: EditionFigures) {
        let required = edition.activities.filter(\.isRequired)
        let done = required.count { $0.state == .done }
        let started = required.count { $0.state == .started }
        let settled = edition.prerequisites.count(where: \.isSettled)
        let overdue = edition.prerequisites.count(where: \.isOverdue)
        hasBudgets = edition.budgets?.isEmpty == false
        budgets = (edition.budgets ?? []).map { budget in
            Figure(
                label: "\(budget.title): time left", value: budget.remaining.description,
                of: "of \(budget.cap)", detail: budget.held > .zero ? "\(budget.held) held over the cap" : "none held",
                bar: Bar(left: budget).html)
        }
        let all = (activities: required.count, prerequisites: edition.prerequisites.count)
        figures = [
            Figure(
                label: "Required activities", value: "\(done)", of: "of \(all.activities) done",
                detail: started == 0 ? "none under way" : "\(started) under way",
                bar: Bar(done, of: all.activities, label: "\(done) of \(all.activities) required activities done").html),
            Figure(
                label: "Prerequisites", value: "\(settled)", of: "of \(all.prerequisites) settled",
                detail: overdue == 0 ? "none overdue" : "\(overdue) overdue",
                bar: Bar(
                    settled, of: all.prerequisites, label: "\(settled) of \(all.prerequisites) prerequisites settled"
                ).html),
            Figure(
                label: "Business days left", value: "\(edition.businessDaysLeft)", of: nil,
                detail: "\(edition.scope.window.start.spelled) to \(edition.scope.window.end.spelled)", bar: nil),
        ]
    }
}

/// `budget.mustache`: time used against the cap of each role.
package struct BudgetData: Sendable {
    struct Row: Sendable {
        let title: String
        let cap: String
        let used: String
        let held: String
        let remaining: String
        let percent: Int
        let bar: HTML
    }

    let rows: [Row]

    package init(_ budgets: [Budget]) {
        rows = budgets.map { budget in
            Row(
                title: budget.title, cap: budget.cap.description, used: budget.used.description,
                held: budget.held.description, remaining: budget.remaining.description, percent: budget.percent,
                bar: Bar(budget).html)
        }
    }
}

/// `prerequisites.mustache`: what the customer assures.
package struct PrerequisitesData: Sendable {
    struct Row: Sendable {
        let anchor: String?
        let title: String
        let phase: String
        let owner: String
        let due: String
        let badge: HTML
        let evidence: String?
    }

    let rows: [Row]

    /// - Parameter isAnchored: Whether rows have ids to link to, which only one table of a page may have.
    package init(_ figures: EditionFigures, isAnchored: Bool) {
        rows = figures.prerequisites.map { line in
            Row(
                anchor: isAnchored ? "prerequisite-" + line.id : nil, title: line.title,
                phase: line.phase.spelled,
                owner: figures.scope.ownerTitle(line.owner), due: line.due.spelled, badge: line.badge.html,
                evidence: line.evidence)
        }
    }
}

extension Prerequisite.Phase {
    /// When it is needed, in words.
    package var spelled: String {
        switch self {
        case .beforeStart: "before the start"
        case .duringActivities: "during its activities"
        case .throughout: "throughout"
        }
    }
}

/// `activities.mustache`: the focus areas and the states of their activities.
package struct ActivitiesData: Sendable {
    struct Area: Sendable {
        let title: String
        let summary: String
        let rows: [Row]
    }

    struct Row: Sendable {
        let anchor: String?
        let title: String
        let isOptional: Bool
        let badge: HTML
        let worked: String?
    }

    /// The heading of activities that belong to no focus area.
    static let outside = "Outside the focus areas"

    let areas: [Area]
    let hasTime: Bool

    package init(_ figures: EditionFigures, isAnchored: Bool) {
        hasTime = figures.activities.contains { $0.worked != nil }
        func row(_ line: ShownActivity) -> Row {
            Row(
                anchor: isAnchored ? "activity-" + line.id : nil, title: line.title,
                isOptional: line.isOptional, badge: Badge(line.state).html, worked: line.worked?.description)
        }
        let inside = figures.scope.focusAreas.map { area in
            Area(
                title: area.title, summary: area.summary,
                rows: figures.activities.filter { $0.focusArea == area.id }.map(row))
        }
        let ids = Set(figures.scope.focusAreas.map(\.id))
        let outside = figures.activities.filter { !ids.contains($0.focusArea) && $0.worked != nil }
        areas =
            inside
            + (outside.isEmpty
                ? []
                : [
                    Area(
                        title: Self.outside, summary: "Time on exclusions and on removed activities.",
                        rows: outside.map(row))
                ])
    }
}

/// `exclusions.mustache`: what is out of scope.
package struct ExclusionsData: Sendable {
    struct Row: Sendable {
        let anchor: String?
        let title: String
        let summary: String
        let badge: HTML
    }

    let rows: [Row]

    package init(_ figures: EditionFigures, isAnchored: Bool) {
        rows = figures.scope.exclusions.map { exclusion in
            Row(
                anchor: isAnchored ? "exclusion-" + exclusion.id : nil, title: exclusion.title,
                summary: exclusion.summary, badge: Badge(exclusion.rule).html)
        }
    }
}
