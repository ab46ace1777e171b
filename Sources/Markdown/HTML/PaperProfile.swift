/// How a document is written for paper.
///
/// What a reader would have to open is open, and what only a screen needs is left out. A table is no landmark, because
/// in a document of many pages each landmark would need another name. A word or two of code is marked, so that a
/// line does not break in it.
package struct PaperProfile: Sendable {
    /// The number of levels that headings go down; none goes below the sixth.
    package let headingShift: Int

    /// Whether a line may break before each marked word of a table cell.
    ///
    /// WeasyPrint 57 takes `<code>a</code>, <code>b</code>` for one word when it measures a column, and pushes the
    /// next column off the paper. A zero-width space after the space tells it otherwise.
    package let breaksCells: Bool

    /// The number of bytes up to which code is a word or two.
    package static let shortCode = 18

    package init(headingShift: Int, breaksCells: Bool) {
        self.headingShift = headingShift
        self.breaksCells = breaksCells
    }
}
