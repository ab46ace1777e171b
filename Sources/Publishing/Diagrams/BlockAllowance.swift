import Content
import Diagrams
import Markdown

/// What the live blocks of one page may take together.
///
/// A page that a person reads has some diagrams and figures. A hostile one can hold forty thousand in a megabyte,
/// each within the limits of one. Work is counted, not time, so a page builds on every machine or on none.
struct BlockAllowance {
    /// The number of live blocks: each drawing starts a process, which takes 2 ms where this one is large.
    static let mostBlocks = 400
    /// Bytes of the text of all blocks: 256 KiB, four diagrams of the size that one may have.
    ///
    /// To read and to write a sequence diagram of 64 KiB takes up to half a second.
    static let mostSourceBytes = 256 << 10
    /// Bytes that all drawings add to the page: 8 MiB, which no browser shows in comfort.
    ///
    /// Each drawing is in the page and in two documents to print, and in memory more than once for each of them.
    static let mostBytes = 8 << 20

    /// The steps of the layouts by Graphviz.
    var drawing = DrawingAllowance()
    private var blocks = 0
    private var sourceBytes = 0
    private var bytes = 0

    /// Whether one of the limits is exceeded, so that no further block is drawn.
    var isSpent: Bool {
        blocks > Self.mostBlocks || sourceBytes > Self.mostSourceBytes || bytes > Self.mostBytes || drawing.isSpent
    }

    /// Counts a block before it is drawn, and returns whether it may be.
    mutating func take(_ code: CodeBlock) -> Bool {
        guard !isSpent else { return false }
        blocks += 1
        sourceBytes += code.text.utf8.count
        return !isSpent
    }

    /// Counts the bytes of a drawing, and returns whether they fit; if not, nothing fits any more.
    mutating func take(bytes count: Int) -> Bool {
        bytes += count
        return !isSpent
    }

    /// The diagnostic for a block for which too little is left.
    func diagnostic(_ code: CodeBlock, in page: PublishedPage) -> Diagnostic {
        let summary =
            if blocks > Self.mostBlocks {
                "this page has more than \(Self.mostBlocks) live figures and diagrams"
            } else if sourceBytes > Self.mostSourceBytes {
                "the text of the live figures and diagrams of this page is longer than \(Self.mostSourceBytes >> 10) KiB"
            } else if bytes > Self.mostBytes {
                "the live figures and diagrams of this page are more than \(Self.mostBytes >> 20) MiB together"
            } else if drawing.isOutOfTime {
                "the diagrams of this page take too long to draw"
            } else {
                "the layouts of the diagrams of this page take more than \(DrawingAllowance.stepsOfPage) steps together"
            }
        return Diagnostic(
            rule: .drawingLimits, file: page.file, line: code.line, summary,
            hint: "draw smaller ones, or split the page")
    }
}
