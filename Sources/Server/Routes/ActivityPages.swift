import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// The activities of the contract: the list by focus area, and a page for each.
enum ActivityPages {
    static func list(_ visit: Visit) -> Screen? {
        let state = visit.query.text("state")
        return Screen("Activities") { _ in
            var html = HTML()
            html.title("Activities", link: "The board, by state", to: "/board")
            let lines = visit.reading.report.activities
            html.append(
                Filter.html(
                    "/activities", "state", state,
                    [("", "all", lines.count)]
                        + [State.ActivityStanding.planned, .started, .done, .dropped].map { standing in
                            (standing.rawValue, standing.rawValue, lines.count { $0.state == standing })
                        }))
            for area in visit.reading.contract.focusAreas {
                let shown = lines.filter { $0.focusArea == area.id && (state.isEmpty || $0.state.rawValue == state) }
                guard !shown.isEmpty else { continue }
                html.heading(area.title, id: "area-" + area.id)
                html.append(
                    FigureTable(
                        label: area.title, columns: [.text("Activity"), .text("State"), .number("Worked")],
                        rows: shown.map { line in
                            [
                                .link(line.title, "/activities/\(line.id)"), .badge(Badge(line.state)),
                                .text(line.worked == .zero ? "–" : line.worked.description),
                            ]
                        }
                    ).html)
            }
            return html
        }
    }

    static func one(_ visit: Visit) -> Screen? {
        guard let activity = visit.reading.contract.activity(visit.id),
            let line = visit.reading.report.activities.first(where: { $0.id == visit.id })
        else { return nil }
        let forms = forms(activity)
        return Screen(activity.title, forms: forms) { failure in
            var html = HTML()
            html.element("h1", activity.title)
            if !activity.summary.isEmpty { html.element("p", activity.summary, class: "lede") }
            html.markup("<dl class=\"facts\"><div><dt>State</dt><dd>")
            html.badge(Badge(line.state))
            html.markup("</dd></div>")
            html.fact("Worked", line.worked.description)
            html.fact("Contract", activity.isOptional ? "optional" : "required")
            html.markup("</dl>\n")
            let shown = forms.filter { form in
                switch form.submit {
                case "Start": line.state == .planned || line.state == .dropped
                case "Finish": line.state == .started || line.state == .planned
                default: line.state == .planned || line.state == .started
                }
            }
            html.append(Filter.forms(shown, visit.keys, failure))
            html.heading("History", id: "entries")
            html.append(
                HistoryPage.list(visit.reading.entries.reversed().filter { concerns($0.event, activity.id) }, visit))
            return html
        }
    }

    private static func forms(_ activity: Activity) -> [Form] {
        let id = activity.id
        let address = "/activities/\(id)"
        return [
            Form(
                address: address + "/start", title: "Work begins", submit: "Start",
                fields: [
                    .init("by", "Allowed by", note: "Only if a prerequisite is still open."),
                    .init("reason", "Reason", note: "Why it may start all the same."),
                ]
            ) { values, submission in
                let (name, reason) = (values.text("by"), values.text("reason"))
                _ = try await submission.workspace.record(by: submission.author) {
                    try $0.startActivity(
                        id, override: name.isEmpty && reason.isEmpty ? nil : .init(name: name, reason: reason))
                }
                return address
            },
            Form(address: address + "/done", title: "Work is finished", submit: "Finish", fields: []) {
                _, submission in
                _ = try await submission.workspace.record(by: submission.author) { try $0.finishActivity(id) }
                return address
            },
            Form(
                address: address + "/drop", title: "It will not be done", submit: "Drop",
                fields: [
                    .init("by", "Agreed by", note: activity.isOptional ? "" : "The contract requires this activity."),
                    .init("reason", "Reason"),
                ]
            ) { values, submission in
                let (name, reason) = (values.text("by"), values.text("reason"))
                _ = try await submission.workspace.record(by: submission.author) {
                    try $0.dropActivity(id, reason: reason, approvedBy: name.isEmpty ? nil : name)
                }
                return address
            },
        ]
    }

    private static func concerns(_ event: Event, _ id: String) -> Bool {
        switch event {
        case .activity(.started(let event)): event.activity == id
        case .activity(.done(let event)): event.activity == id
        case .activity(.dropped(let event)): event.activity == id
        case .time(let time): time.activity == id
        default: false
        }
    }
}
