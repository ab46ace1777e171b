extension Rules {
    /// Records that a planned session took place.
    ///
    /// - Parameter request: The session is named by the beginning of its id.
    package func holdSession(_ request: SessionHeld) throws(Refusal) -> Event {
        let session = try session(request.session)
        guard session.cancellation == nil else { throw cancelled(session) }
        if let held = session.held { throw alreadyHeld(session, held) }
        var event = request
        event.session = session.id
        event.teacher = try required(request.teacher, .missingName)
        for index in request.attendees.indices {
            event.attendees[index].name = try required(request.attendees[index].name, .missingName)
        }
        event.questions = try questions(request.questions)
        try checkPast(request.heldOn, of: "a session")
        if let minutes = request.minutes { try checkDuration(minutes, of: "a session") }
        return .session(.held(event))
    }

    func alreadyHeld(_ session: Session, _ held: SessionHeld) -> Refusal {
        Refusal(
            rule: .sessionHeld, "'\(session.planned.title)' was held on \(held.heldOn)",
            hint: "undo that record first; \(.listEntries(.sessionHeld)) lists it")
    }

    /// Records a question that no document answers.
    ///
    /// - Parameter request: The session is named by the beginning of its id.
    package func ask(_ request: QuestionAsked) throws(Refusal) -> Event {
        var event = request
        event.text = try required(request.text, .missingQuestion)
        event.askedBy = try required(request.askedBy, .missingName)
        if let id = request.session { event.session = try session(id).id }
        return .question(.asked(event))
    }

    /// Closes a question with a document that answers it, an answer, or both.
    ///
    /// - Parameter id: The question's label, or the beginning of it: `3f9a61c2.1`; the number may be left out if the
    ///   entry has one question.
    package func closeQuestion(
        _ id: String, by name: String, answer: String?, document: String?
    ) throws(Refusal) -> Event {
        let question = try question(id)
        if let closing = question.closing {
            throw Refusal(
                rule: .questionClosed, "'\(question.text)' is answered already, by \(closing.closedBy)",
                hint: "undo that answer first; \(.listEntries(.questionClosed)) lists it")
        }
        guard answer != nil || document != nil else {
            throw Refusal(
                rule: .missingAnswer, "a question is closed by a document or an answer",
                hint: "name the document that answers it, or write the answer")
        }
        var text: String?
        if let answer { text = try required(answer, .missingAnswer) }
        return .question(
            .closed(
                QuestionClosed(
                    asked: question.entry, number: question.number, closedBy: try required(name, .missingName),
                    answer: text, document: document)))
    }

    private func question(_ id: String) throws(Refusal) -> AskedQuestion {
        let parts = id.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        let number = parts.count == 2 ? Int(parts[1]) : nil
        let matches = state.questions.all.filter { question in
            guard let prefix = parts.first, prefix.count >= 2, parts.count <= 2 else { return false }
            return question.entry.hasPrefix(prefix) && (parts.count == 1 || question.number == number)
        }
        guard let question = matches.first, matches.count == 1 else {
            throw notFound(
                .unknownQuestion, or: .ambiguousQuestion, "question", id, matches: matches.count,
                among: (matches.isEmpty ? state.questions.all.filter(\.isOpen) : matches).map(\.label))
        }
        return question
    }

    func questions(_ texts: [String]) throws(Refusal) -> [String] {
        var questions: [String] = []
        for text in texts { questions.append(try required(text, .missingQuestion)) }
        return questions
    }
}
