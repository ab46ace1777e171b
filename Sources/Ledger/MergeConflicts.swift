import Engagement

/// What two copies did apart that people should look at when they meet.
struct MergeConflicts {
    let own: [Entry]
    let other: [Entry]
    let before: State
    let after: State
    /// The time of every time entry of both copies, by its id.
    let times: [String: TimeLogged]

    var all: [String] { touchedTwice + closedWeeks + renumbered + newlyHeld }

    /// The same thing changed on both sides; the later entry is what counts.
    private var touchedTwice: [String] {
        let mine = Dictionary(own.compactMap { entry in entry.event.subject.map { ($0, entry) } }) { _, last in last }
        var named: Set<String> = []
        return other.compactMap { entry in
            guard let subject = entry.event.subject, let same = mine[subject], named.insert(subject).inserted else {
                return nil
            }
            return "both copies changed \(subject): entries \(same.shortID) and \(entry.shortID); the later one counts"
        }
    }

    private var closedWeeks: [String] {
        after.closedWeeks.keys.sorted().compactMap { week in
            guard before.closedWeeks[week] == nil || !other.isEmpty else { return nil }
            let late = (own + other).filter { entry in
                guard let time = time(changedBy: entry), time.date.monday == week else { return false }
                return (after.closedWeeks[week]?.moment.milliseconds ?? 0) < entry.moment.milliseconds
            }
            guard !late.isEmpty else { return nil }
            return "time of \(week.isoWeek) was changed in one copy after the other had closed it: "
                + late.map(\.shortID).joined(separator: ", ")
        }
    }

    /// The time that an entry logs, voids or restores.
    private func time(changedBy entry: Entry) -> TimeLogged? {
        switch entry.event {
        case .timeLogged(let time): time
        case .entryVoided(let event): times[event.target]
        case .entryRestored(let event): times[event.target]
        default: nil
        }
    }

    /// Labels that people may have written down.
    private var renumbered: [String] {
        let labels = Dictionary(after.changes.map { ($0.id, $0.label) }, uniquingKeysWith: { first, _ in first })
        return before.changes.compactMap { change in
            guard let label = labels[change.id], label != change.label else { return nil }
            return "\(change.label), '\(change.proposal.title)', is now \(label)"
        }
    }

    private var newlyHeld: [String] {
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
        case .prerequisiteConfirmed(let event): "the prerequisite \(event.prerequisite)"
        case .prerequisiteWaived(let event): "the prerequisite \(event.prerequisite)"
        case .prerequisiteBlocked(let event): "the prerequisite \(event.prerequisite)"
        case .prerequisiteReopened(let event): "the prerequisite \(event.prerequisite)"
        case .activityStarted(let event): "the activity \(event.activity)"
        case .activityDone(let event): "the activity \(event.activity)"
        case .activityDropped(let event): "the activity \(event.activity)"
        case .changeApproved(let event), .changeDeclined(let event): "the decision on change \(event.change.prefix(8))"
        case .planSet(let event): "the plan of \(event.person) as \(event.role) in \(event.week.isoWeek)"
        case .weekClosed(let event): "the closing of \(event.week.isoWeek)"
        case .weekReopened(let event): "the closing of \(event.week.isoWeek)"
        case .riskClosed(let event): "the risk \(event.risk.prefix(8))"
        case .sessionCancelled(let event): "the session \(event.session.prefix(8))"
        case .sessionPlanned(let event): event.moves.map { "the session \($0.prefix(8))" }
        case .contractRecorded: "the contract"
        case .timeLogged, .changeProposed, .weekSubmitted, .riskAdded, .entryVoided, .entryRestored:
            nil
        }
    }
}
