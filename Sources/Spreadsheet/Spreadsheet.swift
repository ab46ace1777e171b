package import CivilTime

//  Tables for a spreadsheet program: an XLSX file, or CSV.
//
//  Read the files in this order:
//
//  1. `SpreadsheetDocument` and `SpreadsheetError` (this file): what a caller makes, writes and catches.
//  2. `Sheet` is one table: columns, rows of cells, totals, a note.
//  3. `CellText` and `SheetNames` make any text fit for a cell, and any name fit for a sheet.
//  4. `Layout` computes the row of each part and the result of each formula.
//  5. `XLSXWriter` is the only home of C pointers; `Replacement` puts the finished file in place.
//  6. `Sheet+CSV` writes the same table as CSV.
//  7. `CSVTable` reads CSV, and `XLSXTable` the sheet of an XLSX file as the same table.

/// A workbook of sheets, as a value.
///
///     let document = SpreadsheetDocument(
///         title: "Time", created: CivilDate(2026, 12, 1),
///         sheets: [
///             Sheet(
///                 name: "Time",
///                 columns: [
///                     .init("Day", kind: .date), .init("Minutes", kind: .minutes), .init("Days", kind: .days),
///                 ],
///                 rows: [[.date(CivilDate(2026, 12, 1)), .minutes(90), .days(ofColumn: 1)]],
///                 totals: [0: .label("Total"), 1: .sum, 2: .sum],
///                 note: "As of 2026-12-01")
///         ])
///     try document.write(to: "time.xlsx")
package struct SpreadsheetDocument: Hashable, Sendable {
    /// The title in the file's properties.
    package var title: String

    /// The day that the file's properties give as its making, never that of the clock.
    package var created: CivilDate

    /// The sheets, in the order of their tabs.
    ///
    /// At least one.
    package var sheets: [Sheet]

    /// A document of `sheets`.
    package init(title: String, created: CivilDate, sheets: [Sheet]) {
        self.title = title
        self.created = created
        self.sheets = sheets
    }

    /// Writes the document as an XLSX file to `path`, in place of what is there.
    ///
    /// Written beside `path` and then renamed, so a reader finds the old file or the new one, and an error
    /// leaves the old one. A symbolic link at `path` is replaced, not followed. Equal documents give equal
    /// bytes, with the same libxlsxwriter and zlib.
    package func write(to path: String) throws(SpreadsheetError) {
        let layouts = try layouts()
        try Replacement.write(to: path) { temporary, folder throws(SpreadsheetError) in
            try XLSXWriter.write(self, layouts, to: temporary, scratch: folder)
        }
    }

    /// The place of everything, or what makes the document unfit to be written.
    private func layouts() throws(SpreadsheetError) -> [Layout] {
        guard !sheets.isEmpty else { throw .content("a spreadsheet needs a sheet") }
        let names = SheetNames.valid(sheets.map(\.name))
        var layouts: [Layout] = []
        for (sheet, name) in zip(sheets, names) { layouts.append(try Layout(sheet, name: name)) }
        return layouts
    }
}

/// Why a spreadsheet was not written.
package struct SpreadsheetError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of error.
    package enum Reason: Hashable, Sendable {
        /// The document itself cannot be a spreadsheet.
        case content
        /// The file cannot be made, written or put in place.
        case file
        /// libxlsxwriter gave up.
        case library
    }

    /// The kind of error.
    package let reason: Reason

    /// What is wrong, in a few words.
    package let message: String

    /// The message.
    package var description: String { message }

    static func content(_ message: String) -> SpreadsheetError { .init(reason: .content, message: message) }

    static func file(_ message: String) -> SpreadsheetError { .init(reason: .file, message: message) }

    static func library(_ message: String) -> SpreadsheetError { .init(reason: .library, message: message) }
}
