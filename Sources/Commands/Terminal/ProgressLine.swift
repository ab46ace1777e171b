import Content
import Synchronization

/// One line on the terminal that shows the progress of a long build, rewritten as the work goes on.
///
/// Nothing appears in the first second, nor outside a terminal: in a pipe, a log, a test.
final class ProgressLine: Sendable {
    private struct State {
        var shown = false
        var last: Duration = .zero
    }

    /// Nothing before this.
    private static let patience = Duration.seconds(1)
    /// As often as a reader can follow.
    private static let pause = Duration.milliseconds(100)

    private let state = Mutex(State())
    private let output: @Sendable (String) -> Void
    private let elapsed: @Sendable () -> Duration
    private let isWatched: Bool

    /// - Parameter elapsed: The time since the work began; tests pass their own clock.
    init(in context: Context, elapsed: (@Sendable () -> Duration)? = nil) {
        output = context.talkOutput
        isWatched = context.talkIsWatched
        let start = ContinuousClock.now
        self.elapsed = elapsed ?? { start.duration(to: .now) }
    }

    /// The callback for workers, or nil outside a terminal.
    var listener: (@Sendable (Workers.Progress) -> Void)? {
        guard isWatched else { return nil }
        return { [self] progress in show(progress) }
    }

    private func show(_ progress: Workers.Progress) {
        let now = elapsed()
        state.withLock { state in
            guard now >= Self.patience, !state.shown || now - state.last >= Self.pause else { return }
            state.shown = true
            state.last = now
            output("\r\u{1B}[K\(progress.task) \(progress.done) of \(progress.total)")
        }
    }

    /// Takes the line away again.
    func end() {
        state.withLock { state in
            guard state.shown else { return }
            state.shown = false
            output("\r\u{1B}[K")
        }
    }
}
