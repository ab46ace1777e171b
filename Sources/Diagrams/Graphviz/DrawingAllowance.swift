internal import CBounded
internal import Glibc

/// What several drawings may take together: a page can hold a thousand graphs, each within the limits of one.
///
///     var allowance = DrawingAllowance()
///     for (number, dot) in graphs.enumerated() where !allowance.isSpent {
///         drawings.append(try Graphviz.render(dot: dot, title: "T", idPrefix: "d\(number)-", within: &allowance))
///     }
///
/// It counts the steps of the layouts, which depend on the graphs alone, so a page builds on every machine or on
/// none. Processor time is only the last guard against a hang. From `init` on, everything that this thread does
/// counts as time, and what Graphviz does in processes of its own: make it where the drawing begins, use it on
/// that thread, and do not keep it.
package struct DrawingAllowance {
    /// The steps of all layouts of one page; see `work.c` of CDrawing for what a step is.
    ///
    /// One graph may take 5,000, which are 0.1 to 0.7 s on a machine of 2026, so three of the costliest take 2 s of
    /// the 5 s that a page has.
    package static let stepsOfPage = 15_000

    /// The processor time of one page in milliseconds, which only a layout that hangs takes.
    private static let lastGuard = 15_000

    private var stepsLeft: Int
    private var isExceeded = false
    private let microseconds: Int
    private let start: Int
    /// What processes of their own took, in microseconds.
    private var elsewhere = 0

    /// - Parameter steps: of all layouts together.
    package init(steps: Int = Self.stepsOfPage) {
        self.init(steps: steps, lastGuard: Self.lastGuard)
    }

    /// - Parameter lastGuard: in milliseconds of processor time.
    init(steps: Int, lastGuard: Int) {
        stepsLeft = steps
        microseconds = lastGuard * 1_000
        start = Self.now()
    }

    /// Whether a graph was refused because too little is left; every later one is refused, too.
    package var isSpent: Bool { isExceeded || millisecondsLeft <= 0 }

    /// What is left of the last guard, in whole milliseconds.
    var millisecondsLeft: Int { (microseconds - (Self.now() - start) - elsewhere) / 1_000 }

    /// Counts the steps of a layout before it begins.
    mutating func take(steps: Int) throws(GraphvizError) {
        isExceeded = isExceeded || steps > stepsLeft
        guard !isExceeded else { throw GraphvizError.beyondAllowance }
        stepsLeft -= steps
    }

    /// Whether the last guard ended the drawing, which depends on the machine, and not the count of steps.
    package var isOutOfTime: Bool { !isExceeded && millisecondsLeft <= 0 }

    /// Counts the processor time of the drawing's own process.
    ///
    /// A process that was ended because it took too long, working or waiting, counts with its whole limit. Other waits
    /// do not count: on a busy machine 400 small drawings wait for minutes.
    mutating func add(_ taken: bounded_time, of limits: bounded_limits, _ end: bounded_end) {
        // The kernel stops a process some milliseconds before or after its time.
        let least = end == BOUNDED_OUT_OF_TIME ? Int(limits.processor_milliseconds) * 1_000 : 0
        elsewhere += max(Int(taken.processor), least)
    }

    /// The processor time of this thread, in microseconds.
    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
    }
}
