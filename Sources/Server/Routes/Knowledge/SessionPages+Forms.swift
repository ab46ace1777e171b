import CivilTime
import Engagement
import Markup
import Workspace

extension SessionPages {
    static func held(_ session: Session) -> Form {
        let (id, address) = (session.id, "/sessions/\(session.shortID)")
        return Form(
            address: address + "/held", title: "It took place", submit: "Record",
            fields: [
                .init("by", "Taught by"),
                .init(
                    "customer", "Present from the customer", .lines, note: "A name on each line; ann: on-call engineer"),
                .init("supplier", "Present from the supplier", .lines, note: "A name on each line."),
                .init("documents", "Documents covered", note: "Their ids: RB-001, RB-002"),
                .init(
                    "questions", "Open questions", .lines, note: "A question on each line; each becomes an open task."),
                .init("recording", "Recording", note: "Its address, if there is one."),
                .init("date", "Day", note: "Empty for \(session.planned.date.spelled)."),
                .init("duration", "How long", note: "Empty if it took as long as planned."),
            ]
        ) { values, submission in
            var input = Workspace.HeldInput(session: id, teacher: values.text("by"))
            input.attendees =
                values.lines("customer").map { attendee($0, .customer) }
                + values.lines("supplier").map { attendee($0, .supplier) }
            input.documents = values.text("documents").split { $0.isWhitespace || $0 == "," }.map(String.init)
            input.questions = values.lines("questions")
            input.recording = values.optional("recording")
            input.heldOn = try values.optionalDate("date", today: submission.workspace.today)
            input.minutes = try values.optionalMinutes("duration")
            _ = try await submission.workspace.holdSession(input, by: submission.author)
            return address
        }
    }

    /// Reads `ann: on-call engineer`, or a name alone.
    private static func attendee(_ line: String, _ side: Side) -> SessionHeld.Attendee {
        let parts = line.split(separator: ":", maxSplits: 1)
        let role = parts.count > 1 ? String(parts[1].drop { $0.isWhitespace }) : ""
        return SessionHeld.Attendee(
            name: parts.first.map(String.init) ?? "", role: role.isEmpty ? nil : role, side: side)
    }

    static func move(_ session: Session) -> Form {
        let (id, address) = (session.id, "/sessions/\(session.shortID)")
        return Form(
            address: address + "/move", title: "It moves", submit: "Move",
            fields: [
                .init("date", "Day", value: session.planned.date.description),
                .init("start", "Begins at", value: session.planned.start?.description ?? ""),
                .init("duration", "How long", value: session.planned.minutes?.compact ?? ""),
            ]
        ) { values, submission in
            let date = try values.optionalDate("date", today: submission.workspace.today)
            let (start, minutes) = (try values.optionalTime("start"), try values.optionalMinutes("duration"))
            _ = try await submission.workspace.record(by: submission.author) {
                try $0.moveSession(id, to: date, start: start, minutes: minutes)
            }
            return address
        }
    }

    static func cancel(_ session: Session) -> Form {
        let (id, address) = (session.id, "/sessions/\(session.shortID)")
        return Form(
            address: address + "/cancel", title: "It does not take place", submit: "Cancel the session",
            fields: [.init("reason", "Reason")]
        ) { values, submission in
            let reason = values.text("reason")
            _ = try await submission.workspace.record(by: submission.author) {
                try $0.cancelSession(id, reason: reason)
            }
            return address
        }
    }

    static func new(_ visit: Visit) -> Screen {
        let query = visit.query
        let form = Form(
            address: "/sessions/new/add", title: "", submit: "Plan",
            fields: [
                .init("title", "Title", value: query.text("title")),
                .init(
                    "activity", "Activity", .choice(visit.reading.contract.activities.map { ($0.id, $0.title) }),
                    value: query.text("activity")),
                .init("date", "Day", value: query.text("date"), note: "2026-12-16, mon; a business day of the window"),
                .init("start", "Begins at", value: query.text("start"), note: "14:00; empty if the hour is open"),
                .init("duration", "How long", value: query.text("duration"), note: "2h"),
                .init("attendees", "Attendees", .lines, value: query.text("attendees"), note: "A name on each line."),
            ]
        ) { values, submission in
            let start = try values.optionalTime("start")
            let minutes = try values.optionalMinutes("duration")
            let session = SessionPlanned(
                title: values.text("title"), activity: values.text("activity"),
                date: try values.date("date", today: submission.workspace.today), start: start,
                minutes: minutes ?? (start == nil ? nil : .hours(1)), attendees: values.lines("attendees"))
            _ = try await submission.workspace.record(by: submission.author) { try $0.planSession(session) }
            return "/sessions"
        }
        return Screen("Plan a session", of: form, visit)
    }
}
