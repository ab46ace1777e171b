import CivilTime
import Content
import Engagement
import Foundation
import Ledger
import LedgerSQLite
import TestSupport
import Testing

/// The input that produces one diagnostic, refusal or error: a text file of steps, carried out in a new folder
/// with the shipped contract.
///
/// | step | effect |
/// |---|---|
/// | `! today DATE` | sets the clock; it starts at 2026-12-01 |
/// | `! edit PATH: OLD => NEW` | replaces the first OLD in a file by NEW |
/// | `! copy PATH => PATH` | copies a file |
/// | `! remove PATH` | removes a file or folder |
/// | `! link PATH => TARGET` | makes a symbolic link |
/// | `! base64 PATH DATA` | writes a binary file |
/// | `! size PATH BYTES` | makes a file that long, filled with zeros |
/// | `! commit FOLDER DATE SUBJECT` | commits a folder as a git repository |
/// | `! accept CRITERION: TEXT; TEXT` | records an acceptance with these conditions, without a pack |
/// | `! forge PATH` | records 25 hours of time in a ledger without asking the rules |
/// | `=== PATH` | begins a file; its lines follow, and `repeat N LINE` is a line N times |
/// | `$ ARGUMENTS` | runs the program; `{2}` is the id of the second entry |
///
/// The last command produces the rule, or the error. `\n` in `repeat` and `edit` is a line break.
struct ErrorFixture {
    enum Kind: String, CaseIterable, Sendable {
        case diagnostics, refusals, errors

        var title: String {
            switch self {
            case .diagnostics: "Diagnostics of `workbook check`"
            case .refusals: "Refusals"
            case .errors: "Errors"
            }
        }

        /// The ids that need a fixture, or nil if fixtures have names of their own.
        var rules: [String]? {
            switch self {
            case .diagnostics: DiagnosticRule.allCases.map(\.rawValue)
            case .refusals: Rule.allCases.map(\.rawValue)
            case .errors: nil
            }
        }
    }

    static let folder = Repository.root + "/Tests/Errors"

    let kind: Kind
    let id: String
    let text: String

    static func all(of kind: Kind) throws -> [ErrorFixture] {
        let folder = Self.folder + "/" + kind.rawValue
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".txt") }.map { name in
            ErrorFixture(
                kind: kind, id: String(name.dropLast(4)),
                text: try String(contentsOfFile: folder + "/" + name, encoding: .utf8))
        }
    }

    /// Returns the line about the rule or the error that the last command prints, and its hint.
    ///
    /// - Throws: `NotProduced`, with all that was printed, if there is no such line.
    func produced() async throws -> [String] {
        let terminal = try Terminal()
        var last = ""
        var file: (path: String, lines: [String])?
        func finishFile() throws {
            guard let written = file else { return }
            try terminal.folder.write(written.lines.joined(separator: "\n") + "\n", to: written.path)
            file = nil
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        for line in lines {
            if line.hasPrefix("=== ") {
                try finishFile()
                file = (String(line.dropFirst(4)), [])
            } else if line.hasPrefix("$ ") {
                try finishFile()
                last = await terminal.transcript([try Self.withIDs(String(line.dropFirst(2)), in: terminal)])
            } else if line.hasPrefix("! ") {
                try finishFile()
                try ErrorFixtureStep(String(line.dropFirst(2)), in: terminal).take()
            } else {
                file?.lines.append(contentsOf: Self.repeated(String(line)))
            }
        }
        let printed = last.split(separator: "\n")
        let isError = kind == .errors
        guard let index = printed.firstIndex(where: { isError ? $0.hasPrefix("2> error: ") : $0.hasSuffix("[\(id)]") })
        else {
            throw NotProduced(id: id, printed: last)
        }
        let hint = printed[index...].dropFirst().prefix { $0.contains("hint:") }.prefix(1)
        return (printed[index...index] + hint).map { $0.hasPrefix("2> ") ? String($0.dropFirst(3)) : String($0) }
    }

    struct NotProduced: Error, CustomStringConvertible {
        let id: String
        let printed: String

        var description: String { "\(id) is not produced, but:\n\(printed)" }
    }

    private static func repeated(_ line: String) -> [String] {
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "repeat", let count = Int(words[1]) else { return [line] }
        return Array(repeating: String(words[2]).replacing("\\n", with: "\n"), count: count)
    }

    private static func withIDs(_ line: String, in terminal: Terminal) throws -> String {
        guard line.contains(/\{\d+\}/) else { return line }
        let entries = try SQLiteLedger.open(at: terminal.folder.path + "/workbook.sqlite").entries()
        return line.replacing(/\{(\d+)\}/) { match in
            Int(match.1).flatMap { entries.indices.contains($0 - 1) ? entries[$0 - 1].shortID : nil } ?? "none"
        }
    }
}

