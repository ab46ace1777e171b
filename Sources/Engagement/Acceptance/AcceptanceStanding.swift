package import CivilTime

/// How many criteria the customer accepted, and what is open of the conditions.
package struct AcceptanceStanding: Sendable, Equatable {
    /// The contract's criteria.
    package let criteria: Int
    /// With conditions or without.
    package let accepted: Int
    package let rejected: Int
    /// The accepted criteria with a condition that is not met.
    package let withOpenConditions: Int
    package let conditions: Int
    package let openConditions: Int
    package let overdueConditions: Int

    /// Returns nil if the customer has answered none of the criteria.
    package init?(_ contract: Contract, _ acceptance: Acceptance, asOf day: CivilDate) {
        let answers = contract.criteria.compactMap { acceptance.answer(to: $0.id)?.answer }
        guard !answers.isEmpty else { return nil }
        let answered = Set(answers.map(\.criterion))
        let conditions = acceptance.conditions.filter { answered.contains($0.criterion) }
        let open = conditions.filter(\.isOpen)
        criteria = contract.criteria.count
        rejected = answers.count { $0.outcome == .rejected }
        accepted = answers.count - rejected
        self.conditions = conditions.count
        openConditions = open.count
        overdueConditions = open.count { $0.isOverdue(on: day) }
        withOpenConditions = Set(open.map(\.criterion)).count
    }

    package var answered: Int { accepted + rejected }

    /// `7 of 8 criteria accepted, 1 of them with 1 condition open (1 overdue), 1 rejected`.
    package var words: String {
        var parts = ["\(accepted) of \(criteria) \(criteria == 1 ? "criterion" : "criteria") accepted"]
        if openConditions > 0 {
            let overdue = overdueConditions > 0 ? " (\(overdueConditions) overdue)" : ""
            parts.append(
                "\(withOpenConditions) of them with \(openConditions) condition\(openConditions == 1 ? "" : "s") open"
                    + overdue)
        }
        if rejected > 0 { parts.append("\(rejected) rejected") }
        if answered < criteria { parts.append("\(criteria - answered) not answered") }
        return parts.joined(separator: ", ")
    }
}

extension StatusReport {
    /// How the acceptance stands; nil if the customer has answered none of the criteria.
    package var acceptance: AcceptanceStanding? { AcceptanceStanding(contract, state.acceptance, asOf: asOf) }

    /// The conditions of the acceptance about criteria that the contract has: what is open first, by its date.
    package var conditions: [AcceptanceCondition] {
        let known = Set(contract.criteria.map(\.id))
        return state.acceptance.conditions.filter { known.contains($0.criterion) }.sorted {
            ($0.isOpen ? 0 : 1, $0.named.due, $0.label) < ($1.isOpen ? 0 : 1, $1.named.due, $1.label)
        }
    }
}
