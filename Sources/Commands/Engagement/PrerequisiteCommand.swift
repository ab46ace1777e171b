import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

struct PrerequisiteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prerequisite",
        abstract: "List what the customer assures, confirm or waive it.",
        discussion: """
            EXAMPLES
              workbook prerequisite
              workbook prerequisite confirm environment-access --evidence "logins tested"
              workbook prerequisite waive experts-available --by ann --reason "by mail"
            """,
        subcommands: [
            ListCommand.self, ConfirmCommand.self, WaiveCommand.self, BlockCommand.self, ReopenCommand.self,
            RemindersCommand.self, DelaysCommand.self,
        ],
        defaultSubcommand: ListCommand.self)

    struct ListCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List every prerequisite with its state, owner and due date.",
            discussion: """
                EXAMPLES
                  workbook prerequisite list
                  workbook prerequisite list --json
                """)

        @OptionGroup var common: CommonOptions
        @Flag(help: "Print JSON instead of text.")
        var json = false

        func run(in context: Context) async throws -> ExitStatus {
            let report = try Workspace.find(common, in: context).report()
            if json {
                context.print(try jsonText(report.json(spelling: CommandSpelling.spell).prerequisites.list))
                return .done
            }
            for line in report.prerequisites {
                let state = line.isOverdue ? context.paint("overdue", .red) : line.state.rawValue
                context.print("\(context.paint(line.id, .bold))  \(state), due \(line.due), owed by \(line.owner)")
                context.print(lines: wrapped(line.title, first: "  ", rest: "  ", width: 80))
                if let evidence = line.evidence {
                    context.print(
                        lines: wrapped(
                            line.state == .confirmed ? "evidence: \(evidence)" : evidence, first: "  ", rest: "    ",
                            width: 80))
                }
            }
            return .done
        }
    }

    struct ConfirmCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm", abstract: "Confirm that a prerequisite holds, with what showed it.",
            discussion: """
                EXAMPLE
                  workbook prerequisite confirm environment-access \\
                      --evidence "logins tested by dana"
                """)

        @Argument(help: "The prerequisite's id.")
        var id: String
        @Option(help: "What showed that it holds: a link, a name, a test.")
        var evidence: String
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            try await context.record(writing, common, "confirmed the prerequisite \(id): \(evidence)") {
                try $0.confirmPrerequisite(id, evidence: evidence)
            }
        }
    }

    struct WaiveCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "waive", abstract: "Go on without a prerequisite, on somebody's authority.",
            discussion: """
                EXAMPLE
                  workbook prerequisite waive experts-available --by "A. Sponsor" \\
                      --reason "questions are answered by mail"
                """)

        @Argument(help: "The prerequisite's id.")
        var id: String
        @OptionGroup var decision: DecisionOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            try await context.record(
                decision.writing, common, "waived the prerequisite \(id), by \(decision.by): \(decision.reason)"
            ) {
                try $0.waivePrerequisite(id, by: decision.by, reason: decision.reason)
            }
        }
    }
}

extension Context {
    /// Says what a write did and how to take it back.
    func report(_ receipt: Receipt, _ effect: String) {
        print("\(paint(receipt.isRepeat ? "already recorded:" : "recorded:", .green)) \(effect)")
        switch receipt.entry.event {
        // What a week's closing locked is opened with a reason, never by an undo.
        case .week(.closed(let event)): print("  undo: workbook week reopen \(event.week.isoWeek) --reason TEXT")
        case .week(.reopened(let event)): print("  undo: workbook week close \(event.week.isoWeek)")
        default: print("  undo: workbook undo \(receipt.entry.shortID)")
        }
    }
}
