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

/// How one step of a runbook went.
package struct RehearsedStep: Hashable, Sendable, Codable {
    package enum Result: String, Sendable, Codable, CaseIterable {
        case passed, partly, failed, skipped
    }

    /// The step's address on the page: `step-3`.
    package var step: String
    package var result: Result
    /// Nil if the time was not measured.
    package var minutes: Minutes?
    package var note: String?

    package init(step: String, result: Result, minutes: Minutes? = nil, note: String? = nil) {
        self.step = step
        self.result = result
        self.minutes = minutes
        self.note = note
    }

    /// `step-3 partly in 12m: the role was missing`.
    package var summary: String {
        step + " " + result.rawValue + (minutes.map { " in \($0)" } ?? "") + (note.map { ": " + $0 } ?? "")
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
    /// How each step went, where that was noted.
    package var steps: [RehearsedStep]?
    package var note: String?

    package init(
        document: DocumentVersion, level: Rehearsal.Level, performer: String, side: Side, result: Rehearsal.Result,
        minutes: Minutes, performedOn: CivilDate, questions: [String] = [], run: String? = nil,
        steps: [RehearsedStep]? = nil, note: String? = nil
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
        self.steps = steps
        self.note = note
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
