import ArgumentParser
import CivilTime
import Content
import Workspace

/// The options of the verbs that set the status of a decision.
struct VerdictOptions: ParsableArguments {
    @Argument(help: "Its id, its number or its file.")
    var decision: String
    @Option(parsing: .upToNextOption, help: ArgumentHelp("Who decided it.", valueName: "name"))
    var by: [String] = []
    @Option(help: "The day of the decision; by default today.")
    var date: String?

    /// Takes the decision, and tells what changed.
    func decide(_ status: DecisionStatus, _ common: CommonOptions, in context: Context) throws -> ExitStatus {
        let day = try context.day(date) ?? context.now().date
        let (edited, undo) = try Workspace.find(common, in: context)
            .decide(decision, status, on: day, by: by)
        context.report(edited, undo: undo)
        return .done
    }
}

extension DecisionCommand {
    struct AcceptCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept", abstract: "Accept a decision; those that it supersedes are superseded.",
            discussion: """
                EXAMPLES
                  workbook decision accept ADR-0011
                  workbook decision accept ADR-0011 --by piet "A. Sponsor" --date 2026-12-10
                """)

        @OptionGroup var verdict: VerdictOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            try verdict.decide(.accepted, common, in: context)
        }
    }

    struct RejectCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "reject", abstract: "Reject a decision; what it would supersede stays in force.",
            discussion: """
                EXAMPLE
                  workbook decision reject ADR-0011 --by piet
                """)

        @OptionGroup var verdict: VerdictOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            try verdict.decide(.rejected, common, in: context)
        }
    }

    struct DeprecateCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "deprecate", abstract: "Say that a decision no longer applies, and that nothing replaces it.",
            discussion: """
                EXAMPLE
                  workbook decision deprecate ADR-0011
                """)

        @OptionGroup var verdict: VerdictOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            try verdict.decide(.deprecated, common, in: context)
        }
    }

    struct ProposeCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "propose", abstract: "Make a decision a proposal again.",
            discussion: """
                What it superseded is in force again.

                EXAMPLE
                  workbook decision propose ADR-0011
                """)

        @OptionGroup var verdict: VerdictOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            try verdict.decide(.proposed, common, in: context)
        }
    }

    struct ImplementCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "implement", abstract: "Say how far a decision is carried out.",
            discussion: """
                EXAMPLES
                  workbook decision implement ADR-0011
                  workbook decision implement ADR-0011 --state partial
                """)

        @Argument(help: "Its id, its number or its file.")
        var decision: String
        @Option(help: "not-started, partial or done.")
        var state = Implementation.done
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let (edited, undo) = try Workspace.find(common, in: context).implement(decision, state)
            guard !edited.changes.isEmpty else {
                context.talk("nothing changed: the implementation is \(state.rawValue) already")
                return .done
            }
            context.report(edited, undo: undo)
            return .done
        }
    }
}

extension Implementation: ExpressibleByArgument {}
