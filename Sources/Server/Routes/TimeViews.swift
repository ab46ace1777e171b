import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// The time of a month by day, and that of the engagement by week: the entries of the week's grid, added up.
enum TimeViews {
    /// Links from one view of the time to the others.
    static func links(_ current: String, monday: CivilDate, _ html: inout HTML) {
        html.markup("<nav class=\"filters\" aria-label=\"Views of the time\"><ul>")
        let views = [
            ("Week", "/time?week=\(monday.isoWeek)"),
            ("Month", "/time/month?month=\(monday.adding(days: 3).month)"),
            ("Engagement", "/time/engagement"),
        ]
        for (title, address) in views { html.item(title, address, current: title == current ? "true" : nil) }
        html.markup("</ul></nav>\n")
    }

    // MARK: A month

    static func month(_ visit: Visit) throws -> Screen? {
        let today = visit.reading.today
        let first = try CivilDate(parsing: (visit.query.optional("month") ?? today.month) + "-01", today: today)
        let next = first.adding(months: 1)
        let person = visit.query.text("person")
        let month = visit.reading.state.totals.filter { $0.date >= first && $0.date < next }
        let totals = month.filter { person.isEmpty || $0.person == person }
        return Screen("Time of \(first.monthTitle)") { _ in
            var html = HTML()
            html.element("h1", "Time of \(first.monthTitle)")
            links("Month", monday: first.monday == first ? first : first.monday.adding(days: 7), &html)
            months(first, person, &html)
            people(month, first, person, &html)
            html.append(days(first, next, totals))
            html.heading("By person and role", id: "people")
            html.append(
                FigureTable(
                    label: "By person and role", columns: [.text("Person"), .text("Role"), .number("Time")],
                    rows: sums(totals).map { key, minutes in
                        [.text(key.person), .text(title(key.role, visit.reading)), .text(minutes.description)]
                    } + [[.text("All"), .text(""), .text(sum(totals).description)]]
                ).html)
            return html
        }
    }

    private static func months(_ first: CivilDate, _ person: String, _ html: inout HTML) {
        html.markup("<nav class=\"filters\" aria-label=\"Month\"><ul>")
        for (step, label) in [(-1, "Previous month"), (1, "Next month")] {
            let fields = [("month", first.adding(months: step).month)] + (person.isEmpty ? [] : [("person", person)])
            html.markup("<li>")
            html.link(label, to: "/time/month" + Query.text(fields))
            html.markup("</li>\n")
        }
        html.markup("</ul></nav>\n")
    }

    private static func people(_ month: [TimeTotal], _ first: CivilDate, _ current: String, _ html: inout HTML) {
        let names = Set(month.map(\.person)).sorted()
        guard names.count > 1 || !current.isEmpty else { return }
        html.markup("<nav class=\"filters\" aria-label=\"Person\"><ul>")
        for name in [""] + names {
            let fields = [("month", first.month)] + (name.isEmpty ? [] : [("person", name)])
            html.markup("<li><a")
            html.attribute("href", "/time/month" + Query.text(fields))
            if name == current { html.markup(" aria-current=\"true\"") }
            html.markup(">")
            html.text(name.isEmpty ? "everyone" : name)
            html.markup("</a></li>\n")
        }
        html.markup("</ul></nav>\n")
    }

    /// A row for each week, and a column for each day of it.
    private static func days(_ first: CivilDate, _ next: CivilDate, _ totals: [TimeTotal]) -> HTML {
        let byDay = Dictionary(grouping: totals, by: \.date).mapValues(sum)
        let names = (0..<7).map { String(first.monday.adding(days: $0).weekday.title.prefix(3)) }
        let mondays = stride(from: first.monday.dayNumber, to: next.dayNumber, by: 7).map(CivilDate.init(dayNumber:))
        return FigureTable(
            label: "Time by day", columns: [.text("Week")] + names.map { .number($0) } + [.number("Week's sum")],
            rows: mondays.map { monday in
                let dates = (0..<7).map { monday.adding(days: $0) }.map { $0 >= first && $0 < next ? $0 : nil }
                let week = dates.reduce(Minutes.zero) { $0 + ($1.flatMap { byDay[$0] } ?? .zero) }
                return [.link(monday.isoWeek, "/time?week=\(monday.isoWeek)")]
                    + dates.map { date in
                        guard let date else { return .text("") }
                        return .day(date.components.day, byDay[date])
                    } + [.text(spelled(week))]
            }
        ).html
    }

