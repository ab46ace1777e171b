import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// How the grid of a week is written; after a refusal, with what was typed and the reasons.
extension WeekForm {
    /// A row as it is shown.
    private struct Shown {
        let row: WeekGrid.Row
        let texts: [String]
        let isNew: Bool
    }

    static func html(_ week: TimeWeek, _ visit: Visit, _ failure: FormFailure?) -> HTML {
        let failure = failure?.address == address ? failure : nil
        let refused = failure?.refusedCells
        let rows = shown(week, visit, failure)
        var html = HTML()
        budgets(visit, &html)
        html.markup("<form class=\"week\" method=\"post\" action=\"/time/save\" data-week>\n")
        if let failure { html.refusal(failure.explanation) }
        visit.keys.write(to: &html)
        html.hidden("week", week.monday.isoWeek)
        html.markup("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Time of the week\">\n")
        html.markup("<table class=\"stacks week-grid\">\n")
        head(week, visit, &html)
        html.markup("<tbody>\n")
        for (number, shown) in rows.enumerated() {
            row(shown, number, week, visit, refused, failure, &html)
        }
        html.markup("</tbody>\n")
        foot(week, &html)
        html.markup("</table>\n</div>\n")
        if !week.isClosed {
            html.markup("<p class=\"form-end\"><button type=\"submit\" class=\"button\">Save</button></p>\n")
        }
        html.markup("</form>\n")
        return html
    }

    private static func shown(_ week: TimeWeek, _ visit: Visit, _ failure: FormFailure?) -> [Shown] {
        if let failure {
            let reading = visit.reading
            let rules = Rules(contract: reading.signed, state: reading.state, today: reading.today)
            return typedRows(failure.values).map { typed in
                var row = typed.row
                row.person = rules.knownPerson(named: row.person) ?? row.person
                let texts = week.days.enumerated().map { index, day in
                    // What the writer left alone shows what the ledger holds now.
                    let isUntouched = (try? minutes(typed.cells[index], before: .zero)) == typed.bases[index]
                    return isUntouched && typed.cells[index] != "." ? week.text(row, day) : typed.cells[index]
                }
                return Shown(row: row, texts: texts, isNew: failure.values["n.\(typed.number)"] == "1")
            }
        }
        let known = week.rows.map { row in
            Shown(row: row, texts: week.days.map { week.text(row, $0) }, isNew: false)
        }
        guard !week.isClosed else { return known }
        let empty = WeekGrid.Row(person: visit.tracker.author, role: "", activity: "")
        return known + [Shown(row: empty, texts: Array(repeating: "", count: 7), isNew: true)]
    }

    private static func budgets(_ visit: Visit, _ html: inout HTML) {
        html.markup("<dl class=\"facts\">")
        for budget in visit.reading.report.budgets {
            html.markup("<div><dt>")
            html.text(budget.title)
            html.markup("</dt><dd><span data-left")
            html.attribute("data-of", budget.role)
            html.attribute("data-minutes", (budget.cap - budget.worked).count)
            html.markup(">")
            html.text(budget.remaining.description)
            html.markup("</span> left of ")
            html.text(budget.cap.description)
            if budget.held > .zero {
                html.text("; \(budget.held) held over the cap and not billed: ")
                html.link(
                    "propose a change request",
                    to: WebSpelling.address(of: .addTime(role: budget.role, minutes: budget.held)))
            }
            html.markup("</dd></div>")
        }
        html.markup("</dl>\n")
    }

    private static func label(_ date: CivilDate) -> String {
        "\(date.weekday.title.prefix(3)) \(date.components.day)"
    }

    private static func head(_ week: TimeWeek, _ visit: Visit, _ html: inout HTML) {
        let contract = visit.reading.contract
        html.markup("<thead><tr><th scope=\"col\">Person, role and activity</th>")
        for day in week.days {
            let isOff = !contract.calendar.isBusinessDay(day)
            html.markup(isOff ? "<th scope=\"col\" class=\"number off\">" : "<th scope=\"col\" class=\"number\">")
            html.text(label(day))
            let note =
                contract.calendar.holiday(on: day)?.name
                ?? (isOff ? "weekend" : contract.window.contains(day) ? nil : "outside window")
            if let note { html.element("small", note) }
            html.markup("</th>")
        }
        html.markup("<th scope=\"col\" class=\"number\">Total</th></tr></thead>\n")
    }

    private static func foot(_ week: TimeWeek, _ html: inout HTML) {
        html.markup("<tfoot><tr><th scope=\"row\">All</th>")
        var sum = Minutes.zero
        for (index, day) in week.days.enumerated() {
            let total = week.grid.rows.reduce(Minutes.zero) { $0 + week.grid.minutes($1, day) }
            sum += total
            html.markup("<td class=\"number\"")
            html.attribute("data-label", label(day))
            html.attribute("data-day-total", index)
            html.markup(">")
            html.text(total == .zero ? "–" : total.description)
            html.markup("</td>")
        }
        html.markup("<td class=\"number\" data-label=\"Total\" data-all>")
        html.text(sum == .zero ? "–" : sum.description)
        html.markup("</td></tr></tfoot>\n")
    }

