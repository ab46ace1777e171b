package import Engagement
import Markup
import SiteAssets

/// The form on which the customer answers an acceptance pack: on paper, or in a browser that saves the response file.
///
/// It needs no network and no other file of the pack. Without JavaScript it can be filled in and printed.
package struct AcceptanceForm: Sendable {
    private let contract: Contract
    private let pack: String
    private let madeOn: String

    /// - Parameters:
    ///   - pack: The pack's fingerprint, which the answer names.
    ///   - madeOn: The day on which the pack was made, as people read it.
    package init(_ contract: Contract, pack: String, madeOn: String) {
        self.contract = contract
        self.pack = pack
        self.madeOn = madeOn
    }

    /// The page, its style and its script, to be put into one folder.
    package var files: [(path: String, bytes: [UInt8])] {
        [
            ("form.html", page.bytes),
            ("form.css", Self.asset("css/tokens.css") + Self.asset("forms/acceptance.css")),
            ("form.js", Self.asset("forms/acceptance.js")),
        ]
    }

    private static func asset(_ path: String) -> [UInt8] { Array((SiteAssets.text(at: "site/" + path) ?? "").utf8) }

    private var page: HTML {
        var html = HTML()
        html.markup(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file:; style-src 'self' file:; base-uri 'none'; form-action 'none'">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>
            """)
        html.text("Acceptance of \(contract.title)")
        html.markup("</title>\n<link rel=\"stylesheet\" href=\"form.css\">\n<script src=\"form.js\" defer></script>\n")
        html.markup("</head>\n<body>\n<main>\n<h1>")
        html.text("Acceptance of \(contract.title)")
        html.markup("</h1>\n<p class=\"lead\">")
        html.text("\(contract.customer) answers to \(contract.supplier) which criteria are met.")
        html.markup(" This is an attestation, not an electronic signature.</p>\n")
        identity(&html)
        html.markup("<form id=\"response\" autocomplete=\"off\"")
        html.attribute("data-engagement", contract.id)
        html.attribute("data-pack", pack)
        html.markup(">\n<h2>Criteria</h2>\n")
        for (index, criterion) in contract.criteria.enumerated() { add(criterion, number: index + 1, to: &html) }
        signature(&html)
        html.markup("</form>\n</main>\n</body>\n</html>\n")
        return html
    }

    private func identity(_ html: inout HTML) {
        html.markup("<dl class=\"identity\">\n<div><dt>Pack made on</dt><dd>")
        html.text(madeOn)
        html.markup("</dd></div>\n<div><dt>Fingerprint of the pack</dt><dd><code>")
        html.text(pack)
        html.markup("</code></dd></div>\n</dl>\n")
    }

    private func add(_ criterion: Criterion, number: Int, to html: inout HTML) {
        let name = "answer-\(criterion.id)"
        html.markup("<fieldset class=\"criterion\"")
        html.attribute("data-criterion", criterion.id)
        html.attribute("data-title", criterion.title)
        html.markup(">\n<legend>")
        html.text("\(number). \(criterion.title)")
        html.markup("</legend>\n<p>")
        html.text(criterion.summary)
        html.markup("</p>\n<div class=\"answers\">\n")
        for outcome in SignOffGiven.Outcome.allCases {
            html.markup("<label><input type=\"radio\"")
            html.attribute("name", name)
            html.attribute("value", outcome.rawValue)
            html.markup("> ")
            html.text(outcome.words.prefix(1).uppercased() + outcome.words.dropFirst())
            html.markup("</label>\n")
        }
        html.markup("</div>\n<div class=\"detail reason\"><label>Reason, if it is rejected\n<textarea rows=\"2\"")
        html.attribute("name", "reason-\(criterion.id)")
        html.markup("></textarea></label></div>\n<div class=\"detail conditions\">\n")
        for row in 1...3 { condition(row, of: criterion, &html) }
        html.markup("</div>\n</fieldset>\n")
    }

    private func condition(_ row: Int, of criterion: Criterion, _ html: inout HTML) {
        html.markup("<div class=\"condition\">\n<label>")
        html.text("Condition \(row)")
        html.markup("\n<input type=\"text\" data-field=\"text\"></label>\n<label>Owner\n")
        html.markup("<input type=\"text\" data-field=\"owner\"></label>\n<label>Due\n")
        html.markup("<input type=\"date\" data-field=\"due\"></label>\n</div>\n")
    }

    private func signature(_ html: inout HTML) {
        html.markup("<h2>Who answers</h2>\n<div class=\"signer\">\n")
        html.markup("<label>Name\n<input type=\"text\" name=\"signer\" required></label>\n")
        html.markup("<label>Role\n<input type=\"text\" name=\"role\" required></label>\n")
        html.markup("<label>On behalf of\n<input type=\"text\" name=\"on-behalf-of\" required")
        html.attribute("value", contract.customer)
        html.markup("></label>\n<label>Date\n<input type=\"date\" name=\"date\" required></label>\n</div>\n")
        html.markup("<p class=\"ink\" aria-hidden=\"true\">Signature</p>\n")
        html.markup("<p class=\"actions\"><button type=\"submit\" id=\"save\" hidden>Save the response file</button>\n")
        html.markup("<span role=\"status\" id=\"saved\"></span></p>\n<p class=\"note\">")
        html.text(
            "Send the saved response file, or the signed print, to \(contract.supplier). Nothing leaves this computer "
                + "until you send it.")
        html.markup("</p>\n<noscript><p class=\"note\">Without JavaScript, print this page, or fill in response.json ")
        html.markup("in this folder with a text editor.</p></noscript>\n")
    }
}
