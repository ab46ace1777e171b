// Commands: the argument tree, text and JSON output, exit statuses.
//
//   Workbook.run      arguments + Context -> exit status; what `main` and the tests call
//   UsageLine         the parser's usage line, within 80 columns
//   VisibleText       the only printer: what other people wrote cannot steer the terminal
//   Context           everything a command takes from the outside: folder, clock, output, terminal
//   Workspace    the workbook that a command works on: its contract, ledger and content
//   ExitStatus        0 done, 1 findings, 2 usage, 3 refused, 4 held, 5 storage, 6 outside, 70 a bug
//   XyzCommand        one verb a file: reads its arguments, asks the rules, prints what happened
//   XyzText           a report as lines of text; the JSON comes from the same value
//   CheckReport       what `check` found, as text, JSON, SARIF (SARIFLog) or marks in a log of GitHub Actions
//   WatchedRepository the git work tree that `check` compares the pages with
//
// Data goes to standard output, talk to standard error. "Recorded" is printed only after the entry is
// on disk.

import ArgumentParser
import CivilTime
import Engagement
import FoundationEssentials
import Glibc
import Ledger
import Reports
import Spreadsheet
import Workspace

/// The statuses that scripts may rely on.
package enum ExitStatus: Int32, Sendable, CaseIterable {
    case done = 0
    /// `check` or `verify` found something.
    case findings = 1
    /// The command line was not understood.
    case usage = 2
    /// A rule of the contract or the ledger refused it; nothing was written.
    case refused = 3
    /// Recorded, but over the cap.
    case held = 4
    /// A file could not be read or written.
    case storage = 5
    /// Something outside the workbook is missing or busy: a program, a port.
    case outside = 6
    /// An error that no code expects: a mistake in this program. The number is `EX_SOFTWARE` of sysexits.h.
    case bug = 70

    init(_ kind: Explanation.Kind) {
        self =
            switch kind {
            case .input: .usage
            case .refusal: .refused
            case .storage: .storage
            case .outside: .outside
            }
    }
}

