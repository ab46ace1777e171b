import ArgumentParser
import CivilTime
import Content
import Knowledge
import Reports
import Workspace

struct DecisionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decision",
        abstract: "Read and take decisions, and keep how they are related.",
        discussion: """
            Works on the files in content/decisions: MADR 2 to 4, adr-tools and log4brains.
            An edit changes no byte that it doesn't need to. A decision is named by its id,
            its number or its file.

            EXAMPLES
              workbook decision
              workbook decision accept ADR-0011 --by piet --date 2026-12-10
              workbook decision supersede ADR-0011 --with ADR-0012
            """,
        subcommands: [
            ListCommand.self, ShowCommand.self, AcceptCommand.self, RejectCommand.self, DeprecateCommand.self,
            ProposeCommand.self, SupersedeCommand.self, LinkCommand.self, UnlinkCommand.self, ImplementCommand.self,
            RenumberCommand.self,
        ], defaultSubcommand: ListCommand.self)

    struct ListCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the decisions with their status.",
            discussion: """
                EXAMPLES
                  workbook decision list
                  workbook decision list --status proposed
                  workbook decision list --json
                """)

        @Option(help: "Only those with this status: proposed, accepted ...")
        var status: String?
        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let lines = try Workspace.find(common, in: context).decisionLines(status: status)
            if json {
                context.print(try jsonText(lines))
                return .done
            }
            for line in lines {
                let text = "\(line.title)\(line.relations.isEmpty ? "" : " (\(line.relationsInWords))")"
                context.print(
                    lines: wrapped(
                        text, first: "\(line.id)  \(line.state)  ", rest: "    ", width: 80))
            }
            if lines.isEmpty { context.talk(status.map { "no decision is \($0)" } ?? "no decision is written yet") }
            return .done
        }
    }

    struct ShowCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show what a decision's file says, and what other decisions say of it.",
            discussion: """
                EXAMPLES
                  workbook decision show ADR-0011
                  workbook decision show 11 --json
                """)

        @Argument(help: "Its id, its number or its file.")
        var decision: String
        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let line = try Workspace.find(common, in: context).decisionLine(decision)
            if json {
                context.print(try jsonText(line))
                return .done
            }
            context.print("\(context.paint(line.id, .bold))  \(line.title)")
            context.print("  \(line.file)")
            context.print("  status: \(line.state)\(line.date.map { ", \($0)" } ?? "")")
            if let state = line.implementation { context.print("  implementation: \(state.rawValue)") }
            for (name, people) in [
                ("decided by", line.deciders), ("consulted", line.consulted), ("informed", line.informed),
            ] where !people.isEmpty {
                context.print("  \(name): \(people.joined(separator: ", "))")
            }
            for relation in line.relations { context.print("  \(relation.words)") }
            return .done
        }
    }
}
