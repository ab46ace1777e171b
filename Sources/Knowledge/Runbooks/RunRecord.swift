import Fingerprint
import FoundationEssentials

/// What happened when a runbook was followed: one Markdown file, which a run that was stopped resumes from.
package struct RunRecord: Sendable, Equatable {
    package enum Result: String, Sendable, Codable {
        /// The run isn't over: the reader left, or the program was stopped.
        case running
        case passed
        /// A step failed, and the reader didn't go on.
        case failed
        /// The reader followed the rollback.
        case rolledBack = "rolled-back"
    }

    /// How a command, or a step without one, ended.
    package enum Outcome: String, Sendable, Codable {
        /// The command was started, and its end is not known.
        case started
        case done, failed, skipped
        /// The reader did it somewhere else.
        case elsewhere

        /// Whether the run goes on after it.
        package var isSettled: Bool { self == .done || self == .skipped || self == .elsewhere }
    }

    /// A command of a step, counted from 1, or 0 for a step as a whole.
    package struct Place: Sendable, Hashable {
        package let step: String
        package let command: Int

        package init(step: String, command: Int) {
            self.step = step
            self.command = command
        }
    }

    package struct Progress: Sendable, Equatable {
        package let place: Place
        package let outcome: Outcome
    }

    /// The name of the file below `runs/`, without `.md`.
    package let id: String
    package let runbook: String
    package let title: String
    /// The path of the page from the workbook's folder.
    package let file: String
    /// The page that was followed, as hexadecimal digits.
    package let fingerprint: String
    package let performer: String
    package let started: String
    package internal(set) var finished: String?
    package internal(set) var result = Result.running
    /// The values; nil for a secret.
    package let parameters: [String: String?]
    package private(set) var progress: [Progress] = []
    /// The readable part below the front matter.
    private var body: String

    package init(
        id: String, runbook: Runbook, performer: String, started: String, parameters: [String: String?]
    ) {
        self.id = id
        self.runbook = runbook.id
        title = runbook.title
        file = runbook.file
        fingerprint = runbook.fingerprint.hex
        self.performer = performer
        self.started = started
        self.parameters = parameters
        body = "# Run of \(runbook.id): \(RunText.line(runbook.title))\n"
    }

    /// Returns the last outcome of a place, or nil if the run didn't come there.
    package func outcome(at place: Place) -> Outcome? { progress.last { $0.place == place }?.outcome }

    // MARK: Writing

    /// What a command did.
    package struct Execution: Sendable {
        package var outcome: Outcome
        /// The exit status, or the reason that there is none.
        package var ending: String
        package var milliseconds: Int
        package var moment: String
        /// Without secrets.
        package var output: [UInt8]

        package init(_ outcome: Outcome, ending: String, milliseconds: Int, moment: String, output: [UInt8]) {
            self.outcome = outcome
            self.ending = ending
            self.milliseconds = milliseconds
            self.moment = moment
            self.output = output
        }
    }

    /// Notes that a command is about to run.
    package mutating func begin(_ place: Place) { progress.append(Progress(place: place, outcome: .started)) }

    package mutating func add(
        _ execution: Execution, of command: String, _ language: String, at place: Place, _ step: Runbook.Step
    ) {
        heading(of: place, step)
        body += "\n" + RunText.fenced(command, info: language)
        body +=
            "\n\(execution.ending.capitalizedFirst) after \(RunText.duration(execution.milliseconds)), \(execution.moment)\n"
        if !execution.output.isEmpty { body += "\n" + RunText.fenced(RunText.output(execution.output), info: "text") }
        progress.append(Progress(place: place, outcome: execution.outcome))
    }

    /// Notes what happened without running a command, with the reader's words.
    package mutating func add(_ outcome: Outcome, _ words: String, at place: Place, _ step: Runbook.Step) {
        heading(of: place, step)
        body += "\n\(RunText.line(words))\n"
        progress.append(Progress(place: place, outcome: outcome))
    }

    /// Notes something that belongs to no step.
    package mutating func note(_ words: String) { body += "\n> \(RunText.line(words))\n" }

    package mutating func finish(_ result: Result, at moment: String) {
        self.result = result
        finished = moment
        body += "\n## Result\n\n\(result.rawValue.capitalizedFirst), \(moment)\n"
    }

    private mutating func heading(of place: Place, _ step: Runbook.Step) {
        let known = progress.last { $0.outcome != .started }?.place.step
        guard known != place.step else { return }
        body += "\n## [\(place.step)](../\(file)#\(place.step)) \(RunText.line(step.title))\n"
    }

    package var markdown: String {
        var lines = ["---", "kind: run"]
        func line(_ key: String, _ value: some Encodable) { lines.append("\(key): \(RunText.json(value))") }
        line("id", id)
        line("runbook", runbook)
        line("title", title)
        line("file", file)
        line("fingerprint", fingerprint)
        line("by", performer)
        line("started", started)
        if let finished { line("finished", finished) }
        line("result", result.rawValue)
        line("parameters", parameters)
        line("progress", progress.map { "\($0.place.step)/\($0.place.command) \($0.outcome.rawValue)" })
        return (lines + ["---", "", body]).joined(separator: "\n")
    }

    // MARK: Reading

    /// Reads a record that `markdown` wrote, or returns nil.
    package init?(_ markdown: String) {
        let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 3, lines[0] == "---", lines[1] == "kind: run",
            let end = lines.dropFirst().firstIndex(of: "---"), end + 2 <= lines.count
        else { return nil }
        var values: [String: Substring] = [:]
        for line in lines[2..<end] {
            guard let colon = line.firstRange(of: ": ") else { return nil }
            values[String(line[..<colon.lowerBound])] = line[colon.upperBound...]
        }
        func value<Value: Decodable>(_ key: String, _ type: Value.Type) -> Value? {
            values[key].flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
        }
        guard let id = value("id", String.self), let runbook = value("runbook", String.self),
            let title = value("title", String.self), let file = value("file", String.self),
            let fingerprint = value("fingerprint", String.self), let performer = value("by", String.self),
            let started = value("started", String.self),
            let result = value("result", String.self).flatMap(Result.init(rawValue:)),
            let parameters = value("parameters", [String: String?].self),
            let progress = value("progress", [String].self)
        else { return nil }
        self.id = id
        self.runbook = runbook
        self.title = title
        self.file = file
        self.fingerprint = fingerprint
        self.performer = performer
        self.started = started
        finished = value("finished", String.self)
        self.result = result
        self.parameters = parameters
        body = lines[(end + 2)...].joined(separator: "\n")
        for text in progress {
            guard let match = text.wholeMatch(of: /([a-z0-9-]+)\/(\d+) ([a-z]+)/), let number = Int(match.2),
                let outcome = Outcome(rawValue: String(match.3))
            else { return nil }
            self.progress.append(Progress(place: Place(step: String(match.1), command: number), outcome: outcome))
        }
    }
}

