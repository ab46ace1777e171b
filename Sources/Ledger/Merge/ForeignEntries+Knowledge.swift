import CivilTime
import Engagement

/// The entries about sessions, questions, rehearsals and acceptance.
extension ForeignEntries {
    func reason(against event: SessionHeld) -> String? {
        missing(session: event.session) ?? event.documents.compactMap { reason(against: $0) }.first
            ?? event.minutes.flatMap { reason(againstDuration: $0) }
    }

    func reason(against event: EvidenceAdded) -> String? {
        if let reason = missing(criterion: event.criterion) { return reason }
        return switch event.subject {
        case .document(let version): reason(against: version)
        case .rehearsal(let id): missing(id, "rehearsal") { $0.kind == .rehearsalRecorded }
        case .session(let id): missing(session: id)
        case .outside(_, let reference): reference.allSatisfy(\.isWhitespace) ? "its reference is empty" : nil
        }
    }

    func reason(against version: DocumentVersion) -> String? {
        version.isWellFormed ? nil : "'\(version.fingerprint.prefix(64))' is not a fingerprint"
    }

    func reason(againstDuration minutes: Minutes) -> String? {
        minutes > .zero && minutes <= .hours(24) ? nil : "it takes \(minutes)"
    }

    func missing(criterion id: String) -> String? {
        contracts.contains { $0.criteria.contains { $0.id == id } } ? nil : "no contract has the criterion '\(id)'"
    }
}

extension Event {
    /// How many questions the entry records.
    var questionCount: Int {
        switch self {
        case .question(.asked): 1
        case .session(.held(let event)): event.questions.count
        case .rehearsal(.recorded(let event)): event.questions.count
        default: 0
        }
    }

    /// How many conditions the entry records.
    var conditionCount: Int {
        guard case .acceptance(.signOffGiven(let event)) = self else { return 0 }
        return event.answers.reduce(0) { $0 + $1.conditions.count }
    }
}
