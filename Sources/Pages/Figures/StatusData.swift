import CivilTime
import Engagement
import Markup

/// The data of `status.mustache`: the state of the engagement.
struct StatusData: Sendable {
    struct Advice: Sendable {
        let message: String
        let hint: HTML
    }

    let crumbs: HTML
    let customer: String
    let asOf: String
    let start: String
    let end: String
    let figures: FiguresData
    let hasFindings: Bool
    let findings: [Advice]
    /// Nil if the edition shows no figures in days.
    let budget: BudgetData?
    let prerequisites: PrerequisitesData
    let activities: ActivitiesData
    /// Nil if the edition shows no figures in days.
    let burnUp: HTML?
    let prerequisiteTimeline: HTML
    let activityProgress: HTML

    init(_ edition: EditionFigures, crumbs: HTML) {
        self.crumbs = crumbs
        customer = edition.scope.customer
        asOf = edition.asOf.spelled
        start = edition.scope.window.start.spelled
        end = edition.scope.window.end.spelled
        figures = FiguresData(edition)
        hasFindings = !edition.findings.isEmpty
        findings = edition.findings.map { Advice(message: $0.message, hint: .prose($0.hint)) }
        budget = edition.budgets.map { BudgetData($0) }
        prerequisites = PrerequisitesData(edition, isAnchored: true)
        activities = ActivitiesData(edition, isAnchored: true)
        let charts = Charts(edition, id: "status")
        burnUp = charts.burnUp
        prerequisiteTimeline = charts.prerequisiteTimeline
        activityProgress = charts.activityProgress
    }
}
