import CivilTime
import Engagement
import Markup

/// The web's spelling of the actions that hints name: a link to a form, or a check box beside the refused one.
enum WebSpelling {
    /// Returns a hint as HTML, its actions as links.
    static func html(of hint: Hint) -> HTML {
        var html = HTML()
        for part in hint.parts {
            switch part {
            case .text(let text): html.text(text)
            case .remedy(let remedy):
                if let address = address(of: remedy) {
                    html.link(words(for: remedy), to: address)
                } else {
                    html.text(words(for: remedy))
                }
            }
        }
        return html
    }

    /// Returns a hint as text, its actions as words with their addresses.
    static func text(of hint: Hint) -> String {
        hint.parts.map { part in
            switch part {
            case .text(let text): text
            case .remedy(let remedy): words(for: remedy) + (address(of: remedy).map { " (\($0))" } ?? "")
            }
        }.joined()
    }

    static func name(of confirmation: Remedy.Confirmation) -> String {
        switch confirmation {
        case .nonBusinessDay: "non-business-day"
        case .outsideWindow: "outside-window"
        case .newPerson: "new-person"
        case .incompleteWeek: "incomplete"
        }
    }

    /// The label of a check box.
    static func label(of confirmation: Remedy.Confirmation) -> String {
        switch confirmation {
        case .nonBusinessDay: "The work was on a weekend, holiday or day off, and that is meant"
        case .outsideWindow: "The date is outside the contract's window, and that is meant"
        case .newPerson: "The person is new, although the name is close to a known one"
        case .incompleteWeek: "The week is not complete, and that is meant"
        }
    }

    /// What a hint asks to confirm.
    static func confirmations(in hint: Hint) -> [Remedy.Confirmation] {
        hint.remedies.compactMap { remedy in
            if case .confirm(let confirmation) = remedy { confirmation } else { nil }
        }
    }

    private static func address(of remedy: Remedy) -> String? {
        switch remedy {
        case .confirmPrerequisite(let id): "/prerequisites/\(Query.encoded(id))"
        case .listPrerequisites: "/prerequisites"
        case .startActivity(let id), .dropActivity(let id): "/activities/\(Query.encoded(id))"
        case .overridePrerequisite: nil
        case .proposeChange(let proposal): address(of: proposal)
        case .approveChange(let label): "/changes/\(Query.encoded(label))"
        case .submitWeek(let day), .closeWeek(let day, _), .reopenWeek(let day): "/time?week=\(day.isoWeek)"
        case .correct(let correction):
            "/time/entry"
                + (correction.map {
                    Query.text([
                        ("duration", $0.minutes.compact), ("role", $0.role), ("activity", $0.activity),
                        ("corrects", $0.entry),
                    ])
                } ?? "")
        case .logLate(let time):
            "/time/entry"
                + Query.text([
                    ("duration", time.minutes.compact), ("role", time.role), ("activity", time.activity),
                    ("person", time.person), ("date", time.date.description), ("late", "1"),
                ])
        case .undo(let entry): "/history" + (entry.map { "#e-\(Query.encoded($0))" } ?? "")
        case .listEntries(let kind): "/history" + (kind.map { "?kind=\($0.rawValue)" } ?? "")
        case .listLastEntries: "/history"
        case .recordFirstEntry: "/time"
        case .closeRisk(let id): "/risks/\(Query.encoded(id))"
        case .recordRehearsal(let id): "/rehearsals/new?document=\(Query.encoded(id))"
        case .addEvidence(let criterion, _): "/acceptance/\(Query.encoded(criterion))"
        case .recordSessionHeld(let id): "/sessions/\(Query.encoded(id))"
        case .closeQuestion(let label): "/questions/\(Query.encoded(label))"
        case .meetCondition(let label): "/conditions/\(Query.encoded(label))"
        case .listConditions: "/acceptance#conditions"
        case .makePack: "/packs/new"
        case .markImmaterial, .verifyPack, .readAsBuilt,
            .listDecisions, .renumberDecision, .setDecision, .implementDecision, .unlinkDecisions:
            nil
        case .confirm, .verify, .restore, .makeWorkbook, .mapName, .give, .leaveOut: nil
        }
    }

    /// The address of the form that proposes a change, filled in.
    static func address(of proposal: Remedy.Proposal) -> String {
        let fields: [(String, String)] =
            switch proposal {
            case .addTime(let role, let minutes):
                [("effect", "time"), ("role", role), ("add", minutes.compact)]
            case .liftExclusion(let id): [("effect", "lift"), ("lift", id)]
            case .allowBoth(let choice): [("effect", "both"), ("both", choice)]
            }
        return "/changes/new" + Query.text(fields)
    }

    private static func words(for remedy: Remedy) -> String {
        switch remedy {
        case .confirm: "tick the box below and send the form again"
        case .confirmPrerequisite: "confirm the prerequisite"
        case .listPrerequisites: "the list of prerequisites"
        case .startActivity: "start the activity"
        case .overridePrerequisite: "write a name and a reason in this form"
        case .dropActivity: "drop the activity, with a name and a reason"
        case .proposeChange: "propose a change request"
        case .approveChange(let label): "decide \(label)"
        case .submitWeek: "submit the week"
        case .closeWeek: "close the week"
        case .reopenWeek(let day): "reopen \(day.isoWeek)"
        case .correct: "record a correction"
        case .logLate: "record it late, with the reason"
        case .undo(let entry): entry.map { "undo entry \($0)" } ?? "undo it"
        case .listEntries, .listLastEntries: "the history"
        case .closeRisk: "close the risk"
        // There is no form for these yet.
        case .recordRehearsal: "record a rehearsal"
        case .markImmaterial(let id): "workbook rehearse immaterial \(id)"
        case .addEvidence: "add evidence"
        case .recordSessionHeld: "record how the session was held"
        case .closeQuestion(let label): "close question \(label)"
        case .meetCondition: "record that it is met"
        case .listConditions: "the list of conditions"
        case .makePack: "make a pack"
        case .verifyPack(let path): "workbook accept verify \(path)"
        case .readAsBuilt: "workbook as-built read"
        case .listDecisions: "workbook decision"
        case .renumberDecision(let id): "workbook decision renumber \(id)"
        case .setDecision(let id, let status, _): "workbook decision set \(id) \(status)"
        case .implementDecision(let id, let state): "workbook decision implement \(id) \(state)"
        case .unlinkDecisions(let id, let other): "workbook decision unlink \(id) \(other)"
        case .verify: "workbook verify"
        case .restore: "workbook restore FILE"
        case .recordFirstEntry: "log time"
        case .makeWorkbook: "workbook init DIR"
        case .give(.dateForm): "choose how dates are written"
        case .give(.rounding): "name what to round times to"
        case .give(.person): "name who worked"
        case .give(.source): "choose the program that wrote the file"
        case .mapName: "choose it below"
        case .give(.lateReason): "give the reason why it is late"
        case .give: "give the missing setting"
        case .leaveOut: "leave it out"
        }
    }
}

/// Query strings.
enum Query {
    static func text(_ fields: [(String, String)]) -> String {
        fields.isEmpty ? "" : "?" + fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
    }

    static func encoded(_ text: String) -> String {
        PercentEncoding.encoded(text).split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
    }
}
