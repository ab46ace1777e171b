import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

extension PlanCommand.SessionCommand {
    struct HeldCommand: WorkbookCommand {
        static let configuration = CommandConfiguration(
            commandName: "held", abstract: "Record how a session took place, and what stayed open.",
            discussion: """
                Each question becomes an open task of the documentation; `workbook question`
                lists them.

                EXAMPLES
                  workbook plan session held 3f9a61c2 --teacher dana \\
                      --customer "ann: on-call engineer" bob --documents RB-001 RB-002 \\
                      --question "Who approves the release?"
                """)

        @Argument(help: "Its id, or the beginning of it.")
        var id: String
        @Option(help: ArgumentHelp("Who taught.", valueName: "name"))
        var teacher: String
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("Who was there of the customer, as NAME or \"NAME: ROLE\".", valueName: "name"))
        var customer: [String] = []
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("Who was there of the supplier, as NAME or \"NAME: ROLE\".", valueName: "name"))
        var supplier: [String] = []
        @Option(
            parsing: .upToNextOption, help: ArgumentHelp("The documents that were covered.", valueName: "id"))
        var documents: [String] = []
        @Option(help: ArgumentHelp("Where the recording is.", valueName: "address"))
        var recording: String?
        @Option(help: ArgumentHelp("What was asked and not answered; may be given more than once.", valueName: "text"))
        var question: [String] = []
        @Option(help: "The day; without it, the day on which it was planned.")
        var date: String?
        @Option(help: "How long it took: 2h; without it, as long as it was planned.")
        var duration: String?
        @OptionGroup var writing: WriteOptions
        @OptionGroup var common: CommonOptions

        func run(in context: Context) async throws -> ExitStatus {
            var input = Workspace.HeldInput(session: id, teacher: teacher)
            input.attendees = customer.map { attendee($0, .customer) } + supplier.map { attendee($0, .supplier) }
            input.documents = documents
            input.recording = recording
            input.questions = question
            input.heldOn = try date.map { try CivilDate(parsing: $0, today: context.now().date) }
            input.minutes = try duration.map { try Minutes(parsing: $0) }
            let receipt = try await Workspace.find(common, in: context)
                .holdSession(input, by: context.author(writing))
            context.report(receipt, receipt.entry.event.effect)
            return .done
        }

        private func attendee(_ text: String, _ side: Side) -> SessionHeld.Attendee {
            let parts = text.split(separator: ":", maxSplits: 1).map(\.trimmed)
            return SessionHeld.Attendee(
                name: parts.first ?? "", role: parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil, side: side)
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
