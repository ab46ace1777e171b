import Markup

/// Writes one document, block after block.
struct HTMLWriter {
    let renderer: HTMLRenderer
    var out = HTML()
    /// How many `<a>` are open: a link cannot hold another.
    var openLinks = 0
    private var tables = 0
    /// Whether the cell of a table is open.
    var isInCell = false
    /// How many sets of tabs were written.
    var tabSets = 0
    /// The box of the list item that was just begun; its first paragraph takes it in.
    private var task: Block.ListItem.Task?
    /// The ids that are not written yet, by line.
    private var anchors: [Int: String]

    init(renderer: HTMLRenderer) {
        self.renderer = renderer
        anchors = renderer.anchors
    }

    mutating func write(_ document: Document) {
        blocks(document.blocks)
        footnotes(document.footnotes)
    }

    mutating func blocks(_ blocks: [Block]) {
        for block in blocks { self.block(block) }
    }

    private mutating func block(_ block: Block) {
        switch block {
        case .heading(let heading):
            self.heading(heading)
        case .paragraph(let content, _):
            out.markup("<p>")
            box()
            inlines(content)
            out.markup("</p>\n")
        case .list(let list):
            self.list(list)
        case .quote(let children, _):
            out.markup("<blockquote>\n")
            blocks(children)
            out.markup("</blockquote>\n")
        case .alert(let alert):
            self.alert(alert)
        case .code(let code):
            self.code(code)
        case .table(let table):
            self.table(table)
        case .thematicBreak:
            out.markup("<hr>\n")
        case .comment:
            break
        case .details(let details):
            self.details(details)
        case .escaped(let text, _):
            out.markup("<p class=\"escaped\">")
            box()
            out.text(text)
            out.markup("</p>\n")
        }
    }

    private mutating func heading(_ heading: Block.Heading) {
        let tag: StaticString =
            switch heading.level + (renderer.paper?.headingShift ?? 0) {
            case 1: "h1"
            case 2: "h2"
            case 3: "h3"
            case 4: "h4"
            case 5: "h5"
            default: "h6"
            }
        out.markup("<")
        out.markup(tag)
        if !heading.id.isEmpty {
            out.markup(" id=\"")
            out.text(renderer.idPrefix)
            out.text(heading.id)
            out.markup("\"")
        }
        out.markup(">")
        if let id = anchors.removeValue(forKey: heading.line) {
            out.markup("<span")
            identify(id)
            out.markup("></span>")
        }
        inlines(heading.content)
        if renderer.hasHeadingAnchors, renderer.paper == nil, !heading.id.isEmpty {
            out.markup(" <a class=\"anchor\" href=\"#")
            out.destination(renderer.idPrefix)
            out.destination(heading.id)
            out.markup("\" aria-label=\"Link to ")
            out.text(PlainText.of(heading.content))
            out.markup("\">#</a>")
        }
        out.markup("</")
        out.markup(tag)
        out.markup(">\n")
    }

    private mutating func list(_ list: Block.List) {
        if let set = TabSet(list) {
            tabs(set)
            return
        }
        let hasTasks = list.items.contains { $0.task != nil }
        if let start = list.start {
            out.markup("<ol")
            if start != 1 {
                out.markup(" start=\"")
                out.number(start)
                out.markup("\"")
            }
        } else {
            out.markup("<ul")
        }
        if hasTasks { out.markup(" class=\"task-list\"") }
        out.markup(">\n")
        for item in list.items { self.item(item, isTight: list.isTight) }
        out.markup(list.isOrdered ? "</ol>\n" : "</ul>\n")
    }

    private mutating func item(_ item: Block.ListItem, isTight: Bool) {
        out.markup("<li")
        if let line = item.blocks.first?.line, let id = anchors.removeValue(forKey: line) { identify(id) }
        out.markup(item.task == nil ? ">" : " class=\"task\">")
        task = item.task
        if !isTight, !item.blocks.isEmpty { out.markup("\n") }
        for (index, block) in item.blocks.enumerated() {
            if isTight, case .paragraph(let content, _) = block {
                if index > 0 { out.markup("\n") }
                box()
                inlines(content)
            } else {
                if isTight, index == 0, task != nil { box() }
                if isTight { out.markup("\n") }
                self.block(block)
            }
        }
        box()
        out.markup("</li>\n")
    }

