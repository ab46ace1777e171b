import Foundation

/// What a piece of synchronous work took.
package struct Effort: Sendable {
    /// Seconds by the clock on the wall: more on a machine that does other work as well.
    package let wall: Double
    /// Seconds of processor time of this thread.
    package let processor: Double

    /// Does `work`, and says what it took.
    package init(of work: () throws -> Void) rethrows {
        let (start, begun) = (Self.seconds(CLOCK_MONOTONIC), Self.seconds(CLOCK_THREAD_CPUTIME_ID))
        try work()
        (wall, processor) = (Self.seconds(CLOCK_MONOTONIC) - start, Self.seconds(CLOCK_THREAD_CPUTIME_ID) - begun)
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
