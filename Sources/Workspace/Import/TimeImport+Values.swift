package import CivilTime
package import Engagement

extension TimeImport {
    /// How the cells of a file are read, and what the importer confirms for all rows.
    package struct Options: Sendable {
        package var confirmsNonBusinessDay: Bool
        package var confirmsOutsideWindow: Bool
        package var confirmsNewPerson: Bool
        /// How dates are written that aren't ISO 8601.
        package var dates: WrittenDates?
        /// What times that aren't whole minutes are rounded to; nil to refuse them.
        package var rounding: Minutes?
        /// Says what would be recorded, and records nothing.
        package var isDryRun: Bool
        /// Decides each row on what the rows before it leave, and records all of them in one transaction, or none.
        package var isAllOrNothing: Bool
        /// The program that wrote the file; nil for a table with Workbook's own columns.
        package var source: TimeSource?
        /// The most rows of a file, for an import that other writers wait for; nil for no limit.
        package var mostRows: Int?
        /// What names of the file mean, besides what is remembered; remembered, too, unless this is a dry run.
        package var meanings: [ImportMapping.Item] = []
        /// Who worked, and in which role, for rows that do not say.
        package var person: String?
        package var role: String?

        package init(
            confirmsNonBusinessDay: Bool = false, confirmsOutsideWindow: Bool = false, confirmsNewPerson: Bool = false,
            dates: WrittenDates? = nil, rounding: Minutes? = nil, isDryRun: Bool = false,
            isAllOrNothing: Bool = false
        ) {
            self.confirmsNonBusinessDay = confirmsNonBusinessDay
            self.confirmsOutsideWindow = confirmsOutsideWindow
            self.confirmsNewPerson = confirmsNewPerson
            self.dates = dates
            self.rounding = rounding
            self.isDryRun = isDryRun
            self.isAllOrNothing = isAllOrNothing
        }
    }

    /// What an import tells while it works.
    package enum Message: Sendable {
        /// So many rows are done; told before a row when the last message is a second old.
        case progress(done: Int, of: Int)
        /// A name in the row is a known person's.
        case resolved(line: Int, name: String, person: String)
        /// The row's entry was undone since.
        case undone(line: Int, by: Entry)
        /// A time was rounded.
        case rounded(line: Int, text: String)
        /// The row equals an entry that was logged by hand.
        case twin(line: Int, entry: Entry)
        /// The row's entry was changed, or would be.
        case changed(line: Int, entry: Entry, text: String)
        /// The row would be recorded; told in a dry run only.
        case wouldRecord(line: Int, request: Rules.TimeRequest)
        /// Meanings of names were written to `time-import.csv`.
        case remembered(count: Int)
        /// The row can't be read, or a rule refused it; rows whose names are unmatched are told in the summary.
        case bad(line: Int, Explanation)
    }

    /// What an import did in all.
    package struct Summary: Sendable {
        package internal(set) var recorded = 0
        package internal(set) var changed = 0
        /// Rows that were there already.
        package internal(set) var repeated = 0
        package internal(set) var undone = 0
        /// Rows that equal entries which were logged by hand.
        package internal(set) var twins = 0
        /// Rows that are left out, because a name means so or their work is not over.
        package internal(set) var leftOut = 0
        /// The names that mean nothing in the contract yet, in the order of the file.
        package internal(set) var unmatched: [UnmatchedName] = []
        /// Rows that can't be read or were refused.
        package internal(set) var bad = 0
        package internal(set) var minutes = Minutes.zero
        /// The roles with held time after the import; empty for a dry run of a row by row import.
        package internal(set) var over: [Budget] = []
        /// What each row does, in the order of the file.
        package internal(set) var rows: [Row] = []
        /// Each role's days after the rows, of an import of all rows or none.
        package internal(set) var budgets: [Budget] = []
    }
}
