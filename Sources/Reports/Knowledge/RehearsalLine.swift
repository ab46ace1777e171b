package import CivilTime
package import Engagement
package import Knowledge

/// A rehearsal for scripts.
package struct RehearsalLine: Encodable {
    package let id: String
    package let document: String
    package let fingerprint: String
    package let level: Rehearsal.Level
    package let performer: String
    package let side: Side
    package let result: Rehearsal.Result
    package let minutes: Minutes
    package let performedOn: CivilDate
    package let run: String?
    package let questions: [String]
    /// Nil if the steps were not recorded one by one.
    package let steps: [RehearsedStep]?
    package let note: String?
    package let standing: ProofStanding

    package init(_ rehearsal: Rehearsal, standing: ProofStanding) {
        let recorded = rehearsal.recorded
        id = rehearsal.id
        document = recorded.document.document
        fingerprint = recorded.document.fingerprint
        level = recorded.level
        performer = recorded.performer
        side = recorded.side
        result = recorded.result
        minutes = recorded.minutes
        performedOn = recorded.performedOn
        run = recorded.run
        questions = recorded.questions
        steps = recorded.steps
        note = recorded.note
        self.standing = standing
    }
}

extension Rehearsal {
    /// Who did what with which result: `unaided by ann (customer) on 2026-12-14: passed in 25m`.
    package var summary: String {
        "\(recorded.level.rawValue) by \(recorded.performer) (\(recorded.side.rawValue)) on \(recorded.performedOn): "
            + "\(recorded.result.rawValue) in \(recorded.minutes)"
    }
}

/// A question for scripts.
package struct QuestionLine: Encodable {
    package let id: String
    package let text: String
    package let askedBy: String?
    package let askedOn: CivilDate
    package let document: String?
    package let closedOn: CivilDate?
    package let closedBy: String?
    package let answer: String?
    package let answeredBy: String?

    package init(_ question: AskedQuestion) {
        id = question.label
        text = question.text
        askedBy = question.askedBy
        askedOn = question.askedOn
        document = question.document
        closedOn = question.closedOn
        closedBy = question.closing?.closedBy
        answer = question.closing?.answer
        answeredBy = question.closing?.document
    }
}
