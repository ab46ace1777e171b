extension Rules {
    /// What time may be logged against: an activity of the contract, or an exclusion that may be worked on.
    ///
    /// Contract, clause `exclusions`: work against one is refused, unless an approved change request lifts it;
    /// what is only excluded as time permits may be done when every required activity is done.
    func workable(_ id: String) throws(Refusal) -> String {
        try checkChoices()
        if let exclusion = contract.exclusion(id) {
            try check(exclusion)
            return exclusion.id
        }
        // An approved change request took the exclusion out of the amended contract.
        if liftedExclusions.contains(id) { return id }
        return try knownActivity(id).id
    }

    private var liftedExclusions: [String] {
        state.changes.compactMap { change in
            guard change.status == .approved, case .liftExclusion(let id) = change.proposal.effect else { return nil }
            return id
        }
    }

    private func check(_ exclusion: Exclusion) throws(Refusal) {
        let propose = changeHint(for: .liftExclusion(id: exclusion.id), propose: .liftExclusion(exclusion.id))
        switch exclusion.rule {
        case .excluded:
            throw Refusal(
                rule: .excluded, "'\(exclusion.title)' is out of scope: \(exclusion.summary)",
                hint: propose)
        case .timePermitting:
            let undone = contract.requiredActivities(in: state).filter {
                state.standing(ofActivity: $0.id) != .done
            }
            guard !undone.isEmpty else { return }
            throw Refusal(
                rule: .timePermitting,
                "'\(exclusion.title)' may be worked on only as time permits, and \(undone.count) required "
                    + "\(undone.count == 1 ? "activity is" : "activities are") not done (\(abridged(undone.map(\.id), atMost: 3)))",
                hint: "finish the required activities first; otherwise \(propose)")
        }
    }

    /// The next step towards a change: a decision on the open request, or a new one that names the declined request.
    private func changeHint(for effect: ChangeEffect, propose proposal: Remedy.Proposal) -> Hint {
        let requests = state.changes.filter { $0.proposal.effect == effect }
        if let open = requests.last(where: { $0.status == .proposed }) {
            return "\(open.label) asks for it: \(.approveChange(open.label))"
        }
        let declined = requests.last { $0.status == .declined }.flatMap { change in
            change.decision.map { "\($0.decidedBy) declined \(change.label) (\($0.reason)); " }
        }
        return "\(declined ?? "")raise a \(declined == nil ? "" : "new ")change request: \(.proposeChange(proposal))"
    }

    /// Contract, clause `choices`: one option, and both only by a change request.
    private func checkChoices() throws(Refusal) {
        guard let choice = contract.choices.first(where: { $0.chosen.count > 1 && !$0.allowsBoth }) else { return }
        throw Refusal(
            rule: .oneChoice,
            "the contract follows \(choice.chosen.joined(separator: " and ")), but '\(choice.title)' allows one",
            hint:
                "keep one under `chosen`, or raise a change request: \(.proposeChange(.allowBoth(choice: choice.id)))")
    }

    /// The id of something new: a slug that nothing else has.
    func checkNewActivity(_ id: String) throws(Refusal) {
        guard isSlug(id) else {
            throw Refusal(
                rule: .badId, "'\(id)' is not an id",
                hint: "use lower-case letters, digits and hyphens, as in set-up-inference")
        }
        guard contract.activity(id) == nil, contract.exclusion(id) == nil else {
            throw Refusal(rule: .knownId, "the contract has '\(id)' already", hint: "choose another id")
        }
    }

    func knownExclusion(_ id: String) throws(Refusal) -> Exclusion {
        guard let exclusion = contract.exclusion(id) else {
            throw unknown(.unknownExclusion, "exclusion", id, among: contract.exclusions.map(\.id))
        }
        return exclusion
    }
}
