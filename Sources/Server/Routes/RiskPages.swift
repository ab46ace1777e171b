import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// The register of risks, issues, assumptions and dependencies.
enum RiskPages {
    static func list(_ visit: Visit) -> Screen? {
        let state = visit.query.text("state")
        return Screen("Risks") { _ in
            var html = HTML()
            html.title("Risks", link: "Add to the register", to: "/risks/new")
            let risks = visit.reading.state.risks
            html.append(
                Filter.openOrClosed("/risks", state, of: risks.count, open: risks.count(where: \.isOpen)))
            let shown = risks.filter { state.isEmpty || $0.isOpen == (state == "open") }
            html.append(
                FigureTable(
                    label: "Risks",
                    columns: [.text("Title"), .text("State"), .text("Kind"), .text("Owner"), .text("Since")],
                    rows: shown.map { risk in
                        [
                            .link(risk.added.title, "/risks/\(risk.shortID)"), .badge(badge(risk)),
                            .text(risk.added.kind.rawValue), .text(Owner.title(risk.added.owner)),
                            .text(risk.addedOn.spelled),
                        ]
                    }
                ).html)
            return html
        }
    }

    private static func badge(_ risk: Risk) -> Badge { risk.isOpen ? Badge("Open", .warn) : Badge("Closed", .good) }

    static func one(_ visit: Visit) -> Screen? {
        if visit.id == "new" { return new(visit) }
        guard let risk = visit.reading.state.risks.first(where: { $0.shortID == visit.id }) else { return nil }
        let address = "/risks/\(risk.shortID)"
        let id = risk.id
        let close = Form(
            address: address + "/close", title: "It is settled", submit: "Close",
            fields: [.init("resolution", "Resolution", note: "How it was settled.")]
        ) { values, submission in
            let resolution = values.text("resolution")
            _ = try await submission.workspace.record(by: submission.author) {
                try $0.closeRisk(id, resolution: resolution)
            }
            return address
        }
        return Screen(risk.added.title, forms: [close]) { failure in
            var html = HTML()
            html.element("h1", risk.added.title)
            html.markup("<dl class=\"facts\"><div><dt>State</dt><dd>")
            html.badge(badge(risk))
            html.markup("</dd></div>")
            html.fact("Kind", risk.added.kind.rawValue)
            html.fact("Owner", Owner.title(risk.added.owner))
            html.fact("Since", risk.addedOn.spelled)
            html.markup("</dl>\n")
            if let resolution = risk.resolution { html.element("p", "Resolution: \(resolution)") }
            html.append(Filter.forms(risk.isOpen || failure != nil ? [close] : [], visit.keys, failure))
            html.heading("History", id: "entries")
            html.append(
                HistoryPage.list(
                    visit.reading.entries.reversed().filter { entry in
                        if case .risk(.closed(let event)) = entry.event { return event.risk == id }
                        return entry.id == id
                    }, visit))
            return html
        }
    }

    private static func new(_ visit: Visit) -> Screen {
        let form = Form(
            address: "/risks/new/add", title: "", submit: "Add",
            fields: [
                .init("title", "Title", value: visit.query.text("title")),
                .init(
                    "kind", "Kind", .choice(Risk.Kind.allCases.map { ($0.rawValue, $0.rawValue) }),
                    value: visit.query["kind"] ?? "risk"),
                .init("owner", "Owner", value: visit.query.text("owner"), note: "Who looks after it."),
            ]
        ) { values, submission in
            let (title, owner) = (values.text("title"), values.text("owner"))
            let kind = Risk.Kind(rawValue: values.text("kind")) ?? .risk
            _ = try await submission.workspace.record(by: submission.author) {
                try $0.addRisk(kind, title: title, owner: owner)
            }
            return "/risks"
        }
        return Screen("Add to the register", of: form, visit)
    }
}
