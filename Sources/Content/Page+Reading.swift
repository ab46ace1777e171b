import Engagement
import Fingerprint
package import Markdown

extension Page {
    /// Reads one Markdown file: front matter, document, and the marks round its internal parts.
    ///
    /// The page is nil where a diagnostic says that it cannot be published.
    static func read(path: String, bytes: [UInt8], contract: Contract?) -> (page: Page?, diagnostics: [Diagnostic]) {
        let file = "content/" + path
        let log = FaultLog()
        let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
        guard let parts = FrontMatterReader.split(text) else {
            log.add(
                rule: "missing-front-matter", file: file, line: 1, "the page has no front matter",
                hint: "begin with `---`, the lines `id:`, `title:` and `kind:`, and `---` again")
            return (nil, log.diagnostics)
        }
        let matter = FrontMatterReader.read(parts.yaml, file: file, contract: contract, log: log)
        do {
            let document = try Document(parsing: parts.body, firstLine: parts.bodyLine)
            InternalMarks.check(document, file: file, log: log)
            for link in document.refusedLinks {
                log.add(
                    rule: "refused-link", file: file, line: link.line,
                    "the address '\(link.destination)' is not allowed",
                    hint: "use https, http, mailto, or the relative path of a page")
            }
            guard let matter else { return (nil, log.diagnostics) }
            let page = Page(
                path: path, frontMatter: matter, document: document, fingerprint: Fingerprint(of: bytes))
            return (page, log.diagnostics)
        } catch {
            log.add(
                rule: "page-limits", file: file, line: error.line, "\(error)",
                hint: "split the page, or write it in a simpler way")
            return (nil, log.diagnostics)
        }
    }

    /// The document as `edition` may show it: without the internal parts, and without the notes that only
    /// they refer to.
    package func document(for edition: Edition) -> Document {
        guard edition == .customer else { return document }
        return document.replacing(blocks: InternalMarks.publicBlocks(of: document.blocks))
    }

    /// The parts of the document that only the internal edition shows, one element for each pair of marks.
    package var internalParts: [Document] {
        InternalMarks.internalParts(of: document.blocks).map { document.replacing(blocks: $0) }
    }
}

/// `<!-- internal -->` and `<!-- /internal -->`: what lies between is for the supplier's eyes.
enum InternalMarks {
    private static let opening = "internal"
    private static let closing = "/internal"

    static func publicBlocks(of blocks: [Block]) -> [Block] { split(blocks).visible }

    static func internalParts(of blocks: [Block]) -> [[Block]] { split(blocks).hidden }

    /// A mark that is never closed hides everything behind it: an error must not publish.
    private static func split(_ blocks: [Block]) -> (visible: [Block], hidden: [[Block]]) {
        var visible: [Block] = []
        var hidden: [[Block]] = []
        var isHidden = false
        for block in blocks {
            if case .comment(opening, _) = block {
                isHidden = true
                hidden.append([])
            } else if case .comment(closing, _) = block {
                isHidden = false
            } else if isHidden {
                hidden[hidden.count - 1].append(block)
            } else {
                visible.append(block)
            }
        }
        return (visible, hidden)
    }

    /// Reports marks that do not pair, and marks where none is read: inside a list, a quote or a line.
    static func check(_ document: Document, file: String, log: FaultLog) {
        var opened: Int?
        var topLevel = 0
        for block in document.blocks {
            guard case .comment(let text, let line) = block, isMark(text) else { continue }
            topLevel += 1
            switch (text == opening, opened) {
            case (true, nil): opened = line
            case (true, let first?):
                fault("internal part opens inside the one from line \(first)", line)
            case (false, nil): fault("`<!-- /internal -->` closes nothing", line)
            case (false, _?): opened = nil
            }
        }
        if let opened { fault("the internal part is never closed", opened) }
        var total = 0
        var nestedLine: Int?
        document.walk(
            block: { block in
                guard case .comment(let text, let line) = block, isMark(text) else { return }
                total += 1
                nestedLine = line
            },
            inline: { inline in
                guard case .comment(let text) = inline, isMark(text) else { return }
                total += 1
            })
        if total > topLevel {
            fault("a mark of an internal part stands inside a list, a quote or a paragraph", nestedLine)
        }

        func fault(_ summary: String, _ line: Int?) {
            log.add(
                rule: "internal-marks", file: file, line: line, summary,
                hint: "put `<!-- internal -->` and `<!-- /internal -->` on lines of their own, with blank "
                    + "lines round them, outside lists and quotes")
        }
    }

    private static func isMark(_ text: String) -> Bool {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace).joined()
        return words == opening || words == closing
    }
}
