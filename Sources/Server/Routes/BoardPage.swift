import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// The activities of a focus area by state: each card has the buttons that move it.
///
/// A card that a rule keeps where it is goes on to its page, where the rule's remedy can be filled in.
enum BoardPage {
    private static let columns: [State.ActivityStanding] = [.planned, .started, .done, .dropped]

    static func screen(_ visit: Visit) -> Screen? {
        let forms = [
            move("start", "Start") { try $0.startActivity($1) }, move("done", "Finish") { try $0.finishActivity($1) },
        ]
        return Screen("Board", forms: forms) { failure in
            var html = HTML()
            html.element("h1", "Board")
            html.markup("<p>")
            html.link("The same activities as lists", to: "/activities")
            html.markup("</p>\n")
            if let failure { refused(failure, visit.reading, &html) }
            for area in visit.reading.contract.focusAreas {
                let lines = visit.reading.report.activities.filter { $0.focusArea == area.id }
                guard !lines.isEmpty else { continue }
                html.heading(area.title, id: "area-" + area.id)
                html.markup("<div class=\"board\">\n")
                for column in columns { self.column(column, lines.filter { $0.state == column }, visit, &html) }
                html.markup("</div>\n")
            }
            return html
        }
    }

    private static func move(
        _ action: String, _ submit: String, _ decide: @escaping @Sendable (Rules, String) throws -> Event
    ) -> Form {
        Form(address: "/board/\(action)", title: "", submit: submit, fields: []) { values, submission in
            let id = values.text("activity")
            _ = try await submission.workspace.record(by: submission.author) { try decide($0, id) }
            return "/board"
        }
    }

    private static func refused(_ failure: FormFailure, _ reading: Reading, _ html: inout HTML) {
        html.refusal(failure.explanation)
        guard let activity = reading.contract.activity(failure.values.text("activity")) else { return }
        html.markup("<p>")
        html.link("Give the reason on the page of \(activity.title)", to: "/activities/\(activity.id)")
        html.markup("</p>\n")
    }

    private static func column(
        _ standing: State.ActivityStanding, _ lines: [StatusReport.ActivityLine], _ visit: Visit, _ html: inout HTML
    ) {
        html.markup("<section class=\"board-column\"><h3>")
        html.badge(Badge(standing))
        html.markup(" <span class=\"count\">")
        html.number(lines.count)
        html.markup("</span></h3>\n")
        if lines.isEmpty {
            html.element("p", "None.", class: "quiet-line")
        } else {
            html.markup("<ul>\n")
            for line in lines { card(line, visit, &html) }
            html.markup("</ul>\n")
        }
        html.markup("</section>\n")
    }

    private static func card(_ line: StatusReport.ActivityLine, _ visit: Visit, _ html: inout HTML) {
        html.markup("<li class=\"card-small\"><p>")
        html.link(line.title, to: "/activities/\(line.id)")
        html.markup("</p>")
        html.element("p", line.worked == .zero ? "no time yet" : "\(line.worked) worked", class: "quiet-line")
        html.markup("<div class=\"card-moves\">")
        switch line.state {
        case .planned:
            button("start", "Start", line, visit, &html)
            button("done", "Finish", line, visit, &html)
        case .started: button("done", "Finish", line, visit, &html)
        case .done: break
        case .dropped: button("start", "Start", line, visit, &html)
        }
        html.markup("</div></li>\n")
    }

    private static func button(
        _ action: String, _ title: String, _ line: StatusReport.ActivityLine, _ visit: Visit, _ html: inout HTML
    ) {
        html.markup("<form method=\"post\"")
        html.attribute("action", "/board/\(action)")
        html.markup(">")
        // Each button of the page is another write.
        FormKeys(token: visit.keys.token, operation: "\(visit.keys.operation)-\(line.id)-\(action)").write(to: &html)
        html.hidden("activity", line.id)
        html.markup("<button type=\"submit\" class=\"button quiet\"")
        html.attribute("aria-label", "\(title) \(line.title)")
        html.markup(">")
        html.text(title)
        html.markup("</button></form>")
    }
}
