import CivilTime

extension Rules {
    /// A name and a reason for starting although a before-start prerequisite is open.
    package struct Override: Sendable, Equatable {
        package var name: String
        package var reason: String

        package init(name: String, reason: String) {
            self.name = name
            self.reason = reason
        }
    }

    /// Begins an activity.
    ///
    /// Contract, clause `prerequisites`: what is to hold before the start must hold before work
    /// starts, unless somebody overrides it by name.
    package func startActivity(_ id: String, override: Override? = nil) throws(Refusal) -> Event {
        let id = try workable(id)
        switch state.standing(ofActivity: id) {
        case .started: throw already(id, .activityStarted)
        case .done: throw already(id, .activityDone)
        case .planned, .dropped: break
        }
        guard try mayStart(override) else {
            return .activity(.started(ActivityStarted(activity: id)))
        }
        return .activity(
            .started(
                ActivityStarted(
                    activity: id, overriddenBy: try required(override?.name ?? "", .missingName),
                    reason: try required(override?.reason ?? "", .missingReason))))
    }

    /// Finishes an activity; one that was never started must have been allowed to start.
    package func finishActivity(_ id: String) throws(Refusal) -> Event {
        let id = try workable(id)
        switch state.standing(ofActivity: id) {
        case .started: break
        case .planned: _ = try mayStart(nil)
        case .done: throw already(id, .activityDone)
        case .dropped:
            throw Refusal(
                rule: .droppedActivity, "the activity '\(id)' was dropped",
                hint: "take it up again first: \(.startActivity(id))")
        }
        return .activity(.done(ActivityDone(activity: id, workedMinutes: state.minutesByActivity[id] ?? .zero)))
    }

    /// Decides that an activity will not be done.
    ///
    /// A required activity is part of what was agreed, so dropping it needs a reason and a name that agreed to it.
    package func dropActivity(
        _ id: String, reason: String = "", approvedBy name: String? = nil
    ) throws(Refusal) -> Event {
        let activity = try knownActivity(id)
        switch state.standing(ofActivity: activity.id) {
        case .planned, .started: break
        case .done: throw already(activity.id, .activityDone)
        case .dropped: throw already(activity.id, .activityDropped)
        }
        guard !activity.isOptional else {
            return .activity(.dropped(ActivityDropped(activity: activity.id, reason: reason, approvedBy: name)))
        }
        guard let name, !reason.allSatisfy(\.isWhitespace) else {
            throw Refusal(
                rule: .requiredActivity, "the activity '\(activity.id)' is required by the contract",
                hint: "name who agreed to drop it, and why: \(.dropActivity(activity.id))")
        }
        return .activity(
            .dropped(
                ActivityDropped(activity: activity.id, reason: reason, approvedBy: try required(name, .missingName))))
    }

    /// Whether starting needs the override, refusing where it needs one and has none.
    private func mayStart(_ override: Override?) throws(Refusal) -> Bool {
        let open = contract.prerequisites.filter {
            $0.phase == .beforeStart && state.standing(ofPrerequisite: $0.id).isOwed
        }
        guard let first = open.first else { return false }
        guard override != nil else {
            throw Refusal(
                rule: .beforeStartPrerequisite,
                "'\(first.title)' (\(first.id)) is open and must hold before the start",
                hint: "confirm it: \(.confirmPrerequisite(first.id)); "
                    + "or start on somebody's authority: \(.overridePrerequisite)")
        }
        return true
    }

    private func already(_ id: String, _ rule: Rule) -> Refusal {
        let standing = rule.rawValue.dropFirst("activity-".count)
        let entry = state.activities[id]?.entry.shortID ?? ""
        return Refusal(
            rule: rule, "the activity '\(id)' is \(standing) already",
            hint: "to take that back: \(.undo(entry))")
    }
}
