package import CivilTime
package import Engagement

/// What an edition may show of the contract and the state, and nothing else.
///
/// The one place where the editions differ in their figures. Every chart, table and page is made from this value, so
/// a figure that it leaves out can't appear in any of them. Nothing is shown by default: a figure is here only because
/// the edition or the contract says so.
package struct EditionFigures: Sendable {
    package let edition: Edition
    package let scope: Scope
    package let asOf: CivilDate
    package let businessDaysLeft: Int
    /// The budgets, or nil if the edition shows no figures in days.
    package let budgets: [Budget]?
    package let prerequisites: [ShownPrerequisite]
    package let activities: [ShownActivity]
    /// The time of each role by day, or nil if the edition shows no figures in days.
    package let burnUps: [ShownBurnUp]?
    package let courses: [ShownCourse]
    /// The findings, which are for the supplier only: empty in the customer edition.
    package let findings: [ShownFinding]
    /// Plan, changes, delays and risks, or nil in the customer edition.
    package let outlook: Outlook?

    /// - Parameter spelling: Writes the actions that the findings recommend.
    package init(_ report: StatusReport, edition: Edition, spelling: RemedySpelling) {
        let isInternal = edition == .internal
        let showsDays = isInternal || report.contract.publication.customerSeesDays
        self.edition = edition
        scope = Scope(report.contract, edition)
        asOf = report.asOf
        businessDaysLeft = report.businessDaysLeft
        budgets = showsDays ? report.budgets : nil
        prerequisites = report.prerequisites.map { ShownPrerequisite($0, hasEvidence: isInternal) }
        activities = report.activities.map { line in
            ShownActivity(line, hasTime: showsDays, changedOn: report.changedOn(activity: line.id))
        }
        burnUps = showsDays ? report.burnUps.map { ShownBurnUp($0, hasOutlook: isInternal) } : nil
        courses = report.prerequisiteCourses.map(ShownCourse.init)
        findings = isInternal ? report.findings.map { ShownFinding($0, spelling) } : []
        outlook = isInternal ? Outlook(report) : nil
    }
}
