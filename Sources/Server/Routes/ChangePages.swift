import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// Requests to change the contract: the list, the form for a new one, and a page for each.
enum ChangePages {
    static func list(_ visit: Visit) -> Screen? {
        let status = visit.query.text("status")
        return Screen("Change requests") { _ in
            var html = HTML()
            html.title("Change requests", link: "Propose a change", to: "/changes/new")
            let changes = visit.reading.state.changes
            html.append(
                Filter.html(
                    "/changes", "status", status,
                    [("", "all", changes.count)]
                        + [ChangeRequest.Status.proposed, .approved, .declined].map { one in
                            (one.rawValue, one.rawValue, changes.count { $0.status == one })
                        }))
            html.append(
                FigureTable(
                    label: "Change requests",
                    columns: [.text("Change request"), .text("State"), .text("Effect"), .text("Requested by")],
                    rows: changes.filter { status.isEmpty || $0.status.rawValue == status }.map { change in
                        [
                            .link("\(change.label) \(change.proposal.title)", "/changes/\(change.label)"),
                            .badge(Badge(change.status)), .text(change.proposal.effect.description),
                            .text(change.proposal.requester),
                        ]
                    }
                ).html)
            return html
        }
    }

    static func one(_ visit: Visit) -> Screen? {
        if visit.id == "new" { return new(visit) }
        guard let change = visit.reading.state.changes.first(where: { $0.label == visit.id }) else { return nil }
        let forms = decisions(change.label)
        return Screen("\(change.label) \(change.proposal.title)", forms: forms) { failure in
            var html = HTML()
            html.element("h1", "\(change.label) \(change.proposal.title)")
            html.markup("<dl class=\"facts\"><div><dt>State</dt><dd>")
            html.badge(Badge(change.status))
            html.markup("</dd></div>")
            html.fact("Requested by", change.proposal.requester)
            if let decision = change.decision { html.fact("Decided by", decision.decidedBy) }
            html.markup("</dl>\n")
            html.element("p", "Reason: \(change.proposal.reason)")
            if let decision = change.decision { html.element("p", "Decision: \(decision.reason)") }
            html.element("p", effect(of: change, visit.reading), class: "effect")
            html.append(Filter.forms(change.status == .proposed || failure != nil ? forms : [], visit.keys, failure))
            html.heading("History", id: "entries")
            html.append(
                HistoryPage.list(
                    visit.reading.entries.reversed().filter { $0.id == change.id || decides($0.event, change.id) },
                    visit))
            return html
        }
    }

    /// What approving it changes, in figures: the cap and what is released, or the end of the window.
    private static func effect(of change: ChangeRequest, _ reading: Reading) -> String {
        let isPending = change.status == .proposed
        let text = isPending ? "If it is approved, it " : "It "
        switch change.proposal.effect {
        case .addTime(let role, let minutes):
            guard isPending, let budget = reading.report.budgets.first(where: { $0.role == role }) else { break }
            let released = min(budget.held, minutes)
            let release = released > .zero ? " and releases \(released) of held time" : ""
            return "\(text)raises the cap of \(budget.title) from \(budget.cap) to \(budget.cap + minutes)\(release)."
        case .extendWindow(let end) where isPending:
            return "\(text)moves the end of the window from \(reading.contract.window.end.spelled) to \(end.spelled)."
        default: break
        }
        return text + change.proposal.effect.description + "."
    }

    private static func decides(_ event: Event, _ id: String) -> Bool {
        switch event {
        case .change(.approved(let decision)), .change(.declined(let decision)): decision.change == id
        default: false
        }
    }

    private static func decisions(_ label: String) -> [Form] {
        let address = "/changes/\(label)"
        return [(true, "/approve", "Approve"), (false, "/decline", "Decline")].map { isApproved, action, submit in
            Form(
                address: address + action, title: isApproved ? "It is agreed" : "It is not agreed", submit: submit,
                fields: [
                    .init("by", "Decided by"), .init("reason", "Reason", note: "Or the order: order 4711."),
                ]
            ) { values, submission in
                let (name, reason) = (values.text("by"), values.text("reason"))
                _ = try await submission.workspace.record(by: submission.author) {
                    try $0.decideChange(label, isApproved: isApproved, by: name, reason: reason)
                }
                return address
            }
        }
    }

