import CivilTime
import Engagement
import Markup
import Pages
import Workspace

/// The form of the import: the file, how it is read, and what its names mean.
enum ImportForm {
    /// The fields that say how a file is read, besides what is confirmed and what names mean.
    static let settings = ["source", "person", "role", "dates", "round", "columns"]
    /// What the name of a field with a meaning begins with: `map:activity:Acme / Kickoff`.
    static let meaning = "map:"
    /// The most names that a form asks about; others follow when these are said.
    private static let mostNames = 200

    /// - Parameter upload: What the preview before showed, or nil.
    static func write(
        _ visit: Visit, _ values: FormValues, _ upload: ImportUpload?, _ unmatched: [UnmatchedName],
        _ error: (any Error)?, _ html: inout HTML
    ) {
        html.markup("<form class=\"form\" method=\"post\" enctype=\"multipart/form-data\"")
        html.attribute("action", ImportPage.address + "/preview")
        // The page is the answer to a form, which a reload would send again.
        html.markup(upload == nil ? ">\n" : " data-keep>\n")
        if let error { html.refusal(Workspace.explanation(of: error)) }
        visit.keys.write(to: &html)
        if let upload { carry(upload, &html) }
        let asked = unmatched.prefix(mostNames)
        carryMeanings(values, except: Set(asked.map { field(of: $0) }), &html)
        if !asked.isEmpty { names(visit, values, asked, &html) }
        files(values, upload, &html)
        reading(visit, values, &html)
        html.endForm(upload == nil ? "Preview" : "Preview again")
    }

    static func carry(_ upload: ImportUpload, _ html: inout HTML) {
        html.hidden("name", upload.name)
        html.hidden("content", upload.carried)
    }

    static func carryMeanings(_ values: FormValues, except asked: Set<String>, _ html: inout HTML) {
        for (name, value) in values.pairs where name.hasPrefix(meaning) && !asked.contains(name) {
            html.hidden(name, value)
        }
    }

    private static func field(of name: UnmatchedName) -> String { "\(meaning)\(name.field.rawValue):\(name.name)" }

    /// The names that match nothing yet, each with what it may mean.
    private static func names(
        _ visit: Visit, _ values: FormValues, _ names: some Collection<UnmatchedName>, _ html: inout HTML
    ) {
        html.append(
            FigureTable(
                label: "Names that match nothing in the contract",
                columns: [.text("Name in the file"), .text("Kind"), .number("Rows"), .number("Time"), .text("Means")],
                rows: names.map { name in
                    [
                        .text(name.name.isEmpty ? "none" : name.name), .text(kind(name.field)),
                        .text(String(name.rows)), .text(name.minutes.description),
                        .html(choice(visit, values[field(of: name)] ?? name.suggestion ?? "", name)),
                    ]
                }
            ).html)
        html.markup("<p class=\"quiet-line\">What you choose is remembered when the rows are imported.</p>\n")
    }

    private static func kind(_ field: ImportMapping.Field) -> String {
        switch field {
        case .column: "Column"
        case .person: "Person"
        case .role: "Role"
        case .activity: "Activity"
        }
    }

    private static func choice(_ visit: Visit, _ value: String, _ name: UnmatchedName) -> HTML {
        var html = HTML()
        let contract = visit.reading.contract
        let label = "What \(name.field.rawValue) '\(name.name)' means"
        guard name.field != .person else {
            html.markup("<input type=\"text\" autocomplete=\"off\"")
            html.attribute("name", field(of: name))
            html.attribute("value", value)
            html.attribute("aria-label", label + ": a person, or - to leave the rows out")
            html.markup(">")
            return html
        }
        html.markup("<select")
        html.attribute("name", field(of: name))
        html.attribute("aria-label", label)
        html.markup(">")
        html.option("", "Choose", isSelected: value.isEmpty)
        for id in name.choices {
            let title = name.field == .role ? contract.role(id)?.title : contract.activity(id)?.title
            html.option(id, title ?? id, isSelected: id == value)
        }
        html.option(ImportMapping.leftOut, "Leave the rows out", isSelected: value == ImportMapping.leftOut)
        html.markup("</select>")
        return html
    }

