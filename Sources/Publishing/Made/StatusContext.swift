import CivilTime
import Engagement
import Markup

/// What `status.mustache` is filled from: where the engagement stands.
struct StatusContext: Sendable {
    struct Advice: Sendable {
        let message: String
        let hint: HTML
    }

    let crumbs: HTML
    let customer: String
    let asOf: String
    let start: String
    let end: String
    let figures: FiguresContext
    let hasFindings: Bool
    let findings: [Advice]
    /// Nil where the edition shows no day figures.
    let budget: BudgetContext?
    let prerequisites: PrerequisitesContext
    let activities: ActivitiesContext
    /// Nil where the edition shows no day figures.
    let burnUp: HTML?
    let prerequisiteTimeline: HTML
    let activityProgress: HTML

    init(_ view: EditionView, crumbs: HTML) {
        self.crumbs = crumbs
        customer = view.scope.customer
        asOf = view.asOf.spelled
        start = view.scope.window.start.spelled
        end = view.scope.window.end.spelled
        figures = FiguresContext(view)
        hasFindings = !view.findings.isEmpty
        findings = view.findings.map { Advice(message: $0.message, hint: .prose($0.hint)) }
        budget = view.budgets.map { BudgetContext($0) }
        prerequisites = PrerequisitesContext(view, isAnchored: true)
        activities = ActivitiesContext(view, isAnchored: true)
        let charts = Charts(view, id: "status")
        burnUp = charts.burnUp
        prerequisiteTimeline = charts.prerequisiteTimeline
        activityProgress = charts.activityProgress
    }
}
