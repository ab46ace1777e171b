package import CivilTime

extension Rules {
    /// Records that a condition of the acceptance is met.
    ///
    /// - Parameter id: The condition's label, or the beginning of it: `6ae0b523.1`; the number may be left out if the
    ///   answer has one condition.
    package func meetCondition(
        _ id: String, seenBy name: String, evidence: String, on day: CivilDate
    ) throws(Refusal) -> Event {
        let condition = try condition(id)
        if let meeting = condition.meeting {
            throw Refusal(
                rule: .conditionMet,
                "'\(condition.named.text)' is met already: \(meeting.seenBy) saw it on \(meeting.metOn)",
                hint: "undo that entry first; \(.listEntries(.conditionMet)) lists it")
        }
        if let later = state.acceptance.replacement(of: condition) {
            throw Refusal(
                rule: .conditionReplaced,
                "'\(condition.named.text)' no longer counts: \(later.given.signer) answered '\(condition.criterion)' "
                    + "again on \(later.given.signedOn)",
                hint: "\(.listConditions) lists the conditions that count")
        }
        let meeting = ConditionMet(
            signOff: condition.signOff, number: condition.number, seenBy: try required(name, .missingName),
            evidence: try required(evidence, .missingEvidence), metOn: day)
        guard day <= today else {
            throw Refusal(
                rule: .futureDay, "a condition is recorded when it is met, and \(day) is in the future",
                hint: "give a day up to \(today)")
        }
        return .acceptance(.conditionMet(meeting))
    }

    private func condition(_ id: String) throws(Refusal) -> AcceptanceCondition {
        let parts = id.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        let number = parts.count == 2 ? Int(parts[1]) : nil
        let matches = state.acceptance.allConditions.filter { condition in
            guard let prefix = parts.first, prefix.count >= 2, parts.count <= 2 else { return false }
            return condition.signOff.hasPrefix(prefix) && (parts.count == 1 || condition.number == number)
        }
        guard let condition = matches.first, matches.count == 1 else {
            let counting = state.acceptance.conditions
            let open = counting.filter(\.isOpen)
            let known = matches.isEmpty ? (open.isEmpty ? counting : open) : matches
            throw notFound(
                .unknownCondition, or: .ambiguousCondition, "condition", id, matches: matches.count,
                among: known.map(\.label))
        }
        return condition
    }
}
