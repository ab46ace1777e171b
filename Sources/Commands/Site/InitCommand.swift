import ArgumentParser
import CivilTime
import Content
import Engagement
import Workspace

struct InitCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new engagement with the customer's own names and dates.",
        discussion: """
            Writes the contract and first pages of the MLOps advisory service with your
            answers in them. Pages of parts that the answers exclude are left out, each
            decision begins as a proposal with a recommendation, and `workbook check`
            lists what is still to be decided, read or filled.

            An answer is an option, or a line of the file that --answers names, with the
            same words: `catalog-prod: ml_prod`. In a terminal the questions that have no
            answer yet are asked. The other answers are derived: the project's name from
            the schema, the groups from the project.

            EXAMPLES
              workbook init northwind --customer "Northwind Telecom" --start 2026-11-30 \\
                --use-case "churn scoring" --schema churn --ci-cd github
              workbook init aurora --answers aurora.yaml
              workbook init example --example         # the worked example, at its end
              workbook init other --blank             # an empty contract
            """)

    @Argument(help: ArgumentHelp("The folder to make; it must be empty or not exist.", valueName: "dir"))
    var folder: String
    @Option(help: ArgumentHelp("A file of answers, in YAML; an option outweighs its line.", valueName: "file"))
    var answers: String?
    @OptionGroup(title: "Answers") var options: AnswerOptions
    @Flag(help: "Copy the worked example as it is: another customer's engagement at its end.")
    var example = false
    @Flag(help: "Begin with an empty contract instead of the MLOps advisory service.")
    var blank = false

    func validate() throws {
        guard !example || !blank else { throw ValidationError("use either --example or --blank") }
        guard !example || options.given.isEmpty && answers == nil else {
            throw ValidationError("--example takes no answers: the example is copied as it is")
        }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let today = context.now().date
        var given = try answers.map { try Workspace.answers(in: $0, context.surroundings) } ?? [:]
        given.merge(options.given) { _, option in option }
        if !example, !blank, let ask = context.ask { given = Interview(context: context, ask: ask).completing(given) }
        let start = try given[.start].map { try CivilDate(parsing: $0, today: today) }
        let beginning = Beginning(
            kind: example ? .example : blank ? .blank : .service, answers: given, start: start)
        let workspace = try Workspace.make(folder, beginning, in: context.surroundings)
        let contract = try workspace.contract()
        context.print(
            "\(context.paint("made", .green)) \(workspace.root): \(contract.title) for \(contract.customer), "
                + "\(contract.window.start.spelled) to \(contract.window.end.spelled)")
        context.print("  next: cd \(folder), read content/engagement.yaml, then `workbook check`, `workbook serve`")
        return .done
    }
}

/// Asks in a terminal what wasn't answered.
private struct Interview {
    let context: Context
    let ask: @Sendable () -> String?

    func completing(_ given: [Question: String]) -> [Question: String] {
        var answers = given
        for question in Question.allCases where answers[question] == nil {
            let fallback = question.fallback(after: answers)
            let choices = question.choices.map { " (\($0.joined(separator: ", ")))" } ?? ""
            context.print(question.text + choices + (fallback.map { " [\($0)]" } ?? "") + ":")
            // The end of the input answers all that follows.
            guard let line = ask() else { break }
            if !line.allSatisfy(\.isWhitespace) { answers[question] = line }
        }
        return answers
    }
}
