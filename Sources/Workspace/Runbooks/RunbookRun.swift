import CivilTime
import Content
import Engagement
import FoundationEssentials
import Glibc
import Knowledge
import Processes
import Synchronization

/// What an edge shows and asks while a runbook is followed.
package protocol RunConversation: Sendable {
    /// Shows one line.
    func tell(_ line: String)
    /// Shows what a command printed, without secrets.
    func show(_ output: [UInt8])
    /// Asks a question, or returns nil if the input has ended.
    func ask(_ question: String) -> String?
}

/// A runbook that is followed in this process: asks before each command, runs it, and records what happened.
struct RunbookRun {
    let workspace: Workspace
    let runbook: Runbook
    let values: [String: CommandText.Value]
    let conversation: any RunConversation
    let mask: SecretMask
    let sessions: RunSessions
    var store: RunStore
    var record: RunRecord

    private enum Answer { case settled, leave, rollback }

    /// Follows the steps that are not settled yet.
    ///
    /// - Returns: Whether the run is over; a reader who leaves can resume it.
    mutating func follow(_ steps: [Runbook.Step]) async throws -> Bool {
        for (index, step) in steps.enumerated() {
            switch try await follow(step, "step \(index + 1) of \(steps.count)") {
            case .settled: continue
            case .leave: return false
            case .rollback:
                conversation.tell("")
                conversation.tell("ROLLBACK")
                guard !runbook.rollback.isEmpty else {
                    conversation.tell("the runbook has no rollback")
                    return try finish(.failed)
                }
                for step in runbook.rollback {
                    switch try await follow(step, "rollback") {
                    case .settled: continue
                    case .leave: return false
                    case .rollback: return try finish(.failed)
                    }
                }
                return try finish(.rolledBack)
            }
        }
        return try finish(.passed)
    }

    private mutating func finish(_ result: RunRecord.Result) throws -> Bool {
        record.finish(result, at: workspace.moment)
        try store.write(record)
        return true
    }

    private mutating func follow(_ step: Runbook.Step, _ place: String) async throws -> Answer {
        let places =
            step.commands.isEmpty
            ? [RunRecord.Place(step: step.address, command: 0)]
            : step.commands.indices.map { RunRecord.Place(step: step.address, command: $0 + 1) }
        guard !places.allSatisfy({ record.outcome(at: $0)?.isSettled == true }) else {
            conversation.tell("\(place), \(step.address): \(step.title): done before")
            return .settled
        }
        conversation.tell("")
        conversation.tell("\(place.uppercased()), \(step.address): \(step.title)")
        var number = 0
        for (index, part) in step.parts.enumerated() {
            switch part {
            case .text(let text): for line in lines(text) { conversation.tell("  \(line)") }
            case .expected: continue
            case .command(let command):
                number += 1
                let expected = step.parts[(index + 1)...].prefix { part in
                    if case .command = part { false } else { true }
                }.compactMap { part in
                    if case .expected(let text) = part { text } else { nil }
                }
                let answer = try await follow(
                    command, expected, at: RunRecord.Place(step: step.address, command: number), step)
                guard answer == .settled else { return answer }
            }
        }
        guard number == 0 else { return .settled }
        for case .expected(let text) in step.parts { for line in lines(text) { conversation.tell("  \(line)") } }
        return try confirm(step, places[0])
    }

    /// Asks about a step without a command.
    private mutating func confirm(_ step: Runbook.Step, _ place: RunRecord.Place) throws -> Answer {
        while true {
            switch answer("done? [yes, skip, rollback, leave]") {
            case "yes", "y":
                record.add(.done, "Done, \(workspace.moment)", at: place, step)
                try store.write(record)
                return .settled
            case "skip": if try skip(step, place) { return .settled }
            case "rollback": return .rollback
            case "leave", nil: return .leave
            default: conversation.tell("type yes, skip, rollback or leave")
            }
        }
    }

