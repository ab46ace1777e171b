package import Markup

/// A table whose rows stack on a narrow screen, as those of the templates do.
///
/// The first column names the row. The roles are explicit, because a style sheet that turns the parts of a table into
/// blocks removes them.
package struct FigureTable {
    package struct Column {
        package let title: String
        package let isNumber: Bool

        package static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
        package static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    package enum Cell {
        case text(String)
        case badge(Badge)
        case html(HTML)
    }

    package let label: String
    /// The heading above the table.
    package let caption: String?
    package let columns: [Column]
    package let rows: [[Cell]]
    /// Ids of the rows, to link to; none, or one for each.
    package let anchors: [String]

    package init(
        label: String, caption: String? = nil, columns: [Column], rows: [[Cell]], anchors: [String] = []
    ) {
        self.label = label
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.anchors = anchors
    }

    package func write(to html: inout HTML) {
        html.markup("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
        html.text(label)
        html.markup("\">\n<table class=\"stacks\">\n")
        if let caption {
            html.markup("<caption>")
            html.text(caption)
            html.markup("</caption>\n")
        }
        html.markup("<thead><tr>")
        for column in columns {
            html.markup("<th scope=\"col\"")
            html.markup(column.isNumber ? " class=\"number\">" : ">")
            html.text(column.title)
            html.markup("</th>")
        }
        html.markup("</tr></thead>\n<tbody>\n")
        for (number, row) in rows.enumerated() {
            html.markup("<tr")
            if anchors.indices.contains(number) {
                html.markup(" id=\"")
                html.text(anchors[number])
                html.markup("\"")
            }
            html.markup(">")
            for (index, (column, cell)) in zip(columns, row).enumerated() {
                write(cell, of: column, isName: index == 0, to: &html)
            }
            html.markup("</tr>\n")
        }
        html.markup("</tbody>\n</table>\n</div>\n")
    }

    private func write(_ cell: Cell, of column: Column, isName: Bool, to html: inout HTML) {
        if isName {
            html.markup("<th scope=\"row\">")
        } else {
            html.markup(column.isNumber ? "<td class=\"number\"" : "<td")
            html.markup(" data-label=\"")
            html.text(column.title)
            html.markup("\">")
        }
        switch cell {
        case .text(let text): html.text(text)
        case .badge(let badge): html.badge(badge)
        case .html(let cell): html.append(cell)
        }
        html.markup(isName ? "</th>" : "</td>")
    }
}
