import ArgumentParser
import Engagement
import FoundationEssentials
import ICalendar
import Ledger
import Spreadsheet

struct ExportCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write time, plan, prerequisites or the report for a spreadsheet, a script or a calendar.",
        discussion: """
            Sums in the XLSX are formulas over numeric cells. Text that a spreadsheet would
            take for a formula stays text.

            EXAMPLES
              workbook export time --format xlsx --output time.xlsx
              workbook export time --format csv > time.csv
              workbook export prerequisites --format ics > due.ics
              workbook export report --as-of 2026-12-11
            """)

    enum Subject: String, CaseIterable, ExpressibleByArgument {
        case time, plan, prerequisites, report
    }

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case csv, json, xlsx, ics
    }

    @Argument(help: "time, plan, prerequisites or report.")
    var subject: Subject
    @Option(help: "csv, json, xlsx, or ics (plan and prerequisites).")
    var format = Format.csv
    @Option(help: ArgumentHelp("The file to write; by default standard output, or SUBJECT.xlsx.", valueName: "file"))
    var output: String?
    @Option(help: ArgumentHelp("As it stood at the end of this day.", valueName: "date"))
    var asOf: String?
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try WorkbookFolder.find(common, in: context)
        let today = context.now().date
        let day = try asOf.map { try CivilDate(parsing: $0, today: today) }
        let entries = try Ledger.openExisting(at: folder.ledgerPath)?.entries(asOf: day) ?? []
        let table = ExportTable(
            report: try folder.report(asOf: day, today: today), state: State(entries), entries: entries)
        switch format {
        case .xlsx: return try writeSpreadsheet(table, in: context)
        case .csv: try write(table.sheets(subject).map { $0.csv() }.joined(separator: "\r\n"), in: context)
        case .json: try write(try table.json(subject) + "\n", in: context)
        case .ics: try write(try calendar(table, stamp: context.now().timestamp), in: context)
        }
        return .done
    }

    private func writeSpreadsheet(_ table: ExportTable, in context: Context) throws -> ExitStatus {
        let path = WorkbookFolder.absolute(output ?? "\(subject.rawValue).xlsx", in: context)
        let (year, month, day) = table.report.asOf.components
        try SpreadsheetDocument(
            title: "\(table.report.contract.title): \(subject.rawValue)",
            created: .init(year: year, month: month, day: day), sheets: table.sheets(subject)
        ).write(to: path)
        context.print("\(context.paint("wrote", .green)) \(path)")
        return .done
    }

    private func write(_ text: String, in context: Context) throws {
        guard let output else { return context.output(text) }
        let path = WorkbookFolder.absolute(output, in: context)
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw FileFault(summary: "\(path) cannot be written: \(error)", hint: "check the rights on its folder")
        }
        context.print("\(context.paint("wrote", .green)) \(path)")
    }

    private func calendar(_ table: ExportTable, stamp: String) throws -> String {
        let events = table.events(subject)
        guard let events else {
            throw InputFault(
                "the \(subject.rawValue) has no days for a calendar", hint: "export plan or prerequisites as ics")
        }
        do {
            return try ICalendar.write(name: table.report.contract.title, events: events, stamp: stamp)
        } catch {
            throw FileFault(summary: "the calendar cannot be written: \(error.message)", hint: "export csv instead")
        }
    }
}
