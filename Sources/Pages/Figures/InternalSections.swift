import CivilTime
import Engagement
import Markup

/// The sections of the status that only the internal edition has: plan and forecast, change requests,
/// delays, risks.
struct InternalSections {
    private(set) var html = HTML()

    init(_ outlook: Outlook, scope: Scope) {
        section(
            "forecast", "Plan and forecast",
            FigureTable(
                label: "Plan and forecast per role",
                columns: [
                    .text("Role"), .number("Planned"), .number("Approved changes"), .number("Pending changes"),
                    .number("At the end"),
                ],
                rows: outlook.roles.map { role in
                    [
                        .text(role.title), .text(role.planned.description), .text(role.approved.description),
                        .text(role.pending.description), .text(role.forecast ?? "not enough data"),
                    ]
                }))
        section(
            "changes", "Change requests",
            FigureTable(
                label: "Change requests",
                columns: [.text("Change request"), .text("State"), .text("Effect"), .text("Requested by")],
                rows: outlook.changes.map { change in
                    [
                        .text(change.label + " " + change.proposal.title), .badge(Badge(change.status)),
                        .text(change.proposal.effect.description), .text(change.proposal.requester),
                    ]
                }))
        section(
            "contract-changes", "Changes of the contract",
            FigureTable(
                label: "Changes of the contract without a change request",
                columns: [.text("Change"), .text("When")],
                rows: outlook.contractChanges.map { [.text($0.description), .text($0.recorded)] }))
        section(
            "delays", "Business days lost",
            FigureTable(
                label: "Business days lost by party", columns: [.text("Party"), .number("Business days")],
                rows: outlook.delays.map { [.text(scope.ownerTitle($0.party)), .text("\($0.businessDays)")] }))
        section(
            "risks", "Open risks",
            FigureTable(
                label: "Open risks",
                columns: [.text("Title"), .text("Kind"), .text("Owner"), .text("Since")],
                rows: outlook.risks.map { risk in
                    [
                        .text(risk.added.title), .text(words(risk.added.kind.rawValue)),
                        .text(scope.ownerTitle(risk.added.owner)), .text(risk.addedOn.spelled),
                    ]
                }))
    }

    private mutating func section(_ id: String, _ title: String, _ table: FigureTable) {
        guard !table.rows.isEmpty else { return }
        html.heading(title, id: id)
        table.write(to: &html)
    }
}
