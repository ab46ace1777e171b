package import CivilTime

/// What happened to the proof of a document.
package enum RehearsalEvent: Sendable, Equatable {
    case recorded(RehearsalRecorded)
    case immaterial(ChangeMarkedImmaterial)
}

extension RehearsalEvent {
    var parts: (kind: Event.Kind, payload: any EventPayload) {
        switch self {
        case .recorded(let payload): (.rehearsalRecorded, payload)
        case .immaterial(let payload): (.changeMarkedImmaterial, payload)
        }
    }
}

/// A person followed a runbook.
package struct RehearsalRecorded: EventPayload {
    package var document: DocumentVersion
    package var level: Rehearsal.Level
    package var performer: String
    package var side: Side
    package var result: Rehearsal.Result
    package var minutes: Minutes
    package var performedOn: CivilDate
    /// What the performer had to ask; each is open until it is answered.
    package var questions: [String]
    /// The record of the run, if there is one: the name of a file in `runs/`.
    package var run: String?

    package init(
        document: DocumentVersion, level: Rehearsal.Level, performer: String, side: Side, result: Rehearsal.Result,
        minutes: Minutes, performedOn: CivilDate, questions: [String] = [], run: String? = nil
    ) {
        self.document = document
        self.level = level
        self.performer = performer
        self.side = side
        self.result = result
        self.minutes = minutes
        self.performedOn = performedOn
        self.questions = questions
        self.run = run
    }
}

/// An editor vouches that what was proved of a document before a change holds after it.
package struct ChangeMarkedImmaterial: EventPayload {
    /// The document's id.
    package var document: String
    /// Its fingerprint before the change.
    package var from: String
    /// Its fingerprint after the change.
    package var to: String
    package var markedBy: String
    package var reason: String

    package init(document: String, from: String, to: String, markedBy: String, reason: String) {
        self.document = document
        self.from = from
        self.to = to
        self.markedBy = markedBy
        self.reason = reason
    }
}
