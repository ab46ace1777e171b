import CivilTime
import Engagement
import Markup
import Pages
import Reports
import Workspace

/// The plan by week, person and role, beside what was worked, and the form that sets it.
enum PlanPage {
    static func screen(_ visit: Visit) -> Screen? {
        let form = set(visit)
        return Screen("Plan", forms: [form]) { failure in
            var html = HTML()
            html.element("h1", "Plan")
            html.element(
                "p", "How much of a role each person works in a week. Sessions have a day and an hour of their own.",
                class: "lede")
            totals(visit.reading, &html)
            html.heading("By week", id: "weeks")
            weeks(visit.reading, &html)
            html.heading("Set a week", id: "set")
            html.append(form.html(visit.keys, failure))
            return html
        }
    }

    private static func totals(_ reading: Reading, _ html: inout HTML) {
        html.append(
            FigureTable(
                label: "Plan by role",
                columns: [
                    .text("Role"), .number("Planned"), .number("Used"), .number("Held"), .number("Left"),
                    .text("Forecast"),
                ],
                rows: reading.report.budgets.map { budget in
                    [
                        .text(budget.title), .text(budget.planned.description), .text(budget.used.description),
                        .text(budget.held.description), .text(budget.remaining.description),
                        .text(reading.report.forecasts[budget.role]?.atCompletionText ?? "not enough data"),
                    ]
                }
            ).html)
    }

    private static func weeks(_ reading: Reading, _ html: inout HTML) {
        let lines = PlanLine.all(state: reading.state)
        guard !lines.isEmpty else {
            html.element("p", "No week is planned yet. Set the first one below.", class: "empty")
            return
        }
        let planned = Dictionary(grouping: lines) { $0.person + " " + $0.week }
            .mapValues { $0.reduce(Minutes.zero) { $0 + $1.plannedMinutes } }
        html.append(
            FigureTable(
                label: "Plan by week",
                columns: [
                    .text("Week"), .text("Person"), .text("Role"), .number("Planned"), .number("Worked"),
                    .number("Can still plan"), .text("Next"),
                ],
                rows: lines.map { line in
                    let capacity = reading.contract.capacity(of: line.person, inWeekOf: line.monday)
                    let open = capacity - (planned[line.person + " " + line.week] ?? .zero)
                    let role = reading.contract.roles.first { $0.id == line.role }?.title ?? line.role
                    return [
                        .link(line.week, "/time?week=\(line.week)"), .text(line.person), .text(role),
                        .text(spelled(line.plannedMinutes)), .text(spelled(line.workedMinutes)),
                        .text(open < .zero ? "\(Minutes.zero - open) over" : open.description),
                        .link(
                            "change it",
                            "/plan"
                                + Query.text([
                                    ("person", line.person), ("role", line.role), ("week", line.week),
                                    ("duration", line.plannedMinutes.compact),
                                ]) + "#set"),
                    ]
                }
            ).html)
    }

    private static func spelled(_ minutes: Minutes) -> String { minutes == .zero ? "–" : minutes.description }

    private static func set(_ visit: Visit) -> Form {
        let query = visit.query
        return Form(
            address: "/plan/set", title: "", submit: "Plan",
            fields: [
                .init("duration", "How long", value: query.text("duration"), note: "4d, 2d 4h; 0h takes a plan back"),
                .init("person", "Person", value: query["person"] ?? visit.tracker.author),
                .init(
                    "role", "Role", .choice(visit.reading.contract.roles.map { ($0.id, $0.title) }),
                    value: query.text("role")),
                .init(
                    "week", "Week", value: query["week"] ?? visit.reading.today.isoWeek,
                    note: "2026-W49, or a date in it"),
            ]
        ) { values, submission in
            let minutes = try values.minutes("duration")
            let week = try values.week("week", today: submission.workspace.today)
            let (role, person) = (values.text("role"), values.text("person"))
            let confirms = values.confirmations.contains(.newPerson)
            _ = try await submission.workspace.record(by: submission.author) {
                try $0.setPlan(
                    role: role, person: person, week: week, minutes: minutes, confirmsNewPerson: confirms)
            }
            return "/plan"
        }
    }
}
