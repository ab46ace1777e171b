import CivilTime

extension Rules {
    /// Records a rehearsal of a document.
    package func recordRehearsal(_ request: RehearsalRecorded) throws(Refusal) -> Event {
        var rehearsal = request
        rehearsal.performer = try required(request.performer, .missingName)
        rehearsal.questions = try questions(request.questions)
        try checkDuration(request.minutes, of: "a rehearsal")
        for step in request.steps ?? [] {
            guard let minutes = step.minutes, minutes != .zero else { continue }
            try checkDuration(minutes, of: "a step of a rehearsal")
        }
        try checkPast(request.performedOn, of: "the rehearsal")
        return .rehearsal(.recorded(rehearsal))
    }

    /// Vouches that a change of a document leaves what was proved of it valid.
    ///
    /// - Parameters:
    ///   - version: The document as it is after the change.
    ///   - fingerprint: Its fingerprint before the change, or the beginning of it; nil for the last one that somebody
    ///     rehearsed, accepted or named as evidence.
    package func markImmaterial(
        _ version: DocumentVersion, from fingerprint: String?, by name: String, reason: String
    ) throws(Refusal) -> Event {
        let name = try required(name, .missingName)
        let reason = try required(reason, .missingReason)
        let known = state.fingerprints(of: version.document)
        let from: String
        if let fingerprint {
            let matches = Set(known.filter { $0.hasPrefix(fingerprint.lowercased()) })
            guard let match = matches.first, matches.count == 1, fingerprint.count >= 4 else {
                throw Refusal(
                    rule: .unknownFingerprint,
                    "no proof of \(version.document) is at one fingerprint that begins with '\(fingerprint)'",
                    hint: known.isEmpty
                        ? "record a rehearsal first: \(.recordRehearsal(version.document))"
                        : "the ledger has \(abridged(Set(known.map { String($0.prefix(12)) }).sorted()))")
            }
            from = match
        } else {
            guard let last = known.last(where: { $0 != version.fingerprint }) ?? known.last else {
                throw Refusal(
                    rule: .unknownFingerprint, "nothing is recorded of \(version.document) yet",
                    hint: "record a rehearsal first: \(.recordRehearsal(version.document))")
            }
            from = last
        }
        let counting = state.rehearsals.fingerprints(countingFor: version)
        guard from != version.fingerprint, !counting.contains(from) else {
            throw Refusal(
                rule: .unchangedDocument,
                "what was proved of \(version.document) at \(from.prefix(12)) counts for its current text already",
                hint: "edit the document first, or name an earlier fingerprint")
        }
        return .rehearsal(
            .immaterial(
                ChangeMarkedImmaterial(
                    document: version.document, from: from, to: version.fingerprint, markedBy: name, reason: reason)))
    }

    /// The rehearsal whose id begins with `id`.
    func rehearsal(_ id: String) throws(Refusal) -> Rehearsal {
        let matches = state.rehearsals.all.filter { id.count >= 2 && $0.id.hasPrefix(id.lowercased()) }
        guard let rehearsal = matches.first, matches.count == 1 else {
            throw notFound(
                .unknownRehearsal, or: .ambiguousRehearsal, "rehearsal", id, matches: matches.count,
                among: state.rehearsals.all.map(\.shortID))
        }
        return rehearsal
    }

    func checkDuration(_ minutes: Minutes, of what: String) throws(Refusal) {
        guard minutes > .zero else {
            throw Refusal(rule: .positiveTime, "\(what) takes more than no time", hint: "say how long: 25m")
        }
        guard minutes <= .hours(24) else {
            throw Refusal(rule: .moreThanADay, "\(what) takes a day at most", hint: "record each day by itself")
        }
    }

    func checkPast(_ date: CivilDate, of what: String) throws(Refusal) {
        guard date <= today else {
            throw Refusal(
                rule: .futureDay, "\(what) is recorded when it has taken place, and \(date) is in the future",
                hint: "give a day up to \(today)")
        }
    }
}

extension State {
    /// The fingerprints of a document that the ledger knows, in its order.
    fileprivate func fingerprints(of document: String) -> [String] {
        let rehearsed = rehearsals.all.map { ($0.recordedOn, $0.recorded.document) }
        let seen = acceptance.evidence.compactMap { evidence in
            if case .document(let version) = evidence.added.subject { (evidence.addedOn, version) } else { nil }
        }
        let taught = sessions.compactMap(\.held).flatMap { held in held.documents.map { (held.heldOn, $0) } }
        let accepted = acceptance.signOffs.flatMap { signOff in
            signOff.given.documents.map { (signOff.recordedOn, $0) }
        }
        return (taught + seen + accepted + rehearsed).filter { $0.1.document == document }
            .sorted { $0.0 < $1.0 }.map(\.1.fingerprint)
    }
}
