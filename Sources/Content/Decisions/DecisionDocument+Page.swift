import Engagement

extension DecisionDocument {
    /// The front matter of a page for a file that has none of this workbook's: what the file itself says.
    ///
    /// The page is internal, because nothing says that the customer may read it. A missing or unknown status is a
    /// diagnostic, as it is in front matter.
    func frontMatter(_ log: DiagnosticLog) -> FrontMatter? {
        let facts = facts
        let file = "content/" + path
        var matter = FrontMatter(id: facts.id, title: facts.title.isEmpty ? facts.id : facts.title, kind: .decision)
        matter.status = facts.status
        if facts.status == nil { log.add(statusDiagnostic(facts, file: file)) }
        matter.implementation = facts.implementation
        matter.date = facts.date
        matter.decisionMakers = facts.deciders
        matter.consulted = facts.consulted
        matter.informed = facts.informed
        matter.tags = facts.tags
        for relation in facts.relations {
            let id = Self.id(of: relation.target)
            switch relation.kind {
            case .supersedes: matter.supersedes.append(id)
            case .supersededBy: matter.supersededBy.append(id)
            case .amends: matter.amends.append(id)
            case .amendedBy: matter.amendedBy.append(id)
            // The text links to it.
            case .links: continue
            }
            matter.parts[id] = relation.part
        }
        matter.lines["status"] = facts.statusLine
        return matter
    }

    private func statusDiagnostic(_ facts: DecisionFacts, file: String) -> Diagnostic {
        guard let written = facts.writtenStatus else {
            return Diagnostic(
                rule: .missingStatus, file: file, line: facts.statusLine ?? 1, "the decision has no status",
                hint: "workbook decision accept \(facts.id), or another of its verbs, writes one")
        }
        let known = DecisionStatus.allCases.map(\.rawValue)
        let near = nearest(to: written.lowercased(), among: known).map { "did you mean '\($0)'? " } ?? ""
        return Diagnostic(
            rule: .unknownStatus, file: file, line: facts.statusLine, "'\(written)' is not a status",
            hint: "\(near)write one of: \(abridged(known))")
    }

    /// Returns the id of a decision that is named by a link to its file.
    private static func id(of target: DecisionTarget) -> String {
        guard let path = target.path else { return target.label }
        return DecisionDocument(path: path, bytes: []).derivedID
    }
}
