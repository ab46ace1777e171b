package import Engagement
import Fingerprint
package import Markdown

extension Page {
    /// Reads one Markdown file: front matter, document, and the marks round its internal parts.
    ///
    /// The page is nil where a diagnostic says that it cannot be published.
    static func read(path: String, bytes: [UInt8], contract: Contract?) -> (page: Page?, diagnostics: [Diagnostic]) {
        let file = "content/" + path
        let log = DiagnosticLog()
        if bytes.starts(with: TextLines.byteOrderMark) {
            log.add(
                .warning, rule: .byteOrderMark, file: file, line: 1, "the page begins with a byte order mark",
                hint: "save it as UTF-8 without one; `workbook check --fix` does")
        }
        let text = String(decoding: Self.withoutReturns(Self.withoutMark(bytes)), as: UTF8.self)
        let split = FrontMatterReader.split(text)
        let hasKind = split?.yaml.contains("kind:") == true
        if path.hasPrefix("decisions/"), !hasKind, DecisionDocument.isDecision(bytes, path: path) {
            let decision = DecisionDocument(path: path, bytes: bytes)
            if decision.style != .workbook {
                let matter = decision.frontMatter(log)
                return read(
                    path: path, bytes: bytes, matter: matter, yaml: split?.yaml ?? "", body: split?.body ?? text,
                    bodyLine: split?.bodyLine ?? 1, log)
            }
        }
        guard let parts = split else {
            log.add(
                rule: .missingFrontMatter, file: file, line: 1, "the page has no front matter",
                hint: "begin with `---`, the lines `id:`, `title:` and `kind:`, and `---` again")
            return (nil, log.diagnostics)
        }
        let matter = FrontMatterReader.read(parts.yaml, file: file, contract: contract, log: log)
        return read(
            path: path, bytes: bytes, matter: matter, yaml: parts.yaml, body: parts.body, bodyLine: parts.bodyLine, log)
    }

    private static func read(
        path: String, bytes: [UInt8], matter: FrontMatter?, yaml: String, body: String, bodyLine: Int,
        _ log: DiagnosticLog
    ) -> (page: Page?, diagnostics: [Diagnostic]) {
        let file = "content/" + path
        let matter = InternalMarks.checkMatter(yaml, firstLine: 2, file: file, log: log) ? matter : nil
        do {
            let document = try Document(parsing: body, firstLine: bodyLine)
            let isKnown = InternalMarks.check(document, text: body, firstLine: bodyLine, file: file, log: log)
            for link in document.refusedLinks {
                log.add(
                    rule: .refusedLink, file: file, line: link.line,
                    "the address '\(link.destination)' is not allowed",
                    hint: "use https, http, mailto, or the relative path of a page")
            }
            guard let matter else { return (nil, log.diagnostics) }
            let page = Page(
                path: path, frontMatter: matter, document: document, fingerprint: Fingerprint(of: bytes),
                isWithheld: !isKnown)
            return (page, log.diagnostics)
        } catch {
            log.add(
                rule: .pageLimits, file: file, line: error.line, "\(error)",
                hint: "split the page, or write it in a simpler way")
            return (nil, log.diagnostics)
        }
    }

    private static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: TextLines.byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
    }

    /// Lines end with a line feed alone, however the author's editor ends them.
    static func withoutReturns(_ bytes: [UInt8]) -> [UInt8] {
        let (carriageReturn, lineFeed) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
        guard bytes.contains(carriageReturn) else { return bytes }
        return bytes.indices.filter { index in
            bytes[index] != carriageReturn || index + 1 == bytes.count || bytes[index + 1] != lineFeed
        }.map { bytes[$0] }
    }

    /// The document as `edition` may show it: without the internal parts, without the notes that only
    /// they refer to, and with the headings' ids that it has without them.
    package func document(for edition: Edition) -> Document {
        guard edition == .customer, hasInternalMarks else { return document }
        return isWithheld ? document.replacing(blocks: []) : InternalMarks.publicDocument(of: document)
    }

    /// The parts of the document that only the internal edition shows, one element for each pair of marks.
    package var internalParts: [Document] {
        if isWithheld { return [document] }
        return InternalMarks.split(document.blocks).hidden.map { document.replacing(blocks: $0.blocks) }
    }
}
