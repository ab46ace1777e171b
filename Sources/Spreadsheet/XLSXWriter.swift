internal import CXlsxWriter
import CivilTime
internal import Glibc
internal import Synchronization

/// libxlsxwriter; the only place that sees a C pointer.
struct XLSXWriter {
    private typealias Book = UnsafeMutablePointer<lxw_workbook>
    private typealias Page = UnsafeMutablePointer<lxw_worksheet>
    private typealias Format = UnsafeMutablePointer<lxw_format>

    /// How a cell looks.
    private enum Look: Hashable {
        case header(isNumeric: Bool)
        case body(Sheet.Column.Kind)
        case total(Sheet.Column.Kind)
        case note
    }

    /// The library calls `gmtime` and `srand`: one file at a time.
    private static let lock = Mutex<Void>(())

    private let book: Book
    private var formats: [Look: Format] = [:]

    /// Writes `document` to the file at `path`, with files for the meantime in `scratch`.
    static func write(
        _ document: SpreadsheetDocument, _ layouts: [Layout], to path: String, scratch: String
    ) throws(SpreadsheetError) {
        try lock.withLock { _ throws(SpreadsheetError) in
            guard let folder = strdup(scratch) else { throw .library("out of memory") }
            defer { free(folder) }
            var options = lxw_workbook_options(constant_memory: 0, tmpdir: folder, use_zip64: 0)
            guard let book = workbook_new_opt(path, &options) else { throw .library("out of memory") }
            var writer = XLSXWriter(book: book)
            do throws(SpreadsheetError) {
                try writer.describe(document)
                for layout in layouts { try writer.add(layout) }
            } catch {
                lxw_workbook_free(book)
                throw error
            }
            // This frees the book, whether or not it can be written.
            let outcome = workbook_close(book)
            guard outcome == LXW_NO_ERROR else { throw .file("cannot write in '\(scratch)': \(words(outcome))") }
        }
    }

    private init(book: Book) {
        self.book = book
    }

    private static func check(_ error: lxw_error) throws(SpreadsheetError) {
        guard error != LXW_NO_ERROR else { return }
        throw .library(words(error))
    }

    private static func words(_ error: lxw_error) -> String {
        lxw_strerror(error).map { String(cString: $0) } ?? "libxlsxwriter failed"
    }

    private func describe(_ document: SpreadsheetDocument) throws(SpreadsheetError) {
        guard let title = strdup(CellText.cut(CellText.cleaned(document.title), to: 255)) else {
            throw .library("out of memory")
        }
        defer { free(title) }
        var properties = lxw_doc_properties()
        properties.title = title
        // 0 would be the clock's time.
        let seconds = document.created.dayNumber * 86_400
        properties.created = seconds == 0 ? 1 : seconds
        try Self.check(workbook_set_properties(book, &properties))
    }

    private mutating func add(_ layout: Layout) throws(SpreadsheetError) {
        guard let page = workbook_add_worksheet(book, layout.name) else {
            throw .library("the sheet '\(layout.name)' cannot be added")
        }
        quoteName(of: page, layout.name)
        let sheet = layout.sheet
        for (column, one) in sheet.columns.enumerated() {
            let number = UInt16(column)
            try Self.check(worksheet_set_column(page, number, number, layout.width(column), nil))
            let isNumeric = one.kind != .text && one.kind != .date
            try put(text: one.title, page, 0, column, format(.header(isNumeric: isNumeric)))
        }
        for (row, cells) in sheet.rows.enumerated() {
            for (column, cell) in cells.enumerated() { try put(cell, in: cells, page, row + 1, column, sheet) }
        }
        if let row = layout.totalsRow { try putTotals(of: sheet, page, row) }
        if let row = layout.noteRow { try put(text: sheet.note, page, row, 0, format(.note)) }

        let last = UInt16(sheet.columns.count - 1)
        if sheet.isHeaderFrozen { worksheet_freeze_panes(page, 1, 0) }
        if !sheet.rows.isEmpty {
            try Self.check(worksheet_autofilter(page, 0, 0, UInt32(sheet.rows.count), last))
        }
        worksheet_set_landscape(page)
        worksheet_fit_to_pages(page, 1, 0)
        try Self.check(worksheet_repeat_rows(page, 0, 0))
    }

