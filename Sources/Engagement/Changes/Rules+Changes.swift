import CivilTime

extension Rules {
    /// Asks for a change of the contract; it takes effect when somebody approves it.
    package func proposeChange(
        title: String, requester: String, reason: String, effect: ChangeEffect
    ) throws(Refusal) -> Event {
        let title = try required(title, .missingTitle)
        let requester = try required(requester, .missingRequester)
        let reason = try required(reason, .missingReason)
        try check(effect)
        return .change(.proposed(ChangeProposed(title: title, requester: requester, reason: reason, effect: effect)))
    }

    private func check(_ effect: ChangeEffect) throws(Refusal) {
        switch effect {
        case .addTime(let role, let minutes):
            _ = try knownRole(role)
            guard minutes > .zero else {
                throw Refusal(
                    rule: .positiveTime, "a change request adds more than zero time, not \(minutes)",
                    hint: "to lower a cap, agree a new contract and change content/engagement.yaml")
            }
        case .liftExclusion(let id): _ = try knownExclusion(id)
        case .addActivity(let id, let title, let area):
            _ = try required(title, .missingTitle)
            try checkNewActivity(id)
            guard contract.focusAreas.contains(where: { $0.id == area }) else {
                throw unknown(.unknownFocusArea, "focus area", area, among: contract.focusAreas.map(\.id))
            }
        case .removeActivity(let id): _ = try knownActivity(id)
        case .extendWindow(let end):
            guard end > contract.window.end else {
                throw Refusal(
                    rule: .windowOrder, "the window already ends on \(contract.window.end)",
                    hint: "name a later date")
            }
        case .allowBoth(let id):
            guard contract.choices.contains(where: { $0.id == id }) else {
                throw unknown(.unknownChoice, "choice", id, among: contract.choices.map(\.id))
            }
        }
    }

    /// Approves or declines a change request that is still open.
    package func decideChange(
        _ id: String, isApproved: Bool, by name: String, reason: String
    ) throws(Refusal) -> Event {
        let change = try openChange(id)
        let decision = ChangeDecided(
            change: change.id, decidedBy: try required(name, .missingName), reason: try required(reason, .missingReason)
        )
        return isApproved ? .change(.approved(decision)) : .change(.declined(decision))
    }

    /// Finds a change request by its label (`CR-1`), its number, or the beginning of its id.
    private func openChange(_ id: String) throws(Refusal) -> ChangeRequest {
        let wanted = id.lowercased()
        let matches = state.changes.filter {
            $0.label.lowercased() == wanted || String($0.number) == wanted
                || (wanted.count >= 4 && $0.id.hasPrefix(wanted))
        }
        guard let change = matches.first, matches.count == 1 else {
            throw notFound(
                .unknownChange, or: .ambiguousChange, "change request", id, matches: matches.count,
                among: state.changes.map(\.label))
        }
        guard change.status == .proposed else {
            throw Refusal(
                rule: .changeDecided,
                "\(change.label) is \(change.status.rawValue) already, by \(change.decision?.decidedBy ?? "somebody")",
                hint:
                    "to take the decision back, undo its entry; \(.listEntries(change.status == .approved ? .changeApproved : .changeDeclined)) lists it"
            )
        }
        return change
    }
}
