import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

struct QuestionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "question",
        abstract: "Keep the questions that no document answers yet.",
        discussion: """
            Questions of rehearsals and of sessions that were held are listed too. Each is
            open until somebody closes it with a document or an answer.

            EXAMPLES
              workbook question ask "Who rotates the key?" --asked-by ann
              workbook question close 3f9a61c2.1 --by dana --document RB-001
              workbook question
            """,
        subcommands: [ListCommand.self, AskCommand.self, CloseCommand.self], defaultSubcommand: ListCommand.self)

    struct ListCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the questions, what is open first.",
            discussion: """
                EXAMPLES
                  workbook question list
                  workbook question list --json
                """)

        @Flag(help: "Print JSON instead of text.")
        var json = false
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let questions = try Workspace.find(common, in: context).state().questions.all
            if json {
                context.print(try jsonText(questions.map(QuestionLine.init)))
                return .done
            }
            for question in questions.filter(\.isOpen) + questions.filter({ !$0.isOpen }) {
                let about = question.document.map { ", about \($0)" } ?? ""
                let asked = question.askedBy.map { ", asked by \($0)" } ?? ""
                let closing = question.closing.map { closing in
                    let answers = [closing.document.map { "see \($0)" }, closing.answer].compactMap(\.self)
                    return "; closed by \(closing.closedBy): \(answers.joined(separator: ", "))"
                }
                context.print(
                    lines: wrapped(
                        "\(question.text) (\(question.askedOn)\(asked)\(about))\(closing ?? "")",
                        first: "\(question.label)  ", rest: "    ", width: 80))
            }
            let closed = questions.count { !$0.isOpen }
            context.talk(questions.isEmpty ? "nothing was asked" : "\(closed) of \(questions.count) questions answered")
            return .done
        }
    }

    struct AskCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "ask", abstract: "Record a question that no document answers.",
            discussion: """
                EXAMPLES
                  workbook question ask "Who rotates the key?" --asked-by ann
                  workbook question ask "When is it retrained?" --asked-by ann --document RB-001
                """)

        @Argument(help: "The question.")
        var text: String
        @Option(help: ArgumentHelp("Who asked.", valueName: "name"))
        var askedBy: String
        @Option(help: ArgumentHelp("The session in which it was asked, by its id.", valueName: "id"))
        var session: String?
        @Option(help: ArgumentHelp("The document that it is about.", valueName: "id"))
        var document: String?
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let receipt = try await Workspace.find(common, in: context).ask(
                text, askedBy: askedBy, session: session, document: document, by: context.author(writing))
            context.report(receipt, "question \(receipt.entry.shortID).1: \(text)")
            return .done
        }
    }

    struct CloseCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "close", abstract: "Close a question with the document that answers it, or an answer.",
            discussion: """
                EXAMPLES
                  workbook question close 3f9a61c2.1 --by dana --document RB-001
                  workbook question close 3f9a61c2.1 --by dana --answer "On Mondays"
                """)

        @Argument(help: "Its id; the number may be left out if there is only one.")
        var id: String
        @Option(
            help: ArgumentHelp(
                "Who answers; who records it comes from WORKBOOK_ACTOR or your login.", valueName: "name"))
        var by: String
        @Option(help: "The answer, in words.")
        var answer: String?
        @Option(help: ArgumentHelp("The document that answers it.", valueName: "id"))
        var document: String?
        @Option(help: .operation)
        var operation: String?
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            let receipt = try await Workspace.find(common, in: context).closeQuestion(
                id, closedBy: by, answer: answer, document: document, by: context.author(operation: operation))
            context.report(receipt, receipt.entry.event.effect)
            return .done
        }
    }
}
