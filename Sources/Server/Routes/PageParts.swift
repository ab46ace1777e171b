import Markup
import Pages

/// The filter above a list: its links have the filter in the address, so that a view can be kept and sent.
enum Filter {
    static func html(
        _ path: String, _ name: String, _ current: String, _ options: [(value: String, label: String, count: Int)]
    ) -> HTML {
        var html = HTML()
        html.markup("<nav class=\"filters\" aria-label=\"Filter\"><ul>")
        for option in options where option.count > 0 || option.value.isEmpty || option.value == current {
            html.markup("<li><a")
            html.attribute("href", option.value.isEmpty ? path : path + Query.text([(name, option.value)]))
            if option.value == current { html.markup(" aria-current=\"true\"") }
            html.markup(">")
            html.text(option.label)
            html.markup(" <span class=\"count\">")
            html.number(option.count)
            html.markup("</span></a></li>\n")
        }
        html.markup("</ul></nav>\n")
        return html
    }

    /// The filter of a list of things that are open or closed.
    static func openOrClosed(_ path: String, _ current: String, of count: Int, open: Int) -> HTML {
        html(
            path, "state", current,
            [("", "all", count), ("open", "open", open), ("closed", "closed", count - open)])
    }

    /// The forms of a page beside each other; a refused one is there whatever the state is.
    static func forms(_ forms: [Form], _ keys: FormKeys, _ failure: FormFailure?) -> HTML {
        var html = HTML()
        guard !forms.isEmpty else { return html }
        html.heading("What happened", id: "actions")
        html.markup("<div class=\"forms\">\n")
        for (index, form) in forms.enumerated() {
            html.append(form.html(FormKeys(token: keys.token, operation: "\(keys.operation)-\(index)"), failure))
        }
        html.markup("</div>\n")
        return html
    }
}

extension FigureTable {
    var html: HTML {
        var html = HTML()
        if rows.isEmpty {
            html.element("p", "Nothing here.", class: "empty")
        } else {
            write(to: &html)
        }
        return html
    }
}

extension FigureTable.Cell {
    static func link(_ text: String, _ address: String) -> FigureTable.Cell {
        var html = HTML()
        html.link(text, to: address)
        return .html(html)
    }
}

extension HTML {
    /// Adds a link of a navigation.
    ///
    /// - Parameter current: The value of `aria-current`, or nil if the link leads elsewhere.
    mutating func item(_ title: String, _ address: String, current: String?) {
        markup("<li><a")
        attribute("href", address)
        if let current { attribute("aria-current", current) }
        markup(">")
        text(title)
        markup("</a></li>\n")
    }

    /// Adds the title of a list, and a link to what one does from there.
    mutating func title(_ title: String, link text: String, to address: String) {
        element("h1", title)
        markup("<p>")
        link(text, to: address)
        markup("</p>\n")
    }

    /// Adds a line of a list of facts.
    mutating func fact(_ name: String, _ value: String) {
        markup("<div><dt>")
        text(name)
        markup("</dt><dd>")
        text(value)
        markup("</dd></div>")
    }
}

/// An owner as people read it.
enum Owner {
    /// Returns the words of an id, as in "Pipeline owner" for `pipeline-owner`; a name stays as it is.
    static func title(_ owner: String) -> String {
        guard owner.contains("-"), owner.utf8.allSatisfy({ (0x61...0x7a).contains($0) || $0 == 0x2d }) else {
            return owner
        }
        return owner.prefix(1).uppercased() + owner.dropFirst().replacing("-", with: " ")
    }
}

func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
