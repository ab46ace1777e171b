package import CivilTime

/// One table of a spreadsheet.
///
/// The header is row 1; the rows follow, then the totals, then a blank row and the note. So a program that
/// reads the file finds the table where it expects it, and filters leave totals and note alone.
package struct Sheet: Hashable, Sendable {
    /// A column's heading, and how its cells look.
    package struct Column: Hashable, Sendable {
        /// What the cells of a column hold.
        package enum Kind: Hashable, Sendable {
            /// Text, in as many lines as it needs.
            case text
            /// Shown as `yyyy-mm-dd`.
            case date
            /// Whole minutes.
            case minutes
            /// Numbers as they are.
            case number
            /// Days of 480 minutes, shown to a thousandth.
            case days
        }

        /// The text of the header.
        package var title: String

        /// The width in characters; nil measures the texts.
        package var width: Double?

        /// How the cells look.
        package var kind: Kind

        /// A column, by default of texts.
        package init(_ title: String, width: Double? = nil, kind: Kind = .text) {
            self.title = title
            self.width = width
            self.kind = kind
        }
    }

    /// The content of one cell.
    package enum Cell: Hashable, Sendable {
        /// Text, whatever it begins with: `=1+1` stays the text `=1+1`.
        case text(String)
        /// A day; before 1900, from which spreadsheets count, it is written as text.
        case date(CivilDate)
        /// A whole number of at most 15 digits.
        case integer(Int)
        /// Whole minutes.
        case minutes(Int)
        /// The same row's minutes in that column, from 0, as days: the formula `=B2/480`.
        ///
        /// Empty where the other cell is.
        case days(ofColumn: Int)
        /// Nothing.
        case empty
        /// A formula, and what it comes to, for programs that do not calculate.
        ///
        /// `{row}` in it becomes the cell's row: `.formula("B{row}/480", result: 1.5)`. The text is taken as
        /// it is, so it must not hold text that a user typed.
        case formula(String, result: Double)
    }

    /// The total of a column.
    package enum Total: Hashable, Sendable {
        /// The formula `=SUM(...)` of the column's rows, with its result.
        case sum
        /// Words: `Total`.
        case label(String)
    }

    /// The tab's name, made valid and unique when it is written.
    package var name: String

    /// The columns from the left, at least one.
    package var columns: [Column]

    /// The rows; one with fewer cells than columns ends in empty ones.
    package var rows: [[Cell]]

    /// The totals row, by the column's number from 0.
    ///
    /// Empty for no such row.
    package var totals: [Int: Total]

    /// A line below the table: as of when, and from where.
    ///
    /// Empty for none.
    package var note: String

    /// Whether the header stays in sight when the table is scrolled.
    package var isHeaderFrozen: Bool

    /// A table of `rows` under the headings of `columns`.
    package init(
        name: String, columns: [Column], rows: [[Cell]], totals: [Int: Total] = [:], note: String = "",
        isHeaderFrozen: Bool = true
    ) {
        self.name = name
        self.columns = columns
        self.rows = rows
        self.totals = totals
        self.note = note
        self.isHeaderFrozen = isHeaderFrozen
    }
}
