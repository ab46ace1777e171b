package import CivilTime

/// The evidence and the sign-offs that count.
package struct Acceptance: Sendable, Equatable {
    /// The customer's answer to an acceptance pack.
    package struct SignOff: Sendable, Equatable {
        /// The full id of the entry that recorded it.
        package let id: String
        package let given: SignOffGiven
        package let recordedOn: CivilDate

        package var shortID: String { String(id.prefix(8)) }
    }

    /// In the ledger's order.
    package private(set) var evidence: [Evidence] = []
    /// In the ledger's order.
    package private(set) var signOffs: [SignOff] = []
    /// Those of answers that later ones replaced too, in the ledger's order.
    private(set) var allConditions: [AcceptanceCondition] = []

    mutating func apply(_ event: AcceptanceEvent, _ entry: Entry) {
        switch event {
        case .evidenceAdded(let event):
            evidence.append(Evidence(id: entry.id, added: event, addedOn: entry.moment.date))
        case .signOffGiven(let event):
            signOffs.append(SignOff(id: entry.id, given: event, recordedOn: entry.moment.date))
            allConditions += event.conditions(of: entry.id)
        case .conditionMet(let event):
            for index in allConditions.indices
            where allConditions[index].signOff == event.signOff && allConditions[index].number == event.number {
                allConditions[index].meeting = event
            }
        }
    }

    package func evidence(for criterion: String) -> [Evidence] { evidence.filter { $0.added.criterion == criterion } }

    /// The last answer about a criterion, and the sign-off that it is part of.
    package func answer(to criterion: String) -> (signOff: SignOff, answer: SignOffGiven.Answer)? {
        for signOff in signOffs.reversed() {
            if let answer = signOff.given.answers.last(where: { $0.criterion == criterion }) {
                return (signOff, answer)
            }
        }
        return nil
    }

    /// The conditions of the last answer about each criterion, in the ledger's order.
    package var conditions: [AcceptanceCondition] { allConditions.filter { replacement(of: $0) == nil } }

    package func conditions(of criterion: String) -> [AcceptanceCondition] {
        conditions.filter { $0.criterion == criterion }
    }

    /// The sign-off with a later answer about the criterion of `condition`; nil if the condition's own is the last.
    func replacement(of condition: AcceptanceCondition) -> SignOff? {
        guard let last = answer(to: condition.criterion)?.signOff, last.id != condition.signOff else { return nil }
        return last
    }
}
