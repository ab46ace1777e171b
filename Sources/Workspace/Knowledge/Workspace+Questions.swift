package import CivilTime
package import Engagement
import Knowledge
package import Ledger

extension Workspace {
    /// How a session took place, as an edge takes it.
    package struct HeldInput: Sendable {
        /// The beginning of the session's id.
        package var session: String
        package var teacher: String
        /// Nil for the day on which it was planned.
        package var heldOn: CivilDate?
        package var minutes: Minutes?
        package var attendees: [SessionHeld.Attendee] = []
        /// The ids of the documents that were covered.
        package var documents: [String] = []
        package var recording: String?
        package var questions: [String] = []

        package init(session: String, teacher: String) {
            self.session = session
            self.teacher = teacher
        }
    }

    /// Records how a planned session took place.
    package func holdSession(_ input: HeldInput, by author: Author) async throws -> Receipt {
        let documents = try input.documents.isEmpty ? nil : CurrentDocuments(readContent())
        let covered = try input.documents.compactMap { try documents?.named($0).version }
        return try await record(by: author) { rules in
            let planned = try rules.session(input.session).planned
            return try rules.holdSession(
                SessionHeld(
                    session: input.session, heldOn: input.heldOn ?? planned.date,
                    minutes: input.minutes ?? planned.minutes, teacher: input.teacher, attendees: input.attendees,
                    documents: covered, recording: input.recording, questions: input.questions))
        }
    }

    /// Records a question that no document answers.
    ///
    /// - Parameters:
    ///   - session: The beginning of the id of the session in which it was asked.
    ///   - document: The id of the document that it is about.
    package func ask(
        _ text: String, askedBy name: String, session: String?, document: String?, by author: Author
    ) async throws -> Receipt {
        let document = try document.map { try CurrentDocuments(readContent()).named($0).id }
        return try await record(by: author) {
            try $0.ask(QuestionAsked(text: text, askedBy: name, session: session, document: document))
        }
    }

    /// Closes a question with a document that answers it, an answer, or both.
    ///
    /// - Parameter id: The question's label, or the beginning of it.
    package func closeQuestion(
        _ id: String, closedBy name: String, answer: String?, document: String?, by author: Author
    ) async throws -> Receipt {
        let document = try document.map { try CurrentDocuments(readContent()).named($0).id }
        return try await record(by: author) {
            try $0.closeQuestion(id, by: name, answer: answer, document: document)
        }
    }
}
