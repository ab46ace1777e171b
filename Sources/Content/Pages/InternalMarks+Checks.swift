import Engagement
import Markdown

extension InternalMarks {
    /// Reports marks that do not pair, marks where none is read, and what public text takes from inside
    /// internal parts.
    ///
    /// - Parameters:
    ///   - text: What `document` was parsed from.
    ///   - firstLine: The line of the file in which the text begins.
    /// - Returns: Whether it is known what the customer may see of the document.
    static func check(_ document: Document, text: String, firstLine: Int, file: String, log: DiagnosticLog) -> Bool {
        let doubtful = DoubtfulMarks.findings(in: document, text: text, firstLine: firstLine)
        for finding in doubtful {
            let error = Self.error(of: finding)
            log.add(rule: .internalMarks, file: file, line: error.line, error.summary, hint: error.hint)
        }
        // The parser's own marks are comments, and every attempt at one contains a bracket.
        guard document.traits.contains(.markup) else { return doubtful.isEmpty }
        let unpaired = pairing(of: document)
        // What is inside a part is known only where the marks are.
        let isKnown = unpaired.isEmpty && doubtful.isEmpty
        for error in isKnown ? leaks(from: document, text: text, firstLine: firstLine) : unpaired {
            log.add(rule: .internalMarks, file: file, line: error.line, error.summary, hint: error.hint)
        }
        return doubtful.isEmpty
    }

    /// Reports marks in YAML, where none is read.
    ///
    /// - Returns: Whether there is none.
    static func checkMatter(_ yaml: String, firstLine: Int, file: String, log: DiagnosticLog) -> Bool {
        guard MarkLikeness.mayBeIn(yaml) else { return true }
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        let marks = MarkLikeness.lines(in: yaml, isCode: true).filter { index in
            !lines.indices.contains(index) || !lines[index].drop(while: \.isWhitespace).hasPrefix("#")
        }
        for index in marks {
            log.add(
                rule: .internalMarks, file: file, line: firstLine + index,
                "a mark of an internal part is in a value, where none is read",
                hint: "marks are for the body of a page; give the page `audience: internal`, or reword the value")
        }
        return marks.isEmpty
    }

    private static func error(of finding: DoubtfulMarks.Finding) -> MarkError {
        switch finding.place {
        case .code:
            MarkError(
                line: finding.line, summary: "a mark of an internal part is inside a block of code",
                hint: "close the fence above it and do not indent it, or write ```markdown if the block shows a mark")
        case .openFence:
            MarkError(
                line: finding.line,
                summary: "a mark of an internal part is inside a block of code whose fence is not closed before it",
                hint: "close the fence with a line of as many signs as opened it")
        case .inlineCode:
            MarkError(
                line: finding.line, summary: "a mark of an internal part is inside code, with other words",
                hint: "put each mark on its own line, or each mark that is shown in its own code")
        case .text:
            MarkError(
                line: finding.line, summary: "the line is nearly a mark of an internal part",
                hint: "write `<!-- internal -->` or `<!-- /internal -->` on its own line, or reword the line")
        }
    }

    private struct MarkError {
        let line: Int
        let summary: String
        var hint =
            "put `<!-- internal -->` and `<!-- /internal -->` on lines of their own, with blank lines round "
            + "them, outside lists, quotes and HTML"
    }

    private static func pairing(of document: Document) -> [MarkError] {
        var errors: [MarkError] = []
        var opened: Int?
        for block in document.blocks {
            guard case .comment(let text, let line) = block, let mark = mark(text) else {
                errors += strayMarks(in: block).map(stray)
                continue
            }
            switch (mark, opened) {
            case (.opening, nil): opened = line
            case (.opening, let first?):
                errors.append(MarkError(line: line, summary: "internal part opens inside the one from line \(first)"))
            case (.closing, nil):
                errors.append(MarkError(line: line, summary: "`<!-- /internal -->` closes nothing"))
            case (.closing, _?): opened = nil
            case (.suspicious, _):
                errors.append(
                    MarkError(
                        line: line, summary: "the comment '\(text.prefix(40))' is nearly a mark of an internal part",
                        hint: "write `<!-- internal -->` or `<!-- /internal -->` and nothing else, or begin the "
                            + "comment with another word"))
            }
        }
        if let opened { errors.append(MarkError(line: opened, summary: "the internal part is never closed")) }
        for note in document.footnotes { errors += note.blocks.flatMap(strayMarks).map(stray) }
        return errors
    }

    private static func stray(in line: Int) -> MarkError {
        MarkError(line: line, summary: "a mark of an internal part is inside a list, a quote, a paragraph or HTML")
    }

    /// Notes and addresses are the document's, wherever they are defined: those of an internal part would be
    /// public as soon as public text refers to them.
    private static func leaks(from document: Document, text: String, firstLine: Int) -> [MarkError] {
        let ranges = split(document.blocks).hidden.map(\.lines)
        guard let first = ranges.first else { return [] }
        let edition = publicDocument(of: document)
        var errors = edition.footnotes.filter { note in ranges.contains { $0.contains(note.line) } }.map { note in
            MarkError(
                line: note.line,
                summary: "the note '\(note.label)' is inside an internal part, and public text refers to it",
                hint: "move the note out of the internal part, or the reference into it")
        }
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" }
        errors += definitions(in: lines, ranges, firstLine: firstLine, codeBlocks: document.codeBlocks).map { line in
            MarkError(
                line: line, summary: "the address of a link is defined inside an internal part",
                hint: "define it outside, or write the address in the link itself: `[text](address)`")
        }
        // Whatever else public text may take from an internal part: it has to read the same without it.
        if errors.isEmpty, publicText(lines, without: ranges, firstLine: firstLine).map(publicDocument) != edition {
            errors.append(
                MarkError(
                    line: first.lowerBound, summary: "the public text reads differently without its internal part"))
        }
        return errors
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

    /// Returns the document as if the lines between the marks were absent.
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
