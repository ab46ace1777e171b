package import CivilTime
package import Content

extension DecisionRegister {
    /// A decision that was taken.
    package struct Verdict: Sendable {
        package var status: DecisionStatus
        package var date: CivilDate?
        /// Who took it.
        package var deciders: [String]

        package init(_ status: DecisionStatus, on date: CivilDate? = nil, by deciders: [String] = []) {
            self.status = status
            self.date = date
            self.deciders = deciders
        }
    }

    /// Accepts, rejects or deprecates a decision, or makes it a proposal again.
    ///
    /// When a decision is accepted, those that it supersedes are superseded; when it is rejected or proposed again, they
    /// are in force again.
    package func decide(_ entry: Entry, _ verdict: Verdict) throws(DecisionError) -> ContentEdit {
        if let status = entry.facts.status, status == verdict.status { throw .isAlready(entry.facts.id, status) }
        if entry.facts.status == .superseded, let relation = entry.facts.relations.first(where: Self.isWhole) {
            throw .replaced(entry.facts.id, by: target(of: relation, in: entry)?.facts.id ?? relation.target.label)
        }
        var draft = DecisionDraft(self)
        try draft.set(verdict.status, of: entry)
        if let date = verdict.date { try draft.set(date, of: entry) }
        for name in verdict.deciders { try draft.addDecider(name, to: entry) }
        for relation in entry.facts.relations where relation.kind == .supersedes {
            guard let old = target(of: relation, in: entry) else {
                draft.notes.append(
                    "\(entry.facts.id) supersedes \(relation.target.label), which is not a decision here")
                continue
            }
            switch verdict.status {
            case .accepted:
                try supersede(old, with: entry, part: relation.part, isAccepted: true, in: &draft)
            case .rejected, .draft, .proposed: try restore(old, from: entry, part: relation.part, in: &draft)
            case .deprecated, .superseded: continue
            }
        }
        return draft.edit
    }

    private static func isWhole(_ relation: DecisionRelation) -> Bool {
        relation.kind == .supersededBy && relation.part == nil
    }

    /// Writes how far a decision is carried out.
    package func implement(_ entry: Entry, _ state: Implementation) throws(DecisionError) -> ContentEdit {
        var draft = DecisionDraft(self)
        try draft.set(state, of: entry)
        if entry.facts.status != .accepted {
            draft.notes.append(
                "\(entry.facts.id) is \(entry.facts.status?.rawValue ?? "without a status"), not accepted")
        }
        return draft.edit
    }

    /// Writes both sides of a supersession.
    ///
    /// The older decision stays in force until the newer one is accepted.
    package func supersede(_ old: Entry, with new: Entry, part: String?) throws(DecisionError) -> ContentEdit {
        guard old != new else { throw .selfRelation(old.facts.id) }
        var draft = DecisionDraft(self)
        try draft.add(.supersedes, of: new, to: old, part: part)
        try supersede(old, with: new, part: part, isAccepted: new.facts.status == .accepted, in: &draft)
        guard !draft.changes.isEmpty else {
            throw .alreadyRelated(new.facts.id, words: DecisionRelation.Kind.supersedes.words, old.facts.id)
        }
        if new.facts.status != .accepted, part == nil {
            draft.notes.append(
                "\(old.facts.id) stays \(old.facts.status?.rawValue ?? "as it is") until \(new.facts.id) is accepted")
        }
        return draft.edit
    }

    /// Writes the older decision's side.
    func supersede(
        _ old: Entry, with new: Entry, part: String?, isAccepted: Bool, in draft: inout DecisionDraft
    ) throws(DecisionError) {
        // Outside of this workbook's front matter, the words are the status.
        let isStatus = old.document.style != .workbook && part == nil
        if isAccepted, part == nil { try draft.set(.superseded, of: old) }
        if isAccepted || !isStatus { try draft.add(.supersededBy, of: old, to: new, part: part) }
    }

    /// Puts the older decision in force again.
    private func restore(
        _ old: Entry, from new: Entry, part: String?, in draft: inout DecisionDraft
    ) throws(DecisionError) {
        guard part == nil, old.facts.status == .superseded, draft.relation(.supersededBy, of: old, to: new) != nil
        else {
            return
        }
        if old.document.style != .workbook { try draft.remove(.supersededBy, of: old, to: new) }
        try putInForce(old, in: &draft)
    }

    private func putInForce(_ old: Entry, in draft: inout DecisionDraft) throws(DecisionError) {
        try draft.set(.accepted, of: old)
        draft.notes.append("\(old.facts.id) is accepted again; if it was never accepted, propose it")
    }

    /// Writes that one decision amends another or relates to it, on both sides.
    package func link(
        _ entry: Entry, _ kind: DecisionRelation.Kind, to other: Entry, part: String? = nil
    ) throws(DecisionError) -> ContentEdit {
        guard entry != other else { throw .selfRelation(entry.facts.id) }
        var draft = DecisionDraft(self)
        try draft.add(kind, of: entry, to: other, part: part)
        try draft.add(kind.inverse, of: other, to: entry, part: part)
        guard !draft.changes.isEmpty else {
            throw .alreadyRelated(entry.facts.id, words: kind.words, other.facts.id)
        }
        return draft.edit
    }

    /// Removes every relation between two decisions from both files.
    ///
    /// A decision that was superseded by the other one alone is in force again.
    package func unlink(_ entry: Entry, _ other: Entry) throws(DecisionError) -> ContentEdit {
        var draft = DecisionDraft(self)
        for (one, two) in [(entry, other), (other, entry)] {
            for kind in DecisionRelation.Kind.allCases { try draft.remove(kind, of: one, to: two) }
            let isRestored = one.facts.status == .superseded && !draft.document(one).facts.hasSuccessor
            if isRestored, one.facts.hasSuccessor { try putInForce(one, in: &draft) }
        }
        guard !draft.changes.isEmpty else { throw .notRelated(entry.facts.id, other.facts.id) }
        return draft.edit
    }
}
