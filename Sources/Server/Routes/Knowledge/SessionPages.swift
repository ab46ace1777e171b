import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// The sessions of the knowledge transfer: the list, the form for a new one, and a page for each.
enum SessionPages {
    static func list(_ visit: Visit) -> Screen? {
        let shown = visit.query.text("state")
        return Screen("Sessions") { _ in
            var html = HTML()
            html.title("Sessions", link: "Plan a session", to: "/sessions/new")
            let sessions = visit.reading.state.sessions.inOrder
            html.append(
                Filter.html(
                    "/sessions", "state", shown,
                    [("", "all", sessions.count)]
                        + Standing.allCases.map { standing in
                            (standing.rawValue, standing.rawValue, sessions.count { Standing($0) == standing })
                        }))
            html.append(
                FigureTable(
                    label: "Sessions",
                    columns: [.text("Session"), .text("State"), .text("When"), .text("Activity"), .text("Next")],
                    rows: sessions.filter { shown.isEmpty || Standing($0).rawValue == shown }.map { session in
                        [
                            .link(session.planned.title, "/sessions/\(session.shortID)"),
                            .badge(Standing(session).badge), .text(session.when),
                            .text(
                                visit.reading.contract.activity(session.planned.activity)?.title
                                    ?? session.planned.activity),
                            next(session, visit.reading.today),
                        ]
                    }
                ).html)
            return html
        }
    }

    /// How far a session is.
    enum Standing: String, CaseIterable {
        case planned, held, cancelled

        init(_ session: Session) {
            self = session.isCancelled ? .cancelled : session.held != nil ? .held : .planned
        }

        var badge: Badge {
            switch self {
            case .planned: Badge("Planned", .note)
            case .held: Badge("Held", .good)
            case .cancelled: Badge("Cancelled", .warn)
            }
        }
    }

    private static func next(_ session: Session, _ today: CivilDate) -> FigureTable.Cell {
        guard Standing(session) == .planned else { return .text("") }
        return .link(
            session.planned.date <= today ? "record how it was held" : "move or cancel it",
            "/sessions/\(session.shortID)")
    }

    static func one(_ visit: Visit) -> Screen? {
        if visit.id == "new" { return new(visit) }
        guard let session = visit.reading.state.sessions.first(where: { $0.shortID == visit.id }) else { return nil }
        let forms = [held(session), move(session), cancel(session)]
        return Screen(session.planned.title, forms: forms) { failure in
            var html = HTML()
            html.element("h1", session.planned.title)
            facts(session, visit.reading, &html)
            html.append(
                Filter.forms(Standing(session) == .planned || failure != nil ? forms : [], visit.keys, failure))
            html.heading("History", id: "entries")
            html.append(
                HistoryPage.list(visit.reading.entries.reversed().filter { concerns($0, session.id) }, visit))
            return html
        }
    }

    private static func facts(_ session: Session, _ reading: Reading, _ html: inout HTML) {
        html.markup("<dl class=\"facts\"><div><dt>State</dt><dd>")
        html.badge(Standing(session).badge)
        html.markup("</dd></div>")
        html.fact("When", session.when)
        html.fact(
            "Activity", reading.contract.activity(session.planned.activity)?.title ?? session.planned.activity)
        if let held = session.held {
            html.fact("Held", held.heldOn.spelled + (held.minutes.map { ", \($0)" } ?? ""))
            html.fact("Taught by", held.teacher)
            if !held.documents.isEmpty {
                html.fact("Covered", held.documents.map(\.document).joined(separator: ", "))
            }
            if let recording = held.recording { html.fact("Recording", recording) }
        }
        let attendees = session.held?.attendees.map { person in
            person.name + (person.role.map { " (\($0))" } ?? "")
        }
        let people = attendees ?? session.planned.attendees
        if !people.isEmpty { html.fact("Attendees", people.joined(separator: ", ")) }
        html.markup("</dl>\n")
        if let reason = session.cancellation { html.element("p", "Cancelled: \(reason)") }
    }

    private static func concerns(_ entry: Entry, _ id: String) -> Bool {
        switch entry.event {
        case .session(.planned(let event)): entry.id == id || event.moves == id
        case .session(.cancelled(let event)): event.session == id
        case .session(.held(let event)): event.session == id
        default: false
        }
    }
}
