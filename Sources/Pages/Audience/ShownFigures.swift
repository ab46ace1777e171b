package import CivilTime
package import Engagement

// The lines of a status report as an edition may show them. `EditionFigures` makes them.

/// The state of a prerequisite as the edition may show it.
package struct ShownPrerequisite: Sendable, Equatable {
    package let id: String
    package let title: String
    package let phase: Prerequisite.Phase
    package let owner: String
    package let due: CivilDate
    package let badge: Badge
    package let isSettled: Bool
    package let isOverdue: Bool
    /// The supplier's evidence; nil in the customer edition.
    package let evidence: String?

    init(_ line: StatusReport.PrerequisiteLine, hasEvidence: Bool) {
        id = line.id
        title = line.title
        phase = line.phase
        owner = line.owner
        due = line.due
        badge = Badge(line.state, isOverdue: line.isOverdue)
        isSettled = !line.state.isOwed
        isOverdue = line.isOverdue
        evidence = hasEvidence ? line.evidence : nil
    }
}

/// The state of an activity as the edition may show it.
package struct ShownActivity: Sendable, Equatable {
    package let id: String
    package let title: String
    package let focusArea: String
    package let isOptional: Bool
    package let isRequired: Bool
    package let state: State.ActivityStanding
    /// The day of the last change of state, or nil if none is recorded.
    package let changedOn: CivilDate?
    /// Used and held time together, or nil if the edition shows no figures in days.
    package let worked: Minutes?

    init(_ line: StatusReport.ActivityLine, hasTime: Bool, changedOn: CivilDate?) {
        id = line.id
        title = line.title
        focusArea = line.focusArea
        isOptional = line.isOptional
        isRequired = line.isRequired
        state = line.state
        self.changedOn = changedOn
        worked = hasTime ? line.worked : nil
    }
}

/// A finding in words.
package struct ShownFinding: Sendable, Equatable {
    package let message: String
    package let hint: String

    init(_ finding: Finding, _ spelling: RemedySpelling) {
        message = finding.message
        hint = finding.hint.spelled(spelling)
    }
}

/// The time of a role by day, for an edition that shows figures in days.
package struct ShownBurnUp: Sendable {
    /// The forecast for the end of the window.
    package enum Outlook: Sendable {
        /// The edition shows no forecast.
        case unsaid
        case notEnoughData
        case forecast(Forecast)
    }

    package let budget: Budget
    package let days: [BurnUp.Day]
    package let caps: [BurnUp.CapStep]
    /// The time planned by week, or nil if the edition shows no plan.
    package let plan: [BurnUp.Week]?
    package let outlook: Outlook
    package let isEmpty: Bool

    /// - Parameter hasOutlook: Whether the edition shows plan, forecast and the titles of change requests.
    init(_ burnUp: BurnUp, hasOutlook: Bool) {
        budget = burnUp.budget
        days = burnUp.days
        caps = burnUp.caps.map { step in
            BurnUp.CapStep(from: step.from, cap: step.cap, change: hasOutlook ? step.change : nil)
        }
        plan = hasOutlook ? burnUp.plan : nil
        outlook = hasOutlook ? burnUp.forecast.map { .forecast($0) } ?? .notEnoughData : .unsaid
        isEmpty = hasOutlook ? burnUp.isEmpty : !burnUp.days.contains { $0.worked != .zero }
    }

    package var logged: Minutes { budget.worked }
    package var planned: Minutes { (plan ?? []).reduce(.zero) { $0 + $1.planned } }

    package var forecast: Forecast? {
        guard case .forecast(let forecast) = outlook else { return nil }
        return forecast
    }
}

/// The days on which a prerequisite was asked for, was due and was settled, without its evidence.
package struct ShownCourse: Sendable {
    package let id: String
    package let title: String
    package let owner: String
    package let due: CivilDate
    package let standing: State.PrerequisiteStanding
    package let isOverdue: Bool
    package let askedOn: CivilDate?
    package let owed: [PrerequisiteCourse.Owed]
    /// The day of the last change.
    package let changedOn: CivilDate?
    package let delays: [Delay.Interval]
    package let businessDaysLate: Int

    init(_ course: PrerequisiteCourse) {
        id = course.line.id
        title = course.line.title
        owner = course.line.owner
        due = course.line.due
        standing = course.line.state
        isOverdue = course.line.isOverdue
        askedOn = course.askedOn
        owed = course.owed
        changedOn = course.changedOn
        delays = course.delay?.intervals ?? []
        businessDaysLate = course.businessDaysLate
    }
}
