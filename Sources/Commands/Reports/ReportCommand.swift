import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports

struct ReportCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the status report of a week: days, progress, delays, changes, risks, next week.",
        discussion: """
            A report of an earlier week comes out exactly as it did then: it counts what
            was recorded by the end of that week, or of --as-of. This week's counts what
            is recorded now, and today is one of the days left. A closed week's time is
            counted as it was closed, and what was recorded later is listed.

            EXAMPLES
              workbook report
              workbook report --week 2026-W49 --format html > status.html
              workbook report --as-of 2026-12-04 --format json
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case md, html, json
    }

    @Option(help: ArgumentHelp("The week: 2026-W49, or a date in it; by default this week.", valueName: "week"))
    var week: String?
    @Option(help: ArgumentHelp("As it stood at the end of this day.", valueName: "date"))
    var asOf: String?
    @Option(help: "md, html or json.")
    var format = Format.md
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try WorkbookFolder.find(common, in: context)
        let today = context.now().date
        let monday = try ReportDay.parsingWeek(week, today: today)
        let sunday = monday.map { $0.adding(days: 6) }
        // A week that is over counts what was recorded by its end.
        let day = try ReportDay.parsing(asOf, today: today) ?? sunday.flatMap { $0 < today ? $0 : nil }
        let report: WeekReport
        if asOf == nil, let closed = try closedWeek(of: monday ?? today, folder) {
            let state = State(closed.entries)
            let recorded = day == nil ? nil : state.contract
            let status = StatusReport(
                contract: try recorded ?? folder.contract(), state: state, asOf: day ?? today, isDayOver: day != nil)
            report = WeekReport(
                status: status, state: state, week: closed.week, entries: closed.entries, closing: closed)
        } else {
            let snapshot = try folder.snapshot(asOf: day, withEntries: true)
            let status = try folder.report(of: snapshot, asOf: day, today: today)
            report = WeekReport(
                status: status, state: snapshot.state, week: monday ?? day ?? today, entries: snapshot.entries)
        }
        switch format {
        case .md: context.printDocument(WeekReportText(report: report).markdown)
        case .html: context.printDocument(try WeekReportText(report: report).html)
        case .json: context.print(try jsonText(WeekReportJSON(report, spelling: CommandSpelling.spell)))
        }
        return .done
    }

    private func closedWeek(of date: CivilDate, _ folder: WorkbookFolder) throws -> ClosedWeek? {
        let snapshot = try folder.snapshot(withEntries: true)
        return ClosedWeek(snapshot.entries, state: snapshot.state, weekOf: date)
    }
}
