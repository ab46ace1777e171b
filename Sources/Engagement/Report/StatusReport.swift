package import CivilTime

/// Where the engagement stands on a day: the figures that the terminal, the web page, the JSON and the
/// site all print.
///
/// Pure: contract + state + date in, figures out. Minutes are integers in every form.
package struct StatusReport: Sendable, Equatable {
    package struct PrerequisiteLine: Sendable, Equatable {
        package let id: String
        package let title: String
        package let phase: Prerequisite.Phase
        package let owner: String
        package let due: CivilDate
        package let state: State.PrerequisiteStanding
        package let isOverdue: Bool
        /// Evidence of a confirmation, or the reason of a waiver with the name that gave it.
        package let evidence: String?
    }

    package struct ActivityLine: Sendable, Equatable {
        package let id: String
        package let title: String
        package let focusArea: String
        package let isOptional: Bool
        /// Whether the contract requires it: not if it is optional, or was dropped by agreement.
        package let isRequired: Bool
        package let state: State.ActivityStanding
        /// Everything that was logged on it: a cap is a role's, so what is used and what is held is told apart there.
        package let worked: Minutes
        /// The label of the approved change request that took it out of the contract; nil where none did.
        package let removedBy: String?

        /// In words: `started`, `planned, optional`, `removed by CR-2`.
        package var standing: String {
            if let removedBy { return "removed by \(removedBy)" }
            return isOptional ? "\(state.rawValue), optional" : state.rawValue
        }
    }

    /// The contract as it was signed.
    package let signed: Contract
    /// The contract as approved change requests amend it.
    package let contract: Contract
    package let asOf: CivilDate
    package let budgets: [Budget]
    /// The forecast of each role that has enough data, by the role's id.
    package let forecasts: [String: Forecast]
    package let prerequisites: [PrerequisiteLine]
    package let activities: [ActivityLine]
    package let changes: [ChangeRequest]
    /// What later versions of the contract changed without a change request.
    package let contractChanges: [ContractChange]
    package let delays: [Delay]
    package let risks: [Risk]
    package let findings: [Finding]
    /// Business days from the report's day through the window's end; from the day after, if that day is over.
    package let businessDaysLeft: Int
    package let entryCount: Int
    /// What the figures were made of.
    package let state: State

    /// - Parameters:
    ///   - signed: The contract without change requests; the state's approved ones are applied to it.
    ///   - isDayOver: Whether the figures are those of the end of `asOf`. A day that is not over is a day left.
    package init(contract signed: Contract, state: State, asOf: CivilDate, isDayOver: Bool = true) {
        let contract = signed.amended(by: state.changes)
        self.signed = signed
        self.contract = contract
        self.asOf = asOf
        entryCount = state.entryCount
        self.state = state
        budgets = signed.roles.map { Budget(role: $0, state: state) }
        forecasts = budgets.reduce(into: [:]) { forecasts, budget in
            forecasts[budget.role] = Forecast(
                budget, totals: state.totals, contract: contract, asOf: asOf, isDayOver: isDayOver)
        }
        changes = state.changes
        contractChanges =
            state.contractChanges
            + (state.contract.map { ContractChange.all(from: $0, to: signed, recordedOn: nil) } ?? [])
        delays = Delay.all(contract: contract, state: state, asOf: asOf)
        risks = state.risks
        prerequisites = contract.prerequisites.map { prerequisite in
            let change = state.prerequisites[prerequisite.id]?.last
            let standing = change?.standing ?? .open
            return PrerequisiteLine(
                id: prerequisite.id, title: prerequisite.title, phase: prerequisite.phase,
                owner: prerequisite.owner, due: prerequisite.due, state: standing,
                isOverdue: standing.isOwed && prerequisite.due < asOf,
                evidence: change.flatMap { Self.evidence(of: $0.entry.event) })
        }
        let required = Set(contract.requiredActivities(in: state).map(\.id))
        let listed = contract.focusAreas.flatMap { area in
            area.activities.map { activity in
                ActivityLine(
                    id: activity.id, title: activity.title, focusArea: area.id,
                    isOptional: activity.isOptional, isRequired: required.contains(activity.id),
                    state: state.standing(ofActivity: activity.id),
                    worked: state.minutesByActivity[activity.id] ?? .zero, removedBy: nil)
            }
        }
        activities = listed + Self.otherActivities(signed: signed, contract: contract, state: state)
        let lastDay = max(isDayOver ? asOf : asOf.adding(days: -1), contract.window.start.adding(days: -1))
        businessDaysLeft = contract.calendar.businessDays(after: lastDay, through: contract.window.end)
        findings = Finding.all(
            contract: contract, state: state, asOf: asOf, isDayOver: isDayOver, budgets: budgets,
            forecasts: forecasts, prerequisites: prerequisites, activities: activities)
    }

    /// Time that stands outside the contract's activities: on lifted or time-permitting exclusions, on
    /// activities that a change removed.
    ///
    /// It has lines of its own, so that the lines add up to the total.
    private static func otherActivities(signed: Contract, contract: Contract, state: State) -> [ActivityLine] {
        state.minutesByActivity.filter { contract.activity($0.key) == nil && $0.value != .zero }.keys.sorted().map {
            id in
            ActivityLine(
                id: id, title: signed.exclusion(id)?.title ?? signed.activity(id)?.title ?? id, focusArea: "",
                isOptional: true, isRequired: false, state: state.standing(ofActivity: id),
                worked: state.minutesByActivity[id] ?? .zero,
                removedBy: state.changes.last {
                    $0.status == .approved && $0.proposal.effect == .removeActivity(id: id)
                }?.label)
        }
    }

    private static func evidence(of event: Event) -> String? {
        switch event {
        case .prerequisite(.confirmed(let event)): event.evidence
        case .prerequisite(.waived(let event)): "waived by \(event.waivedBy): \(event.reason)"
        case .prerequisite(.blocked(let event)): "blocked: \(event.reason)"
        case .prerequisite(.reopened(let event)): "opened again: \(event.reason)"
        default: nil
        }
    }

    package func count(of standing: State.PrerequisiteStanding) -> Int {
        prerequisites.count { $0.state == standing }
    }

    /// The day on which an activity came to where it stands; nil where nothing was recorded.
    package func changedOn(activity id: String) -> CivilDate? { state.activities[id]?.entry.moment.date }

    package var overdueCount: Int { prerequisites.count(where: \.isOverdue) }
}
