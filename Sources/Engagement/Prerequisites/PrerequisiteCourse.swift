package import CivilTime

/// What became of a prerequisite, day by day: when it was asked for, was due and was settled.
package struct PrerequisiteCourse: Sendable, Equatable {
    /// A stretch of days on which the customer owed it.
    package struct Owed: Sendable, Equatable {
        package let from: CivilDate
        /// The day that settled it; nil while it is owed.
        package let settledOn: CivilDate?

        package init(from: CivilDate, settledOn: CivilDate?) {
            self.from = from
            self.settledOn = settledOn
        }
    }

    package let line: StatusReport.PrerequisiteLine
    /// The day on which the ledger first recorded the contract; nil where it did not.
    package let askedOn: CivilDate?
    /// In order; empty where it was settled before anybody asked.
    package let owed: [Owed]
    /// The day of the last change; nil where nothing was recorded.
    package let changedOn: CivilDate?
    /// The days that were lost, as `Delay` counts them; nil where it was never overdue.
    package let delay: Delay?

    init(_ line: StatusReport.PrerequisiteLine, delay: Delay?, state: State) {
        self.line = line
        self.delay = delay
        let changes = state.prerequisites[line.id] ?? []
        askedOn = state.contractRecordedOn
        changedOn = changes.last?.entry.moment.date
        var owed: [Owed] = []
        var since: CivilDate? = min(askedOn ?? line.due, line.due)
        for change in changes {
            let day = change.entry.moment.date
            if change.standing.isOwed {
                since = since ?? day
            } else if let from = since {
                owed.append(Owed(from: min(from, day), settledOn: day))
                since = nil
            }
        }
        if let from = since { owed.append(Owed(from: from, settledOn: nil)) }
        self.owed = owed
    }

    package var businessDaysLate: Int { delay?.businessDays ?? 0 }
}

extension StatusReport {
    /// The course of each prerequisite, in the contract's order; made when asked for.
    package var prerequisiteCourses: [PrerequisiteCourse] {
        let delays = Dictionary(delays.map { ($0.prerequisite, $0) }) { first, _ in first }
        return prerequisites.map { PrerequisiteCourse($0, delay: delays[$0.id], state: state) }
    }
}
