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

    mutating func apply(_ event: AcceptanceEvent, _ entry: Entry) {
        switch event {
        case .evidenceAdded(let event):
            evidence.append(Evidence(id: entry.id, added: event, addedOn: entry.moment.date))
        case .signOffGiven(let event):
            signOffs.append(SignOff(id: entry.id, given: event, recordedOn: entry.moment.date))
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
}