    private mutating func identify(_ id: String) {
        out.markup(" id=\"")
        out.text(renderer.idPrefix)
        out.text(id)
        out.markup("\"")
    }

    /// Writes the box of the current list item, once.
    private mutating func box() {
        guard let task else { return }
        self.task = nil
        switch task {
        case .open: out.markup("<input type=\"checkbox\" disabled aria-label=\"Open\"> ")
        case .done: out.markup("<input type=\"checkbox\" disabled checked aria-label=\"Done\"> ")
        }
    }

    private mutating func alert(_ alert: Block.Alert) {
        let (kind, title): (StaticString, StaticString) =
            switch alert.kind {
            case .note: ("note", "Note")
            case .tip: ("tip", "Tip")
            case .important: ("important", "Important")
            case .warning: ("warning", "Warning")
            case .caution: ("caution", "Caution")
            }
        out.markup("<aside class=\"alert alert-")
        out.markup(kind)
        out.markup("\" role=\"note\">\n<p class=\"alert-title\">")
        out.markup(title)
        out.markup("</p>\n")
        blocks(alert.blocks)
        out.markup("</aside>\n")
    }

    private mutating func code(_ code: CodeBlock) {
        if let html = renderer.codeBlock?(code) {
            out.append(trusted: html)
            return
        }
        let language = code.language
        out.markup("<pre role=\"group\" tabindex=\"0\" aria-label=\"Code")
        if let language {
            out.markup(", ")
            out.text(language)
        }
        out.markup("\"><code")
        if let language {
            out.markup(" class=\"language-")
            out.text(language)
            out.markup("\"")
        }
        out.markup(">")
        out.text(code.text)
        out.markup("</code></pre>\n")
    }

    private mutating func table(_ table: Block.Table) {
        tables += 1
        out.markup("<div class=\"table-scroll\" role=\"")
        out.markup(renderer.paper == nil ? "region" : "group")
        out.markup("\" tabindex=\"0\" aria-label=\"Table ")
        out.number(tables)
        out.markup("\"><table>\n<thead>\n<tr>")
        for (column, cell) in table.header.enumerated() {
            // A header cell without a word names nothing.
            out.markup(cell.isEmpty ? "<td" : "<th scope=\"col\"")
            alignment(of: column, in: table)
            self.cell(cell)
            out.markup(cell.isEmpty ? "</td>" : "</th>")
        }
        out.markup("</tr>\n</thead>\n")
        if !table.rows.isEmpty {
            out.markup("<tbody>\n")
            for row in table.rows {
                out.markup("<tr>")
                for (column, cell) in row.enumerated() {
                    out.markup("<td")
                    alignment(of: column, in: table)
                    self.cell(cell)
                    out.markup("</td>")
                }
                out.markup("</tr>\n")
            }
            out.markup("</tbody>\n")
        }
        out.markup("</table></div>\n")
    }

    private mutating func cell(_ content: [Inline]) {
        isInCell = true
        inlines(content)
        isInCell = false
    }

    private mutating func alignment(of column: Int, in table: Block.Table) {
        guard column < table.alignments.count else {
            out.markup(">")
            return
        }
        switch table.alignments[column] {
        case .left: out.markup(" class=\"align-left\">")
        case .center: out.markup(" class=\"align-center\">")
        case .right: out.markup(" class=\"align-right\">")
        case nil: out.markup(">")
        }
    }

    private mutating func details(_ details: Block.Details) {
        out.markup(details.isOpen || renderer.paper != nil ? "<details open>\n" : "<details>\n")
        out.markup("<summary>")
        if details.summary.isEmpty { out.markup("Details") }
        inlines(details.summary)
        out.markup("</summary>\n")
        blocks(details.blocks)
        out.markup("</details>\n")
    }
}