/// A step of a fixture that prepares the folder.
private struct ErrorFixtureStep {
    private let line: String
    private let words: [Substring]
    private let terminal: Terminal

    init(_ line: String, in terminal: Terminal) {
        self.line = line
        self.terminal = terminal
        words = line.split(separator: " ", maxSplits: 1)
    }

    private var name: Substring { words.first ?? "" }
    private var rest: String { words.dropFirst().first.map { String($0) } ?? "" }

    func take() throws {
        let folder = terminal.folder
        switch name {
        case "today": terminal.setToday(try #require(CivilDate(iso: rest)))
        case "edit":
            let (name, change) = try halves(of: rest, at: ": ")
            let (old, new) = try halves(of: change.replacing("\\n", with: "\n"), at: " => ")
            let text = try folder.read(name)
            try #require(text.contains(old), "\(name) has no '\(old)'")
            try folder.write(text.replacing(old, with: new, maxReplacements: 1), to: name)
        case "copy":
            let (from, to) = try halves(of: rest, at: " => ")
            try folder.write("", to: to)
            try Data(contentsOf: URL(filePath: path(from))).write(to: URL(filePath: path(to)))
        case "remove": try FileManager.default.removeItem(atPath: path(rest))
        case "link":
            let (from, to) = try halves(of: rest, at: " => ")
            try folder.write("", to: from)
            try FileManager.default.removeItem(atPath: path(from))
            try FileManager.default.createSymbolicLink(atPath: path(from), withDestinationPath: to)
        case "base64":
            let (name, data) = try halves(of: rest, at: " ")
            try folder.write("", to: name)
            try #require(Data(base64Encoded: data)).write(to: URL(filePath: path(name)))
        case "size":
            let (name, count) = try halves(of: rest, at: " ")
            try folder.write("", to: name)
            let file = try FileHandle(forWritingTo: URL(filePath: path(name)))
            try file.truncate(atOffset: try #require(UInt64(count)))
            try file.close()
        case "commit":
            let (name, commit) = try halves(of: rest, at: " ")
            let (date, subject) = try halves(of: commit, at: " ")
            terminal.setEnvironment("PATH", ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
            try git("init", "-q", in: path(name), on: date)
            try git("add", ".", in: path(name), on: date)
            try git("commit", "-q", "-m", subject, in: path(name), on: date)
        case "accept":
            let (criterion, texts) = try halves(of: rest, at: ": ")
            var signOff = SignOffGiven.fixture
            signOff.answers = [
                SignOffGiven.Answer(
                    criterion: criterion, outcome: .acceptedWithConditions,
                    conditions: texts.split(separator: "; ").map {
                        .init(text: String($0), owner: "bob", due: CivilDate(2027, 1, 15))
                    })
            ]
            try append(.acceptance(.signOffGiven(signOff)), to: "workbook.sqlite")
        case "forge":
            let time = TimeLogged(
                role: "data-scientist", activity: "kickoff", person: "dana", date: Self.date, minutes: .hours(25))
            try append(.time(time), to: rest)
        default: Issue.record("there is no step '\(line)'")
        }
    }

    private static let date = CivilDate(2026, 12, 1)

    /// Records `event` without asking the rules.
    private func append(_ event: Event, to name: String) throws {
        let ledger = try SQLiteLedger.open(at: path(name))
        let contract = try #require(try terminal.contract())
        let moment = Moment(milliseconds: Self.date.dayNumber * 86_400_000 + 34_200_000, date: Self.date)
        let operation = self.name == "forge" ? "forged" : line
        let write = Write(operation: operation, actor: "tester", moment: moment, contract: contract)
        _ = try ledger.append(write) { _ in event }
    }

    private func path(_ name: String) -> String { terminal.folder.path + "/" + name }

    private func halves(of text: String, at separator: String) throws -> (String, String) {
        let range = try #require(text.firstRange(of: separator), "no '\(separator)' in the step '\(line)'")
        return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
    }
}