/// The program: one call from arguments to exit status.
package enum Workbook {
    /// Runs the command that `arguments` (without the program's name) asks for.
    package static func run(_ arguments: [String], in context: Context) async -> ExitStatus {
        var isParsing = true
        let typed = arguments
        do {
            let arguments = Arguments.normalized(arguments)
            try checkVerb(arguments)
            let command = try RootCommand.parseAsRoot(arguments)
            guard let command = command as? any WorkbookCommand else {
                // `help`, or a verb that only groups others: it answers by throwing its help.
                var command = command
                try command.run()
                return .done
            }
            isParsing = false
            return try await command.run(in: context)
        } catch {
            return isParsing && !(error is InputError)
                ? parsingEnded(with: error, typed, context) : ended(with: error, context)
        }
    }

    /// Tells the error that a command ended with, and returns its status.
    package static func ended(with error: any Error, _ context: Context) -> ExitStatus {
        switch error {
        case let content as InvalidContent:
            content.report(to: context)
            return .findings
        case let error as any Explained:
            let explanation = error.explanation
            context.fail(explanation.summary, rule: explanation.rule, hint: explanation.hint)
            return ExitStatus(explanation.kind)
        default:
            context.fail(
                "this is a bug of workbook \(RootCommand.configuration.version), not of your workbook: "
                    + "\(type(of: error)): \(error)",
                hint: "report it with this message and the command that you typed; "
                    + "\(.verify) checks that the ledger is whole")
            return .bug
        }
    }

    /// Names the verb that does not exist, which the parser would take for an argument of `status`.
    private static func checkVerb(_ arguments: [String]) throws(InputError) {
        let verbs = RootCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard let verb = arguments.first, !verb.hasPrefix("-"), !verbs.contains(verb) else { return }
        let near = nearest(to: verb, among: verbs).map { "did you mean '\($0)'? " } ?? ""
        throw InputError("there is no verb '\(verb)'", hint: "\(near)the verbs: \(abridged(verbs, atMost: 40))")
    }

    /// Help and completions are what was asked for; anything else is a command line not understood.
    private static func parsingEnded(
        with error: any Error, _ arguments: [String], _ context: Context
    ) -> ExitStatus {
        let message = UsageLine.wrapping(RootCommand.fullMessage(for: error))
        guard RootCommand.exitCode(for: error) == .success else {
            context.talk(lines: message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
            if let written = Arguments.valueWithDash(arguments, missingIn: message) {
                context.talk("\(context.paint("hint:", .cyan)) write \(written)")
            }
            return .usage
        }
        context.printDocument(message + "\n")
        return .done
    }
}

/// A command that runs on what it is handed.
protocol WorkbookCommand: AsyncParsableCommand {
    func run(in context: Context) async throws -> ExitStatus
}

struct RootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workbook",
        abstract: "Run an advisory engagement from its contract to the handover.",
        discussion: """
            Without a verb, shows where the engagement stands today.

            EXAMPLES
              workbook log 6h --role data-scientist --activity kickoff --date today
              workbook prerequisite confirm environment-access --evidence "logins tested"
              workbook build --edition customer
              workbook serve

            EXIT STATUS
              0   done
              1   diagnostics or findings
              2   the command line was not understood
              3   refused by a rule; nothing was recorded
              4   recorded, but held over the cap
              5   storage: a file could not be read or written
              6   something outside is missing or busy: a program, a port
              70  a bug of workbook
            """,
        version: "0.1.0",
        subcommands: [
            InitCommand.self, StatusCommand.self, NewCommand.self, DecisionCommand.self, RunbookCommand.self,
            LogCommand.self, PrerequisiteCommand.self, ActivityCommand.self, ChangeCommand.self, PlanCommand.self,
            WeekCommand.self, RiskCommand.self, RehearseCommand.self, EvidenceCommand.self, QuestionCommand.self,
            TraceCommand.self, GapsCommand.self, ReportCommand.self, ExportCommand.self, ImportCommand.self,
            HistoryCommand.self, UndoCommand.self, VoidCommand.self, CheckCommand.self, ExplainCommand.self,
            AdoptCommand.self, BuildCommand.self, ServeCommand.self, VerifyCommand.self, BackupCommand.self,
            RestoreCommand.self, MergeCommand.self, AcceptCommand.self, AdoptPackCommand.self, PortfolioCommand.self,
            AsBuiltCommand.self, LicensesCommand.self,
        ],
        defaultSubcommand: StatusCommand.self)
}

/// What people type, made into what the argument parser reads.
enum Arguments {
    /// How to write the value that the parser took for an option, because it begins with a dash: `--note='-2+3'`.
    ///
    /// - Parameter message: The parser's message, which names the option that has no value.
    static func valueWithDash(_ arguments: [String], missingIn message: String) -> String? {
        zip(arguments, arguments.dropFirst()).first { option, value in
            value.hasPrefix("-") && !value.hasPrefix("--") && option.hasPrefix("--")
                && message.contains("Missing value for '\(option) ")
        }.map { option, value in "\(option)='\(value.replacing("'", with: "'\\''"))'" }
    }

    /// Moves `--directory DIR` from before the verb to the end, and protects negative numbers.
    ///
    /// The parser takes `-1` for an option; written with a minus sign, U+2212, it stays a value, and
    /// dates and durations read both.
    static func normalized(_ arguments: [String]) -> [String] {
        var arguments = arguments.map { argument in
            argument.wholeMatch(of: /-[0-9][0-9.:dhmDHM]*/) != nil ? "\u{2212}" + argument.dropFirst() : argument
        }
        guard let first = arguments.first else { return arguments }
        var hoisted: [String] = []
        if ["--directory", "-C"].contains(first), arguments.count > 2 {
            hoisted = Array(arguments[0..<2])
        } else if first.hasPrefix("--directory="), arguments.count > 1 {
            hoisted = [first]
        }
        arguments.removeFirst(hoisted.count)
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        arguments.insert(contentsOf: hoisted, at: end)
        return arguments
    }
}
