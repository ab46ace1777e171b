extension Rules {
    func knownCriterion(_ id: String) throws(Refusal) -> Criterion {
        guard let criterion = contract.criteria.first(where: { $0.id == id }) else {
            throw unknown(.unknownCriterion, "criterion", id, among: contract.criteria.map(\.id))
        }
        return criterion
    }

    /// Names what a criterion rests on.
    ///
    /// - Parameter request: A rehearsal and a session are named by the beginning of their id.
    package func addEvidence(_ request: EvidenceAdded) throws(Refusal) -> Event {
        var evidence = request
        evidence.criterion = try knownCriterion(request.criterion).id
        evidence.seenBy = try required(request.seenBy, .missingName)
        evidence.note = String(request.note.drop { $0.isWhitespace })
        try checkPast(request.seenOn, of: "evidence")
        switch request.subject {
        case .document: break
        case .rehearsal(let id): evidence.subject = .rehearsal(try rehearsal(id).id)
        case .session(let id):
            let session = try session(id)
            guard session.held != nil else {
                throw Refusal(
                    rule: .sessionNotHeld, "'\(session.planned.title)' is not recorded as held",
                    hint: "record it first: \(.recordSessionHeld(session.shortID))")
            }
            evidence.subject = .session(session.id)
        case .outside(let place, let reference):
            evidence.subject = .outside(place, reference: try required(reference, .missingReference))
        }
        if let known = state.acceptance.evidence.first(where: { $0.added.isSame(as: evidence) }) {
            throw Refusal(
                rule: .knownEvidence,
                "\(evidence.subjectText), seen by \(evidence.seenBy), is evidence for \(evidence.criterion) already",
                hint: "to take it back: \(.undo(known.shortID))")
        }
        return .acceptance(.evidenceAdded(evidence))
    }

    /// The evidence whose id begins with `id`.
    package func evidence(_ id: String) throws(Refusal) -> Evidence {
        let matches = state.acceptance.evidence.filter { id.count >= 2 && $0.id.hasPrefix(id.lowercased()) }
        guard let evidence = matches.first, matches.count == 1 else {
            throw notFound(
                .unknownEvidence, or: .ambiguousEvidence, "evidence", id, matches: matches.count,
                among: state.acceptance.evidence.map(\.shortID))
        }
        return evidence
    }

    /// Records the customer's answer to an acceptance pack.
    package func giveSignOff(_ request: SignOffGiven) throws(Refusal) -> Event {
        var signOff = request
        signOff.signer = try required(request.signer, .missingName)
        signOff.signerRole = try required(request.signerRole, .missingName)
        signOff.onBehalfOf = try required(request.onBehalfOf, .missingName)
        signOff.method = try required(request.method, .missingReason)
        try checkPast(request.signedOn, of: "a sign-off")
        guard !request.answers.isEmpty else {
            throw Refusal(
                rule: .missingReason, "the sign-off answers no criterion", hint: "answer at least one of the criteria")
        }
        for index in request.answers.indices {
            signOff.answers[index] = try checked(request.answers[index])
        }
        return .acceptance(.signOffGiven(signOff))
    }

    private func checked(_ request: SignOffGiven.Answer) throws(Refusal) -> SignOffGiven.Answer {
        var answer = request
        answer.criterion = try knownCriterion(request.criterion).id
        switch request.outcome {
        case .accepted: break
        case .rejected: answer.reason = try required(request.reason, .missingReason)
        case .acceptedWithConditions:
            guard !request.conditions.isEmpty else {
                throw Refusal(
                    rule: .missingReason, "'\(answer.criterion)' is accepted with conditions, and none is named",
                    hint: "name each condition with its owner and date")
            }
        }
        for index in request.conditions.indices {
            answer.conditions[index].text = try required(request.conditions[index].text, .missingReason)
            answer.conditions[index].owner = try required(request.conditions[index].owner, .missingOwner)
        }
        return answer
    }
}

extension EvidenceAdded {
    fileprivate func isSame(as other: EvidenceAdded) -> Bool {
        criterion == other.criterion && criterionFingerprint == other.criterionFingerprint && subject == other.subject
            && seenBy == other.seenBy && side == other.side
    }
}
