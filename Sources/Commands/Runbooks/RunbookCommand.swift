import ArgumentParser
import Engagement
import Knowledge
import Ledger
import Workspace

struct NewRunbookCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "runbook",
        abstract: "Begin a runbook, with the sections that it needs.",
        discussion: """
            EXAMPLES
              workbook new runbook "Rotate the signing key"
              workbook new runbook "Scores are late" --alert
            """)

    @Argument(help: "What it is for, in a few words.")
    var title: String
    @Flag(help: "It answers an alert: meaning, impact, diagnosis and mitigation.")
    var alert = false
    @Option(help: ArgumentHelp("Who answers for it.", valueName: "name"))
    var owner: String?
    @Flag(help: "Don't open an editor.")
    var noEdit = false
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let workspace = try Workspace.find(common, in: context)
        let edited = try workspace.begin(NewRunbook(title: title, isAlert: alert, owner: owner))
        let path = edited.paths.first ?? ""
        context.print("\(context.paint("made", .green)) \(path)")
        context.print("  undo: rm \(path)")
        try await context.openEditor(workspace.root + "/" + path, isWanted: !noEdit)
        return .done
    }
}

struct RunbookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runbook",
        abstract: "Follow a runbook in the terminal, and record the run.",
        discussion: """
            EXAMPLES
              workbook runbook list
              workbook runbook run RB-003 --dry-run
            """,
        subcommands: [RunbookListCommand.self, RunCommand.self])

    struct RunCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "run",
            abstract: "Walk through the steps, and run each command after a yes.",
            discussion: """
                Shows each step with its command and the expected result, and asks. Commands run
                in the folder that you are in, and only after you typed yes at a terminal. The
                shell stays open, so later steps see the variables of earlier ones.

                After each command the record in runs/ is on the disk, with output, duration and
                exit status. --resume goes on where the record ends; a new shell has none of the
                variables that were set before. Secrets are asked for, or read from a variable
                of the environment, and are masked in all output.

                EXAMPLES
                  workbook runbook run RB-003 --dry-run
                  workbook runbook run RB-003 --dry-run --from step-3
                """)

        @Argument(help: "Its id, or the path or name of its file.")
        var runbook: String
        @Option(
            name: .customLong("set"),
            help: ArgumentHelp("The value of a parameter; repeat it for each.", valueName: "name=value"))
        var values: [String] = []
        @Option(
            name: .customLong("set-from"),
            help: ArgumentHelp("A parameter whose value is in the environment.", valueName: "name=variable"))
        var variables: [String] = []
        @Flag(help: "Show the steps with the values in place, and run nothing.")
        var dryRun = false
        @Option(help: ArgumentHelp("The first step: step-3, or 3.", valueName: "step"))
        var from: String?
        @Flag(help: "Go on with the newest run of this runbook that isn't over.")
        var resume = false
        @Option(help: ArgumentHelp("Who follows it; by default WORKBOOK_ACTOR or your login.", valueName: "name"))
        var by: String?
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard !resume || from == nil else { throw ValidationError("use either --resume or --from") }
            guard !resume || !dryRun else { throw ValidationError("use either --resume or --dry-run") }
        }

        func run(in context: Context) async throws -> ExitStatus {
            let workspace = try Workspace.find(common, in: context)
            let request = RunRequest(
                runbook: runbook, values: values, variables: variables, from: from, resumes: resume,
                performer: context.actor(by))
            if dryRun {
                let (runbook, steps) = try workspace.rehearsed(request)
                RunText(context).show(runbook, steps)
                return .done
            }
            guard let ask = context.ask else {
                throw WorkspaceError.input(
                    "a runbook is followed by a person at a terminal",
                    hint: "run it in a terminal, or add --dry-run to read it here")
            }
            let terminal = TerminalConversation(context: context, line: ask)
            let followed = try await workspace.follow(request, terminal) { terminal.value(of: $0) }
            context.print("")
            context.print("\(context.paint("recorded:", .green)) \(followed.file), \(followed.record.result.rawValue)")
            if let receipt = followed.receipt { context.print("  undo: workbook undo \(receipt.entry.shortID)") }
            switch followed.record.result {
            case .running:
                context.print("  resume: workbook runbook run \(followed.record.runbook) --resume")
                return .done
            case .passed: return .done
            case .failed, .rolledBack: return .findings
            }
        }
    }
}

/// The steps of a runbook as text.
private struct RunText {
    private let context: Context

    init(_ context: Context) { self.context = context }

    func show(_ runbook: Runbook, _ steps: [Runbook.Step]) {
        context.print("\(context.paint(runbook.id, .bold))  \(runbook.title)")
        for step in steps {
            context.print("")
            context.print("\(context.paint(step.address, .bold))  \(step.title)")
            for part in step.parts {
                switch part {
                case .text(let text), .expected(let text):
                    for line in text.split(separator: "\n") {
                        context.print(lines: wrapped(String(line), first: "  ", rest: "  ", width: context.width))
                    }
                case .command(let command):
                    for line in command.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                        context.print("  | \(line)")
                    }
                }
            }
        }
    }
}
