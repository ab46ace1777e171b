/// The rows of the parts of a sheet, and the results of its formulas.
struct Layout {
    /// The limits of the file format.
    private static let (rowLimit, columnLimit) = (1_048_576, 16_384)
    /// Spreadsheets keep 15 digits.
    private static let numberLimit = 999_999_999_999_999

    let name: String
    let sheet: Sheet

    /// The row of the totals, from 0, or nil if there are none.
    let totalsRow: Int?

    /// The row of the note, from 0, or nil if there is none.
    let noteRow: Int?

    /// Checks that `sheet` can be written.
    init(_ sheet: Sheet, name: String) throws(SpreadsheetError) {
        let next = sheet.rows.count + 1
        self.name = name
        self.sheet = sheet
        totalsRow = sheet.totals.isEmpty ? nil : next
        noteRow = sheet.note.isEmpty ? nil : next + (sheet.totals.isEmpty ? 1 : 2)
        guard !sheet.columns.isEmpty else { throw .content("the sheet '\(name)' has no columns") }
        guard sheet.columns.count <= Self.columnLimit, next + 3 <= Self.rowLimit else {
            throw .content("the sheet '\(name)' is larger than a spreadsheet can be")
        }
        if let column = sheet.totals.keys.first(where: { !sheet.columns.indices.contains($0) }) {
            throw .content("the sheet '\(name)' has a total for column \(column), which it does not have")
        }
        for (index, row) in sheet.rows.enumerated() { try check(row, index: index) }
    }

    private func check(_ row: [Sheet.Cell], index: Int) throws(SpreadsheetError) {
        guard row.count <= sheet.columns.count else {
            throw .content("row \(index + 1) of '\(name)' has more cells than the sheet has columns")
        }
        for (column, cell) in row.enumerated() {
            switch cell {
            case .integer(let number), .minutes(let number):
                guard abs(Double(number)) <= Double(Self.numberLimit) else {
                    throw .content("\(number) has more than 15 digits (\(place(index, column)))")
                }
            case .days(let other):
                guard row.indices.contains(other), Self.canBeDays(row[other]) else {
                    throw .content("column \(other) has no minutes (\(place(index, column)))")
                }
            case .formula(_, let result):
                guard result.isFinite else { throw .content("a result is not a number (\(place(index, column)))") }
            case .text, .date, .empty: break
            }
        }
    }

    private func place(_ row: Int, _ column: Int) -> String {
        "'\(name)' \(Self.letters(column))\(row + 2)"
    }

    private static func canBeDays(_ cell: Sheet.Cell) -> Bool {
        switch cell {
        case .minutes, .integer, .empty: true
        default: false
        }
    }
}

extension Layout {
    /// The number that `cell` of `row` is or comes to; nil for what is no number.
    static func value(_ cell: Sheet.Cell, in row: [Sheet.Cell]) -> Double? {
        switch cell {
        case .integer(let number), .minutes(let number): Double(number)
        case .days: minutes(cell, in: row).map { $0 / 480 }
        case .formula(_, let result): result
        case .text, .date, .empty: nil
        }
    }

    /// The minutes of a cell that shows them as days.
    static func minutes(_ cell: Sheet.Cell, in row: [Sheet.Cell]) -> Double? {
        guard case .days(let other) = cell, row.indices.contains(other) else { return nil }
        switch row[other] {
        case .minutes(let number), .integer(let number): return Double(number)
        default: return nil
        }
    }

    /// What the rows of `column` come to.
    ///
    /// Days are added as minutes, so that the sum is as exact as one division can be.
    static func sum(_ column: Int, of sheet: Sheet) -> Double {
        var days = 0.0
        var sum = 0.0
        for row in sheet.rows where row.indices.contains(column) {
            if let minutes = minutes(row[column], in: row) {
                days += minutes
            } else {
                sum += value(row[column], in: row) ?? 0
            }
        }
        return sum + days / 480
    }

    /// The letters of a column: `A` for 0, `AA` for 26.
    static func letters(_ column: Int) -> String {
        var result = ""
        var rest = column + 1
        while rest > 0 {
            result = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + result
            rest = (rest - 1) / 26
        }
        return result
    }

    /// The width of `column` in characters: as asked, or as the longest line needs, within reason.
    func width(_ column: Int) -> Double {
        let asked = sheet.columns[column]
        if let width = asked.width { return min(max(width, 1), 255) }
        // The button of the filter takes the room of three characters.
        var longest = Self.longestLine(asked.title) + 3
        if asked.kind == .date { longest = max(longest, 10) }
        // Such as 123.041666667: a number that does not fit is shown as `###`.
        if asked.kind == .days { longest = max(longest, 13) }
        var cells = sheet.rows.lazy.compactMap { $0.indices.contains(column) ? $0[column] : nil }.makeIterator()
        while let cell = cells.next(), longest < 60 {
            switch cell {
            case .text(let text): longest = max(longest, Self.longestLine(text))
            case .integer(let number), .minutes(let number): longest = max(longest, String(number).count)
            default: break
            }
        }
        if case .label(let text) = sheet.totals[column] { longest = max(longest, Self.longestLine(text)) }
        return Double(min(max(longest, 8), 60)) + 1
    }

    private static func longestLine(_ text: String) -> Int {
        text.prefix(4_000).split(whereSeparator: \.isNewline).map(\.count).max() ?? 0
    }
}
