import ArgumentParser
import CivilTime
import Engagement
import Ledger
import Reports
import Workspace

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
        let folder = try Workspace.find(common, in: context)
        let today = context.now().date
        var query = HistoryQuery()
        query.kinds = kind
        query.person = person
        query.since = try since.map { try CivilDate(parsing: $0, today: today) }
        query.until = try until.map { try CivilDate(parsing: $0, today: today) }
        query.last = last
        let history = try folder.existingLedger()?.history(query) ?? .empty
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

extension HistoryLine {
    fileprivate func lines(in context: Context) -> [String] {
        var notes = heldMinutes > .zero ? " (\(heldMinutes) held)" : ""
        if let voidedBy { notes += " (undone by \(voidedBy.prefix(8)))" }
        let head = "\(id.prefix(8))  \(recordedAt.prefix(10)) \(recordedAt.dropFirst(11).prefix(5))Z  "
        // "closed by sam" names who recorded it already.
        let recorder = effect.hasSuffix("by \(actor)") ? "" : ", by \(actor)"
        let lines = wrapped(effect + notes + recorder, first: head, rest: "    ", width: 80)
        return voidedBy == nil ? lines : lines.map { context.paint($0, .dim) }
    }
}
