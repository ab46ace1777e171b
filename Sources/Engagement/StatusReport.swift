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
        package let state: State.ActivityStanding
        package let used: Minutes
    }

    package let contract: Contract
    package let asOf: CivilDate
    package let budgets: [Budget]
    package let prerequisites: [PrerequisiteLine]
    package let activities: [ActivityLine]
    package let findings: [Finding]
    /// Business days from tomorrow through the window's end.
    package let businessDaysLeft: Int
    package let entryCount: Int

    package init(contract: Contract, state: State, asOf: CivilDate) {
        self.contract = contract
        self.asOf = asOf
        entryCount = state.entryCount
        budgets = contract.roles.map { Budget(role: $0, logged: state.minutesByRole[$0.id] ?? .zero) }
        prerequisites = contract.prerequisites.map { prerequisite in
            let change = state.prerequisites[prerequisite.id]
            let standing = change?.standing ?? .open
            return PrerequisiteLine(
                id: prerequisite.id, title: prerequisite.title, phase: prerequisite.phase,
                owner: prerequisite.owner, due: prerequisite.due, state: standing,
                isOverdue: standing == .open && prerequisite.due < asOf,
                evidence: change.flatMap { Self.evidence(of: $0.entry.event) })
        }
        activities = contract.focusAreas.flatMap { area in
            area.activities.map { activity in
                ActivityLine(
                    id: activity.id, title: activity.title, focusArea: area.id,
                    isOptional: activity.isOptional, state: state.standing(ofActivity: activity.id),
                    used: state.minutesByActivity[activity.id] ?? .zero)
            }
        }
        let lastDay = max(asOf, contract.window.start.adding(days: -1))
        businessDaysLeft = contract.calendar.businessDays(after: lastDay, through: contract.window.end)
        findings = Finding.all(
            contract: contract, state: state, asOf: asOf, budgets: budgets, prerequisites: prerequisites)
    }

    private static func evidence(of event: Event) -> String? {
        switch event {
        case .prerequisiteConfirmed(let event): event.evidence
        case .prerequisiteWaived(let event): "waived by \(event.waivedBy): \(event.reason)"
        default: nil
        }
    }

    package func count(of standing: State.PrerequisiteStanding) -> Int {
        prerequisites.count { $0.state == standing }
    }

    package var overdueCount: Int { prerequisites.count(where: \.isOverdue) }
}
