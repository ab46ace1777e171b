import Foundation

/// What a piece of synchronous work took.
package struct Effort: Sendable {
    /// Seconds of processor time of this thread.
    package let processor: Double

    /// Ten times the 5 s that a page has: no machine that runs the tests is so slow, and a hang takes longer.
    private static let lastGuard = 50.0

    /// Whether the work took less than the last guard against a hang.
    ///
    /// A test that something is bounded counts work: nodes, bytes, blocks. This only notices that it isn't. It
    /// measures processor time, which doesn't depend on what else the machine does.
    package var isBounded: Bool { processor < Self.lastGuard }

    /// Does `work` and measures what it takes.
    package init(of work: () throws -> Void) rethrows {
        let begun = Self.now()
        try work()
        processor = Self.now() - begun
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
