import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

struct ActivityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activity",
        abstract: "List the contract's activities, start, finish or drop one.",
        discussion: """
            EXAMPLES
              workbook activity
              workbook activity start kickoff
              workbook activity done kickoff
              workbook activity drop configure-lakehouse-monitoring --reason "no labels"
              workbook activity drop kickoff --approved-by "A. Sponsor" --reason "held before"
            """,
        subcommands: [ListCommand.self, StartCommand.self, DoneCommand.self, DropCommand.self],
        defaultSubcommand: ListCommand.self)

    struct ListCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List every activity with its state and the time worked.",
            discussion: """
                EXAMPLES
                  workbook activity list
                  workbook activity list --json
                """)

        @OptionGroup var common: CommonOptions
        @Flag(help: "Print JSON instead of text.")
        var json = false

        func run(in context: Context) async throws -> ExitStatus {
            let report = try Workspace.find(common, in: context).report()
            if json {
                context.print(try jsonText(report.json(spelling: CommandSpelling.spell).activities))
                return .done
            }
            let areas = report.contract.focusAreas.map { ($0.id, $0.title) }
            for (area, title) in areas + [("", "Outside the focus areas")] {
                let lines = report.activities.filter { $0.focusArea == area }
                if !lines.isEmpty || !area.isEmpty { context.print(context.paint(title, .bold)) }
                for line in lines {
                    let worked = line.worked == .zero ? "" : ", \(line.worked) worked"
                    context.print("  \(line.id)  \(line.standing)\(worked)")
                    context.print(lines: wrapped(line.title, first: "    ", rest: "    ", width: 80))
                }
            }
            return .done
        }
    }

    struct StartCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "start", abstract: "Start an activity.",
            discussion: """
                Refused while a before-start prerequisite is open; with a name and a reason
                it starts all the same, and both are recorded.

                EXAMPLES
                  workbook activity start kickoff
                  workbook activity start kickoff --override-by "A. Sponsor" \\
                      --reason "the pipeline is ready on Wednesday"
                """)

        @Argument(help: "The activity's id.")
        var id: String
        @Option(help: ArgumentHelp("Who lets it start although a prerequisite is open.", valueName: "name"))
        var overrideBy: String?
        @Option(help: "Why it starts although a prerequisite is open.")
        var reason: String?
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let override = overrideBy.map { Rules.Override(name: $0, reason: reason ?? "") }
            return try await context.record(writing, common, "started the activity \(id)") {
                try $0.startActivity(id, override: override)
            }
        }
    }

    struct DoneCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "done", abstract: "Finish an activity.",
            discussion: """
                EXAMPLE
                  workbook activity done kickoff
                """)

        @Argument(help: "The activity's id.")
        var id: String
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let receipt = try await Workspace.find(common, in: context)
                .append(writing, in: context) { try $0.finishActivity(id) }
            context.report(receipt, "the activity \(id) is done")
            context.note(receipt.state, of: [.doneWithoutTime, .doneBeforePrerequisite], about: id)
            return .done
        }
    }

    struct DropCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "drop", abstract: "Decide that an activity will not be done.",
            discussion: """
                A required activity needs a reason and who agreed.

                EXAMPLES
                  workbook activity drop configure-lakehouse-monitoring --reason "no labels"
                  workbook activity drop set-up-inference --approved-by "A. Sponsor" \\
                      --reason "scores are not needed this year"
                """)

        @Argument(help: "The activity's id.")
        var id: String
        @Option(help: "Why it is dropped; a required activity needs a reason.")
        var reason = ""
        @Option(help: ArgumentHelp("Who agreed to drop a required activity.", valueName: "name"))
        var approvedBy: String?
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            try await context.record(writing, common, "dropped the activity \(id)") {
                try $0.dropActivity(id, reason: reason, approvedBy: approvedBy)
            }
        }
    }
}
