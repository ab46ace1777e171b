import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

struct LogCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Log working time against a role and an activity.",
        discussion: """
            EXAMPLES
              workbook log 6h --role data-scientist --activity configure-mlops-stacks \\
                  --person dana --date 2026-12-01 --note "permissions"
              workbook log 1d --role data-scientist --activity kickoff --date yesterday
              workbook log 90m --role project-manager --activity kickoff --date mon

            Durations: 1d (8h), 2h, 1d 2h, 1h30, 90m, 1.5h, 1,5h, 0:45.
            Dates: 2026-12-01, today, yesterday, mon, -1.
            Time over a role's cap is recorded and held, and the exit status is 4.
            Time of a closed week is corrected by an entry in an open one:
              workbook log -2h --role data-scientist --activity kickoff --corrects 3f9a61c2
            Forgotten time of a closed week is recorded late, with the reason:
              workbook log 2h --role data-scientist --activity kickoff --date 2026-12-03 \\
                  --late "note found in the call's minutes"
            """)

    @Argument(help: "How long: 6h, 1d 2h, 90m, 1.5h, 0:45.")
    var duration: [String]
    @Option(help: "The role that worked: data-scientist, project-manager.")
    var role: String
    @Option(help: "The activity of the contract that was worked on.")
    var activity: String
    @Option(help: ArgumentHelp("Who worked; by default whoever records it.", valueName: "name"))
    var person: String?
    @Option(
        help: "The day of the work; by default today, and for a correction the first open business day.")
    var date: String?
    @Option(help: "What was done, in a few words.")
    var note = ""
    @Flag(help: "The work was on a weekend or holiday, and that is meant.")
    var confirmNonBusinessDay = false
    @Flag(help: "The date lies outside the contract's window, and that is meant.")
    var confirmOutsideWindow = false
    @Flag(help: "The person is new, although the name is close to a known one.")
    var confirmNewPerson = false
    @Option(
        help: ArgumentHelp("The entry of a closed week that this corrects; the time may be negative.", valueName: "id"))
    var corrects: String?
    @Option(
        help: ArgumentHelp(
            "Why time of a closed week comes late; it counts on the first open business day.", valueName: "reason"))
    var late: String?
    @Flag(help: "Print the receipt as JSON.")
    var json = false
    @OptionGroup var writing: WriteOptions
    @OptionGroup var common: CommonOptions

    func run(in context: Context) async throws -> ExitStatus {
        let today = context.now().date
        var input = Workspace.TimeInput(
            minutes: try Minutes(parsing: duration.joined(separator: " ")), role: role, activity: activity)
        input.person = person
        input.date = try date.map { try CivilDate(parsing: $0, today: today) }
        input.note = note
        if confirmNonBusinessDay { input.confirmations.insert(.nonBusinessDay) }
        if confirmOutsideWindow { input.confirmations.insert(.outsideWindow) }
        if confirmNewPerson { input.confirmations.insert(.newPerson) }
        input.corrects = corrects
        input.lateReason = late
        let logged = try await Workspace.find(common, in: context).log(input, by: context.author(writing))
        let status = try report(logged, in: context)
        for note in logged.notes { context.note(note.message) }
        if logged.lapsesSubmission {
            let week = logged.request.date.isoWeek
            context.note(
                "\(logged.request.person)'s submission of \(week) lapsed; submit it again: "
                    + "workbook week submit \(week) --person \(logged.request.person)")
        }
        return status
    }

    private func report(_ logged: LoggedTime, in context: Context) throws -> ExitStatus {
        guard let budget = logged.budget else { return .done }
        if json {
            context.print(try jsonText(LogReceipt(logged, budget)))
        } else {
            printText(logged, budget, context)
        }
        return logged.held > .zero ? .held : .done
    }

    private func printText(_ logged: LoggedTime, _ budget: Budget, _ context: Context) {
        let (receipt, request, held) = (logged.receipt, logged.request, logged.held)
        let verb = receipt.isRepeat ? "already recorded" : "recorded"
        context.print(
            "\(context.paint(verb, .green)) \(request.minutes) on \(request.date.spelled): \(request.person), "
                + "\(budget.title), \(request.activity)")
        if case .time(let time) = receipt.entry.event, let worked = time.workedOn {
            context.print("  late: worked on \(worked.spelled), in a closed week: \(time.lateReason ?? "")")
        }
        context.print("  \(budget.title): \(budget.used) used, \(budget.remaining) left of \(budget.cap)")
        if request.corrects != nil, !receipt.isRepeat, let heldBefore = logged.heldBefore, heldBefore > budget.held {
            context.print("  \(heldBefore - budget.held) less is held: \(budget.held), it was \(heldBefore)")
        }
        if held > .zero {
            context.print(
                "  \(context.paint("held:", .red)) \(held) of this lies over the cap and is not billed; \(budget.held) is held in all"
            )
            context.print("  " + CommandSpelling.text(of: receipt.state.releasing(budget)))
        }
        context.print("  undo: workbook undo \(receipt.entry.shortID)")
    }
}

/// What `log --json` prints.
private struct LogReceipt: Encodable {
    let entry: String
    let isRepeat: Bool
    let role: String
    let activity: String
    let person: String
    let date: CivilDate
    let minutes: Minutes
    let heldMinutes: Minutes
    let usedMinutes: Minutes
    let remainingMinutes: Minutes

    init(_ logged: LoggedTime, _ budget: Budget) {
        let (receipt, request) = (logged.receipt, logged.request)
        entry = receipt.entry.id
        isRepeat = receipt.isRepeat
        role = request.role
        activity = request.activity
        person = request.person
        date = request.date
        minutes = request.minutes
        heldMinutes = logged.held
        usedMinutes = budget.used
        remainingMinutes = budget.remaining
    }
}
