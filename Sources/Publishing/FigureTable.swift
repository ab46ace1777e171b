/// A table whose rows stack on a narrow screen, as those of the templates do.
///
/// The first column names the row. The roles are said aloud, because a style sheet that makes a table's
/// parts blocks takes them away.
struct FigureTable {
    struct Column {
        let title: String
        let isNumber: Bool

        static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    enum Cell {
        case text(String)
        case badge(Badge)
    }

    let label: String
    let columns: [Column]
    let rows: [[Cell]]

    func write(to html: inout HTML) {
        html.markup("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
        html.text(label)
        html.markup("\">\n<table class=\"stacks\" role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">")
        for column in columns {
            html.markup("<th scope=\"col\" role=\"columnheader\"")
            html.markup(column.isNumber ? " class=\"number\">" : ">")
            html.text(column.title)
            html.markup("</th>")
        }
        html.markup("</tr></thead>\n<tbody role=\"rowgroup\">\n")
        for row in rows {
            html.markup("<tr role=\"row\">")
            for (index, (column, cell)) in zip(columns, row).enumerated() {
                write(cell, of: column, isName: index == 0, to: &html)
            }
            html.markup("</tr>\n")
        }
        html.markup("</tbody>\n</table>\n</div>\n")
    }

    private func write(_ cell: Cell, of column: Column, isName: Bool, to html: inout HTML) {
        if isName {
            html.markup("<th scope=\"row\" role=\"rowheader\">")
        } else {
            html.markup(column.isNumber ? "<td role=\"cell\" class=\"number\"" : "<td role=\"cell\"")
            html.markup(" data-label=\"")
            html.text(column.title)
            html.markup("\">")
        }
        switch cell {
        case .text(let text): html.text(text)
        case .badge(let badge): html.badge(badge)
        }
        html.markup(isName ? "</th>" : "</td>")
    }
}
