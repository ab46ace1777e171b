package import CivilTime

/// Decides what may be recorded: a request in, the event to append or a refusal out.
///
/// Every way in, the terminal as well as the web form, asks these rules inside the write transaction, so
/// that two writers can never both pass on the same state.
package struct Rules: Sendable {
    /// The contract as approved change requests amend it.
    package let contract: Contract
    package let state: State
    package let today: CivilDate
    /// Who makes the request, if it is known: hints don't send people to themselves.
    package let asker: String?

    /// - Parameter contract: As it was signed.
    package init(contract: Contract, state: State, today: CivilDate, asker: String? = nil) {
        self.contract = contract.amended(by: state.changes)
        self.state = state
        self.today = today
        self.asker = asker
    }
}

extension Rules {
    func knownActivity(_ id: String) throws(Refusal) -> Activity {
        guard let activity = contract.activity(id) else {
            if let change = state.changes.last(where: {
                $0.status == .approved && $0.proposal.effect == .removeActivity(id: id)
            }) {
                throw Refusal(
                    rule: .removedActivity, "\(change.label) removed the activity '\(id)' from the contract",
                    hint:
                        "log the time on another activity, or undo the approval, which \(.listEntries(.changeApproved)) lists"
                )
            }
            throw unknown(.unknownActivity, "activity", id, among: contract.activities.map(\.id))
        }
        return activity
    }

    func knownRole(_ id: String) throws(Refusal) -> Role {
        guard let role = contract.role(id) else {
            throw unknown(.unknownRole, "role", id, among: contract.roles.map(\.id))
        }
        return role
    }

    func knownPrerequisite(_ id: String) throws(Refusal) -> Prerequisite {
        guard let prerequisite = contract.prerequisite(id) else {
            throw unknown(.unknownPrerequisite, "prerequisite", id, among: contract.prerequisites.map(\.id))
        }
        return prerequisite
    }

    func unknown(_ rule: Rule, _ kind: String, _ id: String, among known: [String]) -> Refusal {
        let near = nearest(to: id, among: known).map { "did you mean '\($0)'? " } ?? ""
        let list = known.isEmpty ? "the contract names none yet" : "the contract names " + abridged(known)
        return Refusal(rule: rule, "the contract has no \(kind) '\(id)'", hint: "\(near)\(list)")
    }

    /// Something of the ledger that is named by a label or the beginning of an id.
    func notFound(
        _ unknown: Rule, or ambiguous: Rule, _ kind: String, _ id: String, matches: Int, among known: [String]
    ) -> Refusal {
        let list = abridged(known)
        guard matches > 1 else {
            let recorded = known.isEmpty ? "none is recorded yet" : "the ledger has \(list)"
            return Refusal(rule: unknown, "there is no \(kind) '\(id)'", hint: "\(recorded)")
        }
        return Refusal(
            rule: ambiguous, "more than one \(kind) matches '\(id)'", hint: "write the whole of one of these: \(list)")
    }

    /// A value that a person has to give and left out.
    func required(_ value: String, _ rule: Rule) throws(Refusal) -> String {
        guard let first = value.firstIndex(where: { !$0.isWhitespace }) else {
            let name = rule.rawValue.dropFirst("missing-".count)
            let isName = [.missingName, .missingOwner, .missingPerson, .missingRequester].contains(rule)
            throw Refusal(
                rule: rule, "the \(name) is empty", hint: isName ? "write a name" : "write a few words")
        }
        let last = value.lastIndex { !$0.isWhitespace } ?? first
        return String(value[first...last])
    }
}
