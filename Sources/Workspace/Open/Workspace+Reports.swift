package import CivilTime
package import Engagement
import ICalendar
package import Knowledge
import Ledger
package import Reports

extension Workspace {
    /// Returns the report of a week, from one snapshot.
    ///
    /// A week that is over counts what was recorded by its end. A closed week's time is counted as it was closed.
    ///
    /// - Parameters:
    ///   - monday: The week; nil for the week of `asOf`, or this one.
    ///   - asOf: The day at whose end the report is made; nil for now.
    package func weekReport(of monday: CivilDate?, asOf: CivilDate?) throws -> WeekReport {
        let sunday = monday.map { $0.adding(days: 6) }
        let day = asOf ?? sunday.flatMap { $0 < today ? $0 : nil }
        if asOf == nil, let closed = try closedWeek(of: monday ?? today) {
            let state = State(closed.entries)
            let recorded = day == nil ? nil : state.contract
            let status = StatusReport(
                contract: try recorded ?? contract(), state: state, asOf: day ?? today, isDayOver: day != nil)
            return WeekReport(
                status: status, state: state, week: closed.week, entries: closed.entries, closing: closed)
        }
        let snapshot = try snapshot(asOf: day, withEntries: true)
        return WeekReport(
            status: try report(of: snapshot, asOf: day), state: snapshot.state, week: monday ?? day ?? today,
            entries: snapshot.entries)
    }

    /// Returns the gaps for a report of today; nil for an earlier day, whose pages are in git and not here.
    package func gaps(for report: WeekReport) throws -> Gaps? {
        guard report.status.asOf == today else { return nil }
        return KnowledgeSnapshot(report: report.status, content: try readContent()).gaps()
    }

    /// Returns a subject of the export as JSON, read on a thread that may wait for the disk.
    package func json(of subject: ExportTable.Subject) async throws -> String {
        try await BlockingThread.run { try exportTable().json(subject) }
    }

    /// Returns a calendar of the plan or the prerequisites, or nil if the subject has none.
    package func calendar(of subject: ExportTable.Subject) async throws -> String? {
        try await BlockingThread.run {
            let table = try exportTable()
            return try table.events(subject).map { try calendarText($0, of: table.report.contract) }
        }
    }

    private func calendarText(_ events: [ICalendar.OutgoingEvent], of contract: Contract) throws -> String {
        do {
            return try ICalendar.write(
                name: "\(contract.title), \(contract.customer)", events: events, stamp: surroundings.now().timestamp)
        } catch {
            throw WorkspaceError.file("the calendar cannot be written: \(error.message)", hint: "export csv instead")
        }
    }

    private func closedWeek(of date: CivilDate) throws -> ClosedWeek? {
        let snapshot = try snapshot(withEntries: true)
        return ClosedWeek(snapshot.entries, state: snapshot.state, weekOf: date)
    }

    /// Returns what `export` writes, from one snapshot.
    ///
    /// - Parameters:
    ///   - asOf: The day at whose end it is made; nil for now.
    ///   - since: The first day of the time that is listed.
    ///   - until: The last day of the time that is listed.
    package func exportTable(
        asOf: CivilDate? = nil, since: CivilDate? = nil, until: CivilDate? = nil
    ) throws -> ExportTable {
        if let since, let until, since > until {
            throw WorkspaceError.input(
                "the period ends on \(until), before it begins", hint: "name an earlier first day")
        }
        let snapshot = try snapshot(asOf: asOf, withEntries: true)
        return ExportTable(
            report: try report(of: snapshot, asOf: asOf), state: snapshot.state, entries: snapshot.entries,
            spelling: surroundings.spelling, since: since, until: until)
    }
}
