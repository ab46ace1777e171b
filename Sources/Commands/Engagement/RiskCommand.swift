import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

struct RiskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "risk",
        abstract: "Keep the register of risks, issues, assumptions and dependencies.",
        discussion: """
            EXAMPLES
              workbook risk add "No labels before spring" --owner domain-expert
              workbook risk add "SSO change" --kind dependency --owner infrastructure-team
              workbook risk close 3f9a61c2 --resolution "labels delivered"
              workbook risk
            """,
        subcommands: [ListCommand.self, AddCommand.self, CloseCommand.self], defaultSubcommand: ListCommand.self)

    struct ListCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the register, what is open first.",
            discussion: """
                EXAMPLES
                  workbook risk list
                  workbook risk list --json
                """)

        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let risks = try Workspace.find(common, in: context).state().risks.map(RiskLine.init)
            if json {
                context.print(try jsonText(risks))
                return .done
            }
            for risk in risks.filter(\.isOpen) + risks.filter({ !$0.isOpen }) {
                let state = risk.resolution.map { "closed: \($0)" } ?? "open since \(risk.addedOn)"
                let text = "\(risk.title) (\(risk.owner)), \(state)"
                let lines = wrapped(
                    text, first: "\(risk.id.prefix(8))  \(risk.kind.rawValue)  ", rest: "    ", width: 80)
                context.print(lines: lines)
            }
            if risks.isEmpty { context.talk("the register is empty") }
            return .done
        }
    }

    struct AddCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add to the register.",
            discussion: """
                EXAMPLES
                  workbook risk add "No labels before spring" --owner domain-expert
                  workbook risk add "SSO change" --kind dependency --owner infrastructure-team
                """)

        @Argument(help: "What it is, in a sentence.")
        var title: String
        @Option(help: "risk, issue, assumption or dependency.")
        var kind = Risk.Kind.risk
        @Option(help: ArgumentHelp("Who follows it.", valueName: "name"))
        var owner: String
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let receipt = try await Workspace.find(common, in: context)
                .append(writing, in: context) { try $0.addRisk(kind, title: title, owner: owner) }
            context.report(receipt, "\(kind.rawValue) \(receipt.entry.shortID), followed by \(owner): \(title)")
            return .done
        }
    }

    struct CloseCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "close", abstract: "Settle something of the register.",
            discussion: """
                EXAMPLE
                  workbook risk close 3f9a61c2 --resolution "labels delivered"
                """)

        @Argument(help: "Its id, or the beginning of it.")
        var id: String
        @Option(help: "How it was settled.")
        var resolution: String
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            try await context.record(writing, common, "closed \(id): \(resolution)") {
                try $0.closeRisk(id, resolution: resolution)
            }
        }
    }
}

extension Risk.Kind: ExpressibleByArgument {}
