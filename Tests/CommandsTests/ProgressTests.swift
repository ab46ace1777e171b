import CivilTime
import Content
import Engagement
import Synchronization
import Testing

@testable import Commands

@Suite struct ProgressTests {
    private final class Talk: Sendable {
        private let state = Mutex((text: "", milliseconds: 0))

        func add(_ text: String) { state.withLock { $0.text += text } }

        var text: String { state.withLock(\.text) }
        var elapsed: Duration { .milliseconds(state.withLock(\.milliseconds)) }

        func setTime(_ milliseconds: Int) { state.withLock { $0.milliseconds = milliseconds } }
    }

    private func line(_ talk: Talk, isWatched: Bool = true) -> ProgressLine {
        let context = Context(
            directory: "/", now: { Moment(milliseconds: 0, date: CivilDate(2026, 12, 1)) }, newOperation: { "" },
            output: { _ in },
            talkOutput: { talk.add($0) }, talkIsWatched: isWatched)
        return ProgressLine(in: context, elapsed: { talk.elapsed })
    }

    /// Works on `count` things at a time of the clock.
    private func work(_ count: Int, at milliseconds: Int, _ line: ProgressLine, _ talk: Talk) {
        talk.setTime(milliseconds)
        _ = Workers(count: 1).telling(line.listener).at("drawing").map(Array(0..<count)) { $0 }
    }

    @Test func `nothing is said in the first second, then one line is written anew, and taken away`() {
        let talk = Talk()
        let line = line(talk)
        work(5, at: 999, line, talk)
        #expect(talk.text.isEmpty)
        work(6, at: 1_000, line, talk)
        work(7, at: 1_050, line, talk)
        work(8, at: 1_100, line, talk)
        line.end()
        line.end()
        #expect(
            talk.text == "\r\u{1B}[Kdrawing 6 of 6\r\u{1B}[Kdrawing 8 of 8\r\u{1B}[K")
    }

    @Test func `nothing is said where nobody watches`() {
        let talk = Talk()
        let line = line(talk, isWatched: false)
        work(6, at: 5_000, line, talk)
        line.end()
        #expect(line.listener == nil)
        #expect(talk.text.isEmpty)
    }

    @Test func `many workers count up to all there is`() {
        let seen = Mutex<[Int]>([])
        let workers = Workers(count: 4).telling { progress in
            #expect(progress.total == 100 && progress.task == "reading")
            seen.withLock { $0.append(progress.done) }
        }
        #expect(workers.at("reading").map(Array(0..<100)) { $0 * 2 } == (0..<100).map { $0 * 2 })
        #expect(seen.withLock { $0.max() } == 100)
        #expect(workers.map([1]) { $0 } == [1])
        #expect(seen.withLock(\.count) == 13)
    }
}
