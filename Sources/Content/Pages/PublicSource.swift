import Engagement
import Markdown

extension Page {
    /// Returns the page's Markdown as the customer may have it.
    ///
    /// It renders to what the customer's edition shows. Internal parts, comments, comments of the front matter, and the
    /// notes and link definitions that only those used are left out.
    ///
    /// - Parameters:
    ///   - bytes: The page's file.
    ///   - visibleIDs: The ids of all pages that the customer's edition shows.
    package func publicSource(of bytes: [UInt8], visibleIDs: Set<String>) throws -> String {
        let text = String(decoding: Self.withoutReturns(bytes), as: UTF8.self)
        guard let parts = FrontMatterReader.split(text) else { return "" }
        var matter = frontMatter
        matter.keepRelations(to: visibleIDs)
        let body = isWithheld ? "" : PublicBody(of: self, parts.body, firstLine: parts.bodyLine).text
        return try "---\n" + FrontMatterWriter.yaml(of: matter) + "---\n" + body
    }
}

/// The lines of a page's body that the customer may have.
private struct PublicBody {
    private var lines: [String]
    private let firstLine: Int

    var text: String { lines.joined(separator: "\n") }

    init(of page: Page, _ body: String, firstLine: Int) {
        lines = body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        self.firstLine = firstLine
        let document = page.document
        let shown = page.document(for: .customer)
        let internalLines = InternalMarks.split(document.blocks).hidden.map(\.lines)
        let kept = Set(shown.footnotes.map(\.label))
        let droppedNotes = document.footnotes.filter { !kept.contains($0.label) }.map(\.line)
        removeComments(in: document.blocks + document.footnotes.flatMap(\.blocks))
        for lines in internalLines { remove(lines) }
        for line in droppedNotes { removeNote(at: line) }
        if !internalLines.isEmpty { removeUnusedDefinitions() }
        removeGaps()
    }

    /// The marks of what is removed: no line of a file holds a null character.
    private static let removed = "\u{0}"

    private func index(_ line: Int) -> Int? {
        let index = line - firstLine
        return lines.indices.contains(index) ? index : nil
    }

    private mutating func remove(_ range: ClosedRange<Int>) {
        let first = max(range.lowerBound - firstLine, 0)
        let last = min(range.upperBound, firstLine + lines.count - 1) - firstLine
        guard first <= last else { return }
        for index in first...last { lines[index] = Self.removed }
    }

    /// Removes a footnote's definition, up to the next line that is no part of it.
    private mutating func removeNote(at line: Int) {
        guard var index = index(line) else { return }
        repeat {
            lines[index] = Self.removed
            index += 1
        } while index < lines.count && Self.continuesNote(lines, at: index)
    }

    private static func continuesNote(_ lines: [String], at index: Int) -> Bool {
        let line = lines[index]
        if line.hasPrefix("    ") || line.hasPrefix("\t") { return true }
        if line.isEmpty {
            return index + 1 < lines.count && (lines[index + 1].hasPrefix("    ") || lines[index + 1].hasPrefix("\t"))
        }
        // A paragraph's lines need no indent after the first, unless something new begins.
        return !lines[index - 1].isEmpty && !line.hasPrefix("[") && !line.hasPrefix("#") && line != removed
            && !line.hasPrefix("<!--")
    }

    private mutating func removeComments(in blocks: [Block]) {
        var comments: [(text: String, line: Int)] = []
        for block in blocks {
            var line = block.line
            block.walk(
                block: { block in
                    line = block.line
                    if case .comment(let text, let line) = block { comments.append((text, line)) }
                },
                inline: { inline in
                    if case .comment(let text) = inline { comments.append((text, line)) }
                })
        }
        for comment in comments { removeComment(comment.text, from: comment.line) }
    }

    /// Removes the next comment with this text, at or after a line; the mark of an internal part is removed later.
    private mutating func removeComment(_ text: String, from line: Int) {
        guard InternalMarks.mark(text) == nil, let start = index(line) else { return }
        let wanted = text.split(whereSeparator: \.isWhitespace)
        var rest = lines[start...].joined(separator: "\n")
        var from = rest.startIndex
        while let opening = rest[from...].firstRange(of: "<!--"),
            let closing = rest[opening.upperBound...].firstRange(of: "-->")
        {
            guard rest[opening.upperBound..<closing.lowerBound].split(whereSeparator: \.isWhitespace) == wanted else {
                from = opening.upperBound
                continue
            }
            let breaks = rest[opening.lowerBound..<closing.upperBound].count { $0 == "\n" }
            let isAlone =
                rest[..<opening.lowerBound].hasSuffixOfLineStart && rest[closing.upperBound...].hasPrefixOfLineEnd
            let filler = Array(repeating: isAlone ? Self.removed : "", count: breaks + 1).joined(separator: "\n")
            rest.replaceSubrange(opening.lowerBound..<closing.upperBound, with: filler)
            lines.replaceSubrange(
                start..., with: rest.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
            return
        }
    }

    /// Removes definitions such as `[label]: address` that nothing left uses.
    private mutating func removeUnusedDefinitions() {
        for index in lines.indices {
            guard let match = lines[index].prefixMatch(of: /\ {0,3}\[(?!\^)([^\]]+)\]:/) else { continue }
            let label = "[" + match.1.lowercased() + "]"
            let isUsed = lines.indices.contains { $0 != index && lines[$0].lowercased().contains(label) }
            if !isUsed { lines[index] = Self.removed }
        }
    }

    /// Drops the removed lines, and a blank line that would follow another because of it.
    private mutating func removeGaps() {
        var kept: [String] = []
        var isAfterRemoved = false
        for line in lines {
            guard line != Self.removed else {
                isAfterRemoved = true
                continue
            }
            if isAfterRemoved, line.isEmpty, kept.last?.isEmpty ?? true { continue }
            isAfterRemoved = false
            kept.append(line)
        }
        lines = kept
    }
}

extension Substring {
    /// Whether nothing but white space is between the last line break and the end.
    fileprivate var hasSuffixOfLineStart: Bool {
        reversed().prefix { $0 != "\n" }.allSatisfy(\.isWhitespace)
    }

    /// Whether nothing but white space is before the next line break.
    fileprivate var hasPrefixOfLineEnd: Bool { prefix { $0 != "\n" }.allSatisfy(\.isWhitespace) }
}
