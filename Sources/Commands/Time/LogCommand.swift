import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports

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
        let minutes = try Minutes(parsing: duration.joined(separator: " "))
        let day = try CivilDate(parsing: date ?? "today", today: context.now().date)
        let folder = try WorkbookFolder.find(common, in: context)
        let corrected = try corrects.map { try folder.ledger().entry(withPrefix: $0) }
        let request = Rules.TimeRequest(
            role: role, activity: activity, person: person ?? corrected?.worker ?? context.actor(writing.by), date: day,
            minutes: minutes, note: note, confirmsNonBusinessDay: confirmNonBusinessDay,
            confirmsOutsideWindow: confirmOutsideWindow, confirmsNewPerson: confirmNewPerson, corrects: corrected,
            lateReason: late)
        var before: State?
        var notes: [Note] = []
        let receipt = try folder.append(writing, in: context) { rules in
            var request = request
            before = rules.state
            if corrected != nil, date == nil { request.date = rules.firstOpenDay(of: request.person) }
            notes = rules.notes(on: request)
            return try rules.log(request)
        }
        // The rules may have resolved the name: the receipt says who it was recorded for.
        var recorded = request
        if case .time(let time) = receipt.entry.event {
            recorded.person = time.person
            recorded.date = time.date
        }
        let status = try report(receipt, recorded, before: before, in: context)
        for note in notes where !receipt.isRepeat { context.note(note.message) }
        let state = receipt.stateThen
        if !receipt.isRepeat, state.lapsedSubmissions[recorded.date.monday]?.contains(recorded.person) == true {
            let week = recorded.date.isoWeek
            context.note(
                "\(recorded.person)'s submission of \(week) lapsed; submit it again: "
                    + "workbook week submit \(week) --person \(recorded.person)")
        }
        return status
    }

    private func report(
        _ receipt: Receipt, _ request: Rules.TimeRequest, before: State?, in context: Context
    ) throws -> ExitStatus {
        guard let contract = receipt.state.contract, let role = contract.role(request.role) else { return .done }
        let budget = Budget(role: role, state: receipt.state)
        // Time fills the cap in the ledger's order, so what was held when it was recorded is the end of it; what
        // came since does not change what its writer was told.
        let roleThen = receipt.stateThen.contract?.role(request.role) ?? role
        let held = max(.zero, min(request.minutes, Budget(role: roleThen, state: receipt.stateThen).held))
        if json {
            context.print(try jsonText(LogReceipt(receipt, request, budget: budget, held: held)))
        } else {
            printText(receipt, request, before, budget, held, context)
        }
        return held > .zero ? .held : .done
    }

    private func printText(
        _ receipt: Receipt, _ request: Rules.TimeRequest, _ before: State?, _ budget: Budget, _ held: Minutes,
        _ context: Context
    ) {
        let verb = receipt.isRepeat ? "already recorded" : "recorded"
        context.print(
            "\(context.paint(verb, .green)) \(request.minutes) on \(request.date.spelled): \(request.person), "
                + "\(budget.title), \(request.activity)")
        if case .time(let time) = receipt.entry.event, let worked = time.workedOn {
            context.print("  late: worked on \(worked.spelled), in a closed week: \(time.lateReason ?? "")")
        }
        context.print("  \(budget.title): \(budget.used) used, \(budget.remaining) left of \(budget.cap)")
        let heldBefore = before.flatMap { state in
            state.contract?.role(request.role).map { Budget(role: $0, state: state).held }
        }
        if request.corrects != nil, !receipt.isRepeat, let heldBefore, heldBefore > budget.held {
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

extension Entry {
    /// Who worked, where the entry is time.
    fileprivate var worker: String? {
        if case .time(let time) = event { time.person } else { nil }
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

    init(_ receipt: Receipt, _ request: Rules.TimeRequest, budget: Budget, held: Minutes) {
        entry = receipt.entry.id
        isRepeat = receipt.isRepeat
        role = request.role
        activity = request.activity
        person = request.person
        date = request.date
        minutes = request.minutes
        heldMinutes = held
        usedMinutes = budget.used
        remainingMinutes = budget.remaining
    }
}
