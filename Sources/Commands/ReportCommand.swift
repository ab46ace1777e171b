import ArgumentParser
import Engagement
import Ledger
import Markdown

struct ReportCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the status report of a week: days, progress, delays, changes, risks, next week.",
        discussion: """
            A report of an earlier week comes out exactly as it did then: it counts what
            was recorded by the end of that week, or of --as-of.

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
        let monday = try week.map { try CivilDate(parsingWeek: $0, today: today) }
        let day =
            try asOf.map { try CivilDate(parsing: $0, today: today) }
            ?? monday.map { min($0.adding(days: 6), today) } ?? today
        let snapshot = try folder.snapshot(asOf: day)
        let status = try folder.report(of: snapshot, asOf: day, today: today)
        let report = WeekReport(status: status, state: snapshot.state, week: monday ?? day)
        switch format {
        case .md: context.printDocument(WeekReportText(report: report).markdown)
        case .html: context.printDocument(try WeekReportText(report: report).html)
        case .json: context.print(try jsonText(WeekReportJSON(report)))
        }
        return .done
    }
}

/// A week's report as Markdown, which reads as it stands, and as a page of its own.
struct WeekReportText {
    let report: WeekReport

    private var status: StatusReport { report.status }

    var markdown: String {
        let sections = [heading, days, progress, prerequisites, changes, register, nextWeek]
        return sections.joined(separator: "\n\n") + "\n"
    }

    /// The report without a script or a link, to be mailed or printed.
    var html: String {
        get throws {
            let body = String(decoding: HTMLRenderer().render(try Document(parsing: markdown)), as: UTF8.self)
            let title = String(
                decoding: HTMLRenderer.escape("\(status.contract.title), \(report.week.isoWeek)"), as: UTF8.self)
            return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>\(title)</title>
                <style>
                body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
                table { border-collapse: collapse; width: 100%; }
                th, td { border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: left; }
                .align-right { text-align: right; font-variant-numeric: tabular-nums; }
                .anchor { display: none; }
                </style>
                </head>
                <body>
                \(body)
                </body>
                </html>

                """
        }
    }

    private var heading: String {
        """
        # Status of \(report.week.isoWeek): \(cell(status.contract.title))

        For \(cell(status.contract.customer)), as of \(status.asOf.spelled). The window runs from \
        \(status.contract.window.start.spelled) to \(status.contract.window.end.spelled); \
        \(count(status.businessDaysLeft, "business day")) left.
        """
    }

    private var days: String {
        let rows = status.budgets.map { budget in
            let worked = report.workedInWeek[budget.role] ?? .zero
            let forecast = status.forecasts[budget.role]?.atCompletionText
            return
                "| \(cell(budget.title)) | \(budget.contracted) | \(budget.approved) | \(budget.pending) | \(budget.planned) "
                + "| \(worked) | \(budget.used) | \(budget.held) | \(budget.remaining) | \(forecast ?? "not enough data") |"
        }
        return """
            ## Days

            | role | contract | approved | pending | plan | this week | used | held | left | forecast |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---|
            \(rows.joined(separator: "\n"))

            A day is 8 hours. Held time lies over the cap and is not billed.
            """
    }

    private var progress: String {
        let rows = status.activities.map { line in
            "| \(cell(line.title)) | \(line.standing) | \(line.used) |"
        }
        return """
            ## Progress

            | activity | state | time used |
            |---|---|---:|
            \(rows.joined(separator: "\n"))
            """
    }

    private var prerequisites: String {
        let rows = status.prerequisites.map { line in
            let lost = status.delays.first { $0.prerequisite == line.id }?.businessDays ?? 0
            let state = line.isOverdue ? "\(line.state.rawValue), overdue" : line.state.rawValue
            return "| \(cell(line.title)) | \(cell(line.owner)) | \(line.due) | \(state) | \(lost) |"
        }
        let parties = Delay.byParty(status.delays, calendar: status.contract.calendar)
            .map { "\(cell($0.party)): \(count($0.businessDays, "business day"))" }
        return """
            ## Prerequisites and delays

            | prerequisite | owner | due | state | business days lost |
            |---|---|---|---|---:|
            \(rows.joined(separator: "\n"))

            \(parties.isEmpty ? "No day was lost." : "Lost by party: " + parties.joined(separator: "; ") + ".")
            """
    }

    private var changes: String {
        let lines = status.changes.map { change in
            "- \(change.label), \(change.status.rawValue): \(cell(change.proposal.title)) (\(cell("\(change.proposal.effect)")), "
                + "asked by \(cell(change.proposal.requester)))"
        }
        return "## Changes\n\n" + (lines.isEmpty ? "None." : lines.joined(separator: "\n"))
    }

    private var register: String {
        let lines = status.risks.filter(\.isOpen).map { risk in
            "- \(risk.added.kind.rawValue): \(cell(risk.added.title)) (\(cell(risk.added.owner)), since \(risk.addedOn))"
        }
        return "## Risks, issues, assumptions and dependencies\n\n"
            + (lines.isEmpty ? "None open." : lines.joined(separator: "\n"))
    }

    private var nextWeek: String {
        let planned = status.budgets.compactMap { budget in
            report.plannedNextWeek[budget.role].map { "- \(cell(budget.title)): \($0) planned" }
        }
        let due = report.dueNextWeek.map {
            "- \($0.isOverdue ? "overdue" : "due \($0.due)"): \(cell($0.title)) (\(cell($0.owner)))"
        }
        let sessions = report.sessionsNextWeek.map { "- \($0.when): \(cell($0.subject))" }
        let lines = planned + sessions + due
        return "## Next week\n\n" + (lines.isEmpty ? "Nothing is planned or due." : lines.joined(separator: "\n"))
    }

    /// Text that cannot become markup: a name or a note is never a link or a table's end.
    private func cell(_ text: String) -> String {
        text.flatMap { character -> [Character] in
            if character.isNewline { return [" "] }
            // A colon and an at sign would let an address become a link by itself.
            return "\\`*_{}[]<>|#&!~:@".contains(character) ? ["\\", character] : [character]
        }.map(String.init).joined()
    }
}

/// The report for scripts: the status, and what is the week's own.
struct WeekReportJSON: Encodable {
    struct Role: Encodable {
        let role: String
        let workedInWeekMinutes: Minutes
        let plannedNextWeekMinutes: Minutes
    }

    let week: String
    let monday: CivilDate
    let status: StatusReport.JSON
    let roles: [Role]
    let delays: DelayLines
    let changes: [ChangeLine]
    let risks: [RiskLine]
    let sessionsNextWeek: [SessionLine]
    let dueNextWeek: [String]

    init(_ report: WeekReport) {
        week = report.week.isoWeek
        monday = report.week
        status = report.status.json
        roles = report.status.budgets.map {
            Role(
                role: $0.role, workedInWeekMinutes: report.workedInWeek[$0.role] ?? .zero,
                plannedNextWeekMinutes: report.plannedNextWeek[$0.role] ?? .zero)
        }
        delays = DelayLines(report.status)
        changes = report.status.changes.map(ChangeLine.init)
        risks = report.status.risks.map(RiskLine.init)
        sessionsNextWeek = report.sessionsNextWeek.map(SessionLine.init)
        dueNextWeek = report.dueNextWeek.map(\.id)
    }
}
