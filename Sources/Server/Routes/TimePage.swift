import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// The time of a week: a grid to fill in, and the week's submission and closing.
enum TimePage {
    static func screen(_ visit: Visit) throws -> Screen? {
        let monday =
            try visit.query["week"].flatMap { $0.isEmpty ? nil : $0 }
            .map { try CivilDate(parsingWeek: $0, today: visit.reading.today) } ?? visit.reading.today.monday
        let week = TimeWeek(visit, monday)
        let forms = [WeekForm.save(week, visit)] + WeekForms.all(week, visit)
        return Screen("Time", forms: forms) { failure in
            var html = HTML()
            html.element("h1", "Time of \(monday.isoWeek)")
            TimeViews.links("Week", monday: monday, &html)
            navigation(monday, visit, &html)
            imported(visit, &html)
            closing(week, visit, &html)
            html.append(WeekForm.html(week, visit, failure))
            if !week.isClosed || failure != nil {
                help(&html)
            }
            html.append(WeekForms.html(week, Array(forms.dropFirst()), visit, failure))
            return html
        }
    }

    private static func navigation(_ monday: CivilDate, _ visit: Visit, _ html: inout HTML) {
        html.markup("<nav class=\"filters\" aria-label=\"Week\"><ul>")
        let weeks = [
            (monday.adding(days: -7), "Previous week"), (visit.reading.today.monday, "This week"),
            (monday.adding(days: 7), "Next week"),
        ]
        for (day, label) in weeks {
            html.markup("<li><a")
            html.attribute("href", "/time?week=\(day.isoWeek)")
            if day == monday { html.markup(" aria-current=\"page\"") }
            html.markup(">")
            html.text(label)
            html.markup("</a></li>\n")
        }
        html.markup("<li>")
        html.link("Copy last week", to: "/time?week=\(monday.isoWeek)&copy=1")
        html.markup("</li><li>")
        html.link("One entry with a note", to: "/time/entry")
        html.markup("</li><li>")
        html.link("Import time", to: ImportPage.address)
        html.markup("</li></ul></nav>\n")
    }

    /// Says what an import recorded.
    private static func imported(_ visit: Visit, _ html: inout HTML) {
        guard let number = visit.query["imported"].flatMap(Int.init), number >= 0 else { return }
        html.markup("<div class=\"notice\" role=\"status\"><p>")
        html.text(number == 0 ? "No row was new. " : "Imported \(count(number, "row")). ")
        html.link("The history", to: "/history?kind=\(Event.Kind.timeLogged.rawValue)")
        html.text(" has each entry, and undoes it.")
        html.markup("</p></div>\n")
    }

    private static func closing(_ week: TimeWeek, _ visit: Visit, _ html: inout HTML) {
        guard let (entry, closed) = visit.reading.state.closing(ofWeekOf: week.monday) else { return }
        let isOwn = closed.closedBy == visit.tracker.author
        html.markup("<div class=\"notice\"><p>")
        html.text("This week is closed: \(closed.closedBy) closed it on \(entry.moment.date.spelled). ")
        html.text(
            isOwn
                ? "You may reopen it below. " : "Only \(closed.closedBy) may reopen it. ")
        html.text("Until then its time is final; ")
        html.link("a correction or late time", to: "/time/entry")
        html.text(" counts in an open week.")
        html.markup("</p></div>\n")
    }

    private static func help(_ html: inout HTML) {
        html.markup("<p class=\"quiet-line\">Durations: <kbd>1d</kbd> (8 hours), <kbd>3h</kbd>, <kbd>1:30</kbd>, ")
        html.markup("<kbd>90m</kbd>; <kbd>.</kbd> repeats the day before; empty is no time.</p>\n")
    }
}

/// A week as its page shows it.
struct TimeWeek: Sendable {
    let monday: CivilDate
    let grid: WeekGrid
    /// The rows with time, and those of the week before.
    let rows: [WeekGrid.Row]
    /// What last week held, if it is copied into the fields; nothing is recorded by that.
    let copied: WeekGrid?
    let isClosed: Bool

    init(_ visit: Visit, _ monday: CivilDate) {
        let reading = visit.reading
        self.monday = monday
        grid = WeekGrid(reading.entries, state: reading.state, weekOf: monday)
        let last = WeekGrid(reading.entries, state: reading.state, weekOf: monday.adding(days: -7))
        isClosed = reading.state.closing(ofWeekOf: monday) != nil
        copied = visit.query["copy"] == "1" && !isClosed ? last : nil
        rows = Set(grid.rows + (isClosed ? [] : last.rows)).sorted()
    }

    var days: [CivilDate] { grid.days }

    /// What a field shows before anything is typed: the time of the cell, or that of last week if it is copied.
    func text(_ row: WeekGrid.Row, _ date: CivilDate) -> String {
        let minutes = grid.minutes(row, date)
        let shown = minutes == .zero ? copied?.minutes(row, date.adding(days: -7)) ?? .zero : minutes
        return shown == .zero ? "" : shown.description
    }
}

/// The forms about a whole week.
enum WeekForms {
    static func all(_ week: TimeWeek, _ visit: Visit) -> [Form] {
        let monday = week.monday
        let hidden = Form.Field.hidden("week", monday.isoWeek)
        let next = "/time?week=\(monday.isoWeek)"
        return [
            Form(
                address: "/time/submit", title: "A person's week is complete", submit: "Submit",
                fields: [hidden, .init("person", "Person", value: visit.tracker.author)]
            ) { values, submission in
                let (person, confirms) = (values.text("person"), values.confirmations.contains(.newPerson))
                _ = try await submission.workspace.record(by: submission.author) {
                    try $0.submitWeek(of: person, monday, confirmsNewPerson: confirms)
                }
                return next
            },
            Form(address: "/time/close", title: "Its time is final", submit: "Close", fields: [hidden]) {
                values, submission in
                let confirms = values.confirmations.contains(.incompleteWeek)
                _ = try await submission.workspace.record(by: submission.author) {
                    try $0.closeWeek(monday, by: submission.author.name, confirmsIncomplete: confirms)
                }
                return next
            },
            Form(
                address: "/time/reopen", title: "Its time has to change", submit: "Reopen",
                fields: [hidden, .init("reason", "Reason")]
            ) { values, submission in
                let reason = values.text("reason")
                _ = try await submission.workspace.record(by: submission.author) {
                    try $0.reopenWeek(monday, by: submission.author.name, reason: reason)
                }
                return next
            },
        ]
    }

    static func html(_ week: TimeWeek, _ forms: [Form], _ visit: Visit, _ failure: FormFailure?) -> HTML {
        var html = HTML()
        html.heading("The week as a whole", id: "whole")
        let submitted = visit.reading.state.submittedWeeks[week.monday] ?? []
        let lapsed = visit.reading.state.lapsedSubmissions[week.monday] ?? []
        let people = visit.reading.state.minutesByPerson(inWeekOf: week.monday).sorted { $0.key < $1.key }
        for (person, minutes) in people {
            let standing =
                submitted.contains(person)
                ? "submitted" : lapsed.contains(person) ? "changed since the submission" : "not submitted"
            html.element("p", "\(person): \(minutes), \(standing)", class: "quiet-line")
        }
        html.markup("<div class=\"forms\">\n")
        for (index, form) in forms.enumerated() where (form.submit == "Reopen") == week.isClosed {
            html.append(
                form.html(
                    FormKeys(token: visit.keys.token, operation: "\(visit.keys.operation)-w\(index)"), failure))
        }
        html.markup("</div>\n")
        return html
    }
}
