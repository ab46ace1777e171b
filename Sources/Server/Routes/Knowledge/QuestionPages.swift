import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// The questions that no document answers yet: the list, the form for a new one, and a page for each.
enum QuestionPages {
    static func list(_ visit: Visit) -> Screen? {
        let shown = visit.query.text("state")
        return Screen("Questions") { _ in
            var html = HTML()
            html.title("Questions", link: "Ask a question", to: "/questions/new")
            let questions = visit.reading.state.questions.all
            html.append(
                Filter.openOrClosed("/questions", shown, of: questions.count, open: questions.count(where: \.isOpen)))
            html.append(
                FigureTable(
                    label: "Questions",
                    columns: [.text("Question"), .text("State"), .text("Asked by"), .text("Asked"), .text("About")],
                    rows: questions.filter { shown.isEmpty || $0.isOpen == (shown == "open") }.map { question in
                        [
                            .link(question.text, "/questions/\(question.label)"), .badge(badge(question)),
                            .text(question.askedBy ?? ""), .text(question.askedOn.spelled),
                            .text(question.document ?? ""),
                        ]
                    }
                ).html)
            return html
        }
    }

    private static func badge(_ question: AskedQuestion) -> Badge {
        question.isOpen ? Badge("Open", .warn) : Badge("Closed", .good)
    }

    static func one(_ visit: Visit) -> Screen? {
        if visit.id == "new" { return new(visit) }
        guard let question = visit.reading.state.questions.all.first(where: { $0.label == visit.id }) else {
            return nil
        }
        let form = close(question.label)
        return Screen(question.text, forms: [form]) { failure in
            var html = HTML()
            html.element("h1", question.text)
            html.markup("<dl class=\"facts\"><div><dt>State</dt><dd>")
            html.badge(badge(question))
            html.markup("</dd></div>")
            if let name = question.askedBy { html.fact("Asked by", name) }
            html.fact("Asked", question.askedOn.spelled)
            if let document = question.document { html.fact("About", document) }
            html.markup("</dl>\n")
            if let closing = question.closing {
                let answer = [closing.answer, closing.document.map { "see \($0)" }].compactMap(\.self)
                html.element("p", "\(closing.closedBy): \(answer.joined(separator: "; "))")
            }
            html.append(Filter.forms(question.isOpen || failure != nil ? [form] : [], visit.keys, failure))
            html.heading("History", id: "entries")
            html.append(
                HistoryPage.list(
                    visit.reading.entries.reversed().filter { entry in
                        if case .question(.closed(let closed)) = entry.event {
                            return closed.asked == question.entry && closed.number == question.number
                        }
                        return entry.id == question.entry
                    }, visit))
            return html
        }
    }

    private static func close(_ label: String) -> Form {
        let address = "/questions/\(label)"
        return Form(
            address: address + "/close", title: "It is answered", submit: "Close",
            fields: [
                .init("by", "Answered by"),
                .init("answer", "Answer"),
                .init("document", "Document that answers it", note: "Its id: RB-001. An answer, a document, or both."),
            ]
        ) { values, submission in
            _ = try await submission.workspace.closeQuestion(
                label, closedBy: values.text("by"), answer: values.optional("answer"),
                document: values.optional("document"), by: submission.author)
            return address
        }
    }

    private static func new(_ visit: Visit) -> Screen {
        let query = visit.query
        let sessions = visit.reading.state.sessions.inOrder.filter { !$0.isCancelled }
        let form = Form(
            address: "/questions/new/ask", title: "", submit: "Ask",
            fields: [
                .init("question", "Question", value: query.text("question")),
                .init("by", "Asked by", value: query.text("by")),
                .init(
                    "session", "Session in which it was asked",
                    .choice([("", "none")] + sessions.map { ($0.id, $0.planned.title) }), value: query.text("session")),
                .init("document", "Document that it is about", value: query.text("document"), note: "Its id: RB-001"),
            ]
        ) { values, submission in
            _ = try await submission.workspace.ask(
                values.text("question"), askedBy: values.text("by"), session: values.optional("session"),
                document: values.optional("document"), by: submission.author)
            return "/questions"
        }
        return Screen("Ask a question", of: form, visit)
    }
}
