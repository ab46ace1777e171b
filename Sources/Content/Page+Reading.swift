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
        let text = String(decoding: Self.withoutReturns(bytes), as: UTF8.self)
        guard let parts = FrontMatterReader.split(text) else {
            log.add(
                rule: "missing-front-matter", file: file, line: 1, "the page has no front matter",
                hint: "begin with `---`, the lines `id:`, `title:` and `kind:`, and `---` again")
            return (nil, log.diagnostics)
        }
        let matter = FrontMatterReader.read(parts.yaml, file: file, contract: contract, log: log)
        do {
            let document = try Document(parsing: parts.body, firstLine: parts.bodyLine)
            InternalMarks.check(document, text: parts.body, firstLine: parts.bodyLine, file: file, log: log)
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

    /// Lines end with a line feed alone, however the author's editor ends them.
    private static func withoutReturns(_ bytes: [UInt8]) -> [UInt8] {
        let (carriageReturn, lineFeed) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
        guard bytes.contains(carriageReturn) else { return bytes }
        return bytes.indices.filter { index in
            bytes[index] != carriageReturn || index + 1 == bytes.count || bytes[index + 1] != lineFeed
        }.map { bytes[$0] }
    }

    /// The document as `edition` may show it: without the internal parts, without the notes that only
    /// they refer to, and with the headings' ids that it has without them.
    package func document(for edition: Edition) -> Document {
        edition == .customer && hasInternalMarks ? InternalMarks.publicDocument(of: document) : document
    }

    /// The parts of the document that only the internal edition shows, one element for each pair of marks.
    package var internalParts: [Document] {
        InternalMarks.split(document.blocks).hidden.map { document.replacing(blocks: $0.blocks) }
    }
}

/// `<!-- internal -->` and `<!-- /internal -->`: what lies between is for the supplier's eyes.
///
/// Whatever is not surely public is hidden. A comment that only resembles a mark, and a mark where none
/// can be read, are errors; what they stand in and all that follows, to the next closing mark, is hidden.
enum InternalMarks {
    private enum Mark {
        case opening, closing
        /// Somebody meant a mark, but which, and where it begins to hold, is a guess.
        case suspicious
    }

    /// Whether anything in `document` is a mark, or resembles one.
    static func areIn(_ document: Document) -> Bool {
        guard document.traits.contains(.markup) else { return false }
        return document.blocks.contains { mark(of: $0) != nil }
            || document.footnotes.contains { note in note.blocks.contains { mark(of: $0) != nil } }
    }

    struct Part {
        /// From the opening mark to the closing one; to the end where it is never closed.
        var lines: ClosedRange<Int>
        var blocks: [Block] = []
    }

    static func split(_ blocks: [Block]) -> (visible: [Block], hidden: [Part]) {
        var visible: [Block] = []
        var hidden: [Part] = []
        var isHidden = false
        for block in blocks {
            let mark = mark(of: block)
            if mark == .closing {
                if isHidden, let last = hidden.indices.last {
                    hidden[last].lines = hidden[last].lines.lowerBound...block.line
                }
                isHidden = false
                continue
            }
            if mark != nil, !isHidden {
                hidden.append(Part(lines: block.line...Int.max))
                isHidden = true
            }
            if !isHidden {
                visible.append(block)
            } else if mark != .opening {
                hidden[hidden.count - 1].blocks.append(block)
            }
        }
        return (visible, hidden)
    }

    static func publicDocument(of document: Document) -> Document {
        let parts = split(document.blocks)
        return document.replacing(blocks: parts.visible, renewingIDs: true) { note in
            parts.hidden.contains { $0.lines.contains(note.line) }
                || note.blocks.contains { !strayMarks(in: $0).isEmpty }
        }
    }

    /// What a block at the top level says about internal parts.
    private static func mark(of block: Block) -> Mark? {
        if case .comment(let text, _) = block { return mark(text) }
        return strayMarks(in: block).isEmpty ? nil : .suspicious
    }

    /// What a comment says: the only judge of what is a mark.
    private static func mark(_ comment: some StringProtocol) -> Mark? {
        let lowered = comment.lowercased()
        switch lowered.split(whereSeparator: \.isWhitespace) {
        case ["internal"]: return .opening
        case ["/internal"], ["/", "internal"]: return .closing
        default:
            let letters = lowered.unicodeScalars.lazy.filter(\.properties.isAlphabetic).prefix(16)
            let word = String(String.UnicodeScalarView(letters))
            let beginnings = ["", "begin", "start", "open", "end", "close"]
            let resembles = beginnings.contains { word.hasPrefix($0 + "internal") }
            // A comment that is not closed swallows the mark after it.
            return resembles || hasMark(String(comment)) ? .suspicious : nil
        }
    }

    /// Whether text that is shown as it was written, raw HTML above all, holds a comment that is a mark.
    private static func hasMark(_ text: String) -> Bool {
        // By bytes, so that no accent can hide a bracket.
        guard text.utf8.contains(UInt8(ascii: "<")) else { return false }
        return text.utf8.split(separator: "<!--".utf8, omittingEmptySubsequences: false).dropFirst().contains { rest in
            let comment = rest.firstRange(of: "-->".utf8).map { rest[..<$0.lowerBound] } ?? rest
            return mark(String(Substring(comment))) != nil
        }
    }

