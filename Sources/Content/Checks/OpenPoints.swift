import Markdown

/// What a page says is still to be completed: `**To be decided:** who signs`.
///
/// A new workbook begins with such lines, and each is a warning until its line is replaced by what it asks for.
enum OpenPoints {
    private static let openings = ["To be decided:", "To be filled:", "To be read:"]

    static func diagnostics(of page: Page) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for block in page.document.blocks {
            block.walk(
                block: { block in
                    guard case .paragraph(let content, let line) = block, let opening = opening(of: content) else {
                        return
                    }
                    let rest = Self.text(of: content.dropFirst())
                    found.append(
                        Diagnostic(
                            .warning, rule: .toBeCompleted, file: "content/" + page.path, line: line,
                            "\(opening.prefix(1).lowercased())\(opening.dropFirst()) \(rest)",
                            hint: "write it on the page, and remove the words '\(opening)'"))
                },
                inline: { _ in })
        }
        return found
    }

    private static func opening(of content: [Inline]) -> String? {
        guard case .strong(let words)? = content.first, case .text(let text)? = words.first, words.count == 1,
            openings.contains(text)
        else { return nil }
        return text
    }

    /// Returns the first 60 characters, which tell one point of a page from another.
    private static func text(of content: ArraySlice<Inline>) -> String {
        let text = content.map { inline in
            switch inline {
            case .text(let text): text
            case .code(let code): code
            case .softBreak, .lineBreak: " "
            default: ""
            }
        }.joined().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return text.count > 60 ? text.prefix(60).split(separator: " ").dropLast().joined(separator: " ") + " ..." : text
    }
}
