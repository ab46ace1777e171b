import ArgumentParser
import CivilTime
import Content
import Engagement
import FoundationEssentials
import ICalendar
import Ledger
import Reports
import Spreadsheet
import Workspace

struct ExportCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write figures for a spreadsheet, a script or a calendar, or the documents as a PDF.",
        discussion: """
            Sums in the XLSX are formulas over numeric cells. Text that a spreadsheet would
            take for a formula stays text.

            The PDF has a cover, contents and bookmarks, and holds an edition or one section
            of it. A program installed beside this one makes it: weasyprint, or else chromium.

            EXAMPLES
              workbook export time --format xlsx --output time.xlsx
              workbook export time --format csv > time.csv
              workbook export time --since 2026-12-01 --until 2026-12-31 > december.csv
              workbook export prerequisites --format ics > due.ics
              workbook export report --as-of 2026-12-11
              workbook export pdf --edition customer --output handover.pdf
              workbook export pdf --edition customer --section runbooks
            """)

    enum Subject: ExpressibleByArgument {
        case table(ExportTable.Subject)
        case pdf

        static var allValueStrings: [String] { ExportTable.Subject.allCases.map(\.rawValue) + ["pdf"] }

        init?(argument: String) {
            if argument == "pdf" {
                self = .pdf
            } else if let subject = ExportTable.Subject(rawValue: argument) {
                self = .table(subject)
            } else {
                return nil
            }
        }
    }

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case csv, json, xlsx, ics
    }

    @Argument(help: "time, plan, prerequisites, report or pdf.")
    var subject: Subject
    @Option(help: "csv (without this option), json, xlsx, or ics (plan and prerequisites).")
    var format: Format?
    @Option(
        help: ArgumentHelp(
            "The file to write; by default standard output, SUBJECT.xlsx, or workbook-EDITION.pdf.", valueName: "file"))
    var output: String?
    @Option(help: "Of the PDF: internal (without this option) or customer.")
    var edition: Edition?
    @Option(help: ArgumentHelp("Of the PDF: only this section, by the name of its folder.", valueName: "name"))
    var section: String?
    @Option(help: ArgumentHelp("As it stood at the end of this day.", valueName: "date"))
    var asOf: String?
    @Option(help: ArgumentHelp("Of time: only from this day on.", valueName: "date"))
    var since: String?
    @Option(help: ArgumentHelp("Of time: only up to this day, which is included.", valueName: "date"))
    var until: String?
    @OptionGroup var common: CommonOptions

    private var isOfTime: Bool {
        if case .table(.time) = subject { true } else { false }
    }

    func validate() throws {
        guard isOfTime || (since == nil && until == nil) else {
            throw ValidationError("--since and --until are for `workbook export time`")
        }
        switch subject {
        case .pdf:
            guard format == nil else { throw ValidationError("a PDF has no --format") }
            guard asOf == nil else { throw ValidationError("the PDF shows today; --as-of is for tables") }
        case .table:
            guard edition == nil, section == nil else {
                throw ValidationError("--edition and --section are for `workbook export pdf`")
            }
        }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try Workspace.find(common, in: context)
        switch subject {
        case .table(let subject): return try write(subject, of: folder, in: context)
        case .pdf: return try await print(folder, in: context)
        }
    }

    private func print(_ workspace: Workspace, in context: Context) async throws -> ExitStatus {
        let export = PDFExport(edition: edition ?? .internal, section: section, output: output)
        let result = try await export.run(workspace) { context.talk("printing with \($0)") }
        for diagnostic in result.diagnostics { context.talk(lines: diagnostic.lines(in: context)) }
        guard let written = result.written else {
            let errors = result.diagnostics.count { $0.severity == .error }
            context.talk("\(count(errors, "error")); nothing was written")
            return .findings
        }
        let pages = written.pageCount > 0 ? count(written.pageCount, "page") + ", " : ""
        context.print(
            "\(context.paint("wrote", .green)) \(written.path): \(pages)\(max(1, written.size / 1000)) kB, "
                + "made by \(written.printer)")
        if !written.hasPageNumbers {
            context.talk("the contents have no page numbers, and the date is today's: weasyprint knows both")
        }
        return .done
    }

    private func write(
        _ subject: ExportTable.Subject, of folder: Workspace, in context: Context
    ) throws -> ExitStatus {
        let today = context.now().date
        let table = try folder.exportTable(
            asOf: try ReportDay.parsing(asOf, today: today),
            since: try since.map { try CivilDate(parsing: $0, today: today) },
            until: try until.map { try CivilDate(parsing: $0, today: today) })
        switch format ?? .csv {
        case .xlsx: return try writeSpreadsheet(table, subject, in: context)
        case .csv: try write(table.sheets(subject).map { $0.csv() }.joined(separator: "\r\n"), in: context)
        case .json: try write(try table.json(subject) + "\n", in: context)
        case .ics: try write(try calendar(table, subject, stamp: context.now().timestamp), in: context)
        }
        return .done
    }

    private func writeSpreadsheet(
        _ table: ExportTable, _ subject: ExportTable.Subject, in context: Context
    ) throws -> ExitStatus {
        let path = context.absolute(output ?? "\(subject.rawValue).xlsx")
        try SpreadsheetDocument(
            title: "\(table.report.contract.title): \(subject.rawValue)",
            created: table.report.asOf, sheets: table.sheets(subject)
        ).write(to: path)
        context.print("\(context.paint("wrote", .green)) \(path)")
        return .done
    }

    private func write(_ text: String, in context: Context) throws {
        guard let output else { return context.printFile(text) }
        let path = context.absolute(output)
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw WorkspaceError.file("\(path) cannot be written: \(error)", hint: "check the rights on its folder")
        }
        context.print("\(context.paint("wrote", .green)) \(path)")
    }

    private func calendar(
        _ table: ExportTable, _ subject: ExportTable.Subject, stamp: String
    ) throws -> String {
        let events = table.events(subject)
        guard let events else {
            throw InputError(
                "\(subject == .time ? "time entries" : "the report") cannot be exported as a calendar",
                hint: "export plan or prerequisites as ics")
        }
        do {
            let contract = table.report.contract
            return try ICalendar.write(
                name: "\(contract.title), \(contract.customer)", events: events, stamp: stamp)
        } catch {
            throw WorkspaceError.file("the calendar cannot be written: \(error.message)", hint: "export csv instead")
        }
    }
}
