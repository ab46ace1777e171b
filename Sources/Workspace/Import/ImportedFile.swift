import CivilTime
import Engagement
import Glibc
import ICalendar
import Spreadsheet

/// A file that is imported, read and not yet matched with the contract.
struct ImportedFile {
    private enum Content {
        case own([ImportedRow])
        case program(TimeSource, [SourceRow])
    }

    private let content: Content
    private let reading: ImportedRow.Reading

    /// - Throws: `WorkspaceError` if the file is not a table, or not what its program exports.
    init(_ bytes: [UInt8], named name: String, _ options: TimeImport.Options, in workspace: Workspace) throws {
        var reading = ImportedRow.Reading(
            today: workspace.today, confirmsNonBusinessDay: options.confirmsNonBusinessDay,
            confirmsOutsideWindow: options.confirmsOutsideWindow, confirmsNewPerson: options.confirmsNewPerson,
            dates: options.dates, rounding: options.rounding, mapping: try workspace.importMapping(),
            person: options.person, role: options.role)
        reading.mapping.add(options.meanings, options.source)
        self.reading = reading
        switch options.source {
        case nil: content = .own(try ImportedRow.all(in: Self.table(bytes, named: name, options.mostRows), reading))
        case .timewarrior?:
            let zone = try workspace.contract().calendar.timeZone
            let rows = try TimewarriorExport.rows(of: bytes, reading) { Self.localDay(of: $0, in: zone) }
            content = .program(.timewarrior, rows)
        case .hledger?: content = .program(.hledger, try HledgerFile.rows(of: bytes, path: name, reading))
        case let source?:
            content = .program(
                source,
                try SourceTable.rows(of: Self.table(bytes, named: name, options.mostRows), from: source, reading))
        }
    }

    /// The rows with the contract's names, and the names that match none of them.
    func rows(
        _ contract: Contract, _ state: State, _ options: TimeImport.Options
    ) -> (rows: [ImportedRow], unmatched: [UnmatchedName]) {
        switch content {
        case .own(let rows): return (rows, [])
        case .program(let source, let rows):
            return SourceMatching(
                contract: contract, state: state, today: reading.today, source: source, mapping: reading.mapping,
                person: options.person, role: options.role
            ).matched(rows, reading)
        }
    }

    private static func table(_ bytes: [UInt8], named name: String, _ most: Int?) throws(WorkspaceError) -> CSVTable {
        let table: CSVTable
        do throws(CSVError) {
            table = try CSVTable(file: bytes)
        } catch {
            let place = [error.line, error.column].compactMap { $0.map { ":\($0)" } }.joined()
            throw WorkspaceError.input("\(name)\(place): \(error.message)", hint: Hint(error.hint))
        }
        if let most, table.records.count > most {
            throw WorkspaceError.input("the file has more than \(most) rows", hint: "split it")
        }
        return table
    }

    /// The day in the contract's time zone, or in this machine's if the contract names none.
    private static func localDay(of seconds: Int, in zone: String?) -> CivilDate {
        if let day = zone.flatMap({ ICalendar.localDay(of: seconds, in: $0) }) { return day }
        var local = tm()
        var time = time_t(seconds)
        localtime_r(&time, &local)
        return CivilDate(year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))
            ?? CivilDate(dayNumber: seconds / 86_400)
    }
}
