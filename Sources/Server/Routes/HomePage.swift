import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// The first page: days left, what is blocked, what is due, and the next action of each.
enum HomePage {
    static func screen(_ visit: Visit) -> Screen? {
        Screen("Home") { _ in
            let reading = visit.reading
            var html = HTML()
            html.element("h1", reading.contract.title)
            html.element(
                "p",
                "\(reading.today.spelled): \(count(reading.report.businessDaysLeft, "business day")) left, until "
                    + "\(reading.contract.window.end.spelled).", class: "lede")
            days(reading, &html)
            blocked(reading, &html)
            due(reading, &html)
            if let standing = reading.report.acceptance {
                html.heading("Acceptance", id: "acceptance")
                html.element("p", standing.words + ".")
            }
            html.markup("<p>")
            html.link("The whole status, with charts and forecasts", to: "/status")
            html.text("; ")
            html.link("what acceptance still lacks", to: "/acceptance")
            html.markup("</p>\n")
            return html
        }
    }

    private static func days(_ reading: Reading, _ html: inout HTML) {
        html.markup("<div class=\"figures figures-last\">\n")
        for budget in reading.report.budgets {
            html.markup("<div class=\"figure-card\">")
            html.element("p", "\(budget.title): time left", class: "label")
            html.markup("<p class=\"value\">")
            html.text(budget.remaining.description)
            html.markup(" <small>")
            html.text("of \(budget.cap)")
            html.markup("</small></p>\n")
            html.append(Bar(left: budget).html)
            let forecast = reading.report.forecasts[budget.role].map { "forecast \($0.atCompletionText) at the end" }
            html.markup("<p class=\"detail\">")
            if budget.held > .zero {
                html.text("\(budget.held) held: ")
                let pending = reading.state.changes.first { change in
                    guard change.status == .proposed, case .addTime(budget.role, _) = change.proposal.effect else {
                        return false
                    }
                    return true
                }
                if let pending {
                    html.link("decide \(pending.label)", to: "/changes/\(pending.label)")
                } else {
                    html.link(
                        "propose a change",
                        to: WebSpelling.address(of: .addTime(role: budget.role, minutes: budget.held)))
                }
            } else {
                html.text("none held")
            }
            html.text("; " + (forecast ?? "not enough data for a forecast"))
            html.markup("</p></div>\n")
        }
        html.markup("</div>\n")
    }

    private static func blocked(_ reading: Reading, _ html: inout HTML) {
        html.heading("Blocked or overdue", id: "blocked")
        let lines = reading.report.prerequisites.filter { $0.state == .blocked || $0.isOverdue }
        let conditions = reading.report.conditions.filter { $0.isOverdue(on: reading.today) }
        guard !lines.isEmpty || !conditions.isEmpty else {
            html.element("p", "Nothing is blocked, and nothing is overdue.", class: "empty")
            return
        }
        let delays = Dictionary(reading.report.delays.map { ($0.prerequisite, $0.businessDays) }) { first, _ in first }
        html.append(
            FigureTable(
                label: "Blocked or overdue",
                columns: [
                    .text("What"), .text("State"), .text("Owed by"), .number("Business days lost"), .text("Next"),
                ],
                rows: lines.map { line in
                    [
                        .text(line.title), .badge(Badge(line.state, isOverdue: line.isOverdue)),
                        .text(Owner.title(line.owner)),
                        .text("\(delays[line.id] ?? 0)"), .link("confirm or waive it", "/prerequisites/\(line.id)"),
                    ]
                }
                    + conditions.map { condition in
                        [
                            .text("Condition of the acceptance: \(condition.named.text)"),
                            .badge(ConditionPages.badge(condition, on: reading.today)),
                            .text(Owner.title(condition.named.owner)), .text(""),
                            .link("record that it is met", ConditionPages.address(condition)),
                        ]
                    }
            ).html)
    }

    private static func due(_ reading: Reading, _ html: inout HTML) {
        html.heading("Due this week and next", id: "due")
        let last = reading.today.monday.adding(days: 13)
        var rows: [(day: CivilDate, cells: [FigureTable.Cell])] = []
        for line in reading.report.prerequisites
        where line.state == .open && line.due >= reading.today && line.due <= last {
            rows.append(
                (
                    line.due,
                    [
                        .text(line.title), .text(line.due.spelled), .text(Owner.title(line.owner)),
                        .link("confirm it", "/prerequisites/\(line.id)"),
                    ]
                ))
        }
        for session in reading.state.sessions
        where !session.isCancelled && session.held == nil && session.planned.date <= last {
            rows.append(
                (
                    session.planned.date,
                    [
                        .text("Session: \(session.planned.title)"), .text(session.planned.date.spelled), .text(""),
                        .link(
                            session.planned.date <= reading.today ? "record how it was held" : "see it",
                            "/sessions/\(session.shortID)"),
                    ]
                ))
        }
        for condition in reading.report.conditions
        where condition.isOpen && condition.named.due >= reading.today && condition.named.due <= last {
            rows.append(
                (
                    condition.named.due,
                    [
                        .text("Condition of the acceptance: \(condition.named.text)"),
                        .text(condition.named.due.spelled), .text(Owner.title(condition.named.owner)),
                        .link("record that it is met", ConditionPages.address(condition)),
                    ]
                ))
        }
        for change in reading.state.changes where change.status == .proposed {
            rows.append(
                (
                    reading.today,
                    [
                        .text("\(change.label) \(change.proposal.title)"), .text("waits for a decision"),
                        .text(change.proposal.requester), .link("decide it", "/changes/\(change.label)"),
                    ]
                ))
        }
        let questions = reading.state.questions.all.filter(\.isOpen)
        if let first = questions.first {
            rows.append(
                (
                    reading.today,
                    [
                        .text(
                            questions.count == 1 ? "Question: \(first.text)" : "\(questions.count) open questions"),
                        .text("waits for an answer"), .text(questions.count == 1 ? first.askedBy ?? "" : ""),
                        .link(
                            "answer it",
                            questions.count == 1 ? "/questions/\(first.label)" : "/questions?state=open"),
                    ]
                ))
        }
        let monday = reading.today.monday
        if reading.state.closing(ofWeekOf: monday) == nil, reading.contract.window.contains(reading.today) {
            rows.append(
                (
                    monday.adding(days: 4),
                    [
                        .text("Time of \(monday.isoWeek)"), .text(monday.adding(days: 4).spelled), .text(""),
                        .link("log it", "/time?week=\(monday.isoWeek)"),
                    ]
                ))
        }
        guard !rows.isEmpty else {
            html.element("p", "Nothing is due until \(last.spelled).", class: "empty")
            return
        }
        html.append(
            FigureTable(
                label: "Due this week and next", columns: [.text("What"), .text("When"), .text("Who"), .text("Next")],
                rows: rows.sorted { $0.day < $1.day }.map(\.cells)
            ).html)
    }
}
