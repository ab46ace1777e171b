/// The lines of a Markdown text, with the sections below its headings, as an editor sees them.
///
/// Works on lines, so that what isn't changed keeps its bytes.
struct MarkdownSections {
    private(set) var lines: [Substring]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var text: String { lines.joined(separator: "\n") }

    /// For each line, whether it belongs to a fenced block of code.
    static func isCode(_ lines: [Substring]) -> [Bool] {
        var fence: Substring?
        return lines.map { line in
            let start = line.drop { $0 == " " || $0 == ">" }
            let sign = start.first.map { $0 == "`" || $0 == "~" ? $0 : " " } ?? " "
            let run = start.prefix { $0 == sign }
            if let open = fence {
                if start.hasPrefix(open), start.dropFirst(run.count).allSatisfy(\.isWhitespace) { fence = nil }
                return true
            }
            guard sign != " ", run.count >= 3 else { return false }
            fence = run
            return true
        }
    }

    private static let marks: Set<Substring> = ["<!-- internal -->", "<!-- /internal -->"]

    /// Returns the lines of the section below `heading`, without its heading line, or nil if there is no such heading.
    private func body(of heading: String) -> Range<Int>? {
        let isCode = Self.isCode(lines)
        func level(_ index: Int) -> Int? {
            guard !isCode[index], lines[index].hasPrefix("#") else { return nil }
            return lines[index].prefix { $0 == "#" }.count
        }
        guard
            let start = lines.indices.first(where: { index in
                level(index).map { lines[index].dropFirst($0 + 1) == heading } == true
            }), let own = level(start)
        else { return nil }
        // A section never takes in where an internal part begins or ends.
        let end = lines.indices.dropFirst(start + 1).first { index in
            level(index).map { $0 <= own } == true || !isCode[index] && Self.marks.contains(lines[index])
        }
        return start + 1..<(end ?? lines.endIndex)
    }

    /// Returns the text of a section without its heading line, or nil if there is no such heading.
    func section(_ heading: String) -> String? {
        body(of: heading).map { lines[$0].joined(separator: "\n") }
    }

    /// Replaces what is below `heading` by `text`, or removes the heading too if `text` is nil.
    ///
    /// - Returns: Whether there is such a heading.
    mutating func replace(_ heading: String, with text: String?) -> Bool {
        guard let range = body(of: heading) else { return false }
        if let text {
            lines.replaceSubrange(range, with: ["", text.trimmedLines[...], ""])
        } else {
            lines.removeSubrange(range.lowerBound - 1..<range.upperBound)
        }
        return true
    }

    /// Adds a paragraph directly below `heading`, or below the title if `heading` is nil.
    ///
    /// - Returns: Whether there is such a heading.
    mutating func insert(_ text: String, below heading: String?) -> Bool {
        guard let line = heading.map({ body(of: $0)?.lowerBound }) ?? titleEnd else { return false }
        lines.insert(contentsOf: ["", text.trimmedLines[...]], at: line)
        return true
    }

    private var titleEnd: Int? {
        lines.firstIndex { $0.hasPrefix("# ") }.map { $0 + 1 }
    }

    /// Removes the quotes whose text begins with `opening`, such as notes that a page is an example.
    mutating func removeQuotes(beginning opening: String) {
        var kept: [Substring] = []
        var index = 0
        while index < lines.count {
            guard lines[index].hasPrefix(">") else {
                kept.append(lines[index])
                index += 1
                continue
            }
            let end = lines[index...].firstIndex { !$0.hasPrefix(">") } ?? lines.endIndex
            let quote = lines[index..<end]
            let words = quote.map { $0.drop { $0 == ">" || $0 == " " } }.filter { !$0.hasPrefix("[!") }
            index = end
            if words.first?.hasPrefix(opening) == true {
                if kept.last?.isEmpty == true, index < lines.count, lines[index].isEmpty { index += 1 }
            } else {
                kept += quote
            }
        }
        lines = kept
    }
}

extension String {
    /// The text without empty lines at either end.
    var trimmedLines: Substring {
        var text = self[...]
        while text.first?.isNewline == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
