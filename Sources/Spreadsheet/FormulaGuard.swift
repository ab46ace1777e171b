/// The apostrophe that keeps a spreadsheet program from reading a CSV field as a formula.
package enum FormulaGuard {
    /// `text` as it is written: with an apostrophe before what could be a formula.
    ///
    /// A text that has such an apostrophe already gets a second one, so that `removed` gives back what was there.
    static func added(to text: String) -> String { isNeeded(by: text) ? "'" + text : text }

    /// The text that was written as `field`.
    package static func removed(from field: String) -> String {
        field.unicodeScalars.first == "'" && isNeeded(by: field) ? String(field.unicodeScalars.dropFirst()) : field
    }

    /// `text` as a reader of the exported file gets it: without control characters, and cut to a cell's limit.
    package static func afterExport(_ text: String) -> String { CellText.cleaned(text) }

    private static func isNeeded(by text: String) -> Bool {
        CellText.looksLikeFormula(String(text.unicodeScalars.drop { $0 == "'" }))
    }
}
