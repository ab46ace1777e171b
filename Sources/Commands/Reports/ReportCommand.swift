import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

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
        let today = context.now().date
        let workspace = try Workspace.find(common, in: context)
        let report = try workspace.weekReport(
            of: try ReportDay.parsingWeek(week, today: today), asOf: try ReportDay.parsing(asOf, today: today))
        let gaps = try workspace.gaps(for: report)
        switch format {
        case .md: context.printDocument(WeekReportText(report: report, gaps: gaps).markdown)
        case .html: context.printDocument(try WeekReportText(report: report, gaps: gaps).html)
        case .json: context.print(try jsonText(WeekReportJSON(report, gaps: gaps, spelling: CommandSpelling.spell)))
        }
        return .done
    }
}
