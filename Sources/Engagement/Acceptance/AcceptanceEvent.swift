package import CivilTime

/// What happened to the acceptance of the contract's criteria.
package enum AcceptanceEvent: Sendable, Equatable {
    case evidenceAdded(EvidenceAdded)
    case signOffGiven(SignOffGiven)
    case conditionMet(ConditionMet)
}

extension AcceptanceEvent {
    var parts: (kind: Event.Kind, payload: any EventPayload) {
        switch self {
        case .evidenceAdded(let payload): (.evidenceAdded, payload)
        case .signOffGiven(let payload): (.signOffGiven, payload)
        case .conditionMet(let payload): (.conditionMet, payload)
        }
    }
}

/// Somebody saw what a criterion rests on.
package struct EvidenceAdded: EventPayload {
    /// The criterion's id.
    package var criterion: String
    /// The fingerprint of the criterion's own text when the evidence was seen.
    package var criterionFingerprint: String
    package var subject: Evidence.Subject
    package var seenBy: String
    package var side: Side
    package var seenOn: CivilDate
    package var note: String

    package init(
        criterion: String, criterionFingerprint: String, subject: Evidence.Subject, seenBy: String, side: Side,
        seenOn: CivilDate, note: String = ""
    ) {
        self.criterion = criterion
        self.criterionFingerprint = criterionFingerprint
        self.subject = subject
        self.seenBy = seenBy
        self.side = side
        self.seenOn = seenOn
        self.note = note
    }
}

/// The customer answered whether the criteria are met.
package struct SignOffGiven: EventPayload {
    package enum Outcome: String, Sendable, Codable, CaseIterable {
        case accepted
        case acceptedWithConditions = "accepted-with-conditions"
        case rejected

        /// `accepted with conditions`.
        package var words: String { rawValue.replacing("-", with: " ") }
    }

    /// Something that remains to be done although the criterion is accepted.
    package struct Condition: Hashable, Sendable, Codable {
        package var text: String
        package var owner: String
        package var due: CivilDate

        package init(text: String, owner: String, due: CivilDate) {
            self.text = text
            self.owner = owner
            self.due = due
        }
    }

    /// The answer about one criterion.
    package struct Answer: Hashable, Sendable, Codable {
        package var criterion: String
        package var outcome: Outcome
        /// Why, if it isn't accepted without conditions.
        package var reason: String
        package var conditions: [Condition]

        package init(criterion: String, outcome: Outcome, reason: String = "", conditions: [Condition] = []) {
            self.criterion = criterion
            self.outcome = outcome
            self.reason = reason
            self.conditions = conditions
        }
    }

    package var answers: [Answer]
    package var signer: String
    package var signerRole: String
    /// The organization that the signer answers for.
    package var onBehalfOf: String
    /// How the answer was given, as in "response file by mail".
    package var method: String
    package var signedOn: CivilDate
    /// The fingerprint of the acceptance pack that the signer had.
    package var packFingerprint: String
    /// The documents of that pack, as they were in it.
    package var documents: [DocumentVersion]

    package init(
        answers: [Answer], signer: String, signerRole: String, onBehalfOf: String, method: String,
        signedOn: CivilDate, packFingerprint: String, documents: [DocumentVersion] = []
    ) {
        self.answers = answers
        self.signer = signer
        self.signerRole = signerRole
        self.onBehalfOf = onBehalfOf
        self.method = method
        self.signedOn = signedOn
        self.packFingerprint = packFingerprint
        self.documents = documents
    }
}

/// Somebody saw that a condition of the acceptance is met.
package struct ConditionMet: EventPayload {
    /// The full id of the entry that recorded the answer with the condition.
    package var signOff: String
    /// Its place among that entry's conditions, from 1.
    package var number: Int
    package var seenBy: String
    /// What shows it.
    package var evidence: String
    package var metOn: CivilDate

    package init(signOff: String, number: Int, seenBy: String, evidence: String, metOn: CivilDate) {
        self.signOff = signOff
        self.number = number
        self.seenBy = seenBy
        self.evidence = evidence
        self.metOn = metOn
    }
}
