// Programs: files that other programs export, read as rows of time.
//
//   TimeSource        the programs
//   SourceColumns     how each of them names its columns
//   SourceValues      dates, clock times and durations as they write them
//   SourceRow         one row, before its names are matched; its identity, which finds it again in the next export
//   SourceTable       CSV files to rows
//   TimewarriorExport the JSON of `timew export` to rows
//   HledgerFile       timeclock, timedot, journals and CSV of hledger to rows
//   ImportMapping     what names and columns mean here, said once and kept in `time-import.csv`
//   SourceMatching    the names of rows to the contract's people, roles and activities

/// A program whose exported files are read.
package enum TimeSource: String, CaseIterable, Sendable {
    case toggl, clockify, harvest, kimai, tempo, timewarrior, hledger

    package var title: String {
        switch self {
        case .toggl: "Toggl Track"
        case .clockify: "Clockify"
        case .harvest: "Harvest"
        case .kimai: "Kimai"
        case .tempo: "Tempo"
        case .timewarrior: "Timewarrior"
        case .hledger: "hledger"
        }
    }

    /// The export that is read, as its program calls it.
    package var export: String {
        switch self {
        case .toggl: "the detailed report as CSV"
        case .clockify: "the detailed report as CSV"
        case .harvest: "the detailed time report as CSV"
        case .kimai: "an export as CSV"
        case .tempo: "a report's worklogs as CSV"
        case .timewarrior: "timew export"
        case .hledger: "a timeclock or timedot file, or hledger print -O csv"
        }
    }

    /// The name under which names of a source are remembered; that of a file with Workbook's own columns is nil.
    static func name(_ source: TimeSource?) -> String { source?.rawValue ?? "csv" }
}