    /// The lines of marks in `block` that stand where none is read: in raw HTML, a list, a quote, a line.
    private static func strayMarks(in block: Block) -> [Int] {
        var lines: [Int] = []
        var line = block.line
        block.walk(
            block: { block in
                line = block.line
                switch block {
                case .comment(let text, _) where mark(text) != nil: lines.append(line)
                case .escaped(let text, _) where hasMark(text): lines.append(line)
                default: break
                }
            },
            inline: { inline in
                switch inline {
                case .comment(let text) where mark(text) != nil: lines.append(line)
                case .escaped(let text) where hasMark(text): lines.append(line)
                case .text(let text) where hasMark(text): lines.append(line)
                default: break
                }
            })
        return lines
    }
}

extension InternalMarks {
    /// Reports marks that do not pair, marks where none is read, and what public text takes from inside
    /// internal parts.
    ///
    /// - Parameters:
    ///   - text: What `document` was parsed from.
    ///   - firstLine: The line of the file in which the text begins.
    static func check(_ document: Document, text: String, firstLine: Int, file: String, log: FaultLog) {
        // A mark is a comment, and whoever meant one wrote a bracket.
        guard document.traits.contains(.markup) else { return }
        let unpaired = pairing(of: document)
        // What is inside a part is known only where the marks are.
        for fault in unpaired.isEmpty ? leaks(from: document, text: text, firstLine: firstLine) : unpaired {
            log.add(rule: "internal-marks", file: file, line: fault.line, fault.summary, hint: fault.hint)
        }
    }

    private struct Fault {
        let line: Int
        let summary: String
        var hint =
            "put `<!-- internal -->` and `<!-- /internal -->` on lines of their own, with blank lines round "
            + "them, outside lists, quotes and HTML"
    }

    private static func pairing(of document: Document) -> [Fault] {
        var faults: [Fault] = []
        var opened: Int?
        for block in document.blocks {
            guard case .comment(let text, let line) = block, let mark = mark(text) else {
                faults += strayMarks(in: block).map(stray)
                continue
            }
            switch (mark, opened) {
            case (.opening, nil): opened = line
            case (.opening, let first?):
                faults.append(Fault(line: line, summary: "internal part opens inside the one from line \(first)"))
            case (.closing, nil):
                faults.append(Fault(line: line, summary: "`<!-- /internal -->` closes nothing"))
            case (.closing, _?): opened = nil
            case (.suspicious, _):
                faults.append(
                    Fault(
                        line: line, summary: "the comment '\(text.prefix(40))' is nearly a mark of an internal part",
                        hint: "write `<!-- internal -->` or `<!-- /internal -->` and nothing else, or begin the "
                            + "comment with another word"))
            }
        }
        if let opened { faults.append(Fault(line: opened, summary: "the internal part is never closed")) }
        for note in document.footnotes { faults += note.blocks.flatMap(strayMarks).map(stray) }
        return faults
    }

    private static func stray(in line: Int) -> Fault {
        Fault(line: line, summary: "a mark of an internal part stands inside a list, a quote, a paragraph or HTML")
    }

    /// Notes and addresses are the document's, wherever they are defined: those of an internal part would be
    /// public as soon as public text refers to them.
    private static func leaks(from document: Document, text: String, firstLine: Int) -> [Fault] {
        let ranges = split(document.blocks).hidden.map(\.lines)
        guard let first = ranges.first else { return [] }
        let edition = publicDocument(of: document)
        var faults = edition.footnotes.filter { note in ranges.contains { $0.contains(note.line) } }.map { note in
            Fault(
                line: note.line,
                summary: "the note '\(note.label)' is inside an internal part, and public text refers to it",
                hint: "move the note out of the internal part, or the reference into it")
        }
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" }
        faults += definitions(in: lines, ranges, firstLine: firstLine, codeBlocks: document.codeBlocks).map { line in
            Fault(
                line: line, summary: "the address of a link is defined inside an internal part",
                hint: "define it outside, or write the address in the link itself: `[text](address)`")
        }
        // Whatever else public text may take from an internal part: it has to read the same without it.
        if faults.isEmpty, publicText(lines, without: ranges, firstLine: firstLine).map(publicDocument) != edition {
            faults.append(
                Fault(
                    line: first.lowerBound, summary: "the public text reads differently without its internal part"))
        }
        return faults
    }

    /// The lines inside `ranges` that define a link's address: `[plan]: plan.md`, in a list or quote as well.
    private static func definitions(
        in lines: [Substring], _ ranges: [ClosedRange<Int>], firstLine: Int, codeBlocks: [CodeBlock]
    ) -> [Int] {
        let definition = /^(?:[ \t]*(?:>|[-*+]|[0-9]{1,9}[.)]))*[ \t]*\[[^\]^][^\]]*\]:/
        let code = codeBlocks.map { $0.line...($0.line + $0.text.utf8.count { $0 == 0x0A }) }
        return lines.indices.filter { index in
            let line = firstLine + index
            return ranges.contains { $0.contains(line) } && !code.contains { $0.contains(line) }
                && lines[index].prefixMatch(of: definition) != nil
        }.map { firstLine + $0 }
    }

    /// The document as it were if nobody had written the lines between the marks.
    private static func publicText(
        _ lines: [Substring], without ranges: [ClosedRange<Int>], firstLine: Int
    ) -> Document? {
        var kept = lines
        for range in ranges {
            for line in range.clamped(to: firstLine...(firstLine + lines.count - 1)) { kept[line - firstLine] = "" }
            kept[range.lowerBound - firstLine] = "<!-- internal -->"
            guard range.upperBound - firstLine < lines.count else { continue }
            kept[range.upperBound - firstLine] += "<!-- /internal -->"
        }
        return try? Document(parsing: kept.joined(separator: "\n"), firstLine: firstLine)
    }
}
