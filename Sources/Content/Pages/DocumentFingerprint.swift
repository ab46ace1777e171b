import Engagement
package import Fingerprint
import Markdown
import Synchronization

extension Page {
    /// The fingerprint of what a reader of the page sees: its title and its text.
    ///
    /// Rehearsals, evidence and sign-offs refer to it. White space in prose, line endings, comments and front matter
    /// that the page doesn't show (owner, review dates, tags, order) don't change it. Any other change does. A page for
    /// the customer is read without its internal parts.
    package var documentFingerprint: Fingerprint {
        knownDocumentFingerprint.withLock { known in
            if let known { return known }
            let computed = Fingerprint(ofFields: VisibleText(of: self).fields)
            known = computed
            return computed
        }
    }
}

/// A page as the list of what a reader sees, in a form that doesn't depend on the renderer.
///
/// Words begin with `=`, so that no text can pass for the structure around it.
private struct VisibleText {
    private(set) var fields = ["workbook/document/v1"]
    private var words = ""
    /// Whether white space separates `words` from what comes next in the same line of text.
    private var hasSpace = false
    /// Whether something was already written in this line of text, so that a space before the next word shows.
    private var isInLine = false

    init(of page: Page) {
        let matter = page.frontMatter
        for text in [matter.title, matter.description] + matter.triggers { line("front matter") { $0.add(text) } }
        if let status = matter.status { line("status") { $0.add(status.rawValue) } }
        for parameter in matter.parameters {
            group(parameter.isSecret ? "secret parameter" : "parameter") { text in
                for part in [parameter.name, parameter.description, parameter.example ?? "", parameter.pattern ?? ""] {
                    text.line("part") { $0.add(part) }
                }
            }
        }
        let isPublic = matter.audience == .customer && !page.isWithheld
        let document = isPublic ? page.document(for: .customer) : page.document
        add(document.blocks)
        for note in document.footnotes { group("footnote \(note.index)") { $0.add(note.blocks) } }
    }

    private mutating func group(_ name: String, _ write: (inout VisibleText) -> Void) {
        mark(name)
        write(&self)
        mark("end")
    }

    /// A text that begins and ends without white space.
    private mutating func line(_ name: String, _ write: (inout VisibleText) -> Void) {
        mark(name)
        (hasSpace, isInLine) = (false, false)
        write(&self)
        mark("end")
        (hasSpace, isInLine) = (false, false)
    }

    private mutating func mark(_ name: String) {
        if !words.isEmpty { fields.append("=" + words.inNormalForm) }
        words = ""
        fields.append(name)
    }

    private mutating func add(_ text: String) {
        for character in text {
            if character.isWhitespace {
                hasSpace = isInLine
            } else {
                if hasSpace { words.append(" ") }
                words.append(character)
                (hasSpace, isInLine) = (false, true)
            }
        }
    }

    private mutating func add(_ blocks: [Block]) {
        for block in blocks { add(block) }
    }

    private mutating func add(_ block: Block) {
        switch block {
        case .heading(let heading): line("heading \(heading.level)") { $0.add(heading.content) }
        case .paragraph(let content, _): line("paragraph") { $0.add(content) }
        case .list(let list):
            group(list.start.map { "list from \($0)" } ?? "list") { text in
                for item in list.items { text.group(Self.name(of: item.task)) { $0.add(item.blocks) } }
            }
        case .quote(let blocks, _): group("quote") { $0.add(blocks) }
        case .alert(let alert): group("alert \(alert.kind.rawValue)") { $0.add(alert.blocks) }
        case .code(let code): add(code)
        case .table(let table):
            group("table") { text in
                for row in [table.header] + table.rows {
                    text.mark("row")
                    for cell in row { text.line("cell") { $0.add(cell) } }
                }
            }
        case .thematicBreak: mark("rule")
        case .comment: break
        case .details(let details):
            group("details") { text in
                text.line("summary") { $0.add(details.summary) }
                text.add(details.blocks)
            }
        case .escaped(let source, _): line("escaped") { $0.add(source) }
        }
    }

    private static func name(of task: Block.ListItem.Task?) -> String {
        switch task {
        case .open: "open item"
        case .done: "done item"
        case nil: "item"
        }
    }

    /// Code keeps the white space within its lines, which may change what it does; what is after a line doesn't show.
    private mutating func add(_ code: CodeBlock) {
        mark("code " + code.info.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        var lines = code.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line[..<(line.lastIndex { !$0.isWhitespace }.map { line.index(after: $0) } ?? line.startIndex)])
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        words = lines.joined(separator: "\n")
        mark("end")
    }

    private mutating func add(_ content: [Inline]) {
        for inline in content { add(inline) }
    }

    private mutating func add(_ inline: Inline) {
        switch inline {
        case .text(let text), .escaped(let text): add(text)
        case .comment: break
        case .softBreak, .lineBreak: add(" ")
        case .code(let code): group("inline code") { $0.add(code) }
        case .emphasis(let content): group("emphasis") { $0.add(content) }
        case .strong(let content): group("strong") { $0.add(content) }
        case .strikethrough(let content): group("strikethrough") { $0.add(content) }
        case .tagged(let tag, let content): group("tag \(tag.rawValue)") { $0.add(content) }
        case .link(let link):
            group("link") { text in
                text.fields.append("=" + link.destination)
                text.fields.append("=" + link.title)
                text.add(link.content)
            }
        case .image(let image):
            mark("image")
            fields += [image.source, image.title, image.alternative].map { "=" + $0 }
        case .refused(let refused): group("refused") { $0.add(refused.content) }
        case .footnoteReference(let reference): mark("note \(reference.index)")
        }
    }
}
