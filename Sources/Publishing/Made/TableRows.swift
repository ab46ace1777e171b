import CivilTime
import Engagement
import Markup

// What the partial templates are filled from: a struct for each, and one for each kind of row. They stand
// alone in a document, as ```tracker blocks, and together on the page of the status.

/// `figures.mustache`: the state of the engagement at a glance.
struct FiguresContext: Sendable {
    struct Figure: Sendable {
        let label: String
        let value: String
        let of: String?
        let detail: String
        let bar: HTML?
    }

    let hasBudgets: Bool
    /// Days left in each role; none where the edition shows no day figures.
    let budgets: [Figure]
    let figures: [Figure]

    init(_ view: EditionView) {
        let required = view.activities.filter(\.isRequired)
        let done = required.count { $0.state == .done }
        let started = required.count { $0.state == .started }
        let settled = view.prerequisites.count(where: \.isSettled)
        let overdue = view.prerequisites.count(where: \.isOverdue)
        hasBudgets = view.budgets?.isEmpty == false
        budgets = (view.budgets ?? []).map { budget in
            Figure(
                label: "\(budget.title): time left", value: budget.remaining.description,
                of: "of \(budget.cap)", detail: budget.held > .zero ? "\(budget.held) held over the cap" : "none held",
                bar: Bar(budget).html)
        }
        let all = (activities: required.count, prerequisites: view.prerequisites.count)
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
                label: "Business days left", value: "\(view.businessDaysLeft)", of: nil,
                detail: "\(view.scope.window.start.spelled) to \(view.scope.window.end.spelled)", bar: nil),
        ]
    }
}

/// `budget.mustache`: time used against the cap of each role.
struct BudgetContext: Sendable {
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

    init(_ budgets: [Budget]) {
        rows = budgets.map { budget in
            Row(
                title: budget.title, cap: budget.cap.description, used: budget.used.description,
                held: budget.held.description, remaining: budget.remaining.description, percent: budget.percent,
                bar: Bar(budget).html)
        }
    }
}

/// `prerequisites.mustache`: what the customer assures.
struct PrerequisitesContext: Sendable {
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

    /// - Parameter isAnchored: Whether rows have ids to link to: once on a page at most.
    init(_ view: EditionView, isAnchored: Bool) {
        rows = view.prerequisites.map { line in
            Row(
                anchor: isAnchored ? "prerequisite-" + line.id : nil, title: line.title,
                phase: line.phase == .beforeStart ? "before the start" : "throughout",
                owner: view.scope.ownerTitle(line.owner), due: line.due.spelled, badge: line.badge.html,
                evidence: line.evidence)
        }
    }
}

/// `activities.mustache`: the focus areas and where their activities stand.
struct ActivitiesContext: Sendable {
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

    /// The name of what belongs to no focus area.
    static let outside = "Outside the focus areas"

    let areas: [Area]
    let hasTime: Bool

    init(_ view: EditionView, isAnchored: Bool) {
        hasTime = view.activities.contains { $0.worked != nil }
        func row(_ line: ActivityLine) -> Row {
            Row(
                anchor: isAnchored ? "activity-" + line.id : nil, title: line.title,
                isOptional: line.isOptional, badge: Badge(line.state).html, worked: line.worked?.description)
        }
        let inside = view.scope.focusAreas.map { area in
            Area(
                title: area.title, summary: area.summary,
                rows: view.activities.filter { $0.focusArea == area.id }.map(row))
        }
        let ids = Set(view.scope.focusAreas.map(\.id))
        let outside = view.activities.filter { !ids.contains($0.focusArea) && $0.worked != nil }
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
struct ExclusionsContext: Sendable {
    struct Row: Sendable {
        let anchor: String?
        let title: String
        let summary: String
        let badge: HTML
    }

    let rows: [Row]

    init(_ view: EditionView, isAnchored: Bool) {
        rows = view.scope.exclusions.map { exclusion in
            Row(
                anchor: isAnchored ? "exclusion-" + exclusion.id : nil, title: exclusion.title,
                summary: exclusion.summary, badge: Badge(exclusion.rule).html)
        }
    }
}
