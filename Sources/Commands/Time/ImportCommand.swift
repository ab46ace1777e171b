import ArgumentParser
import CivilTime
import Engagement
import FoundationEssentials
import Ledger
import Reports
import Workspace

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read time from a file.",
        discussion: """
            EXAMPLE
              workbook import time hours.csv --dry-run
            """,
        subcommands: [TimeCommand.self])

    struct TimeCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "time",
            abstract: "Log the time of a CSV or XLSX file, row by row, under the same rules as `log`.",
            discussion: """
                Columns, in any order: date, person, role, activity, one of minutes, hours or
                duration, and note. What `export time --format csv` wrote is read too.
                Repeating an import records nothing twice. A bad row is named with its line,
                and the others are recorded.

                Fields are separated by commas, semicolons or tabs; the text is UTF-8, or
                UTF-16 with a byte order mark. Of an XLSX file, the sheet Time or the first
                visible one is read, without its totals. Dates are 2026-12-16, or as --dates
                says. Hours are 1.5, 1,5, 1:30 or 90m.

                A column id, as an export has it, tells rows apart: a row of a known id
                that was edited changes its entry, which is undone and recorded anew. A row
                without an id is its content, so an edited one is a new entry: undo the old.

                With --from, the file is what another program exports: a detailed report of
                Toggl, Clockify, Harvest or Kimai as CSV, the worklogs of a Tempo report as
                CSV, the JSON of `timew export`, or a timeclock or timedot file of hledger,
                or the CSV of its print or register. Its people, roles and activities are
                matched with the contract's by id and title. --map says what another name
                means, once: it is kept in time-import.csv of the workbook, which you may
                edit. FIELD is person, role, activity or column; ID is an id of the
                contract, or - to leave the rows out. Times are rounded to whole minutes.

                With --all-or-nothing, a bad row keeps the others from being recorded too.

                EXAMPLES
                  workbook import time hours.csv --dry-run
                  workbook import time hours.csv
                  workbook import time hours.csv --all-or-nothing
                  workbook import time excel.csv --dates dmy --round 15m
                  workbook import time toggl.csv --from toggl --role data-scientist \\
                      --map 'person:Dana Ruiz=dana' --map 'activity:Design=kickoff'
                  workbook import time time.json --from timewarrior --person dana \\
                      --role data-scientist --map 'activity:acme=kickoff'
                """)

        @Argument(help: "The CSV or XLSX file, or what a program exports.")
        var file: String
        @Flag(help: "Say what would be recorded, and record nothing.")
        var dryRun = false
        @Flag(help: "Record all rows, or none if one of them is bad.")
        var allOrNothing = false
        @Flag(help: "Rows on weekends and holidays are meant.")
        var confirmNonBusinessDay = false
        @Flag(help: "Rows outside the contract's window are meant.")
        var confirmOutsideWindow = false
        @Flag(help: "Names that are close to a known person's are other people.")
        var confirmNewPerson = false
        @Option(help: "How dates are written: dmy for 16/12/2026, mdy for 12/16/2026, excel for 46372.")
        var dates: WrittenDates?
        @Option(
            help: ArgumentHelp(
                "Round times that are no whole minutes, such as 0.33 hours, to this.", valueName: "duration"))
        var round: String?
        @Option(help: "The program that wrote the file.")
        var from: TimeSource?
        @Option(
            help: ArgumentHelp(
                "What a name of the file means, remembered; may be repeated.", valueName: "field:name=id"))
        var map: [String] = []
        @Option(help: ArgumentHelp("Who worked, for rows that name nobody.", valueName: "name"))
        var person: String?
        @Option(help: ArgumentHelp("The role of rows that name none.", valueName: "id"))
        var role: String?
        @Option(help: ArgumentHelp("Who records this; by default WORKBOOK_ACTOR or your login.", valueName: "name"))
        var by: String?
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            var options = TimeImport.Options(
                confirmsNonBusinessDay: confirmNonBusinessDay, confirmsOutsideWindow: confirmOutsideWindow,
                confirmsNewPerson: confirmNewPerson, dates: dates,
                rounding: try round.map { try Minutes(parsing: $0) }, isDryRun: dryRun, isAllOrNothing: allOrNothing)
            options.source = from
            options.meanings = try map.map { try ImportMapping.Item(parsing: $0) }
            options.person = person
            options.role = role
            let summary = try await Workspace.find(common, in: context)
                .importTime(file, options, by: context.actor(by)) { tell($0, in: context) }
            printSummary(summary, in: context)
            if summary.bad > 0 { return .findings }
            return summary.recorded + summary.changed > 0 && !summary.over.isEmpty ? .held : .done
        }

        private func tell(_ message: TimeImport.Message, in context: Context) {
            switch message {
            case .progress(let done, let total): context.talk("row \(done) of \(total)")
            case .resolved(let line, let name, let person): context.talk("line \(line): '\(name)' is \(person)")
            case .undone(let line, let undo):
                context.talk(
                    "line \(line): the entry of this row was undone; workbook undo \(undo.shortID) brings it back")
            case .rounded(let line, let text): context.talk("line \(line): \(text)")
            case .twin(let line, let entry):
                context.talk("line \(line): equals entry \(entry.shortID), which was logged by hand")
            case .changed(let line, let entry, let text):
                let verb = dryRun ? "would change" : "changed"
                context.print("line \(line): \(verb) entry \(entry.shortID): \(text)")
            case .wouldRecord(let line, let request):
                context.print(
                    "line \(line): would record \(request.minutes) of \(request.person) on \(request.date)")
            case .remembered(let number): context.talk("remembered \(count(number, "name")) in time-import.csv")
            case .bad(let line, let explanation):
                context.fail("line \(line): \(explanation.summary)", rule: explanation.rule, hint: explanation.hint)
            }
        }

        private func printSummary(_ summary: TimeImport.Summary, in context: Context) {
            for name in summary.unmatched {
                let explanation = name.explanation
                let rows = "\(count(name.rows, "row")), \(name.minutes)"
                context.fail("\(explanation.summary) (\(rows))", rule: explanation.rule, hint: explanation.hint)
            }
            let verb = dryRun ? "would record" : "recorded"
            let changed = summary.changed > 0 ? "\(summary.changed) changed, " : ""
            let leftOut = summary.leftOut > 0 ? "\(summary.leftOut) left out, " : ""
            let undone = summary.undone > 0 ? "\(summary.undone) undone, " : ""
            context.print(
                "\(verb) \(count(summary.recorded, "row")) (\(summary.minutes)), \(changed)"
                    + "\(summary.repeated) there already, \(undone)\(leftOut)\(count(summary.bad, "bad row"))")
            if summary.twins > 0 {
                let verb = summary.twins == 1 ? "equals an entry" : "equal entries"
                context.print(
                    "  \(count(summary.twins, "row")) \(verb) logged by hand; undo what is there twice: workbook undo ID"
                )
            }
            for budget in summary.over {
                context.print(
                    "  \(context.paint("held:", .red)) \(budget.held) of \(budget.title) time lies over the cap")
            }
        }
    }
}

extension WrittenDates: ExpressibleByArgument {}
extension TimeSource: ExpressibleByArgument {}
