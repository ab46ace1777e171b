import CivilTime
import Commands
import Content
import Engagement
import Foundation
import Synchronization
import TestSupport
import Testing

/// A terminal for tests: runs commands in one folder at a set time, and keeps what they print.
final class Terminal: Sendable {
    let folder: TemporaryFolder
    private let isTerminal: Bool
    private let state = Mutex(State())

    private struct State {
        var output = ""
        var talk = ""
        var operations = 0
        var now = CivilDate(2026, 12, 1)
        var environment = ["USER": "tester"]
        /// What a person types; nil if there is no person.
        var input: [String]?
    }

    /// - Parameters:
    ///   - makesWorkbook: Puts the shipped contract into the folder.
    ///   - isTerminal: Shows colours, and is not a file or another program.
    ///   - folder: Another terminal's folder.
    init(makesWorkbook: Bool = true, isTerminal: Bool = false, folder: TemporaryFolder? = nil) throws {
        self.folder = try folder ?? TemporaryFolder()
        self.isTerminal = isTerminal
        guard makesWorkbook else { return }
        let contract = try String(contentsOfFile: Repository.root + "/content/engagement.yaml", encoding: .utf8)
        try self.folder.write(contract, to: "content/engagement.yaml")
    }

    func setToday(_ date: CivilDate) { state.withLock { $0.now = date } }

    /// Sets the lines that a person types.
    func setInput(_ lines: [String]) { state.withLock { $0.input = lines } }

    private var ask: (@Sendable () -> String?)? {
        guard state.withLock({ $0.input != nil }) else { return nil }
        return { [self] in readLine() }
    }

    private func readLine() -> String? {
        state.withLock { state in
            guard let line = state.input?.first else { return nil }
            state.input?.removeFirst()
            return line
        }
    }

    func setEnvironment(_ name: String, _ value: String) { state.withLock { $0.environment[name] = value } }

    private var context: Context {
        Context(
            directory: folder.path, environment: state.withLock(\.environment),
            now: { [self] in
                let date = state.withLock(\.now)
                return Moment(milliseconds: date.dayNumber * 86_400_000 + 34_200_000, date: date)
            },
            newOperation: { [self] in
                state.withLock {
                    $0.operations += 1
                    return "operation-\($0.operations)"
                }
            },
            output: { [self] text in state.withLock { $0.output += text } },
            talkOutput: { [self] text in state.withLock { $0.talk += text } }, outputIsTerminal: isTerminal,
            ask: ask, usesColor: isTerminal)
    }

    struct Result {
        let status: Commands.ExitStatus
        let output: String
        let talk: String
    }

    func run(_ arguments: String...) async -> Result { await run(arguments) }

    func run(_ arguments: [String]) async -> Result {
        state.withLock {
            $0.output = ""
            $0.talk = ""
        }
        let status = await Workbook.run(arguments, in: context)
        let result = state.withLock { Result(status: status, output: $0.output, talk: $0.talk) }
        checkHints(of: result)
        return result
    }

    /// What the program makes of an error that a command ended with.
    func fail(with error: any Error) -> Result {
        state.withLock { $0.talk = "" }
        let status = Workbook.ended(with: error, context)
        let result = state.withLock { Result(status: status, output: "", talk: $0.talk) }
        checkHints(of: result)
        return result
    }

    /// Holds every error that any test sees to one rule: its hint says what to do, and not the error again.
    private func checkHints(of result: Result) {
        let lines = (result.talk + result.output).split(separator: "\n")
        for (line, next) in zip(lines, lines.dropFirst()) {
            let hint = next.trimmingCharacters(in: .whitespaces)
            guard hint.hasPrefix("hint: ") else { continue }
            let error = line.split(separator: ": ").drop { !["error", "warning"].contains($0) }.dropFirst()
            let told = Set(Self.phrases(in: error.isEmpty ? String(line) : error.joined(separator: ": ")))
            let repeated = Self.phrases(in: String(hint.dropFirst("hint: ".count))).filter(told.contains)
            #expect(repeated.isEmpty, "the hint repeats the error: \(line)\n\(hint)")
        }
    }

    /// Every five words in a row, or all of them if there are fewer than that.
    private static func phrases(in text: String) -> [ArraySlice<Substring>] {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && !"'-_/.".contains($0) }
        guard words.count > 5 else { return words.count < 3 ? [] : [words[...]] }
        return (0...(words.count - 5)).map { words[$0..<($0 + 5)] }
    }

    /// Runs each line, split at spaces outside quotes, and writes down everything that a person would see.
    func transcript(_ lines: [String]) async -> String {
        var text = ""
        for line in lines {
            let result = await run(Self.words(line))
            text += "$ workbook \(line)\n\(result.output)"
            text += result.talk.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                .map { "2> \($0)\n" }.joined()
            text += result.status == .done ? "\n" : "[exit \(result.status.rawValue)]\n\n"
        }
        // The head of the chain hangs on every word of the contract, which people edit.
        return text.replacing(folder.path, with: "FOLDER").replacing(/head [0-9a-f]{64}/, with: "head HASH")
    }

    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        var wasQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
                wasQuoted = true
            } else if character == " ", !isQuoted {
                if !word.isEmpty || wasQuoted { words.append(word) }
                word = ""
                wasQuoted = false
            } else {
                word.append(character)
            }
        }
        return word.isEmpty && !wasQuoted ? words : words + [word]
    }
}

extension Terminal {
    /// The contract of the terminal's workbook.
    func contract() throws -> Contract? { try ContentFolder.readContract(at: folder.path).contract }
}
