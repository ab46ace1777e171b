import ArgumentParser
import CivilTime
import Engagement
import Ledger

struct HistoryCommand: WorkbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List what was recorded, the newest last.",
        discussion: """
            EXAMPLES
              workbook history
              workbook history --last 5
              workbook history --kind time-logged --person dana --since mon
              workbook history --json
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: ArgumentHelp("Only the last so many entries.", valueName: "number"))
    var last: Int?
    @Option(help: ArgumentHelp("Only entries of this kind; may be repeated.", valueName: "kind"))
    var kind: [Event.Kind] = []
    @Option(help: ArgumentHelp("Only time of this person.", valueName: "name"))
    var person: String?
    @Option(help: ArgumentHelp("Only what was recorded on this day or later.", valueName: "date"))
    var since: String?
    @Option(help: ArgumentHelp("Only what was recorded on this day or earlier.", valueName: "date"))
    var until: String?
    @Flag(help: "Print JSON instead of text.")
    var json = false

    func validate() throws {
        guard last.map({ $0 > 0 }) ?? true else { throw ValidationError("--last takes a number above zero") }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try WorkbookFolder.find(common, in: context)
        let today = context.now().date
        var query = HistoryQuery()
        query.kinds = kind
        query.person = person
        query.since = try since.map { try CivilDate(parsing: $0, today: today) }
        query.until = try until.map { try CivilDate(parsing: $0, today: today) }
        query.last = last
        let history = try Ledger.openExisting(at: folder.ledgerPath)?.history(query) ?? .empty
        let lines = history.items.map { HistoryLine($0, among: history.changes) }
        if json {
            context.print(try jsonText(lines))
        } else if lines.isEmpty {
            context.talk(history.entryCount == 0 ? "nothing is recorded yet" : "no entry matches")
        } else {
            for line in lines { context.print(lines: line.lines(in: context)) }
        }
        return .done
    }
}

extension Event.Kind: ExpressibleByArgument {}

/// One entry as `history` shows it.
struct HistoryLine: Encodable {
    let id: String
    let sequence: Int
    let recordedAt: String
    let actor: String
    let kind: Event.Kind
    let effect: String
    let heldMinutes: Minutes
    let voidedBy: String?

    init(_ item: HistoryItem, among changes: [ChangeRequest]) {
        let entry = item.entry
        id = entry.id
        sequence = entry.sequence
        recordedAt = entry.moment.timestamp
        actor = entry.actor
        kind = entry.event.kind
        effect = entry.event.effect(among: changes)
        heldMinutes = item.held
        voidedBy = item.voidedBy?.id
    }

    func lines(in context: Context) -> [String] {
        var notes = heldMinutes > .zero ? " (\(heldMinutes) held)" : ""
        if let voidedBy { notes += " (undone by \(voidedBy.prefix(8)))" }
        let head = "\(id.prefix(8))  \(recordedAt.prefix(10)) \(recordedAt.dropFirst(11).prefix(5))Z  "
        // "closed by sam" names who recorded it already.
        let recorder = effect.hasSuffix("by \(actor)") ? "" : ", by \(actor)"
        let lines = wrapped(effect + notes + recorder, first: head, rest: "    ", width: 80)
        return voidedBy == nil ? lines : lines.map { context.paint($0, .dim) }
    }
}

extension Event {
    /// What happened, with change requests by the label that people know them by.
    func effect(among changes: [ChangeRequest]) -> String {
        guard let id = decidedChange, let label = changes.first(where: { $0.id == id })?.label else { return effect }
        return effect.replacing("change \(id.prefix(8))", with: label)
    }

    /// What happened, in a sentence's worth of words.
    var effect: String {
        switch self {
        case .contract(let event):
            let caps = event.contract.roles.map { "\($0.id) \($0.cap)" }.joined(separator: ", ")
            return "contract recorded: \(caps.isEmpty ? "no roles" : caps)"
        case .time(let time):
            let note = time.note.isEmpty ? "" : ": \(time.note)"
            let corrected = time.corrects.map { ", corrects \($0.prefix(8))" } ?? ""
            let late = time.workedOn.map { ", worked on \($0), late: \(time.lateReason ?? "")" } ?? ""
            return
                "\(time.minutes) on \(time.date) by \(time.person), \(time.role), \(time.activity)\(corrected)\(late)\(note)"
        case .prerequisite(.confirmed(let event)):
            return "prerequisite \(event.prerequisite) confirmed: \(event.evidence)"
        case .prerequisite(.waived(let event)):
            return "prerequisite \(event.prerequisite) waived by \(event.waivedBy): \(event.reason)"
        case .activity(.started(let event)):
            let override = event.overriddenBy.map { ", allowed by \($0): \(event.reason ?? "")" } ?? ""
            return "activity \(event.activity) started\(override)"
        case .activity(.done(let event)): return "activity \(event.activity) done"
        case .activity(.dropped(let event)):
            let agreed = event.approvedBy.map { ", agreed by \($0)" } ?? ""
            return "activity \(event.activity) dropped\(agreed)\(event.reason.isEmpty ? "" : ": \(event.reason)")"
        case .prerequisite(.blocked(let event)): return "prerequisite \(event.prerequisite) blocked: \(event.reason)"
        case .prerequisite(.reopened(let event)):
            return "prerequisite \(event.prerequisite) opened again: \(event.reason)"
        case .change(.proposed(let event)):
            return "change proposed by \(event.requester), '\(event.title)', \(event.effect): \(event.reason)"
        case .change(.approved(let event)):
            return "change \(event.change.prefix(8)) approved by \(event.decidedBy): \(event.reason)"
        case .change(.declined(let event)):
            return "change \(event.change.prefix(8)) declined by \(event.decidedBy): \(event.reason)"
        case .plan(let event):
            return "planned \(event.minutes) for \(event.person), \(event.role), in \(event.week.isoWeek)"
        case .session(.planned(let event)):
            let hour = event.start.map { ", \($0)" } ?? ""
            let verb = event.moves.map { "session \($0.prefix(8)) moved to" } ?? "session planned on"
            return "\(verb) \(event.date)\(hour), \(event.activity): \(event.title)"
        case .session(.cancelled(let event)): return "session \(event.session.prefix(8)) cancelled: \(event.reason)"
        case .week(.submitted(let event)): return "\(event.week.isoWeek) submitted for \(event.person)"
        case .week(.closed(let event)): return "\(event.week.isoWeek) closed by \(event.closedBy)"
        case .week(.reopened(let event)):
            return "\(event.week.isoWeek) reopened by \(event.reopenedBy): \(event.reason)"
        case .risk(.added(let event)): return "\(event.kind.rawValue) of \(event.owner) added: \(event.title)"
        case .risk(.closed(let event)): return "risk \(event.risk.prefix(8)) closed: \(event.resolution)"
        case .entry(.voided(let event)):
            return "entry \(event.target.prefix(8)) undone\(event.reason.isEmpty ? "" : ": \(event.reason)")"
        case .entry(.restored(let event)): return "entry \(event.target.prefix(8)) restored"
        }
    }
}
