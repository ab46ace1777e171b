extension Rules {
    /// Confirms that a prerequisite holds; `evidence` says what showed it.
    package func confirmPrerequisite(_ id: String, evidence: String) throws(Refusal) -> Event {
        let prerequisite = try knownPrerequisite(id)
        let evidence = try required(evidence, .missingEvidence)
        guard state.standing(ofPrerequisite: prerequisite.id) != .confirmed else {
            throw already(prerequisite.id, .confirmed)
        }
        return .prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: prerequisite.id, evidence: evidence)))
    }

    /// Goes on without a prerequisite, on somebody's authority.
    package func waivePrerequisite(_ id: String, by name: String, reason: String) throws(Refusal) -> Event {
        let prerequisite = try knownPrerequisite(id)
        let name = try required(name, .missingName)
        let reason = try required(reason, .missingReason)
        switch state.standing(ofPrerequisite: prerequisite.id) {
        case .open, .blocked: break
        case .confirmed: throw already(prerequisite.id, .confirmed)
        case .waived: throw already(prerequisite.id, .waived)
        }
        return .prerequisite(
            .waived(
                PrerequisiteWaived(prerequisite: prerequisite.id, waivedBy: name, reason: reason)))
    }

    /// Notes what keeps the customer from assuring a prerequisite; it stays owed.
    package func blockPrerequisite(_ id: String, reason: String) throws(Refusal) -> Event {
        let prerequisite = try knownPrerequisite(id)
        let reason = try required(reason, .missingReason)
        let standing = state.standing(ofPrerequisite: prerequisite.id)
        guard standing == .open else { throw already(prerequisite.id, standing) }
        return .prerequisite(.blocked(PrerequisiteBlocked(prerequisite: prerequisite.id, reason: reason)))
    }

    /// Opens a prerequisite again that turned out not to hold.
    package func reopenPrerequisite(_ id: String, reason: String) throws(Refusal) -> Event {
        let prerequisite = try knownPrerequisite(id)
        let reason = try required(reason, .missingReason)
        guard state.standing(ofPrerequisite: prerequisite.id) != .open else { throw already(prerequisite.id, .open) }
        return .prerequisite(.reopened(PrerequisiteReopened(prerequisite: prerequisite.id, reason: reason)))
    }

    private func already(_ id: String, _ standing: State.PrerequisiteStanding) -> Refusal {
        let rule: Rule =
            switch standing {
            case .open: .prerequisiteOpen
            case .confirmed: .prerequisiteConfirmed
            case .blocked: .prerequisiteBlocked
            case .waived: .prerequisiteWaived
            }
        let entry = state.prerequisites[id]?.last?.entry.shortID
        return Refusal(
            rule: rule, "the prerequisite '\(id)' is \(standing.rawValue) already",
            hint: entry.map { "to take that back: \(.undo($0))" } ?? "\(.listPrerequisites) lists them all")
    }
}
