import CivilTime

extension Sheet {
    /// The table as CSV: RFC 4180, one header line, CRLF, UTF-8.
    ///
    ///     Day,Task,Minutes
    ///     2026-12-01,'=HYPERLINK(...),90
    ///
    /// Text that a spreadsheet program could take for a formula gets a `'` before it. Numbers are as they
    /// are, so `-90` stays a number. Days have 9 decimals, so that the sum of a million rows is the total to a
    /// thousandth. The note is left out, because it is not a row of the table.
    ///
    /// - Parameters:
    ///   - includesTotals: whether the totals are the last line.
    ///   - hasByteOrderMark: whether U+FEFF comes first, for Excel, which otherwise misreads `ä`.
    package func csv(includesTotals: Bool = false, hasByteOrderMark: Bool = false) -> String {
        var text = hasByteOrderMark ? "\u{FEFF}" : ""
        Self.append(columns.map { Self.field($0.title) }, to: &text)
        for row in rows {
            let fields = columns.indices.map { row.indices.contains($0) ? Self.field(row[$0], in: row) : "" }
            Self.append(fields, to: &text)
        }
        if includesTotals, !totals.isEmpty {
            let fields = columns.indices.map { column in
                switch totals[column] {
                case .label(let text): Self.field(text)
                case .sum: Self.number(Layout.sum(column, of: self), isDays: columns[column].kind == .days)
                case nil: ""
                }
            }
            Self.append(fields, to: &text)
        }
        return text
    }

    private static func append(_ fields: [String], to text: inout String) {
        // A line with nothing in it would be no row.
        text += fields == [""] ? "\"\"" : fields.joined(separator: ",")
        text += "\r\n"
    }

    private static func field(_ cell: Cell, in row: [Cell]) -> String {
        switch cell {
        case .text(let text): field(text)
        case .date(let date): date.description
        case .integer(let value), .minutes(let value): String(value)
        case .days: Layout.value(cell, in: row).map { number($0, isDays: true) } ?? ""
        case .formula(_, let result): number(result, isDays: false)
        case .empty: ""
        }
    }

    private static func field(_ text: String) -> String {
        // What is cut off or replaced in a cell must not uncover a formula: clean first, then look.
        let safe = FormulaGuard.added(to: CellText.cleaned(text))
        let scalars = safe.unicodeScalars
        // Semicolons and tabs separate fields in some countries' programs.
        let needsQuotes =
            scalars.contains { [",", "\"", "\n", ";", "\t"].contains($0) }
            || scalars.first?.properties.isWhitespace == true || scalars.last?.properties.isWhitespace == true
        guard needsQuotes else { return safe }
        // By scalars, because a quotation mark with an accent after it is another `Character`.
        var quoted = "\"".unicodeScalars
        for scalar in scalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }

    private static func number(_ value: Double, isDays: Bool) -> String {
        guard value.isFinite else { return "" }
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        guard isDays, abs(value) < 1e12 else { return String(value) }
        let (scale, digits) = (1_000_000_000, 9)
        guard abs(value) < 1e9 else { return String(value) }
        let parts = Int((abs(value) * Double(scale)).rounded(.toNearestOrAwayFromZero))
        var fraction = String(parts % scale)
        fraction = String(repeating: "0", count: digits - fraction.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        let sign = value < 0 && parts > 0 ? "-" : ""
        return sign + String(parts / scale) + (fraction.isEmpty ? "" : "." + fraction)
    }
}