    /// Gives the sheet's name the quotes that the library leaves out; see `SheetNames.needsQuotes`.
    private func quoteName(of page: Page, _ name: String) {
        guard SheetNames.needsQuotes(name), let quoted = strdup("'\(name)'") else { return }
        free(page.pointee.quoted_name)
        page.pointee.quoted_name = quoted
    }

    private mutating func putTotals(of sheet: Sheet, _ page: Page, _ row: Int) throws(SpreadsheetError) {
        for (column, one) in sheet.columns.enumerated() {
            let format = format(.total(one.kind))
            switch sheet.totals[column] {
            case .label(let text):
                try put(text: text, page, row, column, format)
            case .sum where sheet.rows.isEmpty:
                try Self.check(worksheet_write_number(page, UInt32(row), UInt16(column), 0, format))
            case .sum:
                let letters = Layout.letters(column)
                try put(
                    formula: "SUM(\(letters)2:\(letters)\(row))", Layout.sum(column, of: sheet), page, row, column,
                    format)
            case nil:
                try Self.check(worksheet_write_blank(page, UInt32(row), UInt16(column), format))
            }
        }
    }
}

extension XLSXWriter {
    private mutating func put(
        _ cell: Sheet.Cell, in row: [Sheet.Cell], _ page: Page, _ number: Int, _ column: Int, _ sheet: Sheet
    ) throws(SpreadsheetError) {
        let format = format(.body(sheet.columns[column].kind))
        switch cell {
        case .text(let text):
            try put(text: text, page, number, column, format)
        case .date(let date):
            try put(date, page, number, column)
        case .integer(let value), .minutes(let value):
            try Self.check(worksheet_write_number(page, UInt32(number), UInt16(column), Double(value), format))
        case .days(let other):
            guard let result = Layout.value(cell, in: row) else { return }
            try put(formula: "\(Layout.letters(other))\(number + 1)/480", result, page, number, column, format)
        case .formula(let text, let result):
            let text = CellText.cleaned(text.replacing("{row}", with: "\(number + 1)"))
            try put(formula: text, result, page, number, column, format)
        case .empty:
            break
        }
    }

    private mutating func put(
        _ date: CivilDate, _ page: Page, _ row: Int, _ column: Int
    ) throws(SpreadsheetError) {
        // A spreadsheet counts days from 1900.
        let (year, month, day) = date.components
        guard year >= 1900 else {
            return try put(text: date.description, page, row, column, format(.body(.text)))
        }
        var value = lxw_datetime()
        value.year = Int32(year)
        value.month = Int32(month)
        value.day = Int32(day)
        try Self.check(worksheet_write_datetime(page, UInt32(row), UInt16(column), &value, format(.body(.date))))
    }

    private func put(
        text: String, _ page: Page, _ row: Int, _ column: Int, _ format: Format?
    ) throws(SpreadsheetError) {
        let stored = CellText.stored(text)
        try Self.check(worksheet_write_string(page, UInt32(row), UInt16(column), stored, format))
    }

    private func put(
        formula: String, _ result: Double, _ page: Page, _ row: Int, _ column: Int, _ format: Format?
    ) throws(SpreadsheetError) {
        let formula = formula.hasPrefix("=") ? formula : "=" + formula
        try Self.check(worksheet_write_formula_num(page, UInt32(row), UInt16(column), formula, format, result))
    }

    private mutating func format(_ look: Look) -> Format? {
        if let known = formats[look] { return known }
        guard let format = workbook_add_format(book) else { return nil }
        formats[look] = format
        switch look {
        case .header(let isNumeric):
            format_set_bold(format)
            format_set_text_wrap(format)
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_bg_color(format, 0xE8E8E8)
            if isNumeric { format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue)) }
        case .body(let kind):
            style(format, kind)
        case .total(let kind):
            style(format, kind)
            if kind == .days { format_set_num_format(format, "0.000") }
            format_set_bold(format)
            format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
        case .note:
            format_set_italic(format)
        }
        return format
    }

    private func style(_ format: Format, _ kind: Sheet.Column.Kind) {
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        switch kind {
        case .text: format_set_text_wrap(format)
        case .date: format_set_num_format(format, "yyyy-mm-dd")
        case .minutes: format_set_num_format(format, "0")
        // The lines have the digits of the CSV, so those that are seen add up to the total, which has 3.
        case .days: format_set_num_format(format, "0.000######")
        case .number: break
        }
    }
}
