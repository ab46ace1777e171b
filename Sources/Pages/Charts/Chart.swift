package import Markup

/// A chart with its words: heading, drawing, key, and the numbers as a table.
package struct Chart {
    /// What a line or a shape means.
    struct Key {
        let sample: Sample
        let text: String
    }

    /// The look of a key: its class, and a path in a field of 28 by 12 pixels.
    struct Sample {
        let className: StaticString
        let path: StaticString
    }

    let title: String
    let summary: String
    let keys: [Key]
    /// Whether the key repeats what the drawing says itself, where there is room for it.
    var keyIsForNarrow = false
    let table: FigureTable

    /// - Parameter drawing: One `<svg>`, or rows of them.
    func html(_ drawing: HTML) -> HTML {
        var html = HTML()
        html.markup("<figure class=\"chart\">\n<figcaption class=\"chart-caption\"><strong>")
        html.text(title)
        html.markup("</strong> ")
        html.text(summary)
        html.markup("</figcaption>\n")
        html.append(drawing)
        if !keys.isEmpty {
            html.markup(keyIsForNarrow ? "<ul class=\"chart-key narrow-only\">\n" : "<ul class=\"chart-key\">\n")
            for key in keys {
                html.markup(
                    "<li><svg width=\"28\" height=\"12\" aria-hidden=\"true\" focusable=\"false\"><path class=\"")
                html.markup(key.sample.className)
                html.markup("\" d=\"")
                html.markup(key.sample.path)
                html.markup("\"/></svg>")
                html.text(key.text)
                html.markup("</li>\n")
            }
            html.markup("</ul>\n")
        }
        html.markup("<details class=\"chart-numbers\">\n<summary>The numbers as a table</summary>\n")
        table.write(to: &html)
        html.markup("</details>\n</figure>\n")
        return html
    }

    /// Returns the text in place of a chart that has nothing to show.
    package static func nothing(_ words: String) -> HTML {
        var html = HTML()
        html.markup("<p class=\"chart-nothing\">")
        html.text(words)
        html.markup("</p>\n")
        return html
    }
}
