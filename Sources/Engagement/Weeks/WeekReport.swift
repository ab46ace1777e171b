package import CivilTime

/// The status report of a week, for the steering meeting: a value that Markdown, HTML and JSON are made of.
package struct WeekReport: Sendable, Equatable {
    /// The figures at the end of `status.asOf`.
    package let status: StatusReport
    /// The Monday of the week that is reported.
    package let week: CivilDate
    /// The time of the week itself, by role.
    package let workedInWeek: [String: Minutes]
    /// The time of the week by activity and person, in the contract's order; negative if corrections take more
    /// back than the week added.
    package let work: [WorkLine]
    /// Entries of the week that correct time of weeks before it.
    package let corrections: [Correction]
    /// Entries of the week for days of closed weeks before it.
    package let lateTime: [LateTime]
    /// Who closed the week and when, if it is closed; the report then counts its time as it was closed.
    package let closing: ClosedWeek?
    /// Time of the week, or about it, that was recorded after the closing.
    package let recordedLater: [LateTime]
    /// The time planned for the week after, by role.
    package let plannedNextWeek: [String: Minutes]
    /// Sessions of the week after, in order.
    package let sessionsNextWeek: [Session]
    /// Prerequisites that fall due in the week after, or are overdue.
    package let dueNextWeek: [StatusReport.PrerequisiteLine]

    /// What one person worked on one activity in one role.
    package struct WorkLine: Sendable, Equatable {
        package let activity: String
        package let title: String
        package let person: String
        package let role: String
        package let minutes: Minutes
    }

    /// Time of an earlier week that an entry of this one corrects.
    package struct Correction: Sendable, Equatable {
        /// The ids of the correction and of the entry that it corrects.
        package let id: String
        package let corrects: String
        package let activity: String
        package let title: String
        package let person: String
        package let role: String
        /// The day whose time is corrected.
        package let date: CivilDate
        package let minutes: Minutes
    }

    /// Time that was recorded after its week was closed.
    package struct LateTime: Sendable, Equatable {
        package let id: String
        package let title: String
        package let person: String
        package let role: String
        /// The day of the work, or the day that counts a correction.
        package let date: CivilDate
        package let minutes: Minutes
        package let reason: String?

        init(_ entry: Entry, _ time: TimeLogged, _ status: StatusReport) {
            id = entry.id
            title = WeekReport.title(of: time.activity, status)
            person = time.person
            role = time.role
            date = time.workedOn ?? time.date
            minutes = time.minutes
            reason = time.lateReason
        }
    }

    /// - Parameters:
    ///   - entries: Every entry that the report counts, in the ledger's order.
    ///   - closing: The closing of the week, if it is closed.
    package init(
        status: StatusReport, state: State, week: CivilDate, entries: [Entry], closing: ClosedWeek? = nil
    ) {
        let monday = week.monday
        let next = monday.adding(days: 7)
        self.status = status
        self.week = monday
        workedInWeek = state.totals.reduce(into: [:]) { sums, total in
            if total.date.monday == monday { sums[total.role, default: .zero] += total.minutes }
        }
        let times = Self.times(entries, state)
        let ofWeek = times.filter { $0.time.date.monday == monday }
        work = Self.work(ofWeek.map(\.time), status)
        let byID = Dictionary(times.map { ($0.id, $0.time) }) { first, _ in first }
        corrections = ofWeek.compactMap { id, time in
            guard let target = time.corrects, let corrected = byID[target], corrected.date.monday < monday else {
                return nil
            }
            return Correction(
                id: id, corrects: target, activity: time.activity,
                title: Self.title(of: time.activity, status), person: time.person, role: time.role,
                date: corrected.date, minutes: time.minutes)
        }
        self.closing = closing
        lateTime = Self.late(entries.filter { state.voided[$0.id] == nil }, status).filter {
            $0.counts.monday == monday && $0.late.date.monday < monday && $0.late.reason != nil
        }.map(\.late)
        recordedLater = Self.late(closing?.later ?? [], status).map(\.late)
        plannedNextWeek = state.plan.reduce(into: [:]) { sums, item in
            if item.key.week == next { sums[item.key.role, default: .zero] += item.value }
        }
        sessionsNextWeek = state.sessions.filter { !$0.isCancelled && $0.planned.date.monday == next }.inOrder
        dueNextWeek = status.prerequisites.filter { $0.state.isOwed && $0.due <= next.adding(days: 6) }
    }

    private static func times(_ entries: [Entry], _ state: State) -> [(id: String, time: TimeLogged)] {
        entries.compactMap { entry in
            guard case .time(let time) = entry.event, state.voided[entry.id] == nil else { return nil }
            return (entry.id, time)
        }
    }

    private static func late(
        _ entries: [Entry], _ status: StatusReport
    ) -> [(late: LateTime, counts: CivilDate)] {
        entries.compactMap { entry in
            guard case .time(let time) = entry.event else { return nil }
            return (LateTime(entry, time, status), time.date)
        }
    }

    private static func work(_ times: [TimeLogged], _ status: StatusReport) -> [WorkLine] {
        struct Key: Hashable {
            let activity: String
            let person: String
            let role: String
        }
        let sums = times.reduce(into: [Key: Minutes]()) { sums, time in
            sums[Key(activity: time.activity, person: time.person, role: time.role), default: .zero] += time.minutes
        }
        let order = Dictionary(status.activities.enumerated().map { ($1.id, $0) }) { first, _ in first }
        return sums.filter { $0.value != .zero }
            .map { key, minutes in
                WorkLine(
                    activity: key.activity, title: title(of: key.activity, status), person: key.person,
                    role: key.role, minutes: minutes)
            }
            .sorted {
                (order[$0.activity] ?? .max, $0.activity, $0.person, $0.role)
                    < (order[$1.activity] ?? .max, $1.activity, $1.person, $1.role)
            }
    }

    private static func title(of activity: String, _ status: StatusReport) -> String {
        status.activities.first { $0.id == activity }?.title ?? activity
    }
}
