import CivilTime
import Engagement
import Markup
import Reports
import Workspace

/// What was recorded, the newest first, each line with a button that takes it back.
enum HistoryPage {
    /// The most entries of a page.
    private static let most = 200

    static func screen(_ visit: Visit) -> Screen? {
        let kind = visit.query["kind"].flatMap { Event.Kind(rawValue: $0) }
        let undo = Form(address: "/history/undo", title: "", submit: "Undo", fields: []) { values, submission in
            if let entry = values["entry"] {
                _ = try await submission.workspace.undo(entry, by: submission.author)
            } else {
                _ = try await submission.workspace.undo(
                    operation: values.text("undone"), by: submission.author)
            }
            return "/history"
        }
        return Screen("History", forms: [undo]) { failure in
            var html = HTML()
            html.element("h1", "History")
            if let failure { html.refusal(failure.explanation) }
            html.markup(
                "<form class=\"filter\" method=\"get\" action=\"/history\"><p><label for=\"kind\">Kind</label> ")
            html.markup("<select id=\"kind\" name=\"kind\">")
            html.option("", "everything", isSelected: kind == nil)
            for option in Event.Kind.allCases {
                html.option(option.rawValue, words(option), isSelected: option == kind)
            }
            html.markup("</select> <button class=\"button quiet\" type=\"submit\">Show</button></p></form>\n")
            let entries = visit.reading.entries.reversed().filter { kind == nil || $0.event.kind == kind }
            html.append(list(Array(entries.prefix(most)), visit))
            if entries.count > most { html.element("p", "Older entries: workbook history", class: "quiet-line") }
            return html
        }
    }

    /// The lines of some entries, the newest first.
    static func list(_ entries: [Entry], _ visit: Visit) -> HTML {
        var html = HTML()
        guard !entries.isEmpty else {
            html.element("p", "Nothing is recorded yet.", class: "empty")
            return html
        }
        html.markup("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Entries\">")
        html.markup(
            "<table class=\"stacks history\"><thead><tr><th scope=\"col\">What</th><th scope=\"col\">Recorded</th>")
        html.markup("<th scope=\"col\">Undo</th></tr></thead><tbody>\n")
        for entry in entries { line(entry, visit, &html) }
        html.markup("</tbody></table></div>\n")
        return html
    }

    private static func line(_ entry: Entry, _ visit: Visit, _ html: inout HTML) {
        let voiding = visit.reading.state.voided[entry.id]
        html.markup("<tr")
        html.attribute("id", "e-" + entry.shortID)
        html.markup(voiding == nil ? "><th scope=\"row\">" : " class=\"undone\"><th scope=\"row\">")
        html.text(entry.event.effect(among: visit.reading.state.changes))
        html.element("small", voiding.map { "undone by \($0.actor), entry \($0.shortID)" } ?? "entry \(entry.shortID)")
        html.markup("</th><td class=\"nowrap\" data-label=\"Recorded\">")
        html.text("\(entry.moment.date.spelled), \(entry.actor)")
        html.markup("</td><td data-label=\"\">")
        switch entry.event {
        case .contract, .week(.closed), .week(.reopened): break
        default:
            if voiding == nil {
                html.append(undoForm(entry: entry.shortID, visit.keys))
            }
        }
        html.markup("</td></tr>\n")
    }

    private static func undoForm(entry: String, _ keys: FormKeys) -> HTML {
        // Each button of the page is another write.
        undoForm("entry", entry, FormKeys(token: keys.token, operation: keys.operation + "-" + entry)) { html in
            html.attribute("aria-label", "Undo entry \(entry)")
        }
    }

    /// A button that takes back everything that one request recorded.
    static func undoForm(_ operation: String, _ keys: FormKeys) -> HTML {
        undoForm("undone", operation, FormKeys(token: keys.token, operation: keys.operation + "-undo"))
    }

    private static func undoForm(
        _ field: String, _ value: String, _ keys: FormKeys, attributes: (inout HTML) -> Void = { _ in }
    ) -> HTML {
        var html = HTML()
        html.markup("<form method=\"post\" action=\"/history/undo\">")
        keys.write(to: &html)
        html.hidden(field, value)
        html.markup("<button type=\"submit\" class=\"button quiet\"")
        attributes(&html)
        html.markup(">Undo</button></form>")
        return html
    }

    private static func words(_ kind: Event.Kind) -> String {
        kind.rawValue.split(separator: "-").joined(separator: " ")
    }
}