    private static func row(
        _ shown: Shown, _ number: Int, _ week: TimeWeek, _ visit: Visit, _ refused: Refused?,
        _ failure: FormFailure?, _ html: inout HTML
    ) {
        let contract = visit.reading.contract
        let row = shown.row
        let activity = contract.activity(row.activity)?.title ?? contract.exclusion(row.activity)?.title ?? row.activity
        html.markup("<tr")
        html.attribute("data-role", row.role)
        html.markup("><th scope=\"row\">")
        if shown.isNew {
            newRow(row, number, contract, &html)
        } else {
            html.text(row.person)
            html.element("small", "\(contract.role(row.role)?.title ?? row.role) · \(activity)")
            for (name, value) in [("p", row.person), ("r", row.role), ("a", row.activity)] {
                html.hidden("\(name).\(number)", value)
            }
        }
        let bases = week.days.map { week.grid.minutes(row, $0) }
        html.hidden("b.\(number)", bases.map { String($0.count) }.joined(separator: ","))
        html.markup("</th>")
        let calendar = contract.calendar(of: row.person)
        for (index, day) in week.days.enumerated() {
            let key = "\(number).\(index)"
            html.markup(calendar.isBusinessDay(day) ? "<td class=\"number\"" : "<td class=\"number off\"")
            html.attribute("data-label", label(day))
            html.markup(">")
            if week.isClosed {
                html.text(bases[index] == .zero ? "–" : bases[index].description)
            } else {
                html.markup("<input type=\"text\" autocomplete=\"off\" size=\"5\"")
                html.attribute("name", "c.\(key)")
                html.attribute("value", shown.texts[index])
                html.attribute("data-base", bases[index].count)
                html.attribute(
                    "aria-label",
                    "\(shown.isNew ? "New row" : "\(row.person), \(activity)"), \(day.weekday.title) \(day.spelled.dropFirst(4))"
                )
                if refused?.reasons[key] != nil || refused?.conflicts[key] != nil {
                    html.invalid(by: "c-\(number)-\(index)")
                }
                html.markup(">")
            }
            html.markup("</td>")
        }
        let total = bases.reduce(.zero, +)
        html.markup("<td class=\"number\" data-label=\"Total\" data-row-total>")
        html.text(total == .zero ? "–" : total.description)
        html.markup("</td></tr>\n")
        if let refused, let failure { reasons(number, week, refused, failure, &html) }
    }

    private static func newRow(_ row: WeekGrid.Row, _ number: Int, _ contract: Contract, _ html: inout HTML) {
        html.hidden("n.\(number)", "1")
        html.markup("<input type=\"text\" autocomplete=\"off\" class=\"name\" aria-label=\"New row: person\"")
        html.attribute("name", "p.\(number)")
        html.attribute("value", row.person)
        html.markup("><select aria-label=\"New row: role\"")
        html.attribute("name", "r.\(number)")
        html.markup(" data-role-select>")
        for role in contract.roles { html.option(role.id, role.title, isSelected: role.id == row.role) }
        html.markup("</select><select aria-label=\"New row: activity\"")
        html.attribute("name", "a.\(number)")
        html.markup(">")
        for activity in contract.activities {
            html.option(activity.id, activity.title, isSelected: activity.id == row.activity)
        }
        html.markup("</select>")
    }

    /// The reasons of the fields of a row that were refused, right under it.
    private static func reasons(
        _ number: Int, _ week: TimeWeek, _ refused: Refused, _ failure: FormFailure, _ html: inout HTML
    ) {
        for (index, day) in week.days.enumerated() {
            let key = "\(number).\(index)"
            let conflict = refused.conflicts[key]
            guard refused.reasons[key] != nil || conflict != nil else { continue }
            html.markup("<tr class=\"reason\"><td colspan=\"9\"><div class=\"refusal\"")
            html.attribute("id", "c-\(number)-\(index)-error")
            html.markup("><p><strong>")
            html.text("\(label(day)): ")
            if let conflict {
                let typed = failure.values["c.\(key)"] ?? ""
                let old = typedRows(failure.values).first { $0.number == number }?.bases[index] ?? .zero
                html.text(
                    "another writer changed this from \(old) to \(conflict); you typed \(typed.isEmpty ? "nothing" : typed)"
                )
                html.markup("</strong></p><p>Save again to replace it with yours, or type the other value.</p>")
            } else if let reason = refused.reasons[key] {
                html.text(reason.summary)
                html.markup("</strong></p><p>")
                html.append(WebSpelling.html(of: reason.hint))
                html.markup("</p>")
                for confirmation in WebSpelling.confirmations(in: reason.hint) {
                    html.check(
                        "confirm.\(key)", WebSpelling.name(of: confirmation), WebSpelling.label(of: confirmation), false
                    )
                }
            }
            for confirmation in confirmations(failure.values, key).sorted(by: { "\($0)" < "\($1)" }) {
                html.check(
                    "confirm.\(key)", WebSpelling.name(of: confirmation), WebSpelling.label(of: confirmation), true)
            }
            html.markup("</div></td></tr>\n")
        }
        // What was ticked and isn't refused any more stays ticked.
        for index in 0..<7 {
            let key = "\(number).\(index)"
            guard refused.reasons[key] == nil, refused.conflicts[key] == nil else { continue }
            let ticked = confirmations(failure.values, key)
            guard !ticked.isEmpty else { continue }
            html.markup("<tr class=\"reason\"><td colspan=\"9\">")
            for confirmation in ticked.sorted(by: { "\($0)" < "\($1)" }) {
                html.check(
                    "confirm.\(key)", WebSpelling.name(of: confirmation), WebSpelling.label(of: confirmation), true)
            }
            html.markup("</td></tr>\n")
        }
    }
}
