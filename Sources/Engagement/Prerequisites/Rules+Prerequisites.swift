extension Rules {
    /// Confirms that a prerequisite holds; `evidence` says what showed it.
    package func confirmPrerequisite(_ id: String, evidence: String) throws(Refusal) -> Event {
        let prerequisite = try knownPrerequisite(id)
        let evidence = try required(evidence, "evidence")
        guard state.standing(ofPrerequisite: prerequisite.id) != .confirmed else {
            throw already(prerequisite.id, "confirmed")
        }
        return .prerequisite(.confirmed(PrerequisiteConfirmed(prerequisite: prerequisite.id, evidence: evidence)))
    }

    /// Goes on without a prerequisite, on somebody's authority.
    package func waivePrerequisite(_ id: String, by name: String, reason: String) throws(Refusal) -> Event {
        let prerequisite = try knownPrerequisite(id)
        let name = try required(name, "name")
        let reason = try required(reason, "reason")
        switch state.standing(ofPrerequisite: prerequisite.id) {
        case .open, .blocked: break
        case .confirmed: throw already(prerequisite.id, "confirmed")
        case .waived: throw already(prerequisite.id, "waived")
        }
        return .prerequisite(
            .waived(
                PrerequisiteWaived(prerequisite: prerequisite.id, waivedBy: name, reason: reason)))
    }

    /// Notes what keeps the customer from assuring a prerequisite; it stays owed.
    package func blockPrerequisite(_ id: String, reason: String) throws(Refusal) -> Event {
        let prerequisite = try knownPrerequisite(id)
        let reason = try required(reason, "reason")
        let standing = state.standing(ofPrerequisite: prerequisite.id)
        guard standing == .open else { throw already(prerequisite.id, standing.rawValue) }
        return .prerequisite(.blocked(PrerequisiteBlocked(prerequisite: prerequisite.id, reason: reason)))
    }

    /// Opens a prerequisite again that turned out not to hold.
    package func reopenPrerequisite(_ id: String, reason: String) throws(Refusal) -> Event {
        let prerequisite = try knownPrerequisite(id)
        let reason = try required(reason, "reason")
        guard state.standing(ofPrerequisite: prerequisite.id) != .open else { throw already(prerequisite.id, "open") }
        return .prerequisite(.reopened(PrerequisiteReopened(prerequisite: prerequisite.id, reason: reason)))
    }

    private func already(_ id: String, _ standing: String) -> Refusal {
        let entry = state.prerequisites[id]?.last?.entry.shortID
        return Refusal(
            rule: "prerequisite-\(standing)", "the prerequisite '\(id)' is \(standing) already",
            hint: entry.map { "to take that back: workbook undo \($0)" } ?? "workbook prerequisite lists them all")
    }
}
