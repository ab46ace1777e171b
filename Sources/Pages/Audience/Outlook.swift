package import CivilTime
package import Engagement

/// Plan, change requests, delays and risks, for the internal edition only.
package struct Outlook: Sendable {
    package struct Role: Sendable {
        package let title: String
        package let planned: Minutes
        /// What approved change requests add to the contract's cap.
        package let approved: Minutes
        /// What proposed change requests would add.
        package let pending: Minutes
        /// The time used by the end of the window, or nil if there is not enough data.
        package let forecast: String?
    }

    package let roles: [Role]
    package let changes: [ChangeRequest]
    /// Changes of the contract that have no change request.
    package let contractChanges: [ContractChange]
    package let delays: [(party: String, businessDays: Int)]
    /// The open risks.
    package let risks: [Risk]

    init(_ report: StatusReport) {
        roles = report.budgets.map { budget in
            Role(
                title: budget.title, planned: budget.planned, approved: budget.approved, pending: budget.pending,
                forecast: report.forecasts[budget.role]?.atCompletionText)
        }
        changes = report.changes
        contractChanges = report.contractChanges
        delays = Delay.byParty(report.delays, calendar: report.contract.calendar)
        risks = report.risks.filter(\.isOpen)
    }
}
