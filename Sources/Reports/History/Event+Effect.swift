import CivilTime
package import Engagement

extension Event {
    /// What happened, with change requests by the label that people know them by.
    package func effect(among changes: [ChangeRequest]) -> String {
        guard let id = decidedChange, let label = changes.first(where: { $0.id == id })?.label else { return effect }
        return effect.replacing("change \(id.prefix(8))", with: label)
    }

    /// What happened, in a sentence's worth of words.
    package var effect: String {
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
        case .session(.held(let event)):
            return
                "session \(event.session.prefix(8)) held on \(event.heldOn) by \(event.teacher)\(count(of: event.questions))"
        case .question(.asked(let event)): return "question of \(event.askedBy): \(event.text)"
        case .question(.closed(let event)):
            let answers = [event.document.map { "see \($0)" }, event.answer].compactMap(\.self)
            return "question \(event.asked.prefix(8)).\(event.number) closed by \(event.closedBy): "
                + answers.joined(separator: ", ")
        case .rehearsal(.recorded(let event)):
            return "\(event.document.document) rehearsed on \(event.performedOn) by \(event.performer), "
                + "\(event.side.rawValue), \(event.level.rawValue): \(event.result.rawValue) in \(event.minutes)"
                + count(of: event.questions)
        case .rehearsal(.immaterial(let event)):
            return "change of \(event.document) from \(event.from.prefix(12)) to \(event.to.prefix(12)) "
                + "marked immaterial by \(event.markedBy): \(event.reason)"
        case .acceptance(.evidenceAdded(let event)):
            return "evidence for \(event.criterion): \(event.subjectText), seen by \(event.seenBy), "
                + "\(event.side.rawValue), on \(event.seenOn)\(event.note.isEmpty ? "" : ": \(event.note)")"
        case .acceptance(.signOffGiven(let event)):
            let answers = event.answers.map { "\($0.criterion) \($0.outcome.words)" }
            return "sign-off of \(event.signer), \(event.signerRole), for \(event.onBehalfOf) on \(event.signedOn): "
                + answers.joined(separator: ", ")
        case .acceptance(.conditionMet(let event)):
            return "condition \(event.signOff.prefix(8)).\(event.number) met on \(event.metOn), "
                + "seen by \(event.seenBy): \(event.evidence)"
        case .run(let event):
            return "\(event.runbook) followed by \(event.performer), \(event.result.rawValue): \(event.record)"
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

/// `, 2 questions`; empty if there are none.
private func count(of questions: [String]) -> String {
    questions.isEmpty ? "" : ", \(questions.count) question\(questions.count == 1 ? "" : "s")"
}

extension Event {
    /// The id of the change request that the event approves or declines.
    package var decidedChange: String? {
        switch self {
        case .change(.approved(let event)), .change(.declined(let event)): event.change
        default: nil
        }
    }
}
