import CivilTime
import Engagement

/// The terminal's spelling of the actions that hints name.
enum CommandSpelling {
    static let spell: RemedySpelling = { remedy in
        switch remedy {
        case .confirm(let confirmation): "add \(option(of: confirmation))"
        case .confirmPrerequisite(let id): "workbook prerequisite confirm \(id) --evidence TEXT"
        case .listPrerequisites: "workbook prerequisite"
        case .startActivity(let id): "workbook activity start \(id)"
        case .overridePrerequisite: "workbook activity start ID --override-by NAME --reason TEXT"
        case .dropActivity(let id): "workbook activity drop \(id) --approved-by NAME --reason TEXT"
        case .proposeChange(let proposal):
            "workbook change propose \(options(of: proposal)) --title TEXT --requester NAME --reason TEXT"
        case .approveChange(let label): "workbook change approve \(label) --by NAME --reason TEXT"
        case .submitWeek(let day): "workbook week submit \(day.isoWeek) --person NAME"
        case .closeWeek(let day, let confirmsIncomplete):
            "workbook week close \(day.isoWeek)" + (confirmsIncomplete ? " \(option(of: .incompleteWeek))" : "")
        case .reopenWeek(let day): "workbook week reopen \(day.isoWeek) --reason TEXT"
        case .correct(nil): "workbook log 1h ... --corrects ID (or -1h to take time back)"
        case .correct(let correction?):
            "workbook log \(correction.minutes.compact) --role \(correction.role) --activity \(correction.activity) "
                + "--corrects \(correction.entry)"
        case .logLate(let time):
            "workbook log \(time.minutes.compact) --role \(time.role) --activity \(time.activity) "
                + "--person \(time.person) --date \(time.date) --late REASON"
        case .recordRehearsal(let id):
            "workbook rehearse \(id) --level unaided --by NAME --side customer --result passed --minutes 25"
        case .markImmaterial(let id): "workbook rehearse immaterial \(id) --by NAME --reason TEXT"
        case .addEvidence(let criterion, let document):
            "workbook evidence add \(criterion) --document \(document ?? "ID") --seen-by NAME --side customer"
        case .recordSessionHeld(let id): "workbook plan session held \(id) --teacher NAME"
        case .closeQuestion(let label): "workbook question close \(label) --by NAME --document ID"
        case .meetCondition(let label): "workbook accept condition met \(label) --by NAME --evidence TEXT"
        case .listConditions: "workbook accept condition"
        case .closeRisk(let id): "workbook risk close \(id) --resolution TEXT"
        case .undo(let entry): "workbook undo \(entry ?? "ID")"
        case .listEntries(let kind): "workbook history" + (kind.map { " --kind \($0.rawValue)" } ?? "")
        case .listLastEntries(let count): "workbook history --last \(count)"
        case .verify: "workbook verify"
        case .restore: "workbook restore FILE"
        case .recordFirstEntry: "workbook log --help"
        case .listDecisions: "workbook decision"
        case .renumberDecision(let name): "workbook decision renumber \(name)"
        case .setDecision(let id, let status, let date):
            "workbook decision \(verb(of: status)) \(id)" + (date.map { " --date \($0)" } ?? "")
        case .implementDecision(let id, let state): "workbook decision implement \(id) --state \(state)"
        case .unlinkDecisions(let one, let other): "workbook decision unlink \(one) \(other)"
        case .makeWorkbook: "`workbook init DIR`"
        case .makePack: "workbook accept pack"
        case .verifyPack(let path): "workbook accept verify \(path)"
        case .mapName(let field, let name, let meaning): "--map " + quoted("\(field):\(name)=\(meaning)")
        case .readAsBuilt: "workbook as-built read --bundle DIR"
        case .give(let setting): option(of: setting)
        case .leaveOut(let setting): "leave \(option(of: setting).split(separator: " ").first ?? "") out"
        }
    }

    /// Quotes text as one shell word.
    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }

    private static func verb(of status: String) -> String {
        switch status {
        case "accepted": "accept"
        case "rejected": "reject"
        case "deprecated": "deprecate"
        default: "propose"
        }
    }

    static func text(of hint: Hint) -> String { hint.spelled(spell) }

    private static func option(of confirmation: Remedy.Confirmation) -> String {
        switch confirmation {
        case .nonBusinessDay: "--confirm-non-business-day"
        case .outsideWindow: "--confirm-outside-window"
        case .newPerson: "--confirm-new-person"
        case .incompleteWeek: "--confirm-incomplete"
        }
    }

    private static func option(of setting: Remedy.Setting) -> String {
        switch setting {
        case .folder: "--directory DIR"
        case .outputFolder: "--output DIR"
        case .outputFile: "--output FILE"
        case .repository: "--repository DIR"
        case .section: "--section NAME"
        case .dateForm: "--dates dmy, mdy or excel"
        case .rounding: "--round 1m"
        case .operation: "--operation ID"
        case .lateReason: "--late REASON"
        case .signingKey: "--key FILE"
        case .person: "--person NAME"
        case .source: "--from PROGRAM"
        case .bundle: "--bundle DIR"
        case .databricksProfile: "--databricks PROFILE"
        }
    }

    private static func options(of proposal: Remedy.Proposal) -> String {
        switch proposal {
        case .addTime(let role, let minutes): "--role \(role) --add \(minutes.compact)"
        case .liftExclusion(let id): "--lift \(id)"
        case .allowBoth(let choice): "--allow-both \(choice)"
        }
    }
}
