/// What happened to a question.
package enum QuestionEvent: Sendable, Equatable {
    case asked(QuestionAsked)
    case closed(QuestionClosed)
}

extension QuestionEvent {
    var parts: (kind: Event.Kind, payload: any EventPayload) {
        switch self {
        case .asked(let payload): (.questionAsked, payload)
        case .closed(let payload): (.questionClosed, payload)
        }
    }
}

/// Somebody asked what no document answers.
package struct QuestionAsked: EventPayload {
    package var text: String
    package var askedBy: String
    /// The full id of the entry that planned the session in which it was asked; nil if it was asked elsewhere.
    package var session: String?
    /// The id of the document that it is about.
    package var document: String?

    package init(text: String, askedBy: String, session: String? = nil, document: String? = nil) {
        self.text = text
        self.askedBy = askedBy
        self.session = session
        self.document = document
    }
}

/// A question is answered: by a page, in words, or both.
package struct QuestionClosed: EventPayload {
    /// The full id of the entry that recorded the question.
    package var asked: String
    /// Its place among that entry's questions, from 1.
    package var number: Int
    package var closedBy: String
    package var answer: String?
    /// The id of the document that answers it.
    package var document: String?

    package init(asked: String, number: Int, closedBy: String, answer: String? = nil, document: String? = nil) {
        self.asked = asked
        self.number = number
        self.closedBy = closedBy
        self.answer = answer
        self.document = document
    }
}
