package import CivilTime
package import Engagement

extension StatusReport.JSON.ForecastItem {
    init(_ forecast: Forecast) {
        switch forecast.finish {
        case .within(let days): (earliestFinish, latestFinish) = (days.lowerBound, days.upperBound)
        case .perhaps(let earliest): (earliestFinish, latestFinish) = (earliest, nil)
        case .beyond: (earliestFinish, latestFinish) = (nil, nil)
        }
        lowestAtCompletionMinutes = forecast.atCompletion.lowerBound
        highestAtCompletionMinutes = forecast.atCompletion.upperBound
    }
}

extension StatusReport {
    /// The report's public form, which `workbook status --json` and `/api/status` print.
    package struct JSON: Encodable, Sendable {
        package struct Engagement: Encodable, Sendable {
            package let id: String
            package let title: String
            let customer: String
            let start: CivilDate
            let end: CivilDate
            let businessDaysLeft: Int
        }

        package struct Role: Encodable, Sendable {
            let role: String
            package let title: String
            /// What the contract allows, approved change requests included.
            let capMinutes: Minutes
            let contractMinutes: Minutes
            let approvedMinutes: Minutes
            let pendingMinutes: Minutes
            let plannedMinutes: Minutes
            let usedMinutes: Minutes
            let heldMinutes: Minutes
            let remainingMinutes: Minutes
            /// Nil where there is not enough data.
            let forecast: ForecastItem?
        }

        package struct ForecastItem: Encodable, Sendable {
            /// Nil if time is left at the window's end; so is the other.
            let earliestFinish: CivilDate?
            let latestFinish: CivilDate?
            let lowestAtCompletionMinutes: Minutes
            let highestAtCompletionMinutes: Minutes
        }

        package struct Prerequisites: Encodable, Sendable {
            /// Overdue ones are open too.
            let open: Int
            let confirmed: Int
            let waived: Int
            let blocked: Int
            let overdue: Int
            package let list: [PrerequisiteItem]
        }

        package struct PrerequisiteItem: Encodable, Sendable {
            package let id: String
            package let title: String
            let phase: Prerequisite.Phase
            package let state: State.PrerequisiteStanding
            package let isOverdue: Bool
            package let due: CivilDate
            package let owner: String
            let evidence: String?
        }

        package struct ActivityItem: Encodable, Sendable {
            package let id: String
            package let title: String
            let focusArea: String
            let state: State.ActivityStanding
            /// It does not count for acceptance.
            let optional: Bool
            /// Used and held time together; the roles tell them apart.
            let workedMinutes: Minutes
            /// The change request that took it out of the contract: `CR-2`.
            let removedBy: String?
        }

        package struct FindingItem: Encodable, Sendable {
            let rule: String
            let subject: String
            let message: String
            let hint: String
        }

        package let engagement: Engagement
        package let asOf: CivilDate
        package let roles: [Role]
        package let prerequisites: Prerequisites
        package let activities: [ActivityItem]
        package let findings: [FindingItem]
        /// The points of the pages that are still to be decided, read or filled; nil for an earlier day.
        package var openPoints: Int?
        /// What the acceptance still lacks; nil for an earlier day.
        package var gaps: Int?
        /// Nil if the customer has answered none of the criteria.
        package let acceptance: Acceptance?
        /// Nil for an earlier day, and if the customer has accepted no documents yet.
        package var acceptedDocuments: AcceptedDocuments?
    }

    /// - Parameter spelling: How the hints of findings write their actions.
    package func json(spelling: RemedySpelling) -> JSON {
        JSON(
            engagement: JSON.Engagement(
                id: contract.id, title: contract.title, customer: contract.customer,
                start: contract.window.start, end: contract.window.end, businessDaysLeft: businessDaysLeft),
            asOf: asOf,
            roles: budgets.map {
                JSON.Role(
                    role: $0.role, title: $0.title, capMinutes: $0.cap, contractMinutes: $0.contracted,
                    approvedMinutes: $0.approved, pendingMinutes: $0.pending, plannedMinutes: $0.planned,
                    usedMinutes: $0.used, heldMinutes: $0.held, remainingMinutes: $0.remaining,
                    forecast: forecasts[$0.role].map(JSON.ForecastItem.init))
            },
            prerequisites: JSON.Prerequisites(
                open: count(of: .open), confirmed: count(of: .confirmed), waived: count(of: .waived),
                blocked: count(of: .blocked),
                overdue: overdueCount,
                list: prerequisites.map {
                    JSON.PrerequisiteItem(
                        id: $0.id, title: $0.title, phase: $0.phase, state: $0.state, isOverdue: $0.isOverdue,
                        due: $0.due, owner: $0.owner, evidence: $0.evidence)
                }),
            activities: activities.map {
                JSON.ActivityItem(
                    id: $0.id, title: $0.title, focusArea: $0.focusArea, state: $0.state,
                    optional: $0.isOptional, workedMinutes: $0.worked, removedBy: $0.removedBy)
            },
            findings: findings.map {
                JSON.FindingItem(
                    rule: $0.rule.rawValue, subject: $0.subject, message: $0.message, hint: $0.hint.spelled(spelling))
            },
            acceptance: acceptance.map(JSON.Acceptance.init))
    }
}
