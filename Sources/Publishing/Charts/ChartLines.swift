import CivilTime
import Engagement

// What the charts are drawn from, as the edition may show it: made in `EditionView`, of nothing else.

/// How a role's time was used up.
///
/// Only where the edition shows day figures.
struct BurnUpLine: Sendable {
    /// What is said about the end of the window.
    enum Outlook: Sendable {
        /// The edition does not say.
        case unsaid
        case notEnoughData
        case forecast(Forecast)
    }

    let budget: Budget
    let days: [BurnUp.Day]
    let caps: [BurnUp.CapStep]
    /// The time planned by week; nil where the edition does not say.
    let plan: [BurnUp.Week]?
    let outlook: Outlook
    let isEmpty: Bool

    /// - Parameter hasOutlook: Whether the edition tells plan, forecast and the names of change requests,
    ///   as it does in `Outlook`.
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

    var logged: Minutes { budget.worked }
    var planned: Minutes { (plan ?? []).reduce(.zero) { $0 + $1.planned } }

    var forecast: Forecast? {
        guard case .forecast(let forecast) = outlook else { return nil }
        return forecast
    }
}

/// When a prerequisite was asked for, was due and was settled; without what was written down about it.
struct PrerequisiteCourseLine: Sendable {
    let id: String
    let title: String
    let owner: String
    let due: CivilDate
    let standing: State.PrerequisiteStanding
    let isOverdue: Bool
    let askedOn: CivilDate?
    let owed: [PrerequisiteCourse.Owed]
    /// The day of the last change.
    let changedOn: CivilDate?
    let delays: [Delay.Interval]
    let businessDaysLate: Int

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
