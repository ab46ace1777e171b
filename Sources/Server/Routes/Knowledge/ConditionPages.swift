import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// The conditions under which the customer accepted: their table, and a page for each with the form that closes it.
enum ConditionPages {
    static func address(_ condition: AcceptanceCondition) -> String { "/conditions/\(condition.label)" }

    /// The table of `conditions`.
    static func table(_ conditions: [AcceptanceCondition], _ reading: Reading) -> HTML {
        let titles = titles(reading)
        return FigureTable(
            label: "Conditions",
            columns: [.text("Condition"), .text("State"), .text("Owner"), .text("Due"), .text("Criterion")],
            rows: conditions.map { condition in
                [
                    .link(condition.named.text, address(condition)), .badge(badge(condition, on: reading.today)),
                    .text(Owner.title(condition.named.owner)), .text(condition.named.due.spelled),
                    .link(
                        titles[condition.criterion] ?? condition.criterion,
                        "/acceptance/\(Query.encoded(condition.criterion))"),
                ]
            }
        ).html
    }

    static func badge(_ condition: AcceptanceCondition, on day: CivilDate) -> Badge {
        guard condition.isOpen else { return Badge("Met", .good) }
        return condition.isOverdue(on: day) ? Badge("Overdue", .bad) : Badge("Open", .warn)
    }

    private static func titles(_ reading: Reading) -> [String: String] {
        Dictionary(reading.contract.criteria.map { ($0.id, $0.title) }) { first, _ in first }
    }

    static func one(_ visit: Visit) -> Screen? {
        let reading = visit.reading
        guard let condition = reading.report.conditions.first(where: { $0.label == visit.id }) else { return nil }
        let form = meet(condition)
        return Screen(condition.named.text, forms: [form]) { failure in
            var html = HTML()
            html.element("h1", condition.named.text)
            html.element(
                "p", "A condition of accepting '\(titles(reading)[condition.criterion] ?? condition.criterion)'.",
                class: "lede")
            html.markup("<dl class=\"facts\"><div><dt>State</dt><dd>")
            html.badge(badge(condition, on: reading.today))
            html.markup("</dd></div>")
            html.fact("Owner", Owner.title(condition.named.owner))
            html.fact("Due", condition.named.due.spelled)
            if let meeting = condition.meeting {
                html.fact("Met", meeting.metOn.spelled)
                html.fact("Seen by", meeting.seenBy)
                html.fact("Evidence", meeting.evidence)
            }
            html.markup("</dl>\n")
            html.append(Filter.forms(condition.isOpen || failure != nil ? [form] : [], visit.keys, failure))
            html.heading("History", id: "entries")
            html.append(
                HistoryPage.list(
                    reading.entries.reversed().filter { entry in
                        if case .acceptance(.conditionMet(let met)) = entry.event {
                            return met.signOff == condition.signOff && met.number == condition.number
                        }
                        return entry.id == condition.signOff
                    }, visit))
            return html
        }
    }

    private static func meet(_ condition: AcceptanceCondition) -> Form {
        let (label, address) = (condition.label, address(condition))
        return Form(
            address: address + "/met", title: "It is met", submit: "Record",
            fields: [
                .init("by", "Seen by"), .init("evidence", "What shows it"),
                .init("date", "Day on which it was met", note: "Empty for today."),
            ]
        ) { values, submission in
            _ = try await submission.workspace.meetCondition(
                label, seenBy: values.text("by"), evidence: values.text("evidence"),
                on: try values.optionalDate("date", today: submission.workspace.today), by: submission.author)
            return address
        }
    }
}