    // MARK: The engagement

    static func engagement(_ visit: Visit) -> Screen? {
        let reading = visit.reading
        let totals = reading.state.totals
        let window = reading.contract.window
        let first = min(window.start, totals.map(\.date).min() ?? window.start).monday
        let last = max(window.end, totals.map(\.date).max() ?? window.end)
        // Weeks far outside the window are listed only if there is time in them.
        let worked = Set(totals.map(\.date.monday))
        let weeks = stride(from: first.dayNumber, through: last.dayNumber, by: 7).map(CivilDate.init(dayNumber:))
            .filter { $0.adding(days: 6) >= window.start && $0 <= window.end || worked.contains($0) }
        return Screen("Time of the engagement") { _ in
            var html = HTML()
            html.element("h1", "Time of the engagement")
            links("Engagement", monday: reading.today.monday, &html)
            html.append(byWeek(weeks, totals, reading))
            html.heading("By role", id: "roles")
            html.append(
                FigureTable(
                    label: "By role",
                    columns: [
                        .text("Role"), .number("Worked"), .number("Used"), .number("Held"), .number("Left"),
                        .number("Cap"),
                    ],
                    rows: reading.report.budgets.map { budget in
                        [
                            .text(budget.title), .text((budget.used + budget.held).description),
                            .text(budget.used.description), .text(budget.held.description),
                            .text(budget.remaining.description), .text(budget.cap.description),
                        ]
                    }
                ).html)
            return html
        }
    }

    private static func byWeek(_ weeks: [CivilDate], _ totals: [TimeTotal], _ reading: Reading) -> HTML {
        let keys = sums(totals).map(\.key)
        let cells = Dictionary(grouping: totals) { Cell(key: Key($0), monday: $0.date.monday) }.mapValues(sum)
        return FigureTable(
            label: "Time by week",
            columns: [.text("Week")]
                + keys.map { .number("\($0.person), \(title($0.role, reading))") } + [.number("All")],
            rows: weeks.map { monday in
                let row = keys.map { cells[Cell(key: $0, monday: monday)] ?? .zero }
                let state = reading.state.closing(ofWeekOf: monday) == nil ? "" : ", closed"
                var week = HTML()
                week.link(monday.isoWeek, to: "/time?week=\(monday.isoWeek)")
                week.text(state)
                return [.html(week)] + row.map { .text(spelled($0)) } + [.text(spelled(row.reduce(.zero, +)))]
            } + [
                [.text("All weeks")] + sums(totals).map { .text($0.minutes.description) }
                    + [.text(sum(totals).description)]
            ]
        ).html
    }

    // MARK: Sums

    private struct Key: Hashable, Comparable {
        let person: String
        let role: String

        init(_ total: TimeTotal) { (person, role) = (total.person, total.role) }

        static func < (left: Key, right: Key) -> Bool { (left.person, left.role) < (right.person, right.role) }
    }

    private struct Cell: Hashable {
        let key: Key
        let monday: CivilDate
    }

    private static func sums(_ totals: [TimeTotal]) -> [(key: Key, minutes: Minutes)] {
        Dictionary(grouping: totals, by: Key.init).sorted { $0.key < $1.key }.map { ($0.key, sum($0.value)) }
    }

    private static func sum(_ totals: [TimeTotal]) -> Minutes { totals.reduce(.zero) { $0 + $1.minutes } }

    private static func spelled(_ minutes: Minutes) -> String { minutes == .zero ? "–" : minutes.description }

    private static func title(_ role: String, _ reading: Reading) -> String {
        reading.contract.roles.first { $0.id == role }?.title ?? role
    }
}

extension FigureTable.Cell {
    /// A day of a month: its number, and the time of it.
    fileprivate static func day(_ number: Int, _ minutes: Minutes?) -> FigureTable.Cell {
        var html = HTML()
        html.element("small", "\(number)", class: "day")
        html.text(minutes?.description ?? "–")
        return .html(html)
    }
}

extension CivilDate {
    /// `2026-12`.
    var month: String { String(description.prefix(7)) }

    /// `Dec 2026`.
    fileprivate var monthTitle: String { spelled.split(separator: " ").suffix(2).joined(separator: " ") }
}
