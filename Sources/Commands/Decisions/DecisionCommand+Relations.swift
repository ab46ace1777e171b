import ArgumentParser
import Workspace

extension DecisionCommand {
    struct SupersedeCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "supersede", abstract: "Replace a decision, or a part of it, by another one.",
            discussion: """
                Both files are written, or none. The older decision stays in force until the
                newer one is accepted, and where only a part of it is replaced.

                EXAMPLES
                  workbook decision supersede ADR-0011 --with ADR-0012
                  workbook decision supersede 11 --with 12 --part "the schedule"
                """)

        @Argument(help: "The older decision: its id, its number or its file.")
        var decision: String
        @Option(help: ArgumentHelp("The newer decision.", valueName: "id"))
        var with: String
        @Option(help: ArgumentHelp("The part that is replaced; without, all of it.", valueName: "text"))
        var part: String?
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let (edited, undo) = try Workspace.find(common, in: context).supersede(decision, with: with, part: part)
            context.report(edited, undo: undo)
            return .done
        }
    }

    struct LinkCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "link", abstract: "Say in both files that a decision amends another one, or relates to it.",
            discussion: """
                EXAMPLES
                  workbook decision link ADR-0012 --amends ADR-0011
                  workbook decision link ADR-0012 --to ADR-0010
                """)

        @Argument(help: "Its id, its number or its file.")
        var decision: String
        @Option(help: ArgumentHelp("The decision that it amends.", valueName: "id"))
        var amends: String?
        @Option(help: ArgumentHelp("A decision that it relates to.", valueName: "id"))
        var to: String?
        @Option(help: ArgumentHelp("The part of the other decision that it is about.", valueName: "text"))
        var part: String?
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard (amends == nil) != (to == nil) else { throw ValidationError("give either --amends or --to") }
        }

        func run(in context: Context) async throws -> ExitStatus {
            let (edited, undo) = try Workspace.find(common, in: context)
                .link(decision, to: amends ?? to ?? "", amends: amends != nil, part: part)
            context.report(edited, undo: undo)
            return .done
        }
    }

    struct UnlinkCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "unlink", abstract: "Remove every relation between two decisions from both files.",
            discussion: """
                A decision that the other one superseded is in force again.

                EXAMPLE
                  workbook decision unlink ADR-0012 ADR-0011
                """)

        @Argument(help: "A decision: its id, its number or its file.")
        var decision: String
        @Argument(help: "The other decision.")
        var other: String
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let edited = try Workspace.find(common, in: context).unlink(decision, other)
            context.report(edited, undo: nil)
            return .done
        }
    }

    struct RenumberCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "renumber", abstract: "Give a decision another number, and correct every link to it.",
            discussion: """
                For two branches that took the same number. Renames the file, and rewrites its
                id, its title and the links of other pages.

                EXAMPLES
                  workbook decision renumber 0011-retraining-trigger.md
                  workbook decision renumber ADR-0011 --to 21
                """)

        @Argument(help: "Its id, its number or its file; the file, if two have the number.")
        var decision: String
        @Option(help: ArgumentHelp("The new number; by default the next free one.", valueName: "number"))
        var to: Int?
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard to.map({ (1...999_999).contains($0) }) ?? true else {
                throw ValidationError("--to takes a number from 1 to 999999")
            }
        }

        func run(in context: Context) async throws -> ExitStatus {
            let (edited, undo) = try Workspace.find(common, in: context).renumber(decision, to: to)
            context.report(edited, undo: undo)
            return .done
        }
    }
}
