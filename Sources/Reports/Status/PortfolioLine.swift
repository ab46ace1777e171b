package import CivilTime
package import Engagement

/// One engagement in a portfolio.
package struct PortfolioLine: Encodable, Sendable {
    package let folder: String
    package let id: String
    package let title: String
    package let customer: String
    package let end: CivilDate
    package let capMinutes: Minutes
    package let usedMinutes: Minutes
    package let heldMinutes: Minutes
    package let overduePrerequisites: Int
    package let blockedPrerequisites: Int
    package let findings: Int
    /// The forecast at completion, all roles together; nil where no role has enough data.
    package let forecastLowMinutes: Minutes?
    package let forecastHighMinutes: Minutes?

    package init(folder: String, _ report: StatusReport) {
        self.folder = folder
        id = report.contract.id
        title = report.contract.title
        customer = report.contract.customer
        end = report.contract.window.end
        capMinutes = report.budgets.reduce(.zero) { $0 + $1.cap }
        usedMinutes = report.budgets.reduce(.zero) { $0 + $1.used }
        heldMinutes = report.budgets.reduce(.zero) { $0 + $1.held }
        overduePrerequisites = report.overdueCount
        blockedPrerequisites = report.count(of: .blocked)
        findings = report.findings.count
        let forecasts = report.forecasts.values.map(\.atCompletion)
        forecastLowMinutes = forecasts.isEmpty ? nil : forecasts.reduce(.zero) { $0 + $1.lowerBound }
        forecastHighMinutes = forecasts.isEmpty ? nil : forecasts.reduce(.zero) { $0 + $1.upperBound }
    }

    /// Over the cap first, then what is overdue, then what is fullest.
    package func isBefore(_ other: PortfolioLine) -> Bool {
        (-heldMinutes.count, -overduePrerequisites, -percent, folder)
            < (-other.heldMinutes.count, -other.overduePrerequisites, -other.percent, other.folder)
    }

    /// The used share of the caps, in whole percent.
    package var percent: Int { capMinutes == .zero ? 0 : usedMinutes.count * 100 / capMinutes.count }
}