    /// What a request can change, by the name in the address.
    private static let effects: [(value: String, label: String)] = [
        ("time", "Time of a role"), ("window", "End of the window"), ("lift", "Lift an exclusion"),
        ("activity", "Add an activity"), ("remove", "Remove an activity"), ("both", "Both options of a choice"),
    ]

    private static func new(_ visit: Visit) -> Screen {
        let form = proposal(visit)
        let current = visit.query["effect"] ?? "time"
        return Screen("Propose a change", forms: [form]) { failure in
            var html = HTML()
            html.element("h1", "Propose a change")
            html.element("p", "One request changes one thing, so that it is decided as a whole.", class: "lede")
            html.markup("<nav class=\"filters\" aria-label=\"What changes\"><ul>")
            for effect in effects {
                html.markup("<li><a")
                html.attribute("href", "/changes/new?effect=\(effect.value)")
                if effect.value == current { html.markup(" aria-current=\"true\"") }
                html.markup(">")
                html.text(effect.label)
                html.markup("</a></li>\n")
            }
            html.markup("</ul></nav>\n")
            html.append(form.html(visit.keys, failure))
            return html
        }
    }

    private static func proposal(_ visit: Visit) -> Form {
        let query = visit.query
        let effect = query["effect"] ?? "time"
        let fields: [Form.Field] =
            [.hidden("effect", effect)] + self.fields(of: effect, visit.reading.contract, query)
            + [
                .init("title", "Title", value: query.text("title")),
                .init("requester", "Requested by", value: query.text("requester")),
                .init("reason", "Reason", value: query.text("reason")),
            ]
        return Form(address: "/changes/new/propose", title: "", submit: "Propose", fields: fields) {
            values, submission in
            let effect = try self.effect(values, today: submission.workspace.today)
            let (title, requester, reason) = (values.text("title"), values.text("requester"), values.text("reason"))
            _ = try await submission.workspace.record(by: submission.author) {
                try $0.proposeChange(title: title, requester: requester, reason: reason, effect: effect)
            }
            return "/changes"
        }
    }

    private static func fields(of effect: String, _ contract: Contract, _ query: FormValues) -> [Form.Field] {
        func choice(_ name: String, _ label: String, _ options: [(String, String)]) -> Form.Field {
            Form.Field(name, label, .choice(options.map { ($0.0, $0.1) }), value: query.text(name))
        }
        return switch effect {
        case "window":
            [.init("end", "New end of the window", value: query.text("end"), note: "now \(contract.window.end)")]
        case "lift": [choice("lift", "Exclusion", contract.exclusions.map { ($0.id, $0.title) })]
        case "activity":
            [
                .init("new", "Id", value: query.text("new"), note: "In lower case with hyphens: cost-review"),
                .init("name", "Title of the activity", value: query.text("name")),
                choice("area", "Focus area", contract.focusAreas.map { ($0.id, $0.title) }),
            ]
        case "remove": [choice("remove", "Activity", contract.activities.map { ($0.id, $0.title) })]
        case "both": [choice("both", "Choice", contract.choices.map { ($0.id, $0.id) })]
        default:
            [
                choice("role", "Role", contract.roles.map { ($0.id, $0.title) }),
                .init("add", "Time to add", value: query.text("add"), note: "2d, 4h, 1d 2h"),
            ]
        }
    }

    private static func effect(_ values: FormValues, today: CivilDate) throws -> ChangeEffect {
        switch values.text("effect") {
        case "window": .extendWindow(end: try values.date("end", today: today))
        case "lift": .liftExclusion(id: values.text("lift"))
        case "activity":
            .addActivity(
                id: values.text("new"), title: values.text("name").isEmpty ? values.text("new") : values.text("name"),
                focusArea: values.text("area"))
        case "remove": .removeActivity(id: values.text("remove"))
        case "both": .allowBoth(choice: values.text("both"))
        default: .addTime(role: values.text("role"), minutes: try values.minutes("add"))
        }
    }
}
