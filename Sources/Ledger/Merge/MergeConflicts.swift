import CivilTime
import Engagement

/// Finds what two copies did apart that people should look at after a merge.
struct MergeConflicts {
    let own: [Entry]
    let other: [Entry]
    let before: State
    /// The state of the other copy.
    let otherBefore: State
    let after: State
    /// The ids of time entries that a closed week leaves out; they are reported apart.
    let setAside: Set<String>
    /// The time of every time entry of both copies, by its id.
    let times: [String: TimeLogged]

    var all: [Hint] { touchedTwice + closedWeeks + renumbered + sameWork + newlyHeld }

    /// The same thing changed on both sides; the later entry counts.
    private var touchedTwice: [Hint] {
        let mine = Dictionary(own.compactMap { entry in entry.event.subject.map { ($0, entry) } }) { _, last in last }
        var named: Set<String> = []
        return other.compactMap { entry in
            guard let subject = entry.event.subject, let same = mine[subject], named.insert(subject).inserted else {
                return nil
            }
            return "both copies changed \(subject): entries \(same.shortID) and \(entry.shortID); the later one counts"
        }
    }

    /// Time that the person who closed a week could not see, whenever it was recorded.
    private var closedWeeks: [Hint] {
        after.closedWeeks.keys.sorted().compactMap { week -> Hint? in
            // What the copy without the closing recorded; both copies if neither or each closed it on its own.
            let (isMine, isTheirs) = (before.closedWeeks[week] != nil, otherBefore.closedWeeks[week] != nil)
            let unseen = isMine == isTheirs ? own + other : isMine ? other : own
            var ids: [String] = []
            let late = unseen.compactMap { entry -> String? in
                guard let time = time(changedBy: entry), time.date.monday == week, !isSetAside(entry) else {
                    return nil
                }
                ids.append(entry.shortID)
                guard case .time = entry.event else { return "\(entry.shortID) changed time of \(time.person)" }
                return "\(entry.shortID) is \(time.minutes) of \(time.person)"
            }
            guard !late.isEmpty else { return nil }
            let undoing = ids.reduce("" as Hint) { $0 + "\(.undo($1)); " }
            return
                "\(week.isoWeek) was closed without this time, and has it now: \(abridged(late)). "
                + "Reopen the week, undo what should not count, and close it again: "
                + "\(.reopenWeek(week)); \(undoing)\(.closeWeek(week, confirmsIncomplete: true))"
        }
    }

    /// Equal work that was recorded in each copy on its own.
    private var sameWork: [Hint] {
        var theirs = other
        return own.compactMap { entry in
            guard case .time(let time) = entry.event, after.voided[entry.id] == nil,
                let index = theirs.firstIndex(where: { isSameWork($0, time) })
            else { return nil }
            let twin = theirs.remove(at: index)
            return "perhaps the same work twice: \(entry.shortID) and \(twin.shortID), "
                + "\(time.minutes) of \(time.person) on \(time.date), \(time.activity)"
        }
    }

    private func isSameWork(_ entry: Entry, _ time: TimeLogged) -> Bool {
        guard case .time(let same) = entry.event, after.voided[entry.id] == nil else { return false }
        return (same.date, same.person, same.role, same.activity, same.minutes)
            == (time.date, time.person, time.role, time.activity, time.minutes)
    }

    private func isSetAside(_ entry: Entry) -> Bool {
        switch entry.event {
        case .time: setAside.contains(entry.id)
        case .entry(.voided(let event)): setAside.contains(event.target)
        case .entry(.restored(let event)): setAside.contains(event.target)
        default: false
        }
    }

    /// The time that an entry logs, voids or restores.
    private func time(changedBy entry: Entry) -> TimeLogged? {
        switch entry.event {
        case .time(let time): time
        case .entry(.voided(let event)): times[event.target]
        case .entry(.restored(let event)): times[event.target]
        default: nil
        }
    }

    /// Labels that people may have written down.
    private var renumbered: [Hint] {
        let labels = Dictionary(after.changes.map { ($0.id, $0.label) }, uniquingKeysWith: { first, _ in first })
        func renamed(_ changes: [ChangeRequest], in copy: String) -> [Hint] {
            changes.compactMap { change in
                guard let label = labels[change.id], label != change.label else { return nil }
                return "\(change.label)\(copy), '\(change.proposal.title)', is now \(label)"
            }
        }
        return renamed(before.changes, in: "") + renamed(otherBefore.changes, in: " of the other copy")
    }

    private var newlyHeld: [Hint] {
        guard let contract = after.contract else { return [] }
        return contract.roles.compactMap { role in
            let held = Budget(role: role, state: after).held
            let was = Budget(role: role, state: before).held
            guard held > was else { return nil }
            return "together the copies exceed the cap of \(role.title): \(held) is held, it was \(was)"
        }
    }
}

extension Event {
    /// What the event sets, where setting it twice is worth a look.
    fileprivate var subject: String? {
        switch self {
        case .prerequisite(.confirmed(let event)): "the prerequisite \(event.prerequisite)"
        case .prerequisite(.waived(let event)): "the prerequisite \(event.prerequisite)"
        case .prerequisite(.blocked(let event)): "the prerequisite \(event.prerequisite)"
        case .prerequisite(.reopened(let event)): "the prerequisite \(event.prerequisite)"
        case .activity(.started(let event)): "the activity \(event.activity)"
        case .activity(.done(let event)): "the activity \(event.activity)"
        case .activity(.dropped(let event)): "the activity \(event.activity)"
        case .change(.approved(let event)), .change(.declined(let event)):
            "the decision on change \(event.change.prefix(8))"
        case .plan(let event): "the plan of \(event.person) as \(event.role) in \(event.week.isoWeek)"
        case .week(.closed(let event)): "the closing of \(event.week.isoWeek)"
        case .week(.reopened(let event)): "the closing of \(event.week.isoWeek)"
        case .risk(.closed(let event)): "the risk \(event.risk.prefix(8))"
        case .session(.cancelled(let event)): "the session \(event.session.prefix(8))"
        case .session(.planned(let event)): event.moves.map { "the session \($0.prefix(8))" }
        case .session(.held(let event)): "the session \(event.session.prefix(8))"
        case .question(.closed(let event)): "the question \(event.asked.prefix(8)).\(event.number)"
        case .acceptance(.signOffGiven): "the sign-off"
        case .acceptance(.conditionMet(let event)): "the condition \(event.signOff.prefix(8)).\(event.number)"
        case .contract: "the contract"
        case .time, .run, .change(.proposed), .week(.submitted), .risk(.added), .question(.asked), .rehearsal,
            .acceptance(.evidenceAdded), .entry:
            nil
        }
    }
}
