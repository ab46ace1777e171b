import Engagement
import Markup

/// A form of a page: what it asks for, and what it records.
struct Form: Sendable {
    struct Field: Sendable {
        enum Kind: Sendable {
            case text
            /// Several lines: a value on each.
            case lines
            case choice([(value: String, label: String)])
            case hidden
        }

        let name: String
        let label: String
        var kind = Kind.text
        var value = ""
        var note = ""

        init(_ name: String, _ label: String, _ kind: Kind = .text, value: String = "", note: String = "") {
            self.name = name
            self.label = label
            self.kind = kind
            self.value = value
            self.note = note
        }

        static func hidden(_ name: String, _ value: String) -> Field { Field(name, "", .hidden, value: value) }
    }

    /// Where it is posted to.
    let address: String
    let title: String
    let submit: String
    var fields: [Field]
    /// Records what was sent, and returns the address to go on to.
    let record: @Sendable (FormValues, Submission) async throws -> String
}

/// A form that was refused: what was typed, and why.
struct FormFailure: Sendable {
    let address: String
    let values: FormValues
    let explanation: Explanation
    /// The field that the error is about, or nil if it is about the whole form.
    let field: String?
    /// Why cells of the week's grid were refused.
    let refusedCells: WeekForm.Refused?

    init(address: String, values: FormValues, error: any Error, explanation: Explanation) {
        self.address = address
        self.values = values
        self.explanation = explanation
        refusedCells = error as? WeekForm.Refused
        field = (error as? FieldError)?.field ?? explanation.rule.flatMap(Self.field)
    }

    /// The field that a rule about an empty value is about.
    private static func field(of rule: String) -> String? {
        guard rule.hasPrefix("missing-") else { return nil }
        let name = String(rule.dropFirst("missing-".count))
        return name == "name" ? "by" : name
    }
}

extension Form {
    /// Writes the form; if it was refused, with what was typed and why.
    func html(_ keys: FormKeys, _ failure: FormFailure?) -> HTML {
        let failure = failure?.address == address ? failure : nil
        var html = HTML()
        html.markup("<form class=\"form\" method=\"post\"")
        html.attribute("action", address)
        html.markup(">\n")
        if !title.isEmpty { html.element("h3", title) }
        let isPlaced = failure.map { failure in fields.contains { $0.name == failure.field } } ?? false
        if let failure, !isPlaced { html.refusal(failure.explanation) }
        keys.write(to: &html)
        for field in fields {
            let id =
                address.dropFirst().map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined() + "-" + field.name
            write(field, id, failure, to: &html)
        }
        if let failure {
            let asked = WebSpelling.confirmations(in: failure.explanation.hint)
            for confirmation in Remedy.Confirmation.allCases {
                let isTicked = failure.values.confirmations.contains(confirmation)
                guard isTicked || asked.contains(confirmation) else { continue }
                html.check("confirm", WebSpelling.name(of: confirmation), WebSpelling.label(of: confirmation), isTicked)
            }
        }
        html.endForm(submit)
        return html
    }

    private func write(_ field: Field, _ id: String, _ failure: FormFailure?, to html: inout HTML) {
        let value = failure?.values[field.name] ?? field.value
        if case .hidden = field.kind { return html.hidden(field.name, value) }
        let isRefused = failure?.field == field.name
        html.markup("<p class=\"field\"><label")
        html.attribute("for", id)
        html.markup(">")
        html.text(field.label)
        html.markup("</label>")
        if case .choice(let options) = field.kind {
            html.markup("<select")
            html.attribute("id", id)
            html.attribute("name", field.name)
            if isRefused { html.invalid(by: id) }
            html.markup(">")
            for option in options { html.option(option.value, option.label, isSelected: option.value == value) }
            html.markup("</select>")
        } else if case .lines = field.kind {
            html.markup("<textarea rows=\"3\"")
            html.attribute("id", id)
            html.attribute("name", field.name)
            if isRefused { html.invalid(by: id) }
            // A parser drops the first line break of a text area.
            html.markup(">\n")
            html.text(value)
            html.markup("</textarea>")
        } else {
            html.markup("<input type=\"text\" autocomplete=\"off\"")
            html.attribute("id", id)
            html.attribute("name", field.name)
            html.attribute("value", value)
            if isRefused { html.invalid(by: id) }
            html.markup(">")
        }
        if !field.note.isEmpty {
            html.markup("<small>")
            html.text(field.note)
            html.markup("</small>")
        }
        html.markup("</p>\n")
        if isRefused, let failure { html.refusal(failure.explanation, id: id + "-error") }
    }
}

/// What every form carries besides its fields: the token of the process, and the id that makes repeating it harmless.
struct FormKeys: Sendable {
    static let token = "token"
    static let operation = "operation"

    let token: String
    let operation: String

    func write(to html: inout HTML) {
        html.hidden(Self.token, token)
        html.hidden(Self.operation, operation)
    }
}
