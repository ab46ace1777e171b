import Content
import Graphviz
import Markdown

/// What the live blocks of one page may take together.
///
/// A page that a person reads has some diagrams and figures, which take milliseconds. A hostile one can hold
/// forty thousand in a megabyte, each within the bounds of one.
struct PageAllowance {
    /// Bytes that all drawings add to the page: 8 MiB, which no browser shows in comfort.
    ///
    /// Each stands in the page and in two documents to print, and is in memory more than once for each of them.
    static let mostBytes = 8 << 20

    /// Processor time; begins to count here.
    var time = DrawingTime()
    private var bytesLeft = Self.mostBytes
    private var isTooLarge = false

    /// Whether nothing is left, so that no further block is drawn.
    var isSpent: Bool { isTooLarge || time.isSpent }

    /// Counts the bytes of a drawing; false where they do not fit, and then nothing fits any more.
    mutating func take(bytes: Int) -> Bool {
        isTooLarge = isTooLarge || bytes > bytesLeft
        if !isTooLarge { bytesLeft -= bytes }
        return !isTooLarge
    }

    /// What is wrong with a block for which too little is left.
    func fault(_ code: CodeBlock, in page: PublishedPage) -> Diagnostic {
        let tenths = DrawingTime.ofPage / 100
        let much =
            isTooLarge
            ? "are more than \(Self.mostBytes >> 20) MiB together"
            : "take more than \(tenths / 10).\(tenths % 10) s to draw together"
        return Diagnostic(
            rule: "drawing-limits", file: page.file, line: code.line,
            "the live figures and diagrams of this page \(much)", hint: "draw smaller ones, or split the page")
    }
}
