import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// What the customer assures: the list, and a page for each.
enum PrerequisitePages {
    static func list(_ visit: Visit) -> Screen? {
        let state = visit.query.text("state")
        return Screen("Prerequisites") { _ in
            var html = HTML()
            html.element("h1", "Prerequisites")
            let lines = visit.reading.report.prerequisites
            html.append(
                Filter.html(
                    "/prerequisites", "state", state,
                    [("", "all", lines.count), ("owed", "owed", lines.count { $0.state.isOwed })]
                        + [State.PrerequisiteStanding.open, .blocked, .confirmed, .waived].map { standing in
                            (standing.rawValue, standing.rawValue, lines.count { $0.state == standing })
                        }))
            let shown = lines.filter { line in
                state.isEmpty || line.state.rawValue == state || (state == "owed" && line.state.isOwed)
            }
            html.append(
                FigureTable(
                    label: "Prerequisites",
                    columns: [.text("Prerequisite"), .text("State"), .text("Owner"), .text("Due")],
                    rows: shown.map { line in
                        [
                            .link(line.title, "/prerequisites/\(line.id)"),
                            .badge(Badge(line.state, isOverdue: line.isOverdue)), .text(Owner.title(line.owner)),
                            .text(line.due.spelled),
                        ]
                    }
                ).html)
            return html
        }
    }

    static func one(_ visit: Visit) -> Screen? {
        guard let prerequisite = visit.reading.contract.prerequisite(visit.id),
            let line = visit.reading.report.prerequisites.first(where: { $0.id == visit.id })
        else { return nil }
        let forms = forms(prerequisite.id, line.state)
        return Screen(prerequisite.title, forms: forms) { failure in
            var html = HTML()
            html.element("h1", prerequisite.title)
            if !prerequisite.summary.isEmpty { html.element("p", prerequisite.summary, class: "lede") }
            html.markup("<dl class=\"facts\"><div><dt>State</dt><dd>")
            html.badge(Badge(line.state, isOverdue: line.isOverdue))
            html.markup("</dd></div>")
            html.fact("Owner", Owner.title(prerequisite.owner))
            html.fact("Due", prerequisite.due.spelled)
            html.fact("Needed", prerequisite.phase.spelled)
            if let delay = visit.reading.report.delays.first(where: { $0.prerequisite == prerequisite.id }) {
                html.fact("Lost", count(delay.businessDays, "business day"))
            }
            html.markup("</dl>\n")
            if !prerequisite.proof.isEmpty { html.element("p", "What would show it: \(prerequisite.proof)") }
            if let evidence = line.evidence { html.element("p", "Last said: \(evidence)") }
            html.append(Filter.forms(shown(forms, line.state), visit.keys, failure))
            html.heading("History", id: "entries")
            html.append(
                HistoryPage.list(
                    visit.reading.entries.reversed().filter { concerns($0.event, prerequisite.id) }, visit))
            return html
        }
    }

    /// The forms that the state allows; the others are still taken, and refused with the reason.
    private static func shown(_ forms: [Form], _ state: State.PrerequisiteStanding) -> [Form] {
        forms.filter { form in
            switch form.submit {
            case "Confirm": state != .confirmed
            case "Block": state == .open
            case "Waive": state.isOwed
            default: state != .open
            }
        }
    }

    private static func forms(_ id: String, _ state: State.PrerequisiteStanding) -> [Form] {
        let address = "/prerequisites/\(id)"
        return [
            Form(
                address: address + "/confirm", title: "It holds", submit: "Confirm",
                fields: [.init("evidence", "Evidence", note: "What showed it: a run, a mail, a name and a day.")]
            ) { values, submission in
                let evidence = values.text("evidence")
                _ = try await submission.workspace.record(by: submission.author) {
                    try $0.confirmPrerequisite(id, evidence: evidence)
                }
                return address
            },
            Form(
                address: address + "/block", title: "Something keeps it back", submit: "Block",
                fields: [.init("reason", "Reason", note: "What it waits for, and for whom.")]
            ) { values, submission in
                let reason = values.text("reason")
                _ = try await submission.workspace.record(by: submission.author) {
                    try $0.blockPrerequisite(id, reason: reason)
                }
                return address
            },
            Form(
                address: address + "/waive", title: "Go on without it", submit: "Waive",
                fields: [.init("by", "Who decided it"), .init("reason", "Reason")]
            ) { values, submission in
                let (name, reason) = (values.text("by"), values.text("reason"))
                _ = try await submission.workspace.record(by: submission.author) {
                    try $0.waivePrerequisite(id, by: name, reason: reason)
                }
                return address
            },
            Form(
                address: address + "/reopen",
                title: state == .blocked ? "Nothing keeps it back now" : "It does not hold after all", submit: "Reopen",
                fields: [.init("reason", "Reason")]
            ) { values, submission in
                let reason = values.text("reason")
                _ = try await submission.workspace.record(by: submission.author) {
                    try $0.reopenPrerequisite(id, reason: reason)
                }
                return address
            },
        ]
    }

    private static func concerns(_ event: Event, _ id: String) -> Bool {
        guard case .prerequisite(let event) = event else { return false }
        return switch event {
        case .confirmed(let event): event.prerequisite == id
        case .waived(let event): event.prerequisite == id
        case .blocked(let event): event.prerequisite == id
        case .reopened(let event): event.prerequisite == id
        }
    }
}
