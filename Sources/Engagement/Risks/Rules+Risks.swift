extension Rules {
    package func addRisk(_ kind: Risk.Kind, title: String, owner: String) throws(Refusal) -> Event {
        .risk(
            .added(
                RiskAdded(
                    kind: kind, title: try required(title, .missingTitle), owner: try required(owner, .missingOwner))))
    }

    /// Settles a risk, found by the beginning of its id.
    package func closeRisk(_ id: String, resolution: String) throws(Refusal) -> Event {
        let matches = state.risks.filter { id.count >= 2 && $0.id.hasPrefix(id.lowercased()) }
        guard let risk = matches.first, matches.count == 1 else {
            throw notFound(
                .unknownRisk, or: .ambiguousRisk, "risk", id, matches: matches.count,
                among: state.risks.filter(\.isOpen).map(\.shortID))
        }
        guard risk.isOpen else {
            throw Refusal(
                rule: .riskClosed, "'\(risk.added.title)' is closed already: \(risk.resolution ?? "")",
                hint: "add it again if it came back")
        }
        return .risk(.closed(RiskClosed(risk: risk.id, resolution: try required(resolution, .missingResolution))))
    }
}
