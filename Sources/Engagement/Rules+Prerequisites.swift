extension Rules {
    /// Confirms that a prerequisite holds; `evidence` says what showed it.
    package func confirmPrerequisite(_ id: String, evidence: String) throws(Refusal) -> Event {
        let prerequisite = try knownPrerequisite(id)
        let evidence = try required(evidence, "evidence")
        guard state.standing(ofPrerequisite: prerequisite.id) != .confirmed else {
            throw already(prerequisite.id, "confirmed")
        }
        return .prerequisiteConfirmed(PrerequisiteConfirmed(prerequisite: prerequisite.id, evidence: evidence))
    }

    /// Goes on without a prerequisite, on somebody's authority.
    package func waivePrerequisite(_ id: String, by name: String, reason: String) throws(Refusal) -> Event {
        let prerequisite = try knownPrerequisite(id)
        let name = try required(name, "name")
        let reason = try required(reason, "reason")
        switch state.standing(ofPrerequisite: prerequisite.id) {
        case .open: break
        case .confirmed: throw already(prerequisite.id, "confirmed")
        case .waived: throw already(prerequisite.id, "waived")
        }
        return .prerequisiteWaived(
            PrerequisiteWaived(prerequisite: prerequisite.id, waivedBy: name, reason: reason))
    }

    private func already(_ id: String, _ standing: String) -> Refusal {
        let entry = state.prerequisites[id]?.entry.shortID ?? ""
        return Refusal(
            rule: "prerequisite-\(standing)", "the prerequisite '\(id)' is \(standing) already",
            hint: "to take that back: workbook undo \(entry)")
    }
}
