import Engagement

extension APIOperation {
    /// Every form that programs can fill in.
    static let all: [APIOperation] = time + engagement + knowledge

    private static let time: [APIOperation] = [
        APIOperation(
            "/time/entry/log", "Log time",
            [
                .required("duration", "1d 2h, 90m or 1:30"), .required("role"), .required("activity"),
                .text("person", "the author if it is left out"), .text("date", "today if it is left out"),
                .text("note"), .text("corrects", "an entry of a closed week"),
                .text("late", "why time of a closed week is late"),
            ]),
        APIOperation("/time/submit", "Submit a person's week", [.required("week"), .required("person")]),
        APIOperation("/time/close", "Close a week", [.required("week")]),
        APIOperation("/time/reopen", "Reopen a week", [.required("week"), .required("reason")]),
        APIOperation(
            "/plan/set", "Plan a person's week in a role",
            [.required("duration", "0h takes a plan back"), .required("person"), .required("role"), .required("week")]),
    ]

    private static let engagement: [APIOperation] = [
        APIOperation("/prerequisites/{id}/confirm", "Confirm a prerequisite", [.required("evidence")]),
        APIOperation("/prerequisites/{id}/block", "Block a prerequisite", [.required("reason")]),
        APIOperation("/prerequisites/{id}/waive", "Waive a prerequisite", [.required("by"), .required("reason")]),
        APIOperation("/prerequisites/{id}/reopen", "Reopen a prerequisite", [.required("reason")]),
        APIOperation("/activities/{id}/start", "Start an activity", [.text("by"), .text("reason")]),
        APIOperation("/activities/{id}/done", "Finish an activity"),
        APIOperation("/activities/{id}/drop", "Drop an activity", [.text("by"), .required("reason")]),
        APIOperation(
            "/changes/new/propose", "Propose a change request",
            [
                .choice("effect", ["time", "window", "lift", "activity", "remove", "both"]), .required("title"),
                .required("requester"), .required("reason"), .text("role"), .text("add"), .text("end"), .text("lift"),
                .text("new"), .text("name"), .text("area"), .text("remove"), .text("both"),
            ]),
        APIOperation("/changes/{id}/approve", "Approve a change request", [.required("by"), .required("reason")]),
        APIOperation("/changes/{id}/decline", "Decline a change request", [.required("by"), .required("reason")]),
        APIOperation(
            "/risks/new/add", "Add to the register",
            [.required("title"), .choice("kind", Risk.Kind.allCases.map(\.rawValue)), .required("owner")]),
        APIOperation("/risks/{id}/close", "Close a risk", [.required("resolution")]),
        APIOperation(
            "/history/undo", "Take back an entry, or everything that one request recorded",
            [.text("entry"), .text("undone", "the operation of the request")]),
    ]

    private static let knowledge: [APIOperation] = [
        APIOperation(
            "/sessions/new/add", "Plan a session",
            [
                .required("title"), .required("activity"), .required("date"), .text("start"), .text("duration"),
                .list("attendees"),
            ]),
        APIOperation(
            "/sessions/{id}/held", "Record how a session was held",
            [
                .required("by", "who taught"), .list("customer"), .list("supplier"), .text("documents"),
                .list("questions"), .text("recording"), .text("date"), .text("duration"),
            ]),
        APIOperation("/sessions/{id}/move", "Move a session", [.text("date"), .text("start"), .text("duration")]),
        APIOperation("/sessions/{id}/cancel", "Cancel a session", [.required("reason")]),
        APIOperation(
            "/questions/new/ask", "Ask a question",
            [.required("question"), .required("by"), .text("session"), .text("document")]),
        APIOperation(
            "/questions/{id}/close", "Close a question", [.required("by"), .text("answer"), .text("document")]),
        APIOperation(
            "/rehearsals/new/record", "Record a rehearsal",
            [
                .required("document"), .required("by"), .choice("side", sides),
                .choice("level", Rehearsal.Level.allCases.map(\.rawValue)),
                .choice("result", Rehearsal.Result.allCases.map(\.rawValue)), .required("duration"), .text("date"),
                .list("questions"), .text("run"),
            ]),
        evidence("document", "a document", [.required("document")]),
        evidence("rehearsal", "a rehearsal", [.required("rehearsal")]),
        evidence("session", "a session that was held", [.required("session")]),
        evidence(
            "outside", "something outside the workbook",
            [.choice("place", Evidence.Place.allCases.map(\.rawValue)), .required("reference")]),
        APIOperation(
            "/rehearsals/import/record", "Record what the site's rehearsal form saved",
            [.required("response", "the text of the file")]),
        APIOperation("/packs/new/make", "Make an acceptance pack"),
        APIOperation(
            "/packs/{id}/record", "Record the customer's answer to a pack",
            [.required("response", "the text of the response file")]),
        APIOperation(
            "/acceptance/{id}/void", "Take evidence back", [.required("evidence"), .required("reason")]),
        APIOperation(
            "/conditions/{id}/met", "Record that a condition of the acceptance is met",
            [.required("by", "who saw it"), .required("evidence"), .text("date", "today if it is left out")]),
    ]

    private static let sides = Side.allCases.map(\.rawValue)

    private static func evidence(_ action: String, _ what: String, _ fields: [Field]) -> APIOperation {
        APIOperation(
            "/acceptance/{id}/\(action)", "Add \(what) as evidence for a criterion",
            fields + [.required("by"), .choice("side", sides), .text("date"), .text("note")])
    }
}
