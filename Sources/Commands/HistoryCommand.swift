import ArgumentParser
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
              workbook history --json
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: ArgumentHelp("Only the last so many entries.", valueName: "number"))
    var last: Int?
    @Flag(help: "Print JSON instead of text.")
    var json = false

    func validate() throws {
        guard last.map({ $0 > 0 }) ?? true else { throw ValidationError("--last takes a number above zero") }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let folder = try WorkbookFolder.find(common, in: context)
        let entries = try Ledger.openExisting(at: folder.ledgerPath)?.entries() ?? []
        let state = State(entries)
        let held = state.contract.map { state.heldMinutes(under: $0) } ?? [:]
        let shown = last.map { Array(entries.suffix($0)) } ?? entries
        let lines = shown.map { HistoryLine($0, voidedBy: state.voided[$0.id], held: held[$0.id] ?? .zero) }
        if json {
            context.print(try jsonText(lines))
        } else if lines.isEmpty {
            context.talk("nothing is recorded yet")
        } else {
            for line in lines { context.print(line.text(in: context)) }
        }
        return .done
    }
}

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

    init(_ entry: Entry, voidedBy: Entry?, held: Minutes) {
        id = entry.id
        sequence = entry.sequence
        recordedAt = entry.moment.timestamp
        actor = entry.actor
        kind = entry.event.kind
        effect = entry.event.effect
        heldMinutes = held
        self.voidedBy = voidedBy?.id
    }

    func text(in context: Context) -> String {
        var notes = heldMinutes > .zero ? " (\(heldMinutes) held)" : ""
        if let voidedBy { notes += " (undone by \(voidedBy.prefix(8)))" }
        let head = "\(id.prefix(8))  \(recordedAt.prefix(10)) \(recordedAt.dropFirst(11).prefix(5))Z  "
        let lines = wrapped(effect + notes + ", by " + actor, first: head, rest: "    ", width: 80)
        let text = lines.joined(separator: "\n")
        return voidedBy == nil ? text : context.paint(text, .dim)
    }
}

extension Event {
    /// What happened, in a sentence's worth of words.
    var effect: String {
        switch self {
        case .contractRecorded(let event):
            let caps = event.contract.roles.map { "\($0.id) \($0.cap)" }.joined(separator: ", ")
            return "contract recorded: \(caps.isEmpty ? "no roles" : caps)"
        case .timeLogged(let time):
            let note = time.note.isEmpty ? "" : ": \(time.note)"
            return "\(time.minutes) on \(time.date) by \(time.person), \(time.role), \(time.activity)\(note)"
        case .prerequisiteConfirmed(let event): return "prerequisite \(event.prerequisite) confirmed: \(event.evidence)"
        case .prerequisiteWaived(let event):
            return "prerequisite \(event.prerequisite) waived by \(event.waivedBy): \(event.reason)"
        case .activityStarted(let event):
            let override = event.overriddenBy.map { ", allowed by \($0): \(event.reason ?? "")" } ?? ""
            return "activity \(event.activity) started\(override)"
        case .activityDone(let event): return "activity \(event.activity) done"
        case .activityDropped(let event):
            return "activity \(event.activity) dropped\(event.reason.isEmpty ? "" : ": \(event.reason)")"
        case .entryVoided(let event):
            return "entry \(event.target.prefix(8)) undone\(event.reason.isEmpty ? "" : ": \(event.reason)")"
        case .entryRestored(let event): return "entry \(event.target.prefix(8)) restored"
        }
    }
}
