import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// Time of a CSV file: what each row would record, then all of them or none.
enum ImportPage {
    static let address = "/time/import"
    private static let title = "Import time"
    /// The most rows that a preview shows; the wrong ones come first if there are more.
    private static let mostRows = 500

    static func screen(_ visit: Visit) -> Screen? { asked(visit, visit.query, nil) }

    /// The page with the form, after a refusal with the reason.
    static func asked(_ visit: Visit, _ values: FormValues, _ error: (any Error)?) -> Screen {
        Screen(title) { _ in
            var html = HTML()
            html.element("h1", title)
            help(&html)
            ImportForm.write(visit, values, nil, [], error, &html)
            return html
        }
    }

    /// The page with what each row does.
    static func preview(_ visit: Visit, _ upload: ImportUpload, _ summary: TimeImport.Summary) -> Screen {
        Screen(title) { _ in
            var html = HTML()
            let new = summary.rows.count { $0.isRecorded }
            let wrong = summary.bad
            html.element("h1", title)
            if wrong > 0 {
                html.markup("<div class=\"refusal\" role=\"alert\"><p><strong>")
                html.text("\(count(wrong, "row")) of \(summary.rows.count) \(wrong == 1 ? "is" : "are") wrong")
                html.markup("</strong></p><p>Nothing was recorded. ")
                html.text(
                    summary.unmatched.isEmpty
                        ? "Correct the file and choose it again, or change how it is read below the table."
                        : "Say below the table what \(count(summary.unmatched.count, "name")) of the file means.")
                html.markup("</p></div>\n")
            }
            totals(upload, summary, &html)
            rows(visit, summary, &html)
            budgets(summary, &html)
            if wrong == 0, new > 0 { record(visit, upload, new, &html) }
            if wrong == 0, new == 0 {
                html.element("p", "Nothing to import: no row is new or changed.", class: "quiet-line")
            }
            html.heading(summary.unmatched.isEmpty ? "Read it in another way" : "Match the names", id: "again")
            ImportForm.write(visit, upload.values, upload, summary.unmatched, nil, &html)
            return html
        }
    }

    private static func help(_ html: inout HTML) {
        html.markup("<p>Columns, in any order: <code>date</code>, <code>person</code>, <code>role</code>, ")
        html.markup("<code>activity</code>, one of <code>minutes</code>, <code>hours</code> or ")
        html.markup(
            "<code>duration</code>, and <code>note</code>; or what another program exports. Nothing is recorded before you have seen what each "
        )
        html.markup("row does. Importing the same rows again records nothing twice.</p>\n")
    }

    private static func totals(_ upload: ImportUpload, _ summary: TimeImport.Summary, _ html: inout HTML) {
        let counts = TimeImport.Row.Kind.allCases.map { kind in
            (kind.rawValue, summary.rows.count { $0.kind == kind })
        }
        html.markup("<dl class=\"facts\">")
        html.fact("File", upload.name)
        html.fact("Rows", counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", "))
        if summary.bad == 0 { html.fact("New time", summary.minutes.description) }
        html.markup("</dl>\n")
    }

    private static func rows(_ visit: Visit, _ summary: TimeImport.Summary, _ html: inout HTML) {
        var shown = summary.rows
        if shown.count > mostRows {
            let wrong = shown.filter(\.isWrong)
            shown = Array((wrong + shown.filter { !$0.isWrong }).prefix(mostRows))
            html.element("p", "\(mostRows) of \(summary.rows.count) rows, the wrong ones first.", class: "quiet-line")
        }
        let contract = visit.reading.contract
        html.append(
            FigureTable(
                label: "What each row does",
                columns: [
                    .text("Row"), .text("Day"), .text("Person"), .text("Role"), .text("Activity"), .number("Time"),
                    .text("What happens"),
                ],
                rows: shown.map { row in
                    [
                        .text("Line \(row.line)"), .text(row.day), .text(row.person),
                        .text(contract.role(row.role)?.title ?? row.role),
                        .text(contract.activity(row.activity)?.title ?? row.activity), .text(row.duration),
                        .html(outcome(row)),
                    ]
                }
            ).html)
    }

    private static func outcome(_ row: TimeImport.Row) -> HTML {
        var html = HTML()
        switch row.outcome {
        case .new(let twin):
            html.badge(Badge("New", .good))
            if let twin {
                html.text(" Equals entry ")
                html.link(twin.shortID, to: "/history#e-\(Query.encoded(twin.shortID))")
                html.text(", which was logged by hand.")
            }
        case .there: html.badge(Badge("There already", .quiet))
        case .undone(let undo):
            html.badge(Badge("Undone", .quiet))
            html.text(" Its entry was undone by \(undo.shortID), and stays undone.")
        case .changed(let entry, let text):
            html.badge(Badge("Changed", .note))
            html.text(" Replaces entry \(entry.shortID): \(text)")
        case .leftOut(let reason):
            html.badge(Badge("Left out", .quiet))
            html.text(" \(reason)")
        case .wrong(let explanation):
            html.badge(Badge("Wrong", .bad))
            html.text(" \(explanation.summary)")
            html.markup("<br>")
            html.append(WebSpelling.html(of: explanation.hint))
        }
        return html
    }

    private static func budgets(_ summary: TimeImport.Summary, _ html: inout HTML) {
        guard summary.bad == 0 else { return }
        html.heading("Left after the import", id: "left")
        html.append(
            FigureTable(
                label: "Left after the import",
                columns: [.text("Role"), .number("Left"), .number("Cap"), .number("Held over the cap")],
                rows: summary.budgets.map { budget in
                    [
                        .text(budget.title), .text(budget.remaining.description), .text(budget.cap.description),
                        .text(budget.held.description),
                    ]
                }
            ).html)
    }

    /// The button that records: the same content once more, with the same settings.
    private static func record(_ visit: Visit, _ upload: ImportUpload, _ new: Int, _ html: inout HTML) {
        html.markup("<form class=\"form\" method=\"post\" enctype=\"multipart/form-data\"")
        html.attribute("action", address + "/record")
        html.markup(">\n")
        visit.keys.write(to: &html)
        ImportForm.carry(upload, &html)
        for name in ImportForm.settings { html.hidden(name, upload.values.text(name)) }
        ImportForm.carryMeanings(upload.values, except: [], &html)
        for confirmation in Remedy.Confirmation.allCases where upload.values.confirmations.contains(confirmation) {
            html.hidden("confirm", WebSpelling.name(of: confirmation))
        }
        html.endForm("Import \(count(new, "row"))")
    }
}

extension TimeImport.Row {
    /// What importing a row does, in the word and the order of the totals.
    fileprivate enum Kind: String, CaseIterable {
        case new, changed
        case there = "there already"
        case undone
        case leftOut = "left out"
        case wrong
    }

    fileprivate var kind: Kind {
        switch outcome {
        case .new: .new
        case .changed: .changed
        case .there: .there
        case .undone: .undone
        case .leftOut: .leftOut
        case .wrong: .wrong
        }
    }

    /// Whether importing the row records an entry.
    var isRecorded: Bool { kind == .new || kind == .changed }
    var isWrong: Bool { kind == .wrong }
}
