import CivilTime
import Engagement

/// What lies ahead and what stands in the way, as the supplier's own people see it.
struct Outlook: Sendable {
    struct Role: Sendable {
        let title: String
        let planned: Minutes
        /// What approved change requests add to the contract's cap.
        let approved: Minutes
        /// What proposed change requests would add.
        let pending: Minutes
        /// What will have been used by the window's end; nil where there is not enough data.
        let forecast: String?
    }

    let roles: [Role]
    let changes: [ChangeRequest]
    /// What was changed in the contract itself, without a change request.
    let contractChanges: [ContractChange]
    let delays: [(party: String, businessDays: Int)]
    /// Those that are open.
    let risks: [Risk]

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
