import Content
import Engagement
import Fingerprint
import Knowledge
import Markup
import Pages

/// The form of a runbook's page on which the customer's team records a rehearsal.
///
/// The script `js/runbook.js` keeps what is typed in the browser, and saves a response file in the format that
/// `workbook rehearse import` reads. Without a script, the form can be filled in and printed.
struct RehearsalForm {
    private let page: PublishedPage
    private let fingerprint: String
    private let scope: Scope

    /// Returns nil if the page is not a runbook.
    init?(_ page: PublishedPage, in scope: Scope) {
        guard let fingerprint = page.documentFingerprint else { return nil }
        self.page = page
        self.fingerprint = fingerprint.hex
        self.scope = scope
    }

    func write(to html: inout HTML) {
        html.markup("<details class=\"rehearsal\" id=\"rehearsal\">\n<summary>Record a rehearsal</summary>\n<p>")
        html.text(
            "Follow the runbook, and note how each step went. Then save the response file and send it to "
                + "\(scope.supplier). Nothing leaves this computer before you send it.")
        html.markup(
            "</p>\n<p data-without-script>Saving needs JavaScript. Without it, fill in the form and print this page.</p>"
        )
        html.markup("\n<form autocomplete=\"off\" data-rehearsal")
        html.attribute("data-engagement", scope.id)
        html.attribute("data-document", page.frontMatter.id)
        html.attribute("data-fingerprint", fingerprint)
        html.attribute("data-format", RehearsalFormat.name)
        html.markup(">\n<div class=\"rehearsal-fields\">\n")
        html.markup(
            "<label>Who followed it\n<input type=\"text\" name=\"performer\" maxlength=\"200\" required></label>\n")
        html.markup("<label>Day\n<input type=\"date\" name=\"performedOn\" required></label>\n")
        choice("How it was followed", name: "level", Rehearsal.Level.allCases.map { ($0.rawValue, $0.words) }, &html)
        html.markup("</div>\n")
        for step in page.steps { write(step, to: &html) }
        html.markup("<div class=\"rehearsal-fields\">\n")
        choice("Result of the whole", name: "result", Rehearsal.Result.allCases.map { ($0.rawValue, $0.words) }, &html)
        html.markup(
            "<label>Minutes in all\n<input type=\"number\" name=\"minutes\" min=\"1\" max=\"1440\" step=\"1\" required></label>\n"
        )
        html.markup("</div>\n<label>Questions that you had to ask, one in each line\n")
        html.markup("<textarea name=\"questions\" maxlength=\"4000\"></textarea></label>\n")
        html.markup("<label>Notes\n<textarea name=\"note\" maxlength=\"2000\"></textarea></label>\n")
        html.markup(
            "<p class=\"rehearsal-actions\"><button type=\"button\" class=\"primary\" data-save hidden>Save the response file</button>\n"
        )
        html.markup("<button type=\"button\" data-clear hidden>Clear the form</button></p>\n")
        html.markup("<p role=\"status\" data-status></p>\n</form>\n</details>\n")
    }

    private func write(_ step: Runbook.Step, to html: inout HTML) {
        let number = step.address.split(separator: "-").last.map(String.init) ?? ""
        html.markup("<fieldset class=\"rehearsal-step\"")
        html.attribute("data-step", step.address)
        html.markup(">\n<legend><a href=\"#")
        html.destination(page.stepIDs.values.contains(step.address) ? step.address : "content")
        html.markup("\">")
        html.text("\(step.section) \(number)")
        html.markup("</a> ")
        if step.title != step.section { html.text(step.title) }
        html.markup("</legend>\n")
        choice("Result", name: nil, RehearsedStep.Result.allCases.map { ($0.rawValue, $0.words) }, &html)
        html.markup(
            "<label>Minutes\n<input type=\"number\" data-field=\"minutes\" min=\"0\" max=\"1440\" step=\"1\"></label>\n"
        )
        html.markup("<label>Note\n<input type=\"text\" data-field=\"note\" maxlength=\"500\"></label>\n</fieldset>\n")
    }

    /// - Parameter name: Nil for a field of a step, which may be left open.
    private func choice(_ label: String, name: String?, _ options: [(value: String, words: String)], _ html: inout HTML)
    {
        html.markup("<label>")
        html.text(label)
        html.markup("\n<select")
        if let name {
            html.attribute("name", name)
            html.markup(" required")
        } else {
            html.markup(" data-field=\"result\"")
        }
        html.markup(">\n<option value=\"\">Choose</option>\n")
        for option in options {
            html.markup("<option")
            html.attribute("value", option.value)
            html.markup(">")
            html.text(option.words)
            html.markup("</option>\n")
        }
        html.markup("</select></label>\n")
    }
}

extension Rehearsal.Level {
    /// What the performer did, in the words of the form.
    fileprivate var words: String {
        switch self {
        case .readThrough: "Read it from beginning to end"
        case .tabletop: "Talked it through, and ran nothing"
        case .shadow: "Watched another person run it"
        case .reverseShadow: "Ran it while a person who knows it watched"
        case .unaided: "Ran it alone"
        }
    }
}

extension Rehearsal.Result {
    fileprivate var words: String {
        switch self {
        case .passed: "Passed"
        case .partly: "Partly"
        case .failed: "Failed"
        }
    }
}

extension RehearsedStep.Result {
    fileprivate var words: String {
        switch self {
        case .passed: "Passed"
        case .partly: "Partly"
        case .failed: "Failed"
        case .skipped: "Skipped"
        }
    }
}