    private static func files(_ values: FormValues, _ upload: ImportUpload?, _ html: inout HTML) {
        html.markup("<p class=\"field\"><label for=\"import-file\">")
        html.text(upload == nil ? "File" : "Another file")
        html.markup("</label><input type=\"file\" id=\"import-file\" name=\"file\"")
        html.attribute(
            "accept",
            ".csv,.tsv,.txt,.xlsx,.json,.timeclock,.timedot,.journal,text/csv,text/plain,text/tab-separated-values")
        html.markup("><small>CSV in UTF-8 or XLSX, at most 2000 lines and 1 MB</small></p>\n")
        html.markup("<p class=\"field\"><label for=\"import-text\">Or rows from a spreadsheet</label>")
        html.markup("<textarea rows=\"6\" id=\"import-text\" name=\"text\" spellcheck=\"false\">\n")
        if upload == nil { html.text(values.text("text")) }
        html.markup("</textarea><small>With the line that names the columns</small></p>\n")
    }

    private static func reading(_ visit: Visit, _ values: FormValues, _ html: inout HTML) {
        let sources = TimeSource.allCases.map { ($0.rawValue, "\($0.title): \($0.export)") }
        select("source", "The file is", [("", "A table with Workbook's columns")] + sources, values, &html)
        text("person", "Who worked", "For rows that name nobody", values, &html)
        let roles = visit.reading.contract.roles.map { ($0.id, $0.title) }
        select("role", "Role of rows that name none", [("", "As the person's other time")] + roles, values, &html)
        let forms: [(String, String)] = [
            ("", "2026-12-16"), (WrittenDates.dmy.rawValue, "16/12/2026 or 16.12.2026"),
            (WrittenDates.mdy.rawValue, "12/16/2026"), (WrittenDates.excel.rawValue, "46372, a spreadsheet's number"),
        ]
        select("dates", "Dates are written as", forms, values, &html)
        text("round", "Round times to", "15m, for times that are no whole minutes; empty to refuse them", values, &html)
        html.markup("<p class=\"field\"><label for=\"import-columns\">Columns with other names</label>")
        html.markup("<textarea rows=\"2\" id=\"import-columns\" name=\"columns\" spellcheck=\"false\">\n")
        html.text(values.text("columns"))
        html.markup("</textarea><small>One a line: Datum=date; - for a column that is not read</small></p>\n")
        let labels: [(Remedy.Confirmation, String)] = [
            (.nonBusinessDay, "Rows on weekends, holidays and days off are meant"),
            (.outsideWindow, "Rows outside the contract's window are meant"),
            (.newPerson, "Names that are close to a known person's are other people"),
        ]
        for (confirmation, label) in labels {
            html.check(
                "confirm", WebSpelling.name(of: confirmation), label, values.confirmations.contains(confirmation))
        }
    }

    private static func label(_ name: String, _ label: String, _ html: inout HTML) {
        html.markup("<p class=\"field\"><label")
        html.attribute("for", "import-" + name)
        html.markup(">")
        html.text(label)
        html.markup("</label>")
    }

    private static func select(
        _ name: String, _ label: String, _ options: [(String, String)], _ values: FormValues, _ html: inout HTML
    ) {
        Self.label(name, label, &html)
        html.markup("<select")
        html.attribute("id", "import-" + name)
        html.attribute("name", name)
        html.markup(">")
        for (value, label) in options { html.option(value, label, isSelected: value == values.text(name)) }
        html.markup("</select></p>\n")
    }

    private static func text(
        _ name: String, _ label: String, _ note: String, _ values: FormValues, _ html: inout HTML
    ) {
        Self.label(name, label, &html)
        html.markup("<input type=\"text\" autocomplete=\"off\"")
        html.attribute("id", "import-" + name)
        html.attribute("name", name)
        html.attribute("value", values.text(name))
        html.markup("><small>")
        html.text(note)
        html.markup("</small></p>\n")
    }
}