/// Text of a record.
enum RunText {
    /// The most bytes of output that a record keeps of one command, half from each end.
    static let most = 256 << 10

    static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }

    /// Words of a person or a page as one line that begins no block of Markdown.
    static func line(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return String(words.unicodeScalars.map { isHidden($0) ? Character("\u{FFFD}") : Character($0) })
            .replacing("<", with: "&lt;")
    }

    static func duration(_ milliseconds: Int) -> String {
        milliseconds < 60_000
            ? "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
            : "\(milliseconds / 60_000) min \(milliseconds / 1000 % 60) s"
    }

    /// A fenced block whose fence is longer than any in the text.
    static func fenced(_ text: String, info: String) -> String {
        let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(info)\n\(text.hasSuffix("\n") ? text : text + "\n")\(fence)\n"
    }

    /// Output as text in which nothing steers a terminal.
    static func output(_ bytes: [UInt8]) -> String {
        var kept = String(decoding: bytes, as: UTF8.self)
        if bytes.count > most {
            let left = bytes.count - most
            kept =
                String(decoding: bytes.prefix(most / 2), as: UTF8.self)
                + "\n[\(left) bytes are left out]\n" + String(decoding: bytes.suffix(most / 2), as: UTF8.self)
        }
        var result = String.UnicodeScalarView()
        for scalar in kept.unicodeScalars {
            if scalar == "\r" { continue }
            if isHidden(scalar), scalar != "\n", scalar != "\t" {
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
