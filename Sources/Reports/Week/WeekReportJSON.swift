package import CivilTime
package import Engagement
package import Knowledge

/// The report for scripts: the status, and what is the week's own.
package struct WeekReportJSON: Encodable {
    package struct Role: Encodable {
        let role: String
        let workedInWeekMinutes: Minutes
        let plannedNextWeekMinutes: Minutes
    }

    /// What one person worked on one activity in the week.
    package struct Work: Encodable {
        let activity: String
        let title: String
        let person: String
        let role: String
        let workedInWeekMinutes: Minutes
    }

    /// Time of an earlier week that an entry of this one corrects.
    package struct CorrectionLine: Encodable {
        let entry: String
        let corrects: String
        let correctedDate: CivilDate
        let activity: String
        let person: String
        let role: String
        let minutes: Minutes
    }

    /// Time that was recorded after its week was closed.
    package struct LateLine: Encodable {
        let entry: String
        let date: CivilDate
        let person: String
        let role: String
        let minutes: Minutes
        let reason: String?

        init(_ late: WeekReport.LateTime) {
            entry = late.id
            date = late.date
            person = late.person
            role = late.role
            minutes = late.minutes
            reason = late.reason
        }
    }

    /// What was changed in the contract itself, without a change request.
    package struct ContractChangeLine: Encodable {
        let change: String
        /// Nil if the contract was edited and no entry came since.
        let recordedOn: CivilDate?
    }

    package let week: String
    package let monday: CivilDate
    package let status: StatusReport.JSON
    package let roles: [Role]
    package let work: [Work]
    package let corrections: [CorrectionLine]
    /// Nil if the week is open.
    package let closedOn: CivilDate?
    package let closedBy: String?
    package let recordedLater: [LateLine]?
    /// Nil if there is none.
    package let lateTime: [LateLine]?
    package let delays: DelayLines
    package let changes: [ChangeLine]
    package let contractChanges: [ContractChangeLine]
    package let risks: [RiskLine]
    package let sessionsNextWeek: [SessionLine]
    package let dueNextWeek: [String]
    /// Nil for a report of an earlier day.
    package let gaps: GapsReport?

    package init(_ report: WeekReport, gaps: Gaps? = nil, spelling: RemedySpelling) {
        self.gaps = gaps.map { GapsReport($0, spelling: spelling) }
        week = report.week.isoWeek
        monday = report.week
        status = report.status.json(spelling: spelling)
        roles = report.status.budgets.map {
            Role(
                role: $0.role, workedInWeekMinutes: report.workedInWeek[$0.role] ?? .zero,
                plannedNextWeekMinutes: report.plannedNextWeek[$0.role] ?? .zero)
        }
        work = report.work.map {
            Work(
                activity: $0.activity, title: $0.title, person: $0.person, role: $0.role,
                workedInWeekMinutes: $0.minutes)
        }
        corrections = report.corrections.map {
            CorrectionLine(
                entry: $0.id, corrects: $0.corrects, correctedDate: $0.date, activity: $0.activity,
                person: $0.person, role: $0.role, minutes: $0.minutes)
        }
        closedOn = report.closing?.closedOn
        closedBy = report.closing?.closedBy
        recordedLater = report.closing.map { _ in report.recordedLater.map(LateLine.init) }
        lateTime = report.lateTime.isEmpty ? nil : report.lateTime.map(LateLine.init)
        contractChanges = report.status.contractChanges.map {
            ContractChangeLine(change: $0.description, recordedOn: $0.recordedOn)
        }
        delays = DelayLines(report.status)
        changes = report.status.changes.map(ChangeLine.init)
        risks = report.status.risks.map(RiskLine.init)
        sessionsNextWeek = report.sessionsNextWeek.map(SessionLine.init)
        dueNextWeek = report.dueNextWeek.map(\.id)
    }
}
