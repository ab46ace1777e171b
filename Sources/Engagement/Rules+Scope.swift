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
        let propose = "workbook change propose --lift \(exclusion.id) --title TEXT --requester NAME --reason TEXT"
        switch exclusion.rule {
        case .excluded:
            throw Refusal(
                rule: "excluded", "'\(exclusion.title)' is out of scope: \(exclusion.summary)",
                hint: "raise a change request: \(propose)")
        case .timePermitting:
            let undone = contract.activities.filter {
                !$0.isOptional && state.standing(ofActivity: $0.id) != .done
            }
            guard let first = undone.first else { return }
            throw Refusal(
                rule: "time-permitting",
                "'\(exclusion.title)' may be worked on only as time permits, and \(undone.count) required "
                    + "\(undone.count == 1 ? "activity is" : "activities are") not done (\(first.id))",
                hint: "finish the required activities first, or raise a change request: \(propose)")
        }
    }

    /// Contract, clause `choices`: one option, and both only by a change request.
    private func checkChoices() throws(Refusal) {
        guard let choice = contract.choices.first(where: { $0.chosen.count > 1 && !$0.allowsBoth }) else { return }
        throw Refusal(
            rule: "one-choice",
            "the contract follows \(choice.chosen.joined(separator: " and ")), but '\(choice.title)' allows one",
            hint:
                "keep one under `chosen`, or raise a change request: workbook change propose --allow-both \(choice.id) "
                + "--title TEXT --requester NAME --reason TEXT")
    }

    /// The id of something new: a slug that nothing else has.
    func checkNewActivity(_ id: String) throws(Refusal) {
        guard isSlug(id) else {
            throw Refusal(
                rule: "bad-id", "'\(id)' is not an id",
                hint: "use lower-case letters, digits and hyphens, as in set-up-inference")
        }
        guard contract.activity(id) == nil, contract.exclusion(id) == nil else {
            throw Refusal(rule: "known-id", "the contract has '\(id)' already", hint: "choose another id")
        }
    }

    func knownExclusion(_ id: String) throws(Refusal) -> Exclusion {
        guard let exclusion = contract.exclusion(id) else {
            throw unknown("exclusion", id, among: contract.exclusions.map(\.id))
        }
        return exclusion
    }
}
