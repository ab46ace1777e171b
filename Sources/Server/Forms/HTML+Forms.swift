import Engagement
import Markup

/// The parts that pages and forms of the tracker write again and again.
extension HTML {
    /// Adds `<name class="...">text</name>`.
    mutating func element(_ name: StaticString, _ text: String, class className: StaticString? = nil) {
        markup("<")
        markup(name)
        if let className {
            markup(" class=\"")
            markup(className)
            markup("\"")
        }
        markup(">")
        self.text(text)
        markup("</")
        markup(name)
        markup(">\n")
    }

    mutating func link(_ text: String, to address: String) {
        markup("<a")
        attribute("href", address)
        markup(">")
        self.text(text)
        markup("</a>")
    }

    mutating func hidden(_ name: String, _ value: String) {
        markup("<input type=\"hidden\"")
        attribute("name", name)
        attribute("value", value)
        markup(">\n")
    }

    mutating func option(_ value: String, _ label: String, isSelected: Bool) {
        markup("<option")
        attribute("value", value)
        markup(isSelected ? " selected>" : ">")
        text(label)
        markup("</option>")
    }

    mutating func check(_ name: String, _ value: String, _ label: String, _ isTicked: Bool) {
        markup("<p class=\"check\"><label><input type=\"checkbox\"")
        attribute("name", name)
        attribute("value", value)
        markup(isTicked ? " checked> " : "> ")
        text(label)
        markup("</label></p>\n")
    }

    /// Adds the button at the end of a form, and ends the form.
    mutating func endForm(_ label: String) {
        markup("<p class=\"form-end\"><button type=\"submit\" class=\"button\">")
        text(label)
        markup("</button></p>\n</form>\n")
    }

    mutating func invalid(by id: String) {
        markup(" aria-invalid=\"true\"")
        attribute("aria-describedby", id + "-error")
    }

    /// Adds why something was refused, and what to do about it.
    mutating func refusal(_ explanation: Explanation, id: String? = nil) {
        markup("<div class=\"refusal\" role=\"alert\"")
        if let id { attribute("id", id) }
        markup("><p><strong>")
        text(explanation.summary)
        markup("</strong></p><p>")
        append(WebSpelling.html(of: explanation.hint))
        markup("</p></div>\n")
    }
}
