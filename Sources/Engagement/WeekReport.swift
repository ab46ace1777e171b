/// The status report of a week, for the steering meeting: a value that Markdown, HTML and JSON are made of.
package struct WeekReport: Sendable, Equatable {
    /// The figures at the end of `status.asOf`.
    package let status: StatusReport
    /// The Monday of the week that is reported.
    package let week: CivilDate
    /// The time of the week itself, by role.
    package let workedInWeek: [String: Minutes]
    /// The time planned for the week after, by role.
    package let plannedNextWeek: [String: Minutes]
    /// Sessions of the week after, in order.
    package let sessionsNextWeek: [Session]
    /// Prerequisites that fall due in the week after, or are overdue.
    package let dueNextWeek: [StatusReport.PrerequisiteLine]

    package init(status: StatusReport, state: State, week: CivilDate) {
        let monday = week.monday
        let next = monday.adding(days: 7)
        self.status = status
        self.week = monday
        workedInWeek = state.totals.reduce(into: [:]) { sums, total in
            if total.date.monday == monday { sums[total.role, default: .zero] += total.minutes }
        }
        plannedNextWeek = state.plan.reduce(into: [:]) { sums, item in
            if item.key.week == next { sums[item.key.role, default: .zero] += item.value }
        }
        sessionsNextWeek = state.sessions.filter { !$0.isCancelled && $0.planned.date.monday == next }.inOrder
        dueNextWeek = status.prerequisites.filter { $0.state.isOwed && $0.due <= next.adding(days: 6) }
    }
}
