import Content
import Knowledge
import Markup
import Pages

/// The values that a runbook needs from its reader: a table with examples.
///
/// The script `js/runbook.js` adds a field to each row, and writes what is typed there into the page's commands.
enum ParameterTable {
    /// Returns nothing for a page without parameters.
    static func html(of page: PublishedPage) -> HTML {
        var html = HTML()
        let parameters = page.frontMatter.parameters
        guard page.frontMatter.kind == .runbook, !parameters.isEmpty else { return html }
        html.markup("<section class=\"parameters\"")
        html.attribute("data-values", page.frontMatter.id)
        html.markup(">\n<h2 id=\"runbook-values\">Values</h2>\n")
        html.markup("<p>The commands on this page need your values in place of the names in double braces.</p>\n")
        FigureTable(
            label: "Values that the commands need",
            columns: [.text("Value"), .text("Example")],
            rows: parameters.map { parameter in
                [.html(name(of: parameter)), .html(example(of: parameter))]
            }
        ).write(to: &html)
        html.markup("</section>\n")
        return html
    }

    private static func name(of parameter: RunbookParameter) -> HTML {
        var html = HTML()
        html.markup("<code")
        html.attribute("data-name", parameter.name)
        if let pattern = parameter.pattern { html.attribute("data-pattern", pattern) }
        if parameter.isSecret { html.attribute("data-variable", parameter.variable) }
        html.markup(">")
        html.text(parameter.name)
        html.markup("</code> <small>")
        html.text(parameter.description)
        if parameter.isSecret { html.markup(" It is secret: never write it down.") }
        html.markup("</small>")
        return html
    }

    private static func example(of parameter: RunbookParameter) -> HTML {
        var html = HTML()
        guard let example = parameter.example, !parameter.isSecret else { return html }
        html.markup("<code>")
        html.text(example)
        html.markup("</code>")
        return html
    }
}
