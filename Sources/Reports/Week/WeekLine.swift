package import CivilTime
package import Engagement

/// One week's time, and whether it is locked.
package struct WeekLine: Encodable {
    package let week: String
    package let monday: CivilDate
    package let minutes: Minutes
    package let submittedBy: [String]
    /// Those whose time changed since they submitted.
    package let lapsedFor: [String]
    package let closedBy: String?
    package let closedOn: CivilDate?

    package static func all(state: State) -> [WeekLine] {
        let totals = Dictionary(grouping: state.totals) { $0.date.monday }
        let mondays = Set(totals.keys).union(state.closedWeeks.keys).union(state.submissions.keys)
        let (submitted, lapsed) = (state.submittedWeeks, state.lapsedSubmissions)
        return mondays.sorted().map { monday in
            let closing = state.closedWeeks[monday]
            var closedBy: String?
            if case .week(.closed(let event))? = closing?.event { closedBy = event.closedBy }
            return WeekLine(
                week: monday.isoWeek, monday: monday,
                minutes: (totals[monday] ?? []).reduce(.zero) { $0 + $1.minutes },
                submittedBy: (submitted[monday] ?? []).sorted(), lapsedFor: (lapsed[monday] ?? []).sorted(),
                closedBy: closedBy,
                closedOn: closing?.moment.date)
        }
    }
}
