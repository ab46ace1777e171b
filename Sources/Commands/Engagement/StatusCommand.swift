import ArgumentParser
import CivilTime
import Content
import Engagement
import Knowledge
import Reports
import Workspace

struct StatusCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show where the engagement stands: days, prerequisites, activities, findings.",
        discussion: """
            EXAMPLES
              workbook
              workbook status --json
              workbook status --as-of 2026-12-11

            --as-of counts what was recorded by the end of that day, under the contract
            of that day.
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Print JSON instead of text.")
    var json = false
    @Option(help: ArgumentHelp("The report as it stood at the end of this day.", valueName: "date"))
    var asOf: String?

    func run(in context: Context) async throws -> ExitStatus {
        let today = context.now().date
        let day = try ReportDay.parsing(asOf, today: today)
        let workspace = try Workspace.find(common, in: context)
        if let day {
            // The pages of an earlier day are in git, not here.
            let report = try workspace.report(asOf: day)
            if json {
                context.print(try jsonText(report.json(spelling: CommandSpelling.spell)))
            } else {
                context.print(lines: StatusText(report: report, context: context).lines)
            }
            return .done
        }
        let knowledge = try workspace.knowledge()
        let gaps = knowledge.gaps()
        if json {
            var status = knowledge.report.json(spelling: CommandSpelling.spell)
            status.openPoints = knowledge.content.openPoints
            status.gaps = gaps.all.count
            status.acceptedDocuments = gaps.changesSinceAcceptance.map(StatusReport.JSON.AcceptedDocuments.init)
            context.print(try jsonText(status))
        } else {
            let text = StatusText(
                report: knowledge.report, openPoints: knowledge.content.openPoints, gaps: gaps.line,
                changes: gaps.changesSinceAcceptance?.words, context: context)
            context.print(lines: text.lines)
        }
        return .done
    }
}