    private mutating func follow(
        _ command: CommandText, _ expected: [String], at place: RunRecord.Place, _ step: Runbook.Step
    ) async throws -> Answer {
        if record.outcome(at: place)?.isSettled == true {
            conversation.tell("  (command \(place.command): done before)")
            return .settled
        }
        let text = try command.filled(in: runbook, with: values)
        conversation.tell("")
        for line in lines(text) { conversation.tell("  | \(line)") }
        for text in expected { for line in lines(text) { conversation.tell("  \(line)") } }
        if record.outcome(at: place) == .started {
            conversation.tell(
                "  this command was started before, and its end is not known: look before you run it again")
        }
        let isLocal = command.language != .sql
        let question =
            isLocal
            ? "run it here? [yes, elsewhere, skip, rollback, leave]"
            : "SQL is not run here. done elsewhere? [elsewhere, skip, rollback, leave]"
        while true {
            switch answer(question) {
            case "yes" where isLocal, "y" where isLocal:
                if try await execute(command, text, expected, at: place, step) { return .settled }
            case "elsewhere":
                record.add(.elsewhere, "Done elsewhere, \(workspace.moment)", at: place, step)
                try store.write(record)
                return .settled
            case "skip": if try skip(step, place) { return .settled }
            case "rollback": return .rollback
            case "leave", nil: return .leave
            default: conversation.tell("type one of the words in brackets")
            }
        }
    }

    /// Runs a command, and asks what to make of its end.
    ///
    /// - Returns: Whether the command is settled; otherwise the reader is asked again.
    private mutating func execute(
        _ command: CommandText, _ text: String, _ expected: [String], at place: RunRecord.Place, _ step: Runbook.Step
    ) async throws -> Bool {
        record.begin(place)
        try store.write(record)
        let moment = workspace.moment
        let start = ContinuousClock.now
        let output = MaskedOutput(mask, show: conversation.show)
        let ending = await sessions.run(text, in: command.language) { output.take($0) }
        output.end()
        let time = start.duration(to: .now)
        let milliseconds =
            Int(time.components.seconds) * 1000 + Int(time.components.attoseconds / 1_000_000_000_000_000)
        let words = Self.words(ending)
        var isDone = ending == .exited(status: 0)
        conversation.tell("  \(words) after \(milliseconds / 1000).\(milliseconds % 1000 / 100) s")
        if isDone, !expected.isEmpty {
            isDone = isAsExpected()
        }
        record.add(
            RunRecord.Execution(
                isDone ? .done : .failed, ending: words, milliseconds: milliseconds, moment: moment, output: output.kept
            ),
            of: mask.masked(text), command.language.rawValue, at: place, step)
        try store.write(record)
        if !isDone { conversation.tell("  it failed: yes runs it again; skip, rollback or leave go on without it") }
        return isDone
    }

    private func isAsExpected() -> Bool {
        while true {
            switch answer("is it as expected? [yes, no]") {
            case "yes", "y": return true
            case "no", "n", nil: return false
            default: conversation.tell("type yes or no")
            }
        }
    }

    private mutating func skip(_ step: Runbook.Step, _ place: RunRecord.Place) throws -> Bool {
        guard let reason = conversation.ask("why?"), !reason.allSatisfy(\.isWhitespace) else {
            conversation.tell("a step is skipped only with a reason")
            return false
        }
        record.add(.skipped, "Skipped: \(mask.masked(reason))", at: place, step)
        try store.write(record)
        return true
    }

    private func answer(_ question: String) -> String? {
        conversation.ask(question)?.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }

    private func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func words(_ ending: CommandSession.Ending) -> String {
        switch ending {
        case .exited(let status): "exit status \(status)"
        case .sessionEnded(let status): "the shell ended with status \(status), and its variables are lost,"
        case .killed(let signal): "the shell was ended by signal \(signal), and its variables are lost,"
        case .notStarted(let reason): "not started: \(reason),"
        }
    }
}

/// Masks output as it comes, shows it, and keeps it for the record.
private final class MaskedOutput: Sendable {
    private let state: Mutex<(mask: SecretMask, kept: [UInt8])>
    private let show: @Sendable ([UInt8]) -> Void

    init(_ mask: SecretMask, show: @escaping @Sendable ([UInt8]) -> Void) {
        state = Mutex((mask, []))
        self.show = show
    }

    var kept: [UInt8] { state.withLock { $0.kept } }

    func take(_ bytes: [UInt8]) { add { $0.mask(bytes) } }

    func end() { add { $0.finish() } }

    private func add(_ change: (inout SecretMask) -> [UInt8]) {
        state.withLock { state in
            let shown = change(&state.mask)
            // A command that never stops printing fills no memory; the record keeps less.
            if state.kept.count < 16 << 20 { state.kept += shown }
            if !shown.isEmpty { show(shown) }
        }
    }
}

extension Workspace {
    /// The moment now, as records write it.
    var moment: String { surroundings.now().timestamp }
}
