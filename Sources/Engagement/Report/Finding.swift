import CivilTime

/// Something about the engagement that somebody ought to act on, and the rule that found it.
package struct Finding: Sendable, Equatable {
    package let rule: Rule
    /// The id of the role, prerequisite or activity that it is about.
    package let subject: String
    package let message: String
    package let hint: Hint

    /// The rules that find something; the raw values are stable names for programs and documents.
    package enum Rule: String, Hashable, Sendable, CaseIterable {
        case doneBeforePrerequisite = "done-before-prerequisite"
        case doneWithoutTime = "done-without-time"
        case forecastOverCap = "forecast-over-cap"
        case capNearlyUsed = "cap-nearly-used"
        case heldTime = "held-time"
        case notEnoughDays = "not-enough-days"
        case oneChoice = "one-choice"
        case overduePrerequisite = "overdue-prerequisite"
        case planOverCap = "plan-over-cap"
        case resourcingNotice = "resourcing-notice"
        case timeAfterDone = "time-after-done"
        case timeBeforeStart = "time-before-start"
        case timeToCome = "time-to-come"
        case unknownActivity = "unknown-activity"
        case unknownRole = "unknown-role"
        case weekOverCapacity = "week-over-capacity"
        case windowLength = "window-length"
        case windowStart = "window-start"
        case workBeforePrerequisite = "work-before-prerequisite"
    }
}

extension Finding {
    /// Everything the contract's own conditions say about this state, the most pressing first.
    static func all(
        contract: Contract, state: State, asOf: CivilDate, isDayOver: Bool, budgets: [Budget],
        forecasts: [String: Forecast], prerequisites: [StatusReport.PrerequisiteLine],
        activities: [StatusReport.ActivityLine]
    ) -> [Finding] {
        heldTime(budgets, state)
            + headingOverCap(budgets, forecasts)
            + nearingCap(budgets, forecasts, contract, state, asOf: asOf)
            + workBeforeItsPrerequisites(state, prerequisites)
            + overdue(prerequisites, asOf: asOf, calendar: contract.calendar)
            + shortOfDays(contract, state, budgets: budgets, firstDay: isDayOver ? asOf.adding(days: 1) : asOf)
            + fullWeeks(contract, state, asOf: asOf)
            + timeToCome(state, asOf: asOf)
            + misplacedTime(contract, state, activities, prerequisites)
            + schedule(contract, state, asOf: asOf)
            + choices(contract)
            + unknownNames(contract, state)
    }

    private static func heldTime(_ budgets: [Budget], _ state: State) -> [Finding] {
        budgets.filter { $0.held > .zero }.map { budget in
            Finding(
                rule: .heldTime, subject: budget.role,
                message: "\(budget.held) of \(budget.title) time is held: it lies over the cap of \(budget.cap)",
                hint: state.releasing(budget))
        }
    }

    private static func workBeforeItsPrerequisites(
        _ state: State, _ prerequisites: [StatusReport.PrerequisiteLine]
    ) -> [Finding] {
        guard let first = state.firstDay else { return [] }
        return prerequisites.filter { $0.phase == .beforeStart && $0.state.isOwed }.map { line in
            Finding(
                rule: .workBeforePrerequisite, subject: line.id,
                message: "work is logged (since \(first)), but '\(line.title)' was to hold before the start",
                hint: "\(.confirmPrerequisite(line.id))")
        }
    }

    private static func overdue(
        _ prerequisites: [StatusReport.PrerequisiteLine], asOf: CivilDate, calendar: BusinessCalendar
    ) -> [Finding] {
        prerequisites.filter(\.isOverdue).map { line in
            let days = calendar.businessDays(after: line.due, through: asOf)
            return Finding(
                rule: .overduePrerequisite, subject: line.id,
                message: "'\(line.title)' was due on \(line.due), \(days) business "
                    + "\(days == 1 ? "day" : "days") ago; \(line.owner) owes it",
                hint: "\(.confirmPrerequisite(line.id))")
        }
    }

    private static func choices(_ contract: Contract) -> [Finding] {
        contract.choices.filter { $0.chosen.count > 1 && !$0.allowsBoth }.map { choice in
            Finding(
                rule: .oneChoice, subject: choice.id,
                message:
                    "'\(choice.title)' allows one option, and \(choice.chosen.joined(separator: " and ")) are chosen",
                hint: "keep one, or raise a change request: \(.proposeChange(.allowBoth(choice: choice.id)))")
        }
    }

    /// Names that stand in the ledger but no longer in the contract: their time must not vanish.
    private static func unknownNames(_ contract: Contract, _ state: State) -> [Finding] {
        let roles = state.minutesByRole.keys.filter { contract.role($0) == nil }.sorted().map { role in
            Finding(
                rule: .unknownRole, subject: role,
                message: "\(state.minutesByRole[role] ?? .zero) is logged for the role '\(role)', "
                    + "which the contract does not name",
                hint: "give the role a cap in content/engagement.yaml, or void the entries")
        }
        let lifted = state.changes.filter { $0.status == .approved }.map(\.proposal.effect)
        let activities = state.minutesByActivity.keys.filter { id in
            contract.activity(id) == nil && contract.exclusion(id) == nil && !lifted.contains(.liftExclusion(id: id))
                && !lifted.contains(.removeActivity(id: id))
        }
        return roles
            + activities.sorted().map { id in
                Finding(
                    rule: .unknownActivity, subject: id,
                    message:
                        "\(state.minutesByActivity[id] ?? .zero) is logged on '\(id)', which the contract does not name",
                    hint: "name the activity in content/engagement.yaml again, or void the entries")
            }
    }
}
