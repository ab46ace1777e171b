internal import CBounded
internal import Glibc

/// What several drawings may take together: a page can hold a thousand graphs, each within the bounds of one.
///
///     var time = DrawingTime()
///     for (number, dot) in graphs.enumerated() where !time.isSpent {
///         drawings.append(try Graphviz.render(dot: dot, title: "T", idPrefix: "d\(number)-", within: &time))
///     }
///
/// It is processor time, so that a machine that does other work as well draws the same. From `init` on,
/// everything that this thread does counts, and what Graphviz does in processes of its own: make it where
/// the drawing begins, use it on that thread, and do not keep it.
package struct DrawingTime {
    /// Processor time for the drawings of one page, in milliseconds.
    ///
    /// A page has 5 s. Two pages that are drawn at once wait for each other, since Graphviz draws one graph at a
    /// time: that is twice this time, and leaves two seconds to read and to write them.
    package static let ofPage = 1_500

    private let microseconds: Int
    private let start: Int
    /// What processes of their own took, in microseconds.
    private var elsewhere = 0

    /// - Parameter milliseconds: of processor time, for all drawings together.
    package init(milliseconds: Int = Self.ofPage) {
        microseconds = milliseconds * 1_000
        start = Self.now()
    }

    /// Whether nothing is left; a drawing is then refused before it is begun.
    package var isSpent: Bool { millisecondsLeft <= 0 }

    /// What is left, in whole milliseconds.
    var millisecondsLeft: Int { (microseconds - (Self.now() - start) - elsewhere) / 1_000 }

    /// Counts what a process of its own took.
    ///
    /// Work that does not get on, because it sleeps or because the machine is busy, counts with a third of the time
    /// on the wall, of which `bounded_limits` gives it three times its processor time. So the wait is bounded, too.
    mutating func add(_ taken: bounded_time, of limits: bounded_limits, _ end: bounded_end) {
        // The kernel stops a process some milliseconds before or after its time.
        let least = end == BOUNDED_OUT_OF_TIME ? Int(limits.processor_milliseconds) * 1_000 : 0
        elsewhere += max(Int(taken.processor), Int(taken.wall) / 3, least)
    }

    /// The processor time of this thread, in microseconds.
    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
    }
}
